"""When a chat is reminded next, and of what."""

from collections.abc import Sequence
from datetime import date

from bot.reminders import Spoken, next_day
from bot.subscribing.scene import Scene, covered_now
from bot.subscriptions import own_deadlines
from bot.wording.rules import Upcoming
from knowledge import Task


def upcoming(scene: Scene, tasks: Sequence[Task]) -> list[Upcoming]:
    """Give the next day on which each deadline of these tasks is spoken of, the earliest first."""
    subscriber, covered = scene.subscriber, covered_now(scene)
    said = {(s.task, s.due): s.occasion for s in subscriber.said}
    later = {one.task: one.until for one in subscriber.later}
    today = max(scene.today, subscriber.last_digest or scene.today)
    known: dict[Spoken, date | None] = {}
    found = []
    for task in tasks:
        for _, due in () if task.id in subscriber.done else own_deadlines(task):
            since = covered[task.id][1] if task.id in covered else scene.today
            spoken = Spoken(due, since, said.get((task.id, due)), later.get(task.id))
            if spoken not in known:
                known[spoken] = next_day(spoken, today, subscriber.rules, scene.workdays)
            if day := known[spoken]:
                found.append(Upcoming(day, due, task))
    return sorted(found, key=lambda one: (one.day, one.due, one.task.number))


def coming_due_while_mute(scene: Scene) -> list[Task]:
    """Give the tasks that come due while the chat is mute."""
    muted, done = scene.subscriber.rules.muted_until, scene.subscriber.done
    return [
        task
        for task, _ in covered_now(scene).values()
        if muted
        and task.id not in done
        and any(scene.today <= due < muted for _, due in own_deadlines(task))
    ]
