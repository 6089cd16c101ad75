"""What a question is bounded by: the documents in scope, the conditions that a frame names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.memory import Memory
from bot.understanding.asks import PARTIES
from bot.understanding.compose import Frame
from bot.understanding.phrases import note
from bot.understanding.spans import Ground
from knowledge import (
    Ask,
    Cell,
    Condition,
    Field,
    How,
    Is,
    Not,
    Numbered,
    Picked,
    Speaks,
)

ROLED = (Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE)


def with_own_unit(frame: Frame, memory: Memory) -> Frame:
    """Put the person's own unit in the place of 我们局."""
    is_meant = "my_unit" in frame.cues or ("me" in frame.cues and bool(frame.roles))
    if not is_meant or not memory.unit or any(map(is_unit, frame.conditions)):
        return frame
    own = Is(Cell(Field.UNIT), (memory.unit,))
    told = note("taken_for", said=frame.me, name=memory.unit)
    return replace(
        frame, conditions=[own, *frame.conditions], cues=frame.cues - {"me", "my_unit"},
        notes=[*frame.notes, told],
    )  # fmt: skip


def told_all(frame: Frame) -> bool:
    """Tell whether everything is asked about: 全部任务, 这张表."""
    return bool(frame.cues & {"file", "all_documents", "whole"})


def scope_of(frame: Frame, memory: Memory, ground: Ground | None = None) -> tuple[Condition, ...]:
    is_outcome = ground is not None and any(a.how == How.OUTCOME for a in frame.asks)
    if is_outcome and ground and (homes := _districts(frame.documents, ground)):
        return (Is(Cell(Field.DISTRICT), homes),)
    if frame.documents:
        return tuple(frame.documents)
    if ground and memory.scope and is_outcome:
        district = ground.index.documents[memory.scope].district
        return (Is(Cell(Field.DISTRICT), (district,)),)
    if memory.scope and "all_documents" not in frame.cues:
        return (Is(Cell(Field.DOCUMENT), (memory.scope,)),)
    return ()


def _districts(documents: Sequence[Condition], ground: Ground) -> tuple[str, ...]:
    named = [
        v
        for c in documents
        if isinstance(c, Is) and c.cell == Cell(Field.DOCUMENT)
        for v in c.values
    ]
    return tuple(dict.fromkeys(ground.index.documents[v].district for v in named))


def conditions_of(frame: Frame) -> tuple[Condition, ...]:
    """Give the conditions, a role that stands by itself bound to the unit that has none."""
    found = list(frame.conditions)
    roles = list(frame.roles)
    bound = {c.cell.field for c in found if isinstance(c, Is)}
    if "sum" in frame.cues and {Field.LEAD, Field.SUPPORT} <= {*roles, *bound}:
        found = [
            replace(c, cell=Cell(Field.UNIT)) if isinstance(c, Is) and c.cell.field in ROLED else c
            for c in found
        ]
        roles = []
    for place, condition in enumerate(found):
        if roles and isinstance(condition, Is) and condition.cell == Cell(Field.UNIT):
            found[place] = replace(condition, cell=Cell(roles[0]))
            break
    return (*found, *frame.filled, *(Not(c) for c in frame.removed))


def is_same(one: Condition, other: Condition) -> bool:
    """Tell whether two conditions name the same, whatever the role."""
    if isinstance(one, Is) and isinstance(other, Is):
        return set(one.values) <= set(other.values)
    if isinstance(one, Speaks) and isinstance(other, Speaks):
        return one.word.text == other.word.text
    return one == other


def role_of(frame: Frame) -> Field:
    """Give the role that is meant; lead and support together are any."""
    both = {Field.LEAD, Field.SUPPORT} <= set(frame.roles)
    return Field.UNIT if both else frame.roles[0]


def is_full(frame: Frame, where: Sequence[Condition]) -> bool:
    """Tell whether a message says all that a question needs: A和B共同牵头哪些."""
    named = [c for c in where if isinstance(c, Is)]
    return len(named) > 1 and bool(frame.asks or "together" in frame.cues)


def is_lone_sign(where: Sequence[Condition]) -> bool:
    """Tell whether nothing is named but one character."""
    return len(where) == 1 and isinstance(where[0], Speaks) and len(where[0].word.text) == 1


def is_unit(condition: Condition) -> bool:
    return isinstance(condition, Is) and condition.cell.field in PARTIES


def asks_of_parties(asks: Sequence[Ask]) -> list[Ask]:
    return [a for a in asks if a.how == How.TELL and a.cell and a.cell.field in PARTIES]


def asked_unit(memory: Memory) -> bool:
    """Tell whether the last question was about a unit, not about a task or a subject."""
    where = memory.question.where if memory.question else ()
    return any(is_unit(c) for c in where) and not any(
        isinstance(c, Picked | Numbered | Speaks) for c in where
    )
