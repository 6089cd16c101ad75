"""Tasks that may reach a unit only through a phrase that stands for many."""

from __future__ import annotations

from knowledge.cells import role_fits
from knowledge.found import Group
from knowledge.holds import KIND
from knowledge.index import Index
from knowledge.kinds import may_stand_for
from knowledge.model import Field, Role, Task
from knowledge.question import ROLE_OF, Is, Question


def through_collectives(
    group: Group, question: Question, index: Index
) -> tuple[tuple[Task, str], ...]:
    """Find tasks that may reach the one unit asked for, each with the phrase that covers it."""
    held = [c for c in question.where if not _of_scope(c)]
    last = held[0] if len(held) == 1 else None
    if not isinstance(last, Is) or last.cell.field not in (Field.UNIT, Field.SUPPORT):
        return ()
    if last.only or any(v.startswith(KIND) for v in last.values):
        return ()
    role: Role | None = ROLE_OF.get(last.cell.field)
    document = index.documents[group.document]
    keys = [index.names.meant_key(v) for v in last.values]
    named = {t.id for t in group.tasks}
    phrases = {
        t: p.unit
        for t in document.tasks
        if t.id not in named
        for p in t.parties
        if p.collective and role_fits(p.role, role) and may_stand_for(p.unit, keys)
    }
    return tuple(phrases.items())


def _of_scope(condition: object) -> bool:
    return isinstance(condition, Is) and condition.cell.field in (
        Field.DOCUMENT,
        Field.DISTRICT,
        Field.YEAR,
    )
