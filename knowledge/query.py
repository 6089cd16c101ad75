"""What is asked of the documents: conditions that must all hold."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import Due, Field, Role, Tense
from knowledge.question import Word

ENDLESS = 10**9


@dataclass(frozen=True, slots=True)
class UnitIs:
    said: str
    """As the person typed it."""
    keys: tuple[str, ...] = ()
    """Any of these units will do."""
    role: Role | None = None
    endings: tuple[str, ...] = ()
    """Instead of keys: any unit with one of these kind-words, 街 or 镇."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class LeaderIs:
    said: str
    names: tuple[str, ...]
    negated: bool = False


class When(StrEnum):
    BY = "by"
    """On or before the last day named."""
    WITHIN = "within"
    EXACTLY = "exactly"
    """On just the last day named."""
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class DueIs:
    words: str
    """The day as typed; each document's own year says which day that is. Words that name no day
    (持续推进) are looked for as they stand; empty asks only what is due."""
    when: When
    what: Due | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Under:
    """Stands under a heading: the Nth of the top level, or one that says these words."""

    said: str
    ordinal: int | None = None
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Many:
    """Names at least and at most so many parties of a role, or leaders."""

    field: Field | None
    """None counts all parties."""
    least: int = 0
    most: int = ENDLESS


@dataclass(frozen=True, slots=True)
class Query:
    documents: tuple[str, ...] = ()
    """Ids; empty for all."""
    numbers: tuple[tuple[int, int], ...] = ()
    """Ranges, both ends included."""
    tasks: tuple[str, ...] = ()
    """Ids of just these tasks."""
    units: tuple[UnitIs, ...] = ()
    leaders: tuple[LeaderIs, ...] = ()
    dues: tuple[DueIs, ...] = ()
    under: Under | None = None
    words: tuple[Word, ...] = ()
    literal: bool = False
    """The words must stand in the task's text to the letter."""
    boosts: tuple[str, ...] = ()
    """Words that need not hold; a text that holds them comes first."""
    measure: str = ""
    """The unit of the figure that is asked for: 户, 亩."""
    counts: tuple[Many, ...] = ()
    tense: Tense | None = None

    @property
    def unit_in_any_role(self) -> UnitIs | None:
        """The one unit that is asked for, whatever its role; its tasks are told role by role."""
        told = self.units[0] if len(self.units) == 1 else None
        return None if told is None or told.role or told.negated or told.endings else told

    def is_empty(self) -> bool:
        return not (
            self.numbers
            or self.tasks
            or self.units
            or self.leaders
            or self.dues
            or self.under
            or self.words
            or self.counts
        )
