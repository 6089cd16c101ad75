"""Every reminder that the rules call for is given once and none else, over a whole year of days."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app import Bot
from bot.memory import Memory
from bot.reminders import (
    Covered,
    Spoken,
    after_sending,
    digest_of,
    known_of,
    last_occasion,
    next_day,
)
from bot.subscribing import covered_by, questions_of, tasks_of
from bot.subscriptions import Digest, Hours, Later, Reminder, Rules, Said, Subscriber, Subscription
from bot.workdays import Workdays
from knowledge import Cutter, Deadline, Document, Due, Task

DAY = timedelta(days=1)
NINE = "09:00"
WORKDAYS = Workdays()
YEAR = [date(2023, 1, 1) + n * DAY for n in range(420)]


def task(due: date | None, number: int = 1) -> Task:
    return Task("d", number, "做一件事", deadlines=(Deadline("某日前完成", due),))


def covered(*tasks: Task, since: date = date(2022, 12, 1)) -> Covered:
    return {t.id: (t, since) for t in tasks}


def sent(
    subscriber: Subscriber, tasks: Covered, days: list[date], workdays: Workdays = WORKDAYS
) -> list[tuple[date, Reminder]]:
    """Let the days pass, each with one tick, and give what was sent on each."""
    given = []
    for today in days:
        digest = digest_of(subscriber, tasks, today, NINE, workdays)
        given += [(today, reminder) for reminder in digest.reminders]
        if digest:
            subscriber = after_sending(subscriber, digest, tasks, today)
    return given


def days_until(due: date) -> list[date]:
    return [day for day in YEAR if day <= due]


def test_before_a_deadline_there_are_four_reminders() -> None:
    due = date(2023, 10, 31)
    told = [
        (day, (due - r.occasion).days)
        for day, r in sent(Subscriber(), covered(task(due)), days_until(due))
    ]
    # 1 October is a holiday: its reminder comes on the workday before
    assert told == [
        (date(2023, 9, 28), 30),
        (date(2023, 10, 24), 7),
        (date(2023, 10, 30), 1),
        (date(2023, 10, 31), 0),
    ]


def test_after_a_deadline_there_is_one_a_week_until_it_is_done() -> None:
    due = date(2023, 10, 31)
    later = [day for day in YEAR if due < day <= date(2023, 11, 20)]
    subscriber = Subscriber(rules=Rules(days_before=()))
    told = [day for day, _ in sent(subscriber, covered(task(due)), later)]
    assert told == [date(2023, 11, 1), date(2023, 11, 8), date(2023, 11, 15)]
    assert sent(replace(subscriber, done=("d#1",)), covered(task(due)), later) == []


def test_a_weekend_that_is_worked_is_a_workday() -> None:
    # Saturday 7 October 2023 was worked for the National Day week
    due = date(2023, 10, 7)
    told = [
        day
        for day, _ in sent(
            Subscriber(rules=Rules(days_before=(0,))), covered(task(due)), days_until(due)
        )
    ]
    assert told == [due]


def test_weekends_too_means_no_day_is_moved() -> None:
    due = date(2023, 10, 1)
    subscriber = Subscriber(rules=Rules(weekends=True))
    told = [(due - day).days for day, _ in sent(subscriber, covered(task(due)), days_until(due))]
    assert told == [30, 7, 1, 0]


def test_a_year_that_nobody_knows_goes_by_the_week(caplog: pytest.LogCaptureFixture) -> None:
    workdays = Workdays(holidays=[date(2031, 1, 1)], workdays=[date(2031, 1, 4)])
    days = [date(2031, 1, n) for n in range(1, 8)]
    assert [day.day for day in days if workdays.is_workday(day)] == [2, 3, 4, 6, 7]
    assert caplog.text.count("2031年") == 1


def test_nothing_is_sent_before_its_time_or_twice_a_day() -> None:
    due = date(2023, 10, 31)
    tasks = covered(task(due))
    assert not digest_of(Subscriber(), tasks, due, "08:59", WORKDAYS)
    digest = digest_of(Subscriber(), tasks, due, NINE, WORKDAYS)
    assert len(digest.reminders) == 1
    told = after_sending(Subscriber(), digest, tasks, due)
    assert not digest_of(told, tasks, due, "20:59", WORKDAYS)


def test_nobody_is_reminded_at_night() -> None:
    due = date(2023, 10, 31)
    tasks = covered(task(due))
    assert not digest_of(Subscriber(), tasks, due, "21:00", WORKDAYS)
    # whoever asked for a time within the quiet hours gets it, but not all night
    late = Subscriber(rules=Rules(at="22:00"))
    assert digest_of(late, tasks, due, "22:05", WORKDAYS)
    early = Subscriber(rules=Rules(at="07:30"))
    assert digest_of(early, tasks, due, "07:40", WORKDAYS)
    assert not digest_of(early, tasks, due, "22:05", WORKDAYS)
    undisturbed = Subscriber(rules=Rules(quiet=(Hours("12:00", "14:00"),)))
    assert not digest_of(undisturbed, tasks, due, "13:00", WORKDAYS)
    assert digest_of(undisturbed, tasks, due, "14:00", WORKDAYS)
    always = Subscriber(rules=Rules(quiet=()))
    assert digest_of(always, tasks, due, "23:59", WORKDAYS)


def test_what_was_missed_comes_once_and_is_called_late() -> None:
    due = date(2023, 10, 31)
    back = [date(2023, 10, 25)]
    told = sent(Subscriber(), covered(task(due)), back)
    assert [((due - r.occasion).days, r.is_late) for _, r in told] == [(7, True)]
    # once it is past, nobody is told that a day is left
    past = sent(Subscriber(), covered(task(due)), [date(2023, 11, 1)])
    assert [(r.occasion, r.is_late) for _, r in past] == [(date(2023, 11, 1), False)]


def test_occasions_from_before_the_subscription_are_not_made_up_for() -> None:
    due = date(2023, 10, 31)
    told = sent(Subscriber(), covered(task(due), since=date(2023, 10, 26)), days_until(due))
    assert [(due - r.occasion).days for _, r in told] == [1, 0]


def test_a_task_that_names_no_day_is_never_reminded_of() -> None:
    in_text = Task(
        "d", 2, "6月底前", deadlines=(Deadline("6月底前", date(2023, 6, 30), in_text=True),)
    )
    assert sent(Subscriber(), covered(task(None), in_text), YEAR) == []


def test_muted_paused_and_put_off_hold_back_without_a_pile() -> None:
    due = date(2023, 10, 31)
    tasks = covered(task(due))
    muted = Subscriber(rules=Rules(muted_until=date(2023, 10, 30)))
    assert [day for day, _ in sent(muted, tasks, days_until(due))] == [date(2023, 10, 30), due]
    assert sent(Subscriber(is_paused=True), tasks, days_until(due)) == []
    put_off = Subscriber(later=(Later("d#1", date(2023, 10, 31)),))
    assert [day for day, _ in sent(put_off, tasks, days_until(due))] == [due]


def test_what_was_put_off_comes_back_on_that_day_though_nothing_else_calls_for_it() -> None:
    due = date(2023, 10, 31)
    tasks = covered(task(due))
    said = (Said("d#1", due, date(2023, 10, 24)),)
    # Saturday 28 October gives way to the Monday behind it
    for until, back in (((10, 26), (10, 26)), ((10, 28), (10, 30))):
        later = (Later("d#1", date(2023, *until)),)
        subscriber = Subscriber(said=said, later=later, last_digest=date(2023, 10, 24))
        days = [day for day in days_until(due) if day > date(2023, 10, 24)]
        told = sent(subscriber, tasks, days)
        assert next(day for day, _ in told) == date(2023, *back)
        assert [day for day, _ in told][-1] == due


def test_how_often_a_past_deadline_is_spoken_of_is_a_setting() -> None:
    due = date(2023, 10, 31)
    days = [day for day in YEAR if due < day <= date(2023, 11, 20)]

    def told(then_every: int | None) -> list[int]:
        rules = Rules(days_before=(), then_every=then_every)
        return [day.day for day, _ in sent(Subscriber(rules=rules), covered(task(due)), days)]

    assert told(None) == []
    assert told(0) == [1]
    # 11 and 12 November 2023 are a weekend
    assert told(5) == [1, 6, 13, 20]


def test_what_is_past_is_spoken_of_a_week_after_the_last_time_not_sooner() -> None:
    # the first days of October 2023 are holidays; the 7th, a Saturday, and the 8th are worked
    due = date(2023, 9, 30)
    days = [day for day in YEAR if due < day <= date(2023, 10, 31)]
    told = [
        day for day, _ in sent(Subscriber(rules=Rules(days_before=())), covered(task(due)), days)
    ]
    assert told == [date(2023, 10, 7), date(2023, 10, 16), date(2023, 10, 23), date(2023, 10, 30)]
    # after an outage too
    late = [date(2023, 11, 14) + n * DAY for n in range(10)]
    told = [day for day, _ in sent(Subscriber(), covered(task(date(2023, 10, 31))), late)]
    assert told == [date(2023, 11, 14), date(2023, 11, 21)]


def test_the_next_day_that_is_told_is_the_day_on_which_it_is_sent() -> None:
    due = date(2023, 10, 31)
    for rules in (Rules(), Rules(then_every=3, weekends=True), Rules(days_before=(14,))):
        told = [day for day, _ in sent(Subscriber(rules=rules), covered(task(due)), YEAR[270:360])]
        foretold, last, today = [], None, YEAR[269]
        while (
            day := next_day(Spoken(due, YEAR[269], last), today, rules, WORKDAYS)
        ) and day < YEAR[360]:
            foretold.append(day)
            found = last_occasion(Spoken(due, YEAR[269], last), day, rules, WORKDAYS)
            assert found is not None
            last, today = (day if found[0] > due else found[0]), day
        assert foretold == told


def test_a_deadline_that_changed_is_told_once() -> None:
    old, new = task(date(2023, 6, 30)), task(date(2023, 9, 30))
    subscriber = Subscriber(known=(known_of(old),))
    digest = digest_of(subscriber, covered(new), date(2023, 5, 8), NINE, WORKDAYS)
    assert [(c.old.dues, c.new and c.new.dues) for c in digest.changes] == [
        ((date(2023, 6, 30),), (date(2023, 9, 30),))
    ]
    told = after_sending(subscriber, digest, covered(new), date(2023, 5, 8))
    assert digest_of(told, covered(new), date(2023, 5, 9), NINE, WORKDAYS) == Digest()


def test_a_deadline_that_moved_closer_is_not_called_late() -> None:
    old, new = task(date(2023, 12, 31)), task(date(2023, 6, 30))
    subscriber = Subscriber(known=(known_of(old),))
    digest = digest_of(subscriber, covered(new), date(2023, 6, 12), NINE, WORKDAYS)
    assert len(digest.changes) == 1 and digest.reminders == ()
    told = after_sending(subscriber, digest, covered(new), date(2023, 6, 12))
    later = sent(told, covered(new), [date(2023, 6, 13) + n * DAY for n in range(18)])
    assert [day for day, _ in later] == [date(2023, 6, 21), date(2023, 6, 29), date(2023, 6, 30)]


def test_a_task_that_is_gone_is_told_once() -> None:
    subscriber = Subscriber(known=(known_of(task(date(2023, 6, 30))),))
    digest = digest_of(subscriber, {}, date(2023, 5, 8), NINE, WORKDAYS)
    assert [c.new for c in digest.changes] == [None]
    told = after_sending(subscriber, digest, {}, date(2023, 5, 8))
    assert not digest_of(told, {}, date(2023, 5, 9), NINE, WORKDAYS)


def test_a_digest_begins_with_the_most_urgent_and_keeps_done_and_progress_apart() -> None:
    due = date(2023, 10, 31)
    tasks = [
        replace(task(due, number), deadlines=(Deadline("10月底前", day, what),))
        for number, day, what in (
            (2, due, Due.PROGRESS),
            (3, due, Due.DONE),
            (10, due, Due.DONE),
            (4, due - 7 * DAY, Due.PROGRESS),
            (1, due, None),
        )
    ]
    digest = digest_of(Subscriber(), covered(*tasks), date(2023, 10, 30), NINE, WORKDAYS)
    assert [r.task.number for r in digest.reminders] == [4, 3, 10, 2, 1]


# --- a whole year

ASKED = (
    *("区城管委", "区住建委牵头的", "区教育局", "孙晓光分管的", "6月底前要完成的", "第59项"),
    *("区发改委", "崔伟分管、区工信局牵头的", "1-9项", "区水务局", "区民政局", "10月底前要完成的"),
)


def called_for(tasks: Covered, subscriber: Subscriber) -> Counter[tuple[date, str, date]]:
    """Reckon slowly what the rules call for when no tick is missed."""
    calls: Counter[tuple[date, str, date]] = Counter()
    for id, (one, since) in tasks.items():
        for deadline in one.deadlines:
            if deadline.due and not deadline.in_text:
                days = _days_called_for(deadline.due, since, subscriber.rules)
                calls.update((d, id, deadline.due) for d in days if since < d <= YEAR[-1])
    return calls


def _days_called_for(due: date, since: date, rules: Rules) -> set[date]:
    """Give every day on which a deadline is spoken of, by the words of the rules."""
    days = set()
    for before in rules.days_before:
        day = due - before * DAY
        while not WORKDAYS.is_workday(day):
            day -= DAY
        days.add(day)
    day, step = due + DAY, rules.then_every
    while step is not None and day <= YEAR[-1]:
        while not WORKDAYS.is_workday(day):
            day += DAY
        if day <= since:
            # whoever subscribes to what is past already hears of it after the first interval
            day = since
        else:
            days.add(day)
        if not step:
            break
        day += step * DAY
    return days


@pytest.mark.no_cover  # four times as fast; the tests above cover the same lines
def test_a_year_of_a_hundred_chats_with_a_thousand_subscriptions(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    chance = random.Random(4)
    bot = Bot(documents[:3], cutter)
    asked = [(text, d.id) for text in ASKED for d in documents[:3]]
    queries = questions_of([r for text, d in asked if (r := bot.chosen(text, Memory(scope=d)))])
    find, reminders = tasks_of(bot.index), 0
    assert len(queries) > 20
    for _ in range(100):
        chosen = [chance.choice(queries) for _ in range(10)]
        since = [date(2022, 12, 1) + chance.randrange(300) * DAY for _ in chosen]
        subscriber = Subscriber(
            tuple(Subscription("", q, day) for q, day in zip(chosen, since, strict=True)),
            rules=Rules(
                days_before=tuple(chance.sample((60, 30, 14, 7, 3, 1, 0), chance.randint(1, 5))),
                then_every=chance.choice((7, 7, 14, 5, 0, None)),
            ),
        )
        covered = covered_by(subscriber, find)
        given = sent(subscriber, covered, YEAR)
        told = Counter((day, r.task.id, r.due) for day, r in given)
        assert told == called_for(covered, subscriber)
        assert not any(r.is_late for _, r in given)
        reminders += len(given)
    assert reminders > 10_000
