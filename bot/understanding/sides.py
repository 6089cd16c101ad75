"""What is set against each other: units, people, documents, roles of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.asks import PARTIES
from bot.understanding.bounds import ROLED
from bot.understanding.compose import Frame
from knowledge import (
    Cell,
    Condition,
    DueIs,
    Field,
    How,
    Is,
)


def sides_of(frame: Frame, where: Sequence[Condition]) -> tuple[tuple[Condition, ...], ...]:
    """Give the sides of a comparison: units or people named side by side, roles counted apart."""
    if frame.sides:
        return tuple(frame.sides)
    if "sum" in frame.cues:
        return ()
    is_compared = bool(frame.cues & {"difference", "apart"})
    named = next((c for c in frame.documents if isinstance(c, Is) and len(c.values) > 1), None)
    if named and "difference" in frame.cues:
        return tuple((replace(named, values=(v,)),) for v in named.values)
    dues = [c for c in where if isinstance(c, DueIs)]
    if "apart" in frame.cues and len(dues) > 1:
        return tuple((c,) for c in dues)
    compared = [c for c in where if isinstance(c, Is) and c.cell.field in (*PARTIES, Field.LEADER)]
    told = [a.cell for a in frame.asks if a.how == How.TELL and a.cell and a.cell.field in ROLED]
    if "difference" in frame.cues and len(told) == 1:
        compared = [replace(c, cell=told[0]) for c in compared]
        where = compared
    bound = {c.cell.field for c in compared} - {Field.UNIT}
    if "difference" in frame.cues and len(compared) > 1 and len(bound) == 1:
        role = Cell(next(iter(bound)))
        compared = [replace(c, cell=role) for c in compared]
    same = {c.cell.field for c in compared}
    if "difference" in frame.cues and len(compared) > 1 and len(same) == 1:
        return tuple((c,) for c in compared)
    for condition in where:
        if isinstance(condition, Is) and len(condition.values) > 1 and is_compared:
            return tuple((replace(condition, values=(v,)),) for v in condition.values)
    units = [c for c in where if isinstance(c, Is) and c.cell.field in PARTIES]
    roles = dict.fromkeys(frame.roles)
    if len(units) == 1 and frame.roles and units[0].cell.field in ROLED:
        roles = dict.fromkeys((units[0].cell.field, *frame.roles))
    if len(roles) > 1 and len(units) == 1:
        return tuple((replace(units[0], cell=Cell(r)),) for r in roles)
    return ()
