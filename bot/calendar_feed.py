"""Deadlines as a file that any calendar takes in: iCalendar (RFC 5545)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import TRANSP, Alarm, Calendar, Event, vText

from bot.subscriptions import own_deadlines
from bot.wording.facts import card
from bot.wording.phrases import bare_words, name_number, shorten
from knowledge import Deadline, Document, Index, Task

PRODUCT = "-//zeren//责任通//ZH"
UIDS = UUID("6f2a1c1e-0c1b-5d0e-9a55-7a6572656e00")
"""The namespace of all UIDs; with another, every calendar would get every event twice."""
MOST = 60
"""Characters of an event's title."""
MOST_WORDS = 24
"""Characters of a deadline's words in a title."""
HOUR = 9
"""Of the day, when an alarm comes."""


def calendar_of(
    name: str, tasks: Iterable[Task], index: Index, days_before: Sequence[int], made: datetime
) -> bytes:
    """Give an iCalendar file with an all-day event for each deadline that the documents state.

    `made` knows its time zone; an alarm comes at 09:00 so many days before, 0 for the day itself.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    # the library's own calendar_name leaves commas and line ends as they are
    calendar.add("x-wr-calname", vText(name))
    stamp = made.astimezone(UTC)
    for task in tasks:
        for event in _events(task, index.documents[task.document], days_before, stamp):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(
    task: Task, document: Document, days_before: Sequence[int], stamp: datetime
) -> Iterator[Event]:
    description = "\n".join(card(document, task))
    for uid, deadline, due in _identified(task):
        title = _title(task, deadline)
        yield Event.new(
            uid=uid,
            stamp=stamp,
            start=due,
            end=due + timedelta(days=1),
            summary=title,
            description=description,
            # a deadline keeps nobody busy all day
            transparency=TRANSP.TRANSPARENT,
            subcomponents=[_alarm(title, days) for days in days_before],
        )


def _identified(task: Task) -> Iterator[tuple[str, Deadline, date]]:
    """Give each deadline with its UID, which a day that moves does not change."""
    seen: Counter[str] = Counter()
    for deadline, due in own_deadlines(task):
        seen[deadline.clause] += 1
        key = f"{task.id}\n{deadline.clause}\n{seen[deadline.clause]}"
        yield str(uuid5(UIDS, key)), deadline, due


def _alarm(title: str, days: int) -> Alarm:
    return Alarm.new_display(title, timedelta(days=-days, hours=HOUR))


def _title(task: Task, deadline: Deadline) -> str:
    """Name what is due, all the task or a part of it, with the deadline's own words."""
    when = f"（{shorten(bare_words(deadline), MOST_WORDS)}）"
    what = f"{name_number(task)} {deadline.clause or task.text}"
    return shorten(what, MOST - len(when)) + when
