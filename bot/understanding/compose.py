"""The second step: marks next to each other bind, and become conditions and wants."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot import asking
from bot.understanding.asked import ROLES, Asked
from bot.understanding.holders import OVERSEEING, SKIPPED, is_negated, leaders_of, units_of
from bot.understanding.marks import Mark, Token
from bot.understanding.ranks import find_counts, find_rank
from knowledge import Ask, Condition, Due, DueIs, Not, Under, When, find_days

RE_COUNT = re.compile(r"[^第]*(?:项|个任务)")
ASKS_FOR_TASKS = (Mark.LIST, Mark.COUNT, Mark.TASK, Mark.EACH, Mark.MOST, Mark.LEAST, Mark.OWNER)
UNIT_GOES_WITH = (*ROLES, Mark.MANAGE, Mark.AND, Mark.UNIT, Mark.SHORT, *ASKS_FOR_TASKS)
SUBJECTS = (Mark.UNIT, Mark.PERSON, Mark.DAY, Mark.PART, Mark.ITEM, Mark.KIND)
MOST_NAMES = 20
LEVELS = ("区", "县", "市", "州", "镇", "省")
GOVERNMENTS = ("政府", "区政府", "县政府", "市政府")
"""Who does everything in such documents; a unit only where a role is said of it."""
HOLDING = (*OVERSEEING, *ROLES, Mark.UNIT, Mark.PERSON, Mark.HIM)
ROLES_ASKED = (Mark.LEADER, Mark.OVERSEE, Mark.LEAD, Mark.SUPPORT)
QUOTING = ("写着", "写的", "写明", "写的是", "规定", "明确")
"""Words before a day that is meant as it stands in the document."""
OF_DAYS = (Mark.DEADLINE, Mark.DUE, Mark.DONE, Mark.PROGRESS)
WITHIN_LIST = ("里面", "其中", "里头", "当中的", "这里面", "这里头")


def compose(tokens: Sequence[Token]) -> Asked:
    """Bind the marks of one question."""
    asked = Asked(_settled(list(tokens)))
    asked.numbers = tuple(r for t in asked.tokens if t.mark == Mark.ITEM for r in t.value)
    _suppose_count(asked)
    asked.nth = next((t.value for t in asked.tokens if t.mark == Mark.NTH), None)
    asked.measure = str(asked.value(Mark.MEASURE) or "")
    asked.figure = str(asked.value(Mark.FIGURE) or "")
    if (part := asked.value(Mark.PART)) is not None:
        asked.under = Under((int(str(part)),))
    asked.rank = find_rank(asked)
    asked.units = tuple(dict.fromkeys(units_of(asked)))[:MOST_NAMES]
    asked.leaders = tuple(dict.fromkeys(leaders_of(asked)))[:MOST_NAMES]
    asked.dues = tuple(_dues(asked))
    asked.counts = () if asked.rank else tuple(find_counts(asked))
    asked.wants = tuple(dict.fromkeys(_wants(asked)))
    return asked


def _suppose_count(asked: Asked) -> None:
    """Take 牵头8项对吗 for a number of tasks or the item of that number; 第8项 names the item."""
    skipped = (Mark.FILLER, Mark.TASK, Mark.TOTAL, Mark.ONLY)
    for place, token in enumerate(asked.tokens):
        if token.mark != Mark.ITEM or not asked.supposes or not RE_COUNT.fullmatch(token.text):
            continue
        told = [t for t in asked.tokens[:place] if t.mark not in skipped or t.text == "是"]
        rest = asked.tokens[place + 1 :]
        ends = all(t.mark in (*skipped, Mark.CONFIRM, Mark.PUNCTUATION) for t in rest)
        holds = bool(told) and told[-1].mark in HOLDING
        if ends and holds and len(asked.numbers) == 1 and len(set(asked.numbers[0])) == 1:
            asked.count = asked.numbers[0][0]
            asked.number = None if asked.has(Mark.TOTAL, Mark.ONLY) else asked.count
            asked.numbers = ()


# --- words that are several things


def _settled(tokens: list[Token]) -> list[Token]:
    """Decide what a word is that may be two things."""
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        if token.text in LEVELS and i + 1 < len(tokens) and tokens[i + 1].mark == Mark.UNIT:
            tokens[i] = replace(token, mark=Mark.FILLER)
        elif token.text in GOVERNMENTS and i + 1 < len(tokens) and tokens[i + 1].mark in ROLES:
            tokens[i] = replace(token, mark=Mark.UNIT, value=token.text)
        elif token.mark == Mark.SHORT:
            tokens[i] = replace(token, mark=Mark.UNIT if _is_unit(tokens, i) else None)
        elif token.mark == Mark.KIND:
            tokens[i] = replace(token, mark=_kind(tokens, i))
    confirms = any(t.mark == Mark.CONFIRM for t in tokens)
    if not confirms:
        tokens = [replace(t, mark=None) if t.mark == Mark.FIGURE else t for t in tokens]
    return list(_without_own_references(tokens))


def _kind(tokens: Sequence[Token], place: int) -> Mark | None:
    """Take 街道 for a kind of unit where a role or a question for tasks follows."""
    if place and tokens[place - 1].text == "(":
        return Mark.FILLER
    if place and tokens[place - 1].mark == Mark.LIST:
        return Mark.OWNER
    return Mark.KIND if _is_unit(tokens, place) else None


def _is_unit(tokens: Sequence[Token], place: int) -> bool:
    rest = tokens[place + 1 :]
    if rest and rest[0].text in ("是", "由", "归", "为"):
        return False
    skipped = (*SKIPPED, Mark.NOT, Mark.BACK)
    after = next((t for t in rest if t.mark not in skipped), None)
    if after is None:
        return all(t.mark not in (None, Mark.OWNER, Mark.LEAD, Mark.SUPPORT) for t in tokens)
    return after.mark in UNIT_GOES_WITH


def _without_own_references(tokens: Iterable[Token]) -> Iterator[Token]:
    """Let 里面 behind a name or a day in the same message mean that, not the last message."""
    subject_seen = False
    for token in tokens:
        refers_here = token.mark == Mark.BACK and token.text in WITHIN_LIST and subject_seen
        yield replace(token, mark=Mark.FILLER) if refers_here else token
        subject_seen = subject_seen or token.mark in SUBJECTS


# --- days


def _dues(asked: Asked) -> Iterator[Condition]:
    places = [i for i, t in enumerate(asked.tokens) if t.mark == Mark.DAY]
    if places or asked.has(Mark.PROGRESS):
        asked.bound.update(i for i, t in enumerate(asked.tokens) if t.mark in OF_DAYS)
    if not places and asked.has(Mark.PROGRESS):
        yield DueIs("", what=Due.PROGRESS)
    for place in places:
        yield _due(asked, place)


def _due(asked: Asked, place: int) -> Condition:
    words = str(asked.tokens[place].value)
    after = asked.tokens[place + 1] if place + 1 < len(asked.tokens) else None
    what = None
    if after and after.mark == Mark.PROGRESS:
        what = Due.PROGRESS
    elif after and after.text.startswith("完成"):
        what = Due.DONE
    negated = is_negated(asked, place)
    is_quoted = place > 0 and asked.tokens[place - 1].text in QUOTING
    is_after = after is not None and after.text in ("以后", "之后", "后")
    is_exact = negated or is_quoted or what is not None
    due = DueIs(words, when_of(words, is_exact, is_after), what)
    return Not(due) if negated else due


def when_of(words: str, is_exact: bool = False, is_after: bool = False) -> When:
    """Read 6月底前 as on or before that day; 6月底 and quoted words as just that day."""
    if is_after:
        return When.AFTER
    if is_exact or not find_days(words, 2000):
        return When.EXACTLY
    return When.BY if words.endswith(("前", "内", "上半年")) else When.WITHIN


# --- wants


def _wants(asked: Asked) -> Iterator[Ask]:
    if asked.free(Mark.LEADER, Mark.OVERSEE):
        yield asking.LEADER
    if asked.free(Mark.LEAD):
        yield asking.LEAD
    if asked.free(Mark.SUPPORT):
        yield asking.SUPPORT
    if asked.free(Mark.OWNER) and not asked.free(Mark.LEAD) and _asks_owner(asked):
        yield asking.OWNER
    if asked.free(Mark.DEADLINE, Mark.DUE):
        yield asking.DEADLINE
    if asked.free(Mark.WHICH_SECTION):
        yield asking.SECTION
    if asked.has(Mark.COUNT) or (asked.has(Mark.TOTAL) and asked.has(Mark.TASK)):
        yield asking.COUNT
    elif asked.has(Mark.AMOUNT, Mark.MEASURE):
        yield asking.TARGET
    yield from (want for mark, want in PLAIN_WANTS if asked.has(mark))


def _asks_owner(asked: Asked) -> bool:
    """Tell whether 谁 asks for the owner, or belongs to 谁分管, 哪些单位配合, 分管领导是谁."""
    if not asked.free(*ROLES_ASKED):
        return True
    for place, token in enumerate(asked.tokens):
        if token.mark == Mark.OWNER and place not in asked.bound and len(token.text) > 2:
            rest = [t for t in asked.tokens[place + 1 :] if t.mark != Mark.FILLER]
            if not rest or rest[0].mark not in ROLES_ASKED:
                return True
    return False


PLAIN_WANTS = (
    (Mark.WHICH, asking.NUMBER),
    (Mark.DEFINE, asking.MEANING),
    (Mark.WHERE, asking.WHERE),
    (Mark.OFFICIAL, asking.OFFICE),
    (Mark.ABOUT_DOCUMENT, asking.ABOUT),
    (Mark.WHAT, asking.TEXT),
    (Mark.SOURCE, asking.SOURCE),
    (Mark.LIST, asking.LIST),
)
"""Marks that always ask for the same."""
