"""Which reminders are due: computed anew at every tick from what is stored, never scheduled."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
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
    piece = quiet_piece(rules, time)
    if piece and piece != quiet_piece(rules, rules.at):
        return False
    return rules.weekends or workdays.is_workday(today)


def quiet_piece(rules: Rules, time: str) -> str:
    """Tell in which piece of the quiet hours a time is, or "".

    A chat that chose a time within them gets its digest from then to the end of that piece.
    """
    begin, end = rules.quiet_from, rules.quiet_until
    if begin <= end:
        return "day" if begin <= time < end else ""
    return "evening" if time >= begin else "morning" if time < end else ""


def due_reminders(
    subscriber: Subscriber, covered: Covered, today: date, workdays: Workdays
) -> Iterator[Reminder]:
    """Give the reminder of each deadline whose last occasion was not said yet."""
    said = {(s.task, s.due): s.occasion for s in subscriber.said}
    later = {one.task: one.until for one in subscriber.later}
    done = frozenset(subscriber.done)
    for task, since in covered.values():
        until = later.get(task.id)
        if task.id in done or (until and today < until):
            continue
        for deadline, due in own_deadlines(task):
            before = said.get((task.id, due))
            last = last_occasion(due, since, today, subscriber.rules, workdays)
            if until and before:
                again = until, _moved(until, False, subscriber.rules, workdays)
                last = max(last or again, again) if again[1] <= today else last
            if last and (before is None or before < last[0]):
                yield Reminder(task, deadline, due, last[0], is_late=last[1] < today)


def last_occasion(
    due: date, since: date, today: date, rules: Rules, workdays: Workdays
) -> tuple[date, date] | None:
    """Give the last occasion up to today, as the rules name it and on the day that it is sent.

    Before the deadline a day that is none for work gives way to the workday before, after it to
    the one behind: nothing is called past before it is.
    """
    named = [due - n * DAY for n in rules.days_before]
    past = (today - due).days - 1
    if past >= 0 and rules.then_every is not None:
        named.append(due + DAY)
        if every := rules.then_every:
            passed = past // every
            named += [due + DAY + n * every * DAY for n in (max(0, passed - 1), passed)]
    moved = ((day, _moved(day, day <= due, rules, workdays)) for day in named)
    return max(((n, day) for n, day in moved if since < day <= today), default=None)


def next_day(due: date, today: date, rules: Rules, workdays: Workdays) -> date | None:
    """Give the next day on which a deadline is reminded of, behind today."""
    named = [due - n * DAY for n in rules.days_before]
    if rules.then_every is not None:
        named.append(due + DAY)
        if every := rules.then_every:
            passed = max(0, (today - due).days // every)
            named += [due + DAY + n * every * DAY for n in range(passed, passed + 3)]
    days = (_moved(day, day <= due, rules, workdays) for day in named)
    return min((day for day in days if day > today), default=None)


def _moved(day: date, to_the_day_before: bool, rules: Rules, workdays: Workdays) -> date:
    """Give the day for work that stands for a day."""
    if rules.weekends:
        return day
    return workdays.on_or_before(day) if to_the_day_before else workdays.on_or_after(day)


def changes_of(subscriber: Subscriber, covered: Covered) -> Iterator[Change]:
    """Give the tasks whose deadlines are not what the chat knows, and those that are gone."""
    for old in subscriber.known:
        now = covered.get(old.task)
        new = known_of(now[0]) if now else None
        if old.task not in subscriber.done and (new is None or new.dues != old.dues):
            yield Change(old, new)


def known_of(task: Task) -> Known:
    own = tuple(own_deadlines(task))
    about = task.text[:MOST_ABOUT]
    words, dues = tuple(d.text for d, _ in own), tuple(due for _, due in own)
    return Known(task.id, task.document, task.number, about, words, dues)


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
