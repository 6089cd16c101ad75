"""Which reminders are due: computed anew at every tick from what is stored, never scheduled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.subscriptions import (
    Change,
    Digest,
    Known,
    Reminder,
    Rules,
    Said,
    Subscriber,
    own_deadlines,
)
from bot.workdays import Workdays
from knowledge import Due, Task

DAY = timedelta(days=1)
ORDER = (Due.DONE, Due.PROGRESS, None)
"""Of what is due on the same day."""
FARTHEST = 400
"""Days that are looked ahead."""
MOST_ABOUT = 30
"""Characters of a task that are kept to know it by."""

Covered = Mapping[str, tuple[Task, date]]
"""Task id -> the task, and since when a chat wants to be reminded of it."""


def digest_of(
    subscriber: Subscriber, covered: Covered, today: date, time: str, workdays: Workdays
) -> Digest:
    """Give what is to be sent to a chat now; nothing before its time, or where today's is sent.

    Day and time (09:00) are those of the chat's time zone.
    """
    if not may_send(subscriber, today, time, workdays):
        return Digest()
    changes = tuple(changes_of(subscriber, covered))
    changed = {change.old.task for change in changes}
    due = sorted(due_reminders(subscriber, covered, today, workdays), key=_urgency)
    old = tuple(r for r in due if r.is_late and r.task.id in changed)
    return Digest(tuple(r for r in due if r not in old), changes, old)


def _urgency(reminder: Reminder) -> tuple[date, int, str, int, int]:
    task = reminder.task
    return (
        reminder.due, ORDER.index(reminder.deadline.what), task.document, task.number, task.part
    )  # fmt: skip


def may_send(subscriber: Subscriber, today: date, time: str, workdays: Workdays) -> bool:
    """Tell whether a chat may be spoken to now, were anything due."""
    rules = subscriber.rules
    if subscriber.is_paused or subscriber.last_digest == today or time < rules.at:
        return False
    if rules.muted_until and today < rules.muted_until:
        return False
    piece = rules.quiet_piece(time)
    if piece and piece != rules.quiet_piece(rules.at):
        return False
    return rules.weekends or workdays.is_workday(today)


def due_reminders(
    subscriber: Subscriber, covered: Covered, today: date, workdays: Workdays
) -> Iterator[Reminder]:
    """Give the reminder of each deadline whose last occasion was not said yet."""
    said = {(s.task, s.due): s.occasion for s in subscriber.said}
    later = {one.task: one.until for one in subscriber.later}
    done = frozenset(subscriber.done)
    for task, since in covered.values():
        for deadline, due in () if task.id in done else own_deadlines(task):
            spoken = Spoken(due, since, said.get((task.id, due)), later.get(task.id))
            if found := last_occasion(spoken, today, subscriber.rules, workdays):
                named, day = found
                yield Reminder(
                    task, deadline, due, today if named > due else named, is_late=day < today
                )


@dataclass(frozen=True, slots=True)
class Spoken:
    """A deadline, since when it is to be spoken of, and how it was."""

    due: date
    since: date
    last: date | None = None
    """The occasion that was said last."""
    until: date | None = None
    """It is not spoken of before this day, and then once more."""


def last_occasion(
    spoken: Spoken, today: date, rules: Rules, workdays: Workdays
) -> tuple[date, date] | None:
    """Give the last occasion up to today, as the rules name it and on the day that it is sent.

    None where there is none, or where it was said. Before the deadline a day that is none for work
    gives way to the workday before, after it to the one behind: nothing is called past before it
    is.
    """
    if spoken.until and today < spoken.until:
        return None
    before = [spoken.due - n * DAY for n in rules.days_before]
    days = [(named, _workday(named, True, rules, workdays)) for named in before]
    behind = [_past(spoken, rules, workdays), spoken.until if spoken.last else None]
    days += [(named, _workday(named, False, rules, workdays)) for named in behind if named]
    last = max(((n, day) for n, day in days if spoken.since < day <= today), default=None)
    return last if last and (spoken.last is None or spoken.last < last[0]) else None


def _past(spoken: Spoken, rules: Rules, workdays: Workdays) -> date | None:
    """Name the next occasion past a deadline: when it is past, then so long after the last one."""
    every, first = rules.then_every, spoken.due + DAY
    if every is None:
        return None
    last = spoken.last if spoken.last and spoken.last > spoken.due else None
    if last is None and _workday(first, False, rules, workdays) <= spoken.since:
        last = spoken.since
    if last is None:
        return first
    return last + every * DAY if every else None


def next_day(spoken: Spoken, today: date, rules: Rules, workdays: Workdays) -> date | None:
    """Give the next day on which a deadline is spoken of, behind today; None within a year."""
    muted = rules.muted_until
    for day in (today + n * DAY for n in range(1, FARTHEST)):
        may_be = rules.weekends or workdays.is_workday(day)
        if may_be and not (muted and day < muted) and last_occasion(spoken, day, rules, workdays):
            return day
    return None


def _workday(day: date, to_the_day_before: bool, rules: Rules, workdays: Workdays) -> date:
    """Give the day for work that stands for a day."""
    if rules.weekends:
        return day
    return workdays.on_or_before(day) if to_the_day_before else workdays.on_or_after(day)


def changes_of(subscriber: Subscriber, covered: Covered) -> Iterator[Change]:
    """Give the tasks whose deadlines are not what the chat knows, and those that are gone."""
    for old in subscriber.known:
        now = covered.get(old.task)
        is_as_known = now is not None and dues_of(now[0]) == old.dues
        if old.task not in subscriber.done and not is_as_known:
            yield Change(old, known_of(now[0]) if now else None)


def known_of(task: Task) -> Known:
    words, about = tuple(d.text for d, _ in own_deadlines(task)), task.text[:MOST_ABOUT]
    return Known(task.id, task.document, task.number, about, words, dues_of(task))


def dues_of(task: Task) -> tuple[date, ...]:
    return tuple(due for _, due in own_deadlines(task))


def after_sending(
    subscriber: Subscriber, digest: Digest, covered: Covered, today: date
) -> Subscriber:
    """Keep what was said; of each deadline only the last occasion."""
    told = (*digest.reminders, *digest.passed_over)
    new = {(r.task.id, r.due): Said(r.task.id, r.due, r.occasion) for r in told}
    said = {(s.task, s.due): s for s in subscriber.said if s.task in covered} | new
    known = tuple(known_of(task) for task, _ in covered.values())
    later = tuple(one for one in subscriber.later if today < one.until)
    return replace(
        subscriber, said=tuple(said.values()), known=known, later=later, last_digest=today
    )
