"""Which reminders are due: computed anew at every tick from what is stored, never scheduled."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.subscriptions import (
    Change,
    Digest,
    Known,
    Reminder,
    Said,
    Subscriber,
    own_deadlines,
)
from bot.workdays import Workdays
from knowledge import Task

WEEK = 7
QUIET_FROM = "21:00"
"""What was not sent by then waits for the next day, unless the chat has chosen a later time."""

Covered = Mapping[str, tuple[Task, date]]
"""Task id -> the task, and since when a chat wants to be reminded of it."""


def digest_of(
    subscriber: Subscriber, covered: Covered, today: date, time: str, workdays: Workdays
) -> Digest:
    """Give what is to be sent to a chat now; nothing before its time, or where today's is sent."""
    if not _may_send(subscriber, today, time, workdays):
        return Digest()
    reminders = sorted(
        due_reminders(subscriber, covered, today, workdays), key=lambda r: (r.due, r.task.id)
    )
    return Digest(tuple(reminders), tuple(changes_of(subscriber, covered)))


def _may_send(subscriber: Subscriber, today: date, time: str, workdays: Workdays) -> bool:
    if subscriber.is_paused or subscriber.last_digest == today or time < subscriber.at:
        return False
    if subscriber.at < QUIET_FROM <= time:
        return False
    if subscriber.muted_until and today < subscriber.muted_until:
        return False
    return subscriber.weekends or workdays.is_workday(today)


def due_reminders(
    subscriber: Subscriber, covered: Covered, today: date, workdays: Workdays
) -> Iterator[Reminder]:
    """Give the reminder of each deadline whose last occasion was not said yet."""
    said = {(s.task, s.due): s.occasion for s in subscriber.said}
    silent = {*subscriber.done, *(one.task for one in subscriber.later if today < one.until)}
    for task, since in covered.values():
        for deadline, due in () if task.id in silent else own_deadlines(task):
            last = last_occasion(due, since, today, subscriber, workdays)
            if last is None:
                continue
            occasion, day = last
            if (before := said.get((task.id, due))) is None or before < occasion:
                yield Reminder(task, deadline, due, occasion, is_late=day < today)


def last_occasion(
    due: date, since: date, today: date, subscriber: Subscriber, workdays: Workdays
) -> tuple[date, date] | None:
    """Give the last occasion up to today, as the rules name it and on the day that it is sent.

    Before the deadline a day that is none for work gives way to the workday before, after it to
    the one behind: nothing is called past before it is.
    """
    named = [due - timedelta(days=n) for n in subscriber.days_before]
    weeks = (today - due).days - 1
    if weeks >= 0:
        past = due + timedelta(days=1 + weeks // WEEK * WEEK)
        named += [past, past - timedelta(days=WEEK)]
    moved = ((n, _sent_on(n, due, subscriber, workdays)) for n in named)
    return max(((n, day) for n, day in moved if since < day <= today), default=None)


def next_day(due: date, today: date, subscriber: Subscriber, workdays: Workdays) -> date:
    """Give the next day on which a deadline is reminded of, behind today."""
    weeks = max(0, (today - due).days // WEEK)
    named = [due - timedelta(days=n) for n in subscriber.days_before]
    named += [due + timedelta(days=1 + WEEK * (weeks + n)) for n in (0, 1, 2)]
    days = (_sent_on(n, due, subscriber, workdays) for n in named)
    return min(day for day in days if day > today)


def _sent_on(named: date, due: date, subscriber: Subscriber, workdays: Workdays) -> date:
    if subscriber.weekends:
        return named
    return workdays.on_or_before(named) if named <= due else workdays.on_or_after(named)


def changes_of(subscriber: Subscriber, covered: Covered) -> Iterator[Change]:
    """Give the deadlines that are not what the chat knows."""
    known = {k.task: k for k in subscriber.known}
    for task, _ in covered.values():
        now, before = known_of(task), known.get(task.id)
        if before and before.dues != now.dues and task.id not in subscriber.done:
            yield Change(task, "、".join(before.words), "、".join(now.words))


def known_of(task: Task) -> Known:
    own = tuple(own_deadlines(task))
    return Known(task.id, tuple(d.text for d, _ in own), tuple(due for _, due in own))


def after_sending(
    subscriber: Subscriber, digest: Digest, covered: Covered, today: date
) -> Subscriber:
    """Keep what was said; of each deadline only the last occasion."""
    new = {(r.task.id, r.due): Said(r.task.id, r.due, r.occasion) for r in digest.reminders}
    said = {(s.task, s.due): s for s in subscriber.said if s.task in covered} | new
    known = tuple(known_of(task) for task, _ in covered.values())
    later = tuple(one for one in subscriber.later if today < one.until)
    return replace(
        subscriber, said=tuple(said.values()), known=known, later=later, last_digest=today
    )
