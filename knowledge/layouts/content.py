"""What a layout is given and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from knowledge.model import Column, DocumentKind, Passage, Problem, Task, Term
from knowledge.reading import Source


@dataclass(frozen=True, slots=True)
class Frame:
    """What the document says of itself as a whole."""

    document: str
    year: int | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    layout: str
    kind: DocumentKind = DocumentKind.BREAKDOWN
    columns: tuple[Column, ...] = ()
    tasks: tuple[Task, ...] = ()
    passages: tuple[Passage, ...] = ()
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()


Layout = Callable[[Source, Frame], Content | None]
"""Gives None for a source of another shape."""


def with_parts(tasks: list[Task]) -> tuple[Task, ...]:
    """Count tasks of the same number, so that every task has a name of its own."""
    seen: dict[int, int] = {}
    counted = []
    for task in tasks:
        seen[task.number] = seen.get(task.number, 0) + 1
        counted.append(replace(task, part=seen[task.number]))
    return tuple(counted)
