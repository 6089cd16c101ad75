"""What a chat wants to be reminded of, when, what it was told, and what is due: plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.earlier import question_of
from knowledge import Deadline, Question, Task, write_exact

SUBSCRIBERS = "reminders"
"""Where they are kept, by chat."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Subscription:
    said: str
    """As it is shown: 区城管委 牵头."""
    question: Question
    since: date
    """Occasions up to this day are past and are not made up for."""

    @staticmethod
    def from_earlier(form: dict[str, Any]) -> dict[str, Any]:
        """Read a subscription of the first versions, which kept a query."""
        if "query" not in form:
            return form
        kept = {k: v for k, v in form.items() if k != "query"}
        return {**kept, "question": write_exact(question_of(form["query"]))}


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of the day; one that ends before it begins goes over midnight."""

    begin: str
    end: str

    @property
    def is_overnight(self) -> bool:
        return self.begin > self.end


@dataclass(frozen=True, slots=True)
class Rules:
    """When a chat is reminded; days and times are those of its time zone."""

    days_before: tuple[int, ...] = (30, WEEK, 1, 0)
    then_every: int | None = WEEK
    """Days between two reminders of a deadline that is past; 0 for one only, None for none."""
    at: str = "09:00"
    quiet: tuple[Hours, ...] = (Hours("21:00", "08:00"),)
    """When nothing is sent: one stretch over night, one by day."""
    weekends: bool = False
    """Also on days that are no workdays."""
    muted_until: date | None = None
    """Nothing is sent before this day."""
    zone: str = ""
    """Asia/Tokyo; empty for that of the configuration."""

    def quiet_piece(self, time: str) -> str:
        """Tell in which piece of the quiet hours a time is, or "".

        A chat that chose a time within them gets its digest from then to the end of that piece.
        """
        for hours in self.quiet:
            if hours.is_overnight and (time >= hours.begin or time < hours.end):
                return "evening" if time >= hours.begin else "morning"
            if hours.begin <= time < hours.end:
                return "day"
        return ""


@dataclass(frozen=True, slots=True)
class Said:
    """The last reminder of one deadline; it stands for all before it."""

    task: str
    due: date
    occasion: date
    """The day that the rules name, before it is moved to a workday; past the deadline, the day
    on which it was sent."""


@dataclass(frozen=True, slots=True)
class Known:
    """A task as the chat knows it, so that a change can be told."""

    task: str
    document: str
    number: int
    about: str
    """How the task begins."""
    words: tuple[str, ...]
    """Of its deadlines."""
    dues: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """A task that is not spoken of before a day, and then once more."""

    task: str
    until: date


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the last instruction changed, as it was before it."""

    subscriptions: tuple[Subscription, ...] = ()
    rules: Rules = field(default=Rules())
    done: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """What a chat wants to be reminded of, how, and what it was told."""

    subscriptions: tuple[Subscription, ...] = ()
    rules: Rules = field(default=Rules())
    is_paused: bool = False
    """The person blocked the bot; a message of theirs ends it."""
    done: tuple[str, ...] = ()
    """Tasks that nothing more is to be said of."""
    later: tuple[Later, ...] = ()
    said: tuple[Said, ...] = ()
    known: tuple[Known, ...] = ()
    last_digest: date | None = None
    earlier: Earlier | None = None


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
    """A task whose deadlines are not those that the chat was told."""

    old: Known
    new: Known | None
    """None where no subscription covers the task any more."""


@dataclass(frozen=True, slots=True)
class Digest:
    reminders: tuple[Reminder, ...] = ()
    changes: tuple[Change, ...] = ()
    passed_over: tuple[Reminder, ...] = ()
    """Occasions from before a deadline was changed; the change tells what they would."""

    def __bool__(self) -> bool:
        return bool(self.reminders or self.changes)


def own_deadlines(task: Task) -> Iterator[tuple[Deadline, date]]:
    """Give the deadlines that the document states for a task, each with its day."""
    return ((d, d.due) for d in task.deadlines if d.due and not d.in_text)
