"""A message read as a change of the question before: another unit, subject, year or role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.memory import Memory
from bot.understanding.asks import PARTIES
from bot.understanding.bounds import is_unit, role_of
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from knowledge import (
    AnyOf,
    Ask,
    Cell,
    Condition,
    Empty,
    Field,
    How,
    Is,
    Many,
    Not,
    Numbered,
    Picked,
    Question,
    Speaks,
    Tense,
    is_of_document,
)

OF_YEARS = {"this_year", "last_year"}
GOING_ON = {"that", "ends_ne", "fix"}
"""Cues of words that put one thing in the place of another: 那西青呢."""


def replaced_by(
    frame: Frame, memory: Memory, where: Sequence[Condition], asks: tuple[Ask, ...]
) -> Iterator[Candidate]:
    """Put the new conditions in the place of those of the same kind."""
    last = memory.question
    is_of_office = any(a.how == How.OFFICE for a in asks)
    if last is None or is_of_office or not _may_replace(frame, last, where):
        return
    role = next((c.cell for c in last.where if isinstance(c, Is) and is_unit(c)), None)
    new = [_in_role(c, role) for c in where]
    kept = _kept(frame, memory, last, where)
    if frame.roles and not any(map(is_unit, where)):
        kept = [_in_role(c, Cell(role_of(frame)), any_role=True) for c in kept]
        asks = tuple(a for a in asks if not (a.cell and a.cell.field in frame.roles))
    is_bare = any(isinstance(c, Numbered) for c in new) and not frame.cues & GOING_ON
    asked = asks if asks and (is_bare or _asks_itself(frame)) else last.asks
    question = replace(
        last, asks=asked, where=(*kept, *new), each=frame.each or last.each,
        order=frame.order or last.order, best=replace(last.best, tense=_tense(frame, last)),
    )  # fmt: skip
    cost = _cost(frame, last, kept, where)
    cost += COSTS["unsaid"] if "yes_no" in frame.cues and asks != last.asks else 0.0
    yield Candidate(question, cost, "replace", True)


def _may_replace(frame: Frame, last: Question, where: Sequence[Condition]) -> bool:
    """Tell whether there is anything to put in the place of something."""
    if not (where or frame.documents or frame.roles or frame.cues & OF_YEARS):
        return False
    is_one = sum(isinstance(c, Numbered) for c in where) < 2 and not frame.total
    has_unit = any(map(is_unit, (*where, *last.where)))
    return is_one and (has_unit or not frame.roles)


def _in_role(condition: Condition, role: Cell | None, *, any_role: bool = False) -> Condition:
    """Give a unit named without a role, or in any, that of the units before."""
    if role is None or not isinstance(condition, Is) or not is_unit(condition):
        return condition
    is_open = any_role or condition.cell == Cell(Field.UNIT)
    return replace(condition, cell=role) if is_open else condition


def _kept(
    frame: Frame, memory: Memory, last: Question, where: Sequence[Condition]
) -> list[Condition]:
    """Give what stays of the last question, with the documents that it was asked of."""
    kept = [c for c in last.where if not any(_alike(c, new) for new in where)]
    if frame.documents:
        left = [c for c in kept if not is_of_document(c) and not isinstance(c, Picked)]
        return [*frame.documents, *left]
    if any(map(is_of_document, kept)):
        return kept
    if memory.scope:
        return kept if any(map(is_of_document, where)) else [_of(memory.scope), *kept]
    homes = dict.fromkeys(i.split("#")[0] for i in memory.picked)
    return [_of(*homes), *kept] if len(homes) == 1 else kept


def _of(*documents: str) -> Condition:
    return Is(Cell(Field.DOCUMENT), documents)


def _tense(frame: Frame, last: Question) -> Tense | None:
    if frame.cues & {"this_year", "plan"}:
        return Tense.PLAN
    if frame.cues & {"last_year", "result"}:
        return Tense.RESULT
    return last.best.tense if not frame.documents else None


def _cost(
    frame: Frame, last: Question, kept: Sequence[Condition], where: Sequence[Condition]
) -> float:
    names_unit = any(map(is_unit, where))
    of_role = bool(frame.roles) and any(map(is_unit, last.where)) and not names_unit
    told = bool(frame.cues & GOING_ON) or bool(frame.documents) or of_role
    cost = COSTS["replace_told" if told else "replace"]
    is_kept = of_role and "keep" in frame.cues
    cost += COSTS["these"] if frame.cues & {"together", "these"} and not is_kept else 0.0
    left = [c for c in kept if not is_of_document(c)]
    before = [c for c in last.where if not is_of_document(c)]
    replaces = len(left) < len(before) or bool(frame.roles)
    return cost + (COSTS["adds"] if where and not replaces else 0.0)


def _asks_itself(frame: Frame) -> bool:
    """Tell whether a message asks for something, not only of something else: 60项呢."""
    return bool(frame.asks or frame.roles or "leader" in frame.cues)


def _alike(old: Condition, new: Condition) -> bool:
    if isinstance(old, Is) and isinstance(new, Is):
        both = old.cell.field in PARTIES and new.cell.field in PARTIES
        return both or old.cell.field == new.cell.field
    subjects = (Speaks, Numbered, Picked)
    if isinstance(old, subjects) and isinstance(new, subjects):
        return True
    return type(old) is type(new) and not isinstance(old, Not | AnyOf | Empty | Many)
