"""Tasks that a chat is done with, or wants to hear of later."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.model import Reply
from bot.subscribing.grammar import any_of, day_named
from bot.subscribing.scene import (
    Outcome,
    Scene,
    changed,
    covered_now,
    questions_of,
    readings_of,
    tasks_of,
)
from bot.subscriptions import Later, Subscriber, own_deadlines
from bot.wording import reminding as words
from bot.wording import rules as rule_words
from knowledge import Task

RE_NO_FACT = re.compile(any_of("not_a_fact"))
"""59项快完成了 says nothing that is done."""


def done(scene: Scene, said: str) -> Outcome | None:
    """Mark tasks as 已办结 for this chat; None where no task is named."""
    if RE_NO_FACT.search(said):
        return None
    tasks = _tasks(scene, said)
    if isinstance(tasks, Reply):
        return _not_done(scene, said, tasks)
    return words.done(tasks), ended(scene, tuple(t.id for t in tasks))


def done_beside(scene: Scene, said: str) -> Outcome | None:
    """Take 59项完成 for a mark only where reminders are spoken of: 59项完成，60项没完成."""
    return done(scene, said) if scene.goes_on else None


def stop(scene: Scene, said: str) -> Outcome | None:
    """Say nothing more of tasks; without any, ask what is to be quiet."""
    if not said:
        return rule_words.stop_what(scene.subscriber), scene.subscriber
    tasks = _tasks(scene, said)
    if isinstance(tasks, Reply):
        return _not_done(scene, said, tasks)
    if not {t.id for t in tasks} & set(covered_now(scene)):
        return words.never_reminded(tasks), scene.subscriber
    return words.silenced(tasks), ended(scene, tuple(t.id for t in tasks))


def again(scene: Scene, said: str) -> Outcome | None:
    """Take up again what was done, put off or muted."""
    if not said and not scene.subscriber.rules.muted_until and not _last_named(scene):
        return words.again_what(), scene.subscriber
    if not said and scene.subscriber.rules.muted_until:
        rules = replace(scene.subscriber.rules, muted_until=None)
        subscriber = replace(scene.subscriber, rules=rules)
        return rule_words.settings_changed(rules, subscriber), changed(scene, subscriber)
    tasks = _tasks(scene, said)
    if isinstance(tasks, Reply):
        return tasks, scene.subscriber
    ids = {t.id for t in tasks}
    kept = tuple(id for id in scene.subscriber.done if id not in ids)
    later = tuple(one for one in scene.subscriber.later if one.task not in ids)
    subscriber = replace(scene.subscriber, done=kept, later=later)
    is_covered = bool(ids & set(covered_now(scene)))
    return words.again(tasks, is_covered), changed(scene, subscriber)


def not_yet(scene: Scene, said: str) -> Outcome | None:
    """Take 59项还没办结 for a task that goes on: one that was marked is taken up again."""
    tasks = _tasks(scene, said)
    if isinstance(tasks, Reply):
        return _not_done(scene, said, tasks)
    if {t.id for t in tasks} & set(scene.subscriber.done):
        return again(scene, said)
    return words.is_done(tasks, scene.subscriber), scene.subscriber


def _not_done(scene: Scene, said: str, told: Reply) -> Outcome | None:
    """Say why, where a number shows that a task was meant."""
    if not any(c.isdigit() for c in said):
        return None
    return words.not_done("记下", told), scene.subscriber


def ended(scene: Scene, tasks: tuple[str, ...]) -> Subscriber:
    """Say nothing more of tasks, given by their ids."""
    all_done = tuple(dict.fromkeys((*scene.subscriber.done, *tasks)))
    return changed(scene, replace(scene.subscriber, done=all_done))


def _last_named(scene: Scene) -> bool:
    return not isinstance(readings_of(scene, ""), Reply)


def put_off(subscriber: Subscriber, tasks: tuple[str, ...], until: date) -> Subscriber:
    """Say nothing of tasks before a day."""
    others = tuple(one for one in subscriber.later if one.task not in tasks)
    return replace(subscriber, later=(*others, *(Later(task, until) for task in tasks)))


def put_off_to(scene: Scene, said: str) -> Outcome | None:
    """Say nothing of tasks before a day: 第59项下周三再提醒我."""
    about, day = said.split("\n")
    until = day_named(day, scene.today)
    tasks = _tasks(scene, about)
    if until is None:
        return None
    if isinstance(tasks, Reply):
        return words.not_done("推迟", tasks), scene.subscriber
    mine = [t for t in tasks if t.id in covered_now(scene)]
    if not mine:
        return words.never_reminded(tasks), scene.subscriber
    subscriber = put_off(scene.subscriber, tuple(t.id for t in mine), until)
    return put_off_told(scene, mine, until), changed(scene, subscriber)


def put_off_told(scene: Scene, tasks: Sequence[Task], until: date) -> Reply:
    """Name the day on which it is really said, and what comes due before."""
    rules = scene.subscriber.rules
    day = until if rules.weekends else scene.workdays.on_or_after(until)
    missed = [t for t in tasks if any(scene.today <= due < day for _, due in own_deadlines(t))]
    return words.put_off(day, missed)


def _tasks(scene: Scene, said: str) -> tuple[Task, ...] | Reply:
    """Give the tasks that are meant; where subscriptions cover some of them, just those."""
    readings = readings_of(scene, said)
    if isinstance(readings, Reply):
        return readings
    find, covered = tasks_of(scene.index), covered_now(scene)
    tasks = tuple({t.id: t for q in questions_of(readings) for t in find(q)}.values())
    mine = tuple(t for t in tasks if t.id in covered)
    if not mine and len({t.document for t in tasks}) > 1:
        names = [scene.index.documents[d].name for d in dict.fromkeys(t.document for t in tasks)]
        return words.in_which_document(names)
    return mine or tasks
