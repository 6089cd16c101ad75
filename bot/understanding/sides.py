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

Sides = tuple[tuple[Condition, ...], ...]


def sides_of(frame: Frame, where: Sequence[Condition]) -> Sides:
    """Give the sides of a comparison: units or people named side by side, roles counted apart."""
    if frame.sides:
        return tuple(frame.sides)
    if "sum" in frame.cues:
        return ()
    if "difference" in frame.cues and (several := _several(frame.documents)):
        return several
    dues = [c for c in where if isinstance(c, DueIs)]
    if "apart" in frame.cues and len(dues) > 1:
        return tuple((c,) for c in dues)
    if "difference" in frame.cues:
        where = _in_one_role(frame, where)
        fields = {c.cell.field for c in where if isinstance(c, Is)}
        if len(where) > 1 and len(fields) == 1:
            return tuple((c,) for c in where)
    if frame.cues & {"difference", "apart"} and (several := _several(where)):
        return several
    return _of_roles(frame, where)


def _several(where: Sequence[Condition]) -> Sides:
    """Give a side for each value of the first condition that names several."""
    named = next((c for c in where if isinstance(c, Is) and len(c.values) > 1), None)
    return tuple((replace(named, values=(v,)),) for v in named.values) if named else ()


def _in_one_role(frame: Frame, where: Sequence[Condition]) -> list[Condition]:
    """Give the units and people, all in the one role that is named or asked for."""
    compared = [c for c in where if isinstance(c, Is) and c.cell.field in (*PARTIES, Field.LEADER)]
    told = [a.cell for a in frame.asks if a.how == How.TELL and a.cell and a.cell.field in ROLED]
    bound = {c.cell.field for c in compared} - {Field.UNIT}
    role = told[0] if len(told) == 1 else Cell(next(iter(bound))) if len(bound) == 1 else None
    return [replace(c, cell=role) for c in compared] if role else list(compared)


def _of_roles(frame: Frame, where: Sequence[Condition]) -> Sides:
    """Give the roles of one unit, each as a side: 牵头几项、配合几项."""
    units = [c for c in where if isinstance(c, Is) and c.cell.field in PARTIES]
    if len(units) != 1 or not frame.roles:
        return ()
    own = units[0].cell.field
    roles = dict.fromkeys((own, *frame.roles) if own in ROLED else frame.roles)
    return tuple((replace(units[0], cell=Cell(r)),) for r in roles) if len(roles) > 1 else ()
