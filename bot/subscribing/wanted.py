"""What a chat wants to be reminded of: subscribing, listing, dropping."""

from dataclasses import replace
from datetime import date

from bot.model import Reply
from bot.reminders import known_of, next_day
from bot.subscribing.grammar import bare, number_of, words_of
from bot.subscribing.scene import (
    Outcome,
    Scene,
    changed,
    covered_by,
    covered_now,
    intents_of,
    tasks_of,
)
from bot.subscriptions import Subscriber, Subscription, own_deadlines
from bot.wording import reminding as words
from knowledge import Task

MOST_SUBSCRIPTIONS = 50


def subscribe(scene: Scene, said: str) -> Outcome:
    """Subscribe to what is said, each of several names by itself."""
    intents = intents_of(scene, said)
    if isinstance(intents, Reply):
        return words.not_done("订阅", intents), scene.subscriber
    subscriber, told = scene.subscriber, []
    mine = {s.said for s in subscriber.subscriptions}
    for intent in intents:
        name = words.name_of(intent.query, scene.index)
        kept = tuple(s for s in subscriber.subscriptions if s.query != intent.query)
        others = tuple(s for s in kept if s.said != name)
        if len(others) >= MOST_SUBSCRIPTIONS:
            return words.too_many(MOST_SUBSCRIPTIONS), scene.subscriber
        new = Subscription(name, intent.query, scene.today)
        subscriber, tasks = _with(scene, replace(subscriber, subscriptions=(*others, new)), new)
        told.append(words.Subscribed(name, tasks, intent.readings, name in mine))
    dues = [due for one in told for t in one.tasks for _, due in own_deadlines(t)]
    first = first_day(scene, subscriber, dues)
    return words.subscribed(told, scene.today, first, subscriber), changed(scene, subscriber)


def _with(
    scene: Scene, subscriber: Subscriber, new: Subscription
) -> tuple[Subscriber, tuple[Task, ...]]:
    """Let the chat know the tasks of a subscription as they are now; none of them is done."""
    tasks = tuple(tasks_of(scene.index)(new.query))
    ids = {t.id for t in tasks}
    known = tuple(k for k in subscriber.known if k.task not in ids)
    done = tuple(id for id in subscriber.done if id not in ids)
    known = (*known, *map(known_of, tasks))
    return replace(subscriber, known=known, done=done), tasks


def first_day(scene: Scene, subscriber: Subscriber, dues: list[date]) -> date | None:
    """Give the first day on which one of these deadlines is reminded of."""
    rules, today = subscriber.rules, max(scene.today, subscriber.last_digest or scene.today)
    days = [next_day(due, today, rules, scene.workdays) for due in dues]
    first = min((day for day in days if day), default=None)
    muted = rules.muted_until
    if first and muted and first < muted:
        return muted if rules.weekends else scene.workdays.on_or_after(muted)
    return first


def show(scene: Scene, _: str = "") -> Outcome:
    find = tasks_of(scene.index)
    counted = [(s.said, len(tuple(find(s.query)))) for s in scene.subscriber.subscriptions]
    ended = [t for t, _ in covered_now(scene).values() if t.id in scene.subscriber.done]
    return words.subscriptions(counted, scene.subscriber, len(ended)), scene.subscriber


def calendar(scene: Scene, _: str = "") -> Outcome:
    """Say how the deadlines get into a calendar, where the channel sends no file."""
    has_any = any(True for t, _ in covered_now(scene).values() for _ in own_deadlines(t))
    return words.calendar(has_any), scene.subscriber


def drop_all(scene: Scene, _: str = "") -> Outcome:
    return _kept(scene, ())


def drop(scene: Scene, said: str) -> Outcome:
    """Drop a subscription by its name, its place in the list, or what it asks for."""
    return _dropped(scene, said) or (
        words.no_such_subscription(said, scene.subscriber),
        scene.subscriber,
    )


def drop_if_there(scene: Scene, said: str) -> Outcome | None:
    """Drop what is said (商务局不要了); None where that is nothing that was subscribed to."""
    return _dropped(scene, said) if scene.subscriber.subscriptions else None


def drop_others(scene: Scene, said: str) -> Outcome | None:
    """Keep nothing but what is said: 除了民政局其他都取消, 只留工信局牵头的."""
    kept = _named(scene, said)
    if kept:
        return _kept(scene, kept)
    intents = intents_of(scene, said) if scene.goes_on else Reply("")
    if isinstance(intents, Reply):
        return None
    empty = replace(scene.subscriber, subscriptions=())
    reply, subscriber = subscribe(scene.after(empty), said)
    return reply, changed(scene, subscriber)


def _dropped(scene: Scene, said: str) -> Outcome | None:
    named = _named(scene, said)
    if named:
        return _kept(scene, tuple(s for s in scene.subscriber.subscriptions if s not in named))
    return _silenced(scene, said)


def _kept(scene: Scene, kept: tuple[Subscription, ...]) -> Outcome:
    """Keep only these; what no other one covers is forgotten, so that no change of it is told."""
    subscriber = replace(scene.subscriber, subscriptions=kept)
    covered = covered_by(subscriber, tasks_of(scene.index))
    known = tuple(k for k in subscriber.known if k.task in covered)
    dropped = [s.said for s in scene.subscriber.subscriptions if s not in kept]
    reply = words.dropped(dropped, [s.said for s in kept])
    return reply, changed(scene, replace(subscriber, known=known))


def _named(scene: Scene, said: str) -> tuple[Subscription, ...]:
    """Give the subscriptions that are meant."""
    mine, name = scene.subscriber.subscriptions, bare(said)
    place = name.removeprefix("第").removesuffix("个").removesuffix("条")
    if name.startswith("第") and name.endswith(("个", "条")) and 0 < number_of(place) <= len(mine):
        return (mine[number_of(place) - 1],)
    if found := tuple(s for s in mine if s.said == name):
        return found
    if name in ("它", "这个", "那个", "刚才的", "刚才那个") and mine:
        return mine[-1:]
    if name in words_of("everything"):
        return mine
    intents = intents_of(scene, name)
    if isinstance(intents, Reply):
        return ()
    asked = {words.name_of(i.query, scene.index): i for i in intents}
    queries = [i.query for i in intents]
    return tuple(s for s in mine if s.said in asked or s.query in queries)


def _silenced(scene: Scene, said: str) -> Outcome | None:
    """Say nothing more of tasks that only a wider subscription covers."""
    intents = intents_of(scene, said)
    if isinstance(intents, Reply):
        return None
    covered, find = covered_now(scene), tasks_of(scene.index)
    tasks = [t for i in intents for t in find(i.query) if t.id in covered]
    if not tasks:
        return None
    done = tuple(dict.fromkeys((*scene.subscriber.done, *(t.id for t in tasks))))
    subscriber = replace(scene.subscriber, done=done)
    return words.silenced(tasks), changed(scene, subscriber)


def swap(scene: Scene, said: str) -> Outcome | None:
    """Drop one and subscribe to another: 卫健委换成民政局."""
    old, _, new = said.partition("\n")
    if not _named(scene, old) or isinstance(intents_of(scene, new), Reply):
        return None
    dropped = drop(scene, old)[1]
    reply, subscriber = subscribe(scene.after(dropped), new)
    return reply, changed(scene, subscriber)


def also(scene: Scene, said: str) -> Outcome | None:
    """Subscribe to one more, where the message before was about reminders."""
    names = not isinstance(intents_of(scene, said), Reply)
    return subscribe(scene, said) if scene.goes_on and names else None


def undo(scene: Scene, _: str = "") -> Outcome | None:
    """Put back what the last instruction changed."""
    earlier = scene.subscriber.earlier
    if earlier is None:
        return (words.NOTHING_TO_UNDO, scene.subscriber) if scene.goes_on else None
    subscriber = replace(
        scene.subscriber,
        subscriptions=earlier.subscriptions,
        rules=earlier.rules,
        done=earlier.done,
        later=earlier.later,
        earlier=None,
    )
    known = tuple(known_of(t) for t, _ in covered_by(subscriber, tasks_of(scene.index)).values())
    return words.undone(scene.subscriber, subscriber, scene.index), replace(subscriber, known=known)
