"""One question that asks the same of several days, subjects or names becomes one each."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.model import Intent, Want
from bot.understanding.asked import Asked
from bot.understanding.marks import Mark
from bot.understanding.sentences import MOST_QUESTIONS
from knowledge import Index, Query, When, Word, fold

OF_ALL = (Want.RANK, Want.COMPARE, Want.CONFIRM, Want.WHERE)
"""Wants that look at all the names together."""


def each(intent: Intent, asked: Asked, index: Index) -> Iterator[Intent]:
    """Ask 各多少 of several days, subjects, units or leaders, one by one."""
    query = intent.query
    if (asked.has(Mark.EACH) and len(query.dues) > 1) or _are_days_listed(asked, query):
        yield from (replace(intent, query=replace(query, dues=(d,))) for d in query.dues)
    elif asked.has(Mark.EACH) and len(query.words) > 1 and not _hold_together(query, index):
        yield from (replace(intent, query=replace(query, words=(w,))) for w in query.words)
    elif Want.TARGET in intent.wants and (apart := _joined_by_and(asked, query, index)):
        yield from (replace(intent, query=replace(query, words=words)) for words in apart)
    elif named := _by_name(intent, asked, index):
        yield from named
    else:
        yield intent


def _are_days_listed(asked: Asked, query: Query) -> bool:
    """Tell 10月和12月到期的 from 3月以后、6月前: no deadline is of two months."""
    if len(query.dues) < 2 or any(d.when == When.AFTER for d in query.dues):
        return False
    days = [i for i, t in enumerate(asked.tokens) if t.mark == Mark.DAY]
    between = [asked.tokens[a + 1 : b] for a, b in pairwise(days)]
    return bool(between) and all(len(ts) == 1 and ts[0].mark == Mark.AND for ts in between)


def _by_name(intent: Intent, asked: Asked, index: Index) -> list[Intent]:
    """Ask of each unit or leader that was listed; of those left out it is said that they were."""
    query = intent.query
    if intent.wants[0] in OF_ALL or query.numbers:
        return []
    for listed in asked.lists:
        units = [u for u in query.units if u.said in listed.names]
        leaders = [x for x in query.leaders if x.said in listed.names]
        is_apart = listed.is_apart or Want.OFFICIAL in intent.wants
        if len(units) + len(leaders) < 2 or not (is_apart or not index.find(query)):
            continue
        queries = [
            replace(query, units=tuple(v for v in query.units if v is u or v not in units))
            for u in units
        ] + [
            replace(query, leaders=tuple(v for v in query.leaders if v is x or v not in leaders))
            for x in leaders
        ]
        asked_apart = [replace(intent, query=q) for q in queries[:MOST_QUESTIONS]]
        said = (*(u.said for u in units), *(x.said for x in leaders))
        left_out = said[MOST_QUESTIONS:]
        last = asked_apart[-1]
        return [*asked_apart[:-1], replace(last, ignored=(*last.ignored, *left_out))]
    return []


def _joined_by_and(asked: Asked, query: Query, index: Index) -> list[tuple[Word, ...]]:
    """Take 新增就业和高技能人才 for two subjects, unless a document has the phrase as it is."""
    spoken = "".join(fold(t.text) for t in asked.tokens if t.mark in (None, Mark.AND))
    if not asked.has(Mark.AND) or index.holds(spoken, query.documents):
        return []
    sides = [""]
    for token in asked.tokens:
        if token.mark == Mark.AND:
            sides.append("")
        elif token.mark is None:
            sides[-1] += fold(token.text)
    apart = [tuple(w for w in query.words if w.text in side) for side in sides]
    return apart if len(apart) > 1 and all(apart) else []


def _hold_together(query: Query, index: Index) -> bool:
    hits = index.find(query, passages=True)
    return bool(hits) and hits[0].level > 1
