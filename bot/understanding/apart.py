"""One question that asks the same of several days, subjects or names becomes one each."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.asking import (
    TARGET,
    About,
    documents,
    dues,
    is_ranking,
    leaders,
    numbered,
    put,
    units,
    words,
)
from bot.understanding.asked import Asked
from bot.understanding.intent import who
from bot.understanding.marks import Mark
from bot.understanding.sentences import MOST_QUESTIONS
from knowledge import (
    Condition,
    DueIs,
    How,
    Index,
    Of,
    Origin,
    Question,
    Speaks,
    When,
    fold,
    run,
)

OF_ALL = (How.WHETHER, How.CAN, How.WHERE)
"""What looks at all the names together."""
Apart = tuple[Question, tuple[str, ...]]
"""A Question, and names that were left out of it."""


def each(query: Question, asked: Asked, index: Index) -> Iterator[Apart]:
    """Ask 各多少 of several days, subjects, units or leaders, one by one."""
    if (asked.has(Mark.EACH) and len(dues(query)) > 1) or _are_days_listed(asked, query):
        yield from ((put(query, About.DUES, where=(d,)), ()) for d in dues(query))
    elif asked.has(Mark.EACH) and len(words(query)) > 1 and not _hold_together(query, index):
        yield from ((put(query, About.WORDS, where=(w,)), ()) for w in words(query))
    elif TARGET in query.asks and (apart := _joined_by_and(asked, query, index)):
        yield from ((put(query, About.WORDS, where=found), ()) for found in apart)
    elif named := _by_name(query, asked, index):
        yield from named
    else:
        yield query, ()


def _are_days_listed(asked: Asked, query: Question) -> bool:
    """Tell 10月和12月到期的 from 3月以后、6月前: no deadline is of two months."""
    after = (isinstance(d, DueIs) and d.when == When.AFTER for d in dues(query))
    if len(dues(query)) < 2 or any(after):
        return False
    days = [i for i, t in enumerate(asked.tokens) if t.mark == Mark.DAY]
    between = [asked.tokens[a + 1 : b] for a, b in pairwise(days)]
    return bool(between) and all(len(ts) == 1 and ts[0].mark == Mark.AND for ts in between)


def _by_name(query: Question, asked: Asked, index: Index) -> list[Apart]:
    """Ask of each unit or leader that was listed; of those left out it is said that they were."""
    if is_ranking(query) or query.asks[0].how in OF_ALL or numbered(query):
        return []
    for listed in asked.lists:
        said = {c: asked.said.get(c) for c in (*units(query), *leaders(query))}
        named = [c for c in said if said[c] in listed.names]
        is_apart = listed.is_apart or query.asks[0].how == How.OFFICE
        if len(named) < 2 or not (is_apart or not run(query, index).groups):
            continue
        apart = [_of_one(query, c, named) for c in named[:MOST_QUESTIONS]]
        left_out = tuple(str(said[c]) for c in named[MOST_QUESTIONS:])
        return [*((q, ()) for q in apart[:-1]), (apart[-1], left_out)]
    return []


def _of_one(query: Question, one: Condition, named: list[Condition]) -> Question:
    kept = replace(query, where=tuple(c for c in query.where if c == one or c not in named))
    return who(kept) if query.asks[0].how == How.OFFICE else kept


def _joined_by_and(asked: Asked, query: Question, index: Index) -> list[tuple[Condition, ...]]:
    """Take 新增就业和高技能人才 for two subjects, unless a document has the phrase as it is."""
    spoken = "".join(fold(t.text) for t in asked.tokens if t.mark in (None, Mark.AND))
    if not asked.has(Mark.AND) or index.holds(spoken, documents(query)):
        return []
    sides = [""]
    for token in asked.tokens:
        if token.mark == Mark.AND:
            sides.append("")
        elif token.mark is None:
            sides[-1] += fold(token.text)
    found = [c for c in query.where if isinstance(c, Speaks)]
    apart: list[tuple[Condition, ...]] = [
        tuple(c for c in found if c.word.text in side) for side in sides
    ]
    return apart if len(apart) > 1 and all(apart) else []


def _hold_together(query: Question, index: Index) -> bool:
    return bool(run(replace(query, of=Of(Origin.EVERYTHING)), index).groups)
