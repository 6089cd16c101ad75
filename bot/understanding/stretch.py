"""A stretch of a message, and what it may be."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import Word

Ranges = tuple[tuple[int, int], ...]
"""Places in a list, from and to: 第3到5项和第8项."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, and of what: 三家以上."""

    least: int
    most: int
    what: str


@dataclass(frozen=True, slots=True)
class Items:
    """Tasks by their places."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Endings:
    """How the names of one kind of units end."""

    ends: tuple[str, ...]


Value = str | int | Word | Amount | Items | Endings | None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the message with one thing that it may be."""

    start: int
    end: int
    kind: str
    """A meaning of bot/language, or: unit, unit_kind, person, document, district, place, year, day,
    item, whole, nth, nth_unit, top, part, many, measure, figure, quoted, subject, unheld,
    stranger, mark, skip; taken, where a rule has read it."""
    text: str
    value: Value = None
    cost: float = 0.0
    note: str = ""
    """What was read into it, where that is not what was typed."""
    beside: tuple[str, ...] = ()
    """Meanings that it has besides: 最近到期 says a day, and 最早."""

    @property
    def name(self) -> str:
        """The value of what has a name or words of its own."""
        assert isinstance(self.value, str)
        return self.value

    @property
    def number(self) -> int:
        """The value of a year, a part, a place."""
        assert isinstance(self.value, int)
        return self.value

    @property
    def word(self) -> Word:
        """The value of a subject."""
        assert isinstance(self.value, Word)
        return self.value

    @property
    def amount(self) -> Amount:
        """The value of a number of things."""
        assert isinstance(self.value, Amount)
        return self.value

    @property
    def ranges(self) -> Ranges:
        """The value of items."""
        assert isinstance(self.value, Items)
        return self.value.ranges

    @property
    def ends(self) -> tuple[str, ...]:
        """The value of a kind of units."""
        assert isinstance(self.value, Endings)
        return self.value.ends
