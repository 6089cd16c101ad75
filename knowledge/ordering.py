"""Tasks by the number or day of a field, and the first places of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from knowledge.cells import Cells
from knowledge.index import Index
from knowledge.model import Field, Task
from knowledge.question import Order

T = TypeVar("T")
BY_DAY = (Field.DEADLINE, Field.DAY, Field.MONTH)


def first_places(tasks: Sequence[Task], order: Order, index: Index) -> tuple[Task, ...]:
    """Order tasks by a field; those that state nothing in it are left out."""
    keyed = [(key, t) for t in tasks if (key := _key(t, order, index)) is not None]
    keyed = [(key, t) for key, t in keyed if order.least <= key <= order.most]
    return tuple(t for _, t in cut(keyed, order))


def cut(keyed: Sequence[tuple[int, T]], order: Order) -> list[tuple[int, T]]:
    """Sort by key and keep the first places; those that tie for the last one share it."""
    rows = sorted(keyed, key=lambda row: row[0], reverse=order.descending)
    if not order.first or len(rows) <= order.first:
        return rows
    last = rows[order.first - 1][0]
    return [r for r in rows if (r[0] >= last if order.descending else r[0] <= last)]


def _key(task: Task, order: Order, index: Index) -> int | None:
    cell = order.cell
    if cell is None:
        return None
    if cell.field in BY_DAY:
        days = [d.due.toordinal() for d in task.deadlines if d.due]
        return (max(days) if order.descending else min(days)) if days else None
    if cell.field == Field.NUMBER:
        return task.number
    document = index.documents[task.document]
    return len(Cells(document, index.names).values(task, cell)) or None
