"""What a chat wants to be reminded of, what it was told, and what is due: plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge import Deadline, Query, Task

SUBSCRIBERS = "reminders"
"""Where they are kept, by chat."""
DAYS_BEFORE = (30, 7, 1, 0)
AT = "09:00"


@dataclass(frozen=True, slots=True)
class Subscription:
    said: str
    """As it is shown: 区城管委 牵头."""
    query: Query
    since: date
    """Occasions up to this day are past and are not made up for."""


@dataclass(frozen=True, slots=True)
class Said:
    """The last reminder of one deadline; it stands for all before it."""

    task: str
    due: date
    occasion: date
    """The day that the rules name, before it is moved to a workday."""


@dataclass(frozen=True, slots=True)
class Known:
    """A deadline as the chat knows it, so that a change can be told."""

    task: str
    words: tuple[str, ...]
    dues: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """A task that is not spoken of before a day."""

    task: str
    until: date


@dataclass(frozen=True, slots=True)
class Subscriber:
    """What a chat wants to be reminded of, how, and what it was told."""

    subscriptions: tuple[Subscription, ...] = ()
    days_before: tuple[int, ...] = DAYS_BEFORE
    at: str = AT
    """The time of day, in the chat's time zone: 09:00."""
    weekends: bool = False
    """Also on days that are no workdays."""
    muted_until: date | None = None
    """Nothing is sent before this day."""
    is_paused: bool = False
    """The person blocked the bot; a message of theirs ends it."""
    done: tuple[str, ...] = ()
    """Tasks that nothing more is to be said of."""
    later: tuple[Later, ...] = ()
    said: tuple[Said, ...] = ()
    known: tuple[Known, ...] = ()
    last_digest: date | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    task: Task
    deadline: Deadline
    due: date
    occasion: date
    is_late: bool = False
    """It should have been sent on a day before."""


@dataclass(frozen=True, slots=True)
class Change:
    """A deadline that is not what the chat was told."""

    task: Task
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Digest:
    reminders: tuple[Reminder, ...] = ()
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reminders or self.changes)


def own_deadlines(task: Task) -> Iterator[tuple[Deadline, date]]:
    """Give the deadlines that the document states for a task, each with its day."""
    return ((d, d.due) for d in task.deadlines if d.due and not d.in_text)
