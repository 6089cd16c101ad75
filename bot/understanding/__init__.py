"""From the words of a message to Questions; `zeren explain` shows how a message is read.

Readings compete: a message becomes a lattice of spans, the cheapest ways through it become frames,
frames become questions, alone or leaning on what the chat holds; each question is run on the
documents, and the cheapest wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.asking import About, held, is_empty, values
from bot.memory import Memory, Read
from bot.model import Chat, Reading, Unknown
from bot.understanding.compose import compose
from bot.understanding.contest import Parts, readings
from bot.understanding.focus import focus
from bot.understanding.following import next_part
from bot.understanding.ground import Grounds
from bot.understanding.named import re_titled
from bot.understanding.offers import offers_of
from bot.understanding.spans import Ground, lattice, paths
from bot.understanding.talk import clean, is_english, leaning_ends, small_talk, told_own_unit
from bot.understanding.trial import Tried
from knowledge import (
    Ask,
    Cell,
    Cutter,
    Field,
    Found,
    How,
    Index,
    Origin,
    Question,
    is_of_document,
    run,
)

__all__ = ["Grounds", "offers_of", "reader", "tried", "understand"]

WHO = Ask(How.TELL, Cell(Field.OWNER))
WHICH_DOCUMENT = Ask(How.WHICH, Cell(Field.DOCUMENT))
LONGEST_CHOICE = 60
"""Characters of a message that chooses a document, at most: it may say a whole title."""
NEIGHBOURS = frozenset(("next", "next_part", "previous", "previous_part", "page_more", "page_back"))
PARTS = frozenset(("next_part", "previous_part"))
OF_DOCUMENTS = frozenset(("document", "district", "place", "year", "choose_all", "report", "file",
     "choose", "all_documents", "that", "task", "filler", "mark", "order"))  # fmt: skip
"""All the meanings of a message that only chooses a document."""
UNTOLD = ("page", "next")
"""Ways of leaning on the chat that need no telling."""
POINTING = frozenset(("it", "he", "unit_of_it", "these"))
"""Cues of words that stand for something said before."""


def reader(cutter: Cutter, index: Index) -> Read:
    """Read the messages about these documents."""
    grounds = Grounds(index, cutter)
    return lambda text, memory, today: understand(text, memory, grounds, today)


def tried(text: str, memory: Memory, grounds: Grounds, today: date | None = None) -> Parts:
    """Give each question of a message with every reading that was tried, the cheapest first."""
    cleaned = focus(clean(text))
    return readings(cleaned, memory, grounds.of(cleaned, memory, today))


def understand(
    text: str, memory: Memory, grounds: Grounds, today: date | None = None
) -> tuple[Reading, ...]:
    """Read a message as one or several questions, in the order asked.

    Without `today`, 下周 and 已过期 name no day.
    """
    cleaned, index = clean(text), grounds.index
    if not cleaned:
        return (Reading(talk=Chat.UNCLEAR),)
    if not index.documents:
        return (Reading(Question(), cleaned, talk=small_talk(cleaned)),)
    chat = small_talk(cleaned)
    if chat and not (memory.offers and chat == Chat.FINE):
        return (Reading(text=cleaned, talk=chat),)
    scope = (memory.scope,) if memory.scope else ()
    if own := told_own_unit(cleaned, index, scope):
        return (own,)
    ground = grounds.of(cleaned, memory, today)
    if talk := _choice(cleaned, memory, ground):
        return (talk,)
    parts = readings(focus(cleaned), memory, ground)
    best = [(said, tried[0]) for said, tried in parts if tried]
    if not best:
        return (Reading(text=cleaned, talk=_unread(memory)),)
    if len(best) == 1 and (talk := _talk(cleaned, best[0][1], memory)):
        return (talk,)
    found = (_reading(said, one, index) for said, one in best)
    is_told_in_english = is_english(cleaned) and not any(_is_spelled(one) for _, one in best)
    return tuple(replace(r, english=is_told_in_english) for r in found)


def _is_spelled(tried: Tried) -> bool:
    """Tell whether Chinese was typed by its sound."""
    return any(not s.text and s.note for s in tried.frame.spans)


def _reading(said: str, tried: Tried, index: Index) -> Reading:
    frame, candidate = tried.frame, tried.candidate
    question = candidate.question
    is_bare = is_empty(question) and not (question.each or question.order)
    told = [a for a in question.asks if a.how == How.TELL]
    unknown = tuple(Unknown(word) for word in frame.skipped[:1]) if is_bare and told else ()
    unknown = unknown or tuple(_surnames(tried.found, index))
    if not unknown and (meant := _collectives(question, index)) and frame.asks and not frame.roles:
        unknown = tuple(Unknown(name, "members") for name in meant)
    return Reading(
        question,
        said,
        unknown=unknown,
        assumed=tuple(dict.fromkeys(frame.notes)),
        skipped=tuple(dict.fromkeys(frame.skipped)),
        leans=candidate.leans and candidate.how not in UNTOLD and not _says_all(tried),
        page=candidate.page,
    )


def _says_all(tried: Tried) -> bool:
    """Tell whether a message itself names all that is asked of."""
    frame, question = tried.frame, tried.candidate.question
    own = (*frame.conditions, *frame.filled, *frame.documents)
    named = [c for c in question.where if not is_of_document(c)]
    return (
        bool(named)
        and question.of.origin not in (Origin.SHOWN, Origin.REST)
        and set(named) <= set(own)
    )


def _surnames(found: Found, index: Index) -> Iterator[Unknown]:
    """Give the surnames with titles that nobody goes by, or several do: 李区长."""
    for said in (v for c in held(found.question, About.LEADERS) for v in values(c)):
        if re_titled().fullmatch(said):
            yield Unknown(said, "surname", index.names.surnamed(said[0], found.documents))


def _choice(text: str, memory: Memory, ground: Ground) -> Reading | None:
    """Read 看东丽2023, 看全部: nothing is asked of the documents."""
    if len(text) > LONGEST_CHOICE:
        return None
    ways = paths(lattice(text, ground))
    kinds = {s.kind for s in ways[0][1]} if ways else set()
    if "order" in kinds:
        first = compose(ways[0][1], 0.0, ground)
        if not (first.conditions or first.asks or first.documents):
            return Reading(text=text, talk=Chat.ORDERED)
    if kinds & PARTS and not list(next_part(memory, (), ground, 1)):
        return Reading(text=text, talk=Chat.NOTHING_BEFORE)
    if memory.question is None and kinds & NEIGHBOURS and kinds <= {*NEIGHBOURS, "filler", "mark"}:
        return Reading(text=text, talk=Chat.NOTHING_BEFORE)
    for cost, spans in ways:
        if cost > ways[0][0] + 1.0 or not {s.kind for s in spans} <= OF_DOCUMENTS:
            continue
        frame = compose(spans, cost, ground)
        is_first = memory.last is None and memory.failed is None
        leans = not is_first and text.endswith(leaning_ends())
        names_one = bool(frame.documents) or "all_documents" in frame.cues
        shows_list = len(memory.picked) > 1 and memory.failed is None
        if spans[0].kind == "choose_all" and not frame.documents and not shows_list:
            return Reading(Question(), text, talk=Chat.CHOOSE)
        if names_one and not leans and ("choose" in frame.cues or is_first):
            named = frame.documents if "all_documents" not in frame.cues else ()
            return Reading(Question(where=tuple(named)), text, talk=Chat.CHOOSE)
    return None


def _collectives(question: Question, index: Index) -> list[str]:
    """Name the phrases such as 相关街道园区 of which it is asked who they are."""
    if question.asks[:1] != (WHO,) or held(question, About.NUMBERS, About.WORDS, About.TASKS):
        return []
    keys = {index.names.meant_key(v) for c in held(question, About.UNITS) for v in values(c)}
    tasks = run(replace(question, asks=(Ask(How.LIST),)), index).tasks if keys else ()
    meant = {p.unit for t in tasks for p in t.parties if p.collective}
    return sorted(unit for unit in meant if index.names.meant_key(unit) in keys)


def _unread(memory: Memory) -> Chat:
    return Chat.FINE if memory.offers else Chat.UNCLEAR


def _talk(text: str, tried: Tried, memory: Memory) -> Reading | None:
    """Read what chooses a document, asks which there are, or points at nothing."""
    frame, question = tried.frame, tried.candidate.question
    is_bare = is_empty(question) and not question.each
    if tried.candidate.leans:
        return None
    points = bool(frame.cues & POINTING) and is_bare
    if memory.question is None and (points or "among" in frame.cues):
        return Reading(text=text, talk=Chat.NOTHING_BEFORE)
    if is_bare and (question.asks[0] == WHICH_DOCUMENT or "documents" in frame.cues):
        return Reading(text=text, talk=Chat.DOCUMENTS)
    is_own = "my_unit" in frame.cues or ("me" in frame.cues and bool(frame.roles))
    is_own &= not memory.unit
    if is_own and not held(question, About.UNITS):
        return Reading(text=text, talk=Chat.WHICH_UNIT)
    is_nothing = tried.candidate.how == "nothing_before"
    return Reading(text=text, talk=Chat.NOTHING_BEFORE) if is_nothing else None
