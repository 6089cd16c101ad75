"""A message read by itself, whatever the chat holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.memory import Memory
from bot.understanding.asks import asks_of, question_of
from bot.understanding.bounds import conditions_of, is_lone_sign, is_same, scope_of
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from bot.understanding.sides import sides_of
from bot.understanding.spans import Ground
from bot.understanding.standing import cost_alone
from bot.understanding.terms import is_told_of, meaning
from bot.understanding.whether import whether_of
from knowledge import (
    Ask,
    Best,
    Cell,
    Compare,
    Condition,
    Field,
    How,
    Is,
    Nearest,
    Numbered,
    Of,
    Origin,
    Picked,
    Question,
    Speaks,
    Word,
    is_of_document,
)

OF_NOTHING = Question(where=(Picked(()),))
"""Asked of what was shown before, where nothing was."""
FIGURE = Ask(How.TELL, Cell(Field.FIGURE))
SHARE = -0.5
"""What a share costs, more than another question."""


def standing_alone(frame: Frame, memory: Memory, ground: Ground) -> Iterator[Candidate]:
    """Give every question that a frame asks by itself."""
    where = (*conditions_of(frame), *frame.denied)
    asks = asks_of(frame, where)
    scope = _scope(frame, asks, memory, ground)
    if frame.places and not where and memory.question is None:
        yield Candidate(OF_NOTHING, COSTS["nothing_before"], "nothing_before")
    if not (where or asks or frame.each or frame.order) or is_lone_sign(where):
        return
    yield from _compared(frame, where, asks, scope)
    if frame.compare == Compare.SHARE and where:
        share = Question((Ask(How.COUNT),), scope, sides=(where, ()), compare=Compare.SHARE)
        yield Candidate(share, COSTS["alone"] + SHARE, "share")
        return
    if _is_bare(frame, where, asks):
        yield from _of_all(frame, asks, scope, memory)
        return
    cost = cost_alone(frame, memory, where, asks)
    yield Candidate(question_of(frame, where, asks or (Ask(How.LIST),), scope), cost, "alone")
    if "yes_no" in frame.cues:
        yield from whether_of(frame, where, scope, Of(), cost)
    else:
        yield from meaning(where, asks, scope, ground)
    yield from _of_text(frame, scope)


def _scope(
    frame: Frame, asks: Sequence[Ask], memory: Memory, ground: Ground
) -> tuple[Condition, ...]:
    """Give the documents that are asked; who somebody is, is asked where it is told."""
    scope = scope_of(frame, memory, ground)
    offices = [a.term for a in asks if a.how == How.OFFICE]
    is_inside = any(is_told_of(term, scope, ground) for term in offices)
    return scope if is_inside or not offices else ()


def _compared(
    frame: Frame, where: Sequence[Condition], asks: Sequence[Ask], scope: Sequence[Condition]
) -> Iterator[Candidate]:
    """Set units, people or documents against each other."""
    sides = sides_of(frame, where)
    if not sides:
        return
    shared = [c for c in where if not _is_of_sides(c, sides, frame)]
    if any(is_of_document(c) for side in sides for c in side):
        scope = ()
    counted = tuple(a for a in asks if a.how in (How.WHICH, How.HOW_MANY)) or (Ask(How.COUNT),)
    of, best = Of(), Best()
    if any(isinstance(c, Speaks) for c in shared):
        counted, of, best = (FIGURE,), Of(Origin.EVERYTHING), Best(Nearest.AHEAD)
    compare = frame.compare or Compare.BESIDE
    asked = Question(counted, (*scope, *shared), of, sides=sides, compare=compare, best=best)
    yield Candidate(asked, COSTS["alone"], "sides")


def _is_of_sides(
    condition: Condition, sides: Sequence[tuple[Condition, ...]], frame: Frame
) -> bool:
    is_several = isinstance(condition, Is) and len(condition.values) > 1
    is_of_one = any(is_same(condition, one) for side in sides for one in side)
    return is_of_one or (is_several and "difference" in frame.cues)


def _is_bare(frame: Frame, where: Sequence[Condition], asks: Sequence[Ask]) -> bool:
    """Tell whether a fact is asked for, and nothing said of what."""
    is_own = "me" in frame.cues and bool(frame.roles)
    is_named = where or frame.each or frame.order or frame.documents or "file" in frame.cues
    return not is_named and not is_own and any(a.how == How.TELL for a in asks)


def _of_all(
    frame: Frame, asks: Sequence[Ask], scope: tuple[Condition, ...], memory: Memory
) -> Iterator[Candidate]:
    """Ask which there are in all: 有哪些区领导; any other fact is asked of what was before."""
    if "listed" in frame.cues:
        which = tuple(replace(a, how=How.WHICH) for a in asks if a.how == How.TELL)
        again = COSTS["bare_again"] if len(memory.picked) == 1 else 0.0
        yield Candidate(Question(which, scope), COSTS["alone"] + again, "alone")
    elif memory.question is None and not frame.skipped:
        yield Candidate(OF_NOTHING, COSTS["nothing_before"], "nothing_before")


def _of_text(frame: Frame, scope: Sequence[Condition]) -> Iterator[Candidate]:
    """Look for what is named in the running text: what the notice asks of 配合单位."""
    is_named = any(isinstance(c, Speaks | Is) for c in frame.conditions)
    if not frame.texts or not ("file" in frame.cues or (is_named and len(frame.texts) > 1)):
        return
    if any(isinstance(c, Numbered) for c in frame.conditions):
        return
    words = tuple(Speaks(Word(text)) for text in frame.texts)
    asked = (Ask(How.TELL, Cell(Field.TEXT)),)
    cost = COSTS["text"] - (0.7 if "file" in frame.cues else 0.0)
    yield Candidate(
        Question(asked, (*scope, *words), Of(Origin.PASSAGES), best=Best(Nearest.AHEAD)),
        cost,
        "text",
    )
