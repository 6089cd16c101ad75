"""A way through the lattice becomes a frame: conditions, what is asked for, what it leans on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.understanding import cues, limits, ranked, scope, wanted, what, when, who
from bot.understanding.frame import Frame
from bot.understanding.ground import Ground
from bot.understanding.patterns import Composer
from bot.understanding.stretch import Span
from knowledge import PARTIES, Cell, Condition, Field, How, Is, Numbered, Speaks, fold

Rule = Callable[[Composer], None]
RULES: tuple[Rule, ...] = (
    scope.documents,
    cues.cues,
    cues.own_unit,
    cues.inside,
    wanted.offices,
    wanted.columns,
    cues.places,
    who.roles_contrasted,
    who.units_contrasted,
    who.askers,
    limits.blanks,
    limits.amounts,
    limits.alone,
    limits.having,
    limits.holders,
    wanted.listed,
    wanted.kinds,
    ranked.kinds_each,
    who.units,
    who.people,
    when.days,
    when.due,
    what.items,
    what.subjects,
    ranked.ranks,
    ranked.each,
    ranked.orders,
    ranked.sums,
    wanted.parties,
    wanted.counts,
    wanted.meanings,
    wanted.facts,
    wanted.outcomes,
    wanted.bare_roles,
    wanted.figures,
    wanted.whether,
    wanted.left_cues,
)
"""In this order; what one rule has taken is no longer there for the next."""
TEXTUAL = ("unit", "subject", "lead", "support", "responsible", "unheld")
"""Kinds that may be looked for in running text."""
LEFT_OVER = {
    "taken": 0.0,
    "mark": 0.0,
    "task": 0.05,
    "manage": 0.1,
    "plan": 0.05,
    "and": 0.05,
    "file": 0.05,
    "have": 0.0,
    "many": 3.0,
    "nth": 0.0,
    "me": 0.1,
    "own": 0.0,
    "unit_noun": 0.1,
    "done": 0.1,
    "that": 0.05,
    "related": 0.1,
}
"""What a span costs that no rule has taken."""
OTHER_LEFT_OVER = 0.25
SEVERAL = 2.0
"""What it costs that a task is to have several numbers."""
UNUSED = 0.8
"""What a word costs that stands beside a number and is not used."""


def compose(spans: Sequence[Span], cost: float, ground: Ground) -> Frame:
    """Apply every rule in turn; what no rule takes is left over and costs."""
    composer = Composer(spans, ground)
    for rule in RULES:
        rule(composer)
    frame = composer.frame
    frame.spans = tuple(spans)
    _settle_each(frame)
    frame.cost += SEVERAL * max(0, sum(isinstance(f, Numbered) for f in frame.conditions) - 1)
    if composer.asker and not any(
        isinstance(f, Is) and f.cell.field in PARTIES for f in frame.conditions
    ):
        frame.conditions.append(Is(Cell(Field.UNIT), composer.asker))
    _decide_by_number(frame)
    frame.texts = [fold(s.text) for s in spans if s.kind in TEXTUAL]
    frame.cost += cost + sum(LEFT_OVER.get(s.kind, OTHER_LEFT_OVER) for s in composer.spans)
    return frame


def _settle_each(frame: Frame) -> None:
    """Keep either the numbers or the each: 每一项 is no task by its place."""
    others: list[Condition] = [f for f in frame.conditions if not isinstance(f, Numbered)]
    if frame.each is None or len(others) == len(frame.conditions):
        return
    if frame.order is None and not any(a.how == How.COUNT for a in frame.asks):
        frame.each = None
    else:
        frame.conditions = others


def _decide_by_number(frame: Frame) -> None:
    """Let a number decide; words beside it are named as unused."""
    if not any(isinstance(f, Numbered) for f in frame.conditions) or "yes_no" in frame.cues:
        return
    words = [f.word.text for f in frame.conditions if isinstance(f, Speaks)]
    frame.conditions = [f for f in frame.conditions if not isinstance(f, Speaks)]
    frame.skipped += words
    frame.cost += UNUSED * len(words)


__all__ = ["Composer", "Frame", "compose"]
