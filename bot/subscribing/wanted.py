"""What a chat wants to be reminded of: subscribing, listing, dropping."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.asking import is_empty
from bot.model import Reading, Reply
from bot.reminders import known_of
from bot.subscribing.coming import upcoming
from bot.subscribing.grammar import RE_ASKS, bare, number_of, words_of
from bot.subscribing.scene import (
    Outcome,
    Scene,
    changed,
    covered_by,
    covered_now,
    questions_of,
    readings_of,
    tasks_of,
)
from bot.subscriptions import Subscriber, Subscription, own_deadlines
from bot.wording import reminding as words
from knowledge import Task

MOST_SUBSCRIPTIONS = 50
WHAT, OUT = r"(?P<what>.+?)[,，\s]{0,4}", "(?P<out>.+?)"
NOT = "(?:不要|不含|不包括|不算|除去|除开|去掉|排除|除了)"
RE_WITHOUT = (
    re.compile(
        # no instruction is longer
        r"除了?(?P<out>.{1,120}?)(?:以外|之外|外)?[,，\s]{0,4}+(?:的|都)?[,，\s]{0,4}+(?P<what>.{2,})"
    ),
    re.compile(rf"(?>{WHAT}(?:但是?|不过|就是)?{NOT})(?:订阅|提醒)?{OUT}(?:的|以外|之外|外)?"),
    re.compile(rf"(?>(?P<what>.+?)[,，\s但是]+){OUT}的?(?:除外|不要|不算|不用)"),
    re.compile(r"(?P<what>.+的)(?P<out>[^的\n]+的?)(?:除外|不要|不算)"),
)
"""How something is left out of a subscription."""
RE_IS = re.compile(r"^[\s,，]*(?:应该)?(?:是|要|订)?(?:订阅)?")


def subscribe(scene: Scene, said: str) -> Outcome:
    """Subscribe to what is said, each of several names by itself, without what is left out."""
    what, out = _parted(said)
    readings = readings_of(scene, what)
    if isinstance(readings, Reply):
        return words.not_done("订阅", readings), scene.subscriber
    left_out = _left_out(scene, readings, what, out) if out else ()
    if left_out is None:
        return words.not_left_out(out), scene.subscriber
    subscriber, told = scene.subscriber, []
    mine = {s.said for s in subscriber.subscriptions}
    for reading, question in zip(readings, questions_of(readings), strict=True):
        name = words.name_of(question, scene.index)
        kept = tuple(s for s in subscriber.subscriptions if s.question != question)
        others = tuple(s for s in kept if s.said != name)
        if len(others) >= MOST_SUBSCRIPTIONS:
            return words.too_many(MOST_SUBSCRIPTIONS), scene.subscriber
        new = Subscription(name, question, scene.today)
        subscriber, tasks = _with(scene, replace(subscriber, subscriptions=(*others, new)), new)
        told.append(words.Subscribed(name, tasks, _notes(reading), name in mine))
    ended = (*subscriber.done, *(t.id for t in left_out))
    subscriber = replace(subscriber, done=tuple(dict.fromkeys(ended)))
    covered = [t for one in told for t in one.tasks if t not in left_out]
    first = min((one.day for one in upcoming(scene.after(subscriber), covered)), default=None)
    reply = words.subscribed(told, left_out, scene.today, first, subscriber)
    asked = readings[0].question
    is_one = len(readings) == 1 and asked is not None and not is_empty(asked)
    about = readings[0] if is_one else None
    return replace(reply, about=about), changed(scene, subscriber)


def remind_of(scene: Scene, said: str) -> Outcome | None:
    """Subscribe to what is said behind 提醒我; a question there (提醒我59项谁牵头) is none."""
    return None if RE_ASKS.search(said) else subscribe(scene, said)


def _parted(said: str) -> tuple[str, str]:
    """Part 城管委但是不要59项 into what is wanted and what is not."""
    for pattern in RE_WITHOUT:
        if found := pattern.fullmatch(said):
            return found["what"], found["out"]
    return said, ""


def _left_out(
    scene: Scene, readings: Sequence[Reading], what: str, out: str
) -> tuple[Task, ...] | None:
    """Give the tasks of a subscription that are not wanted; None where it is not clear which."""
    find = tasks_of(scene.index)
    wanted = {t.id: t for q in questions_of(readings) for t in find(q)}
    for said in (out, f"{bare(what)}{out}"):
        read = readings_of(scene, said)
        if not isinstance(read, Reply):
            return tuple(
                {t.id: t for q in questions_of(read) for t in find(q) if t.id in wanted}.values()
            )
    return None


def _notes(reading: Reading) -> tuple[str, ...]:
    unused = (f"没有用到“{'、'.join(reading.skipped[:3])}”",) if reading.skipped else ()
    return (*reading.assumed, *unused)


def _with(
    scene: Scene, subscriber: Subscriber, new: Subscription
) -> tuple[Subscriber, tuple[Task, ...]]:
    """Let the chat know the tasks of a subscription as they are now; none of them is done."""
    tasks = tuple(tasks_of(scene.index)(new.question))
    ids = {t.id for t in tasks}
    known = tuple(k for k in subscriber.known if k.task not in ids)
    done = tuple(id for id in subscriber.done if id not in ids)
    known = (*known, *map(known_of, tasks))
    return replace(subscriber, known=known, done=done), tasks


def show(scene: Scene, _: str = "") -> Outcome:
    find = tasks_of(scene.index)
    counted = [(s.said, len(tuple(find(s.question)))) for s in scene.subscriber.subscriptions]
    ended = [t for t, _ in covered_now(scene).values() if t.id in scene.subscriber.done]
    return words.subscriptions(counted, scene.subscriber, len(ended)), scene.subscriber


def calendar(scene: Scene, _: str = "") -> Outcome:
    """Say how the deadlines get into a calendar, where the channel sends no file."""
    has_any = any(True for t, _ in covered_now(scene).values() for _ in own_deadlines(t))
    return words.calendar(has_any), scene.subscriber


def drop_all(scene: Scene, _: str = "") -> Outcome:
    return _kept(scene, ())


def drop(scene: Scene, said: str) -> Outcome | None:
    """Drop a subscription by its name, its place in the list, or what it asks for."""
    if not said:
        return show(scene)
    if RE_ASKS.search(said):
        return None
    told = words.no_such_subscription(said, scene.subscriber)
    return _dropped(scene, said) or (told, scene.subscriber)


def drop_if_there(scene: Scene, said: str) -> Outcome | None:
    """Drop what is said (商务局不要了); None where that is nothing that was subscribed to."""
    return _dropped(scene, said) if scene.subscriber.subscriptions else None


def drop_others(scene: Scene, said: str) -> Outcome | None:
    """Keep nothing but what is said: 除了民政局其他都取消."""
    if not scene.subscriber.subscriptions:
        return None
    kept = _named(scene, said, to_the_letter=True)
    told = words.no_such_subscription(said, scene.subscriber)
    return _kept(scene, kept) if kept else (told, scene.subscriber)


def keep_only(scene: Scene, said: str) -> Outcome | None:
    """Keep one subscription, or subscribe to nothing but what is said: 只留工信局牵头的."""
    if kept := _named(scene, said, to_the_letter=True):
        return _kept(scene, kept)
    is_meant = bool(scene.goes_on or scene.subscriber.subscriptions)
    if not is_meant or isinstance(readings_of(scene, said), Reply):
        return None
    return _instead(scene, scene.subscriber.subscriptions, said)


def _instead(scene: Scene, old: Sequence[Subscription], new: str) -> Outcome:
    """Drop subscriptions and subscribe to something else; both is told."""
    kept = tuple(s for s in scene.subscriber.subscriptions if s not in old)
    dropped = _kept(scene, kept)[1] if old else scene.subscriber
    reply, subscriber = subscribe(scene.after(dropped), new)
    gone = [s.said for s in old if s.said not in {k.said for k in subscriber.subscriptions}]
    return words.instead(gone, reply), changed(scene, subscriber)


def drop_last(scene: Scene, _: str = "") -> Outcome | None:
    """Drop what was subscribed to last: 不订了."""
    mine = scene.subscriber.subscriptions
    return _kept(scene, mine[:-1]) if mine else None


def corrected(scene: Scene, said: str) -> Outcome | None:
    """Take another thing for what was subscribed to last: 打错了，是教育局."""
    mine, name = scene.subscriber.subscriptions, RE_IS.sub("", said)
    if not (scene.goes_on and mine and name) or isinstance(readings_of(scene, name), Reply):
        return None
    return _instead(scene, mine[-1:], name)


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


def _named(scene: Scene, said: str, *, to_the_letter: bool = False) -> tuple[Subscription, ...]:
    """Give the subscriptions that are meant; unless to the letter, also narrower ones."""
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
    readings = readings_of(scene, name)
    if isinstance(readings, Reply):
        return ()
    asked = questions_of(readings)
    names = {words.name_of(question, scene.index) for question in asked}
    named = tuple(s for s in mine if s.said in names or s.question in asked)
    if named or to_the_letter:
        return named
    # 取消城管委 takes 城管委 牵头 with it
    find = tasks_of(scene.index)
    meant = {t.id for question in asked for t in find(question)}
    return tuple(s for s in mine if {t.id for t in find(s.question)} <= meant)


def _silenced(scene: Scene, said: str) -> Outcome | None:
    """Say nothing more of tasks that only a wider subscription covers."""
    readings = readings_of(scene, said)
    if isinstance(readings, Reply):
        return None
    covered, find = covered_now(scene), tasks_of(scene.index)
    tasks = [t for q in questions_of(readings) for t in find(q) if t.id in covered]
    if not tasks:
        return None
    done = tuple(dict.fromkeys((*scene.subscriber.done, *(t.id for t in tasks))))
    subscriber = replace(scene.subscriber, done=done)
    return words.silenced(tasks), changed(scene, subscriber)


def swap(scene: Scene, said: str) -> Outcome | None:
    """Drop one and subscribe to another: 卫健委换成民政局."""
    old, _, new = said.partition("\n")
    if not (named := _named(scene, old)) or isinstance(readings_of(scene, new), Reply):
        return None
    return _instead(scene, named, new)


def also(scene: Scene, said: str) -> Outcome | None:
    """Subscribe to one more, where the message before was about reminders."""
    names = not isinstance(readings_of(scene, said), Reply)
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
