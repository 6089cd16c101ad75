"""What one way of reading a message says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.understanding.stretch import Span
from knowledge import Ask, Cell, Compare, Condition, Field, Fold, Not, Order, Total


@dataclass
class Frame:
    """What one way through the lattice says."""

    spans: tuple[Span, ...] = ()
    """The way through the lattice, in the order of the text."""
    conditions: list[Condition] = field(default_factory=list)
    removed: list[Condition] = field(default_factory=list)
    """Of 去掉 and 不要: what is to go."""
    filled: list[Condition] = field(default_factory=list)
    """有配合单位的: a condition of a list, or else what is asked for."""
    denied: list[Condition] = field(default_factory=list)
    """Subjects behind a 没: what a list has not, or what the person misses."""
    documents: list[Condition] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    roles: list[Field] = field(default_factory=list)
    """Roles named without a unit: 配合的呢."""
    texts: list[str] = field(default_factory=list)
    """What was named, in its own words: to be looked for in running text."""
    rest_size: int = 0
    """剩下那两项: how many are left."""
    unit_place: int = 0
    """第一家: a unit by its place."""
    places: list[int] = field(default_factory=list)
    """第二个, 最后那个."""
    cues: set[str] = field(default_factory=set)
    """Meanings that the message leans on, or that say how to read the rest."""
    each: Cell | None = None
    order: Order | None = None
    compare: Compare | None = None
    fold: Fold = Fold.NONE
    sides: list[tuple[Condition, ...]] = field(default_factory=list)
    total: Total | None = None
    me: str = ""
    """The words for the person's own unit: 我们局."""
    measure: str = ""
    notes: list[str] = field(default_factory=list)
    """What was read into the message, in words for the person."""
    skipped: list[str] = field(default_factory=list)
    """Words of weight that were left out."""
    gap: float = 0.0
    """What the dearest stretch that was left out costs."""
    cost: float = 0.0

    def add(
        self, found: Sequence[Condition], *, removed: bool = False, denied: bool = False
    ) -> None:
        """Add conditions: as they are, denied, or as what is to go."""
        if removed:
            self.removed += found
        elif denied:
            self.conditions += [Not(f) for f in found]
        else:
            self.conditions += found
