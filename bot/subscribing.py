"""订阅区城管委, 我的订阅, 提前10天提醒我: reminders in words, and what is said to them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.app import Bot
from bot.model import Reply, Session
from bot.reminders import Covered, known_of, next_day
from bot.subscriptions import Later, Subscriber, Subscription, own_deadlines
from bot.wording import reminding as words
from bot.workdays import Workdays
from knowledge import Index, Query, Task, chinese_number, normalize

MOST_SUBSCRIPTIONS = 50
MOST_BEFORE = 365
"""Days before a deadline that a reminder may come."""
NUMBER = r"(?P<number>\d{1,4}|[一二三四五六七八九十两]{1,4})"
RE_END = r"[\s。！!~吧]*"
RE_LIST = re.compile(
    rf"(?:(?:查?看)?我的(?:订阅|提醒)|(?:我)?(?:订阅|关注)了(?:什么|哪些)){RE_END}"
)
RE_DROP_ALL = re.compile(rf"(?:全部取消|取消(?:全部|所有)(?:的)?(?:订阅|提醒)|全部退订){RE_END}")
RE_DROP = re.compile(rf"(?:取消订阅|不再订阅|退订|取消关注)(?P<said>.+?){RE_END}")
RE_SUBSCRIBE = re.compile(rf"(?:订阅|关注)(?!了)(?P<said>.*?){RE_END}")
RE_REMIND = re.compile(
    rf"(?P<said>.*?)(?:快?到期(?:之?前|的时候|时)?|到时候?)提醒我?(?:一下)?{RE_END}"
)
RE_DONE = re.compile(
    rf"(?P<said>.*?)(?:已办结|已经?办完了?|办结了|不用再提醒了?|不再提醒了?){RE_END}"
)
RE_AGAIN = re.compile(rf"(?:恢复提醒|继续提醒)(?P<said>.*?){RE_END}")
RE_IT = re.compile(r"[，,\s]*(?:它|它们|这些|这项|这个)?(?:任务)?的?[，,\s]*")
RE_BEFORE = re.compile(rf"提前{NUMBER}(?P<unit>天|周|个?星期|个?月)(?:就)?(?:提醒)?我?{RE_END}")
RE_AT = re.compile(
    rf"每天(?:早上|上午|下午|晚上)?{NUMBER}(?:点|时)(?P<half>半|[0-5]?\d分?)?(?:再)?(?:提醒)?我?{RE_END}"
)
RE_WEEKEND = re.compile(rf"周末(?P<no>不)?也?(?:要)?提醒我?{RE_END}")
RE_MUTE = re.compile(rf"静音{NUMBER}(?P<unit>天|周|个?星期|个?月){RE_END}")
RE_UNMUTE = re.compile(rf"(?:取消静音|不静音了?){RE_END}")
DAYS = {"天": 1, "周": 7, "星": 7, "月": 30}


@dataclass(frozen=True, slots=True)
class Scene:
    """What an instruction is read in."""

    bot: Bot
    session: Session
    subscriber: Subscriber
    today: date
    workdays: Workdays


Done = tuple[Reply, Subscriber]
Deed = Callable[[Scene, Mapping[str, str]], Done | None]


def instructed(scene: Scene, text: str) -> Done | None:
    """Carry out what a text says of reminders; None where it says nothing of them."""
    plain = normalize(text).strip()
    for pattern, deed in DEEDS:
        if found := pattern.fullmatch(plain):
            said = {key: value or "" for key, value in found.groupdict().items()}
            return deed(scene, said)
    return None


def covered_by(subscriber: Subscriber, find: Callable[[Query], Iterator[Task]]) -> Covered:
    """Give the tasks of all subscriptions, each since its first one."""
    covered: dict[str, tuple[Task, date]] = {}
    for subscription in subscriber.subscriptions:
        for task in find(subscription.query):
            _, since = covered.get(task.id, (task, subscription.since))
            covered[task.id] = task, min(since, subscription.since)
    return covered


def tasks_of(index: Index) -> Callable[[Query], Iterator[Task]]:
    """Give what finds the tasks of a query in an index; the same query is looked up once."""
    known: dict[Query, tuple[Task, ...]] = {}

    def find(query: Query) -> Iterator[Task]:
        if query not in known:
            known[query] = tuple(h.entry for h in index.find(query) if isinstance(h.entry, Task))
        return iter(known[query])

    return find


# --- subscriptions


def _subscribe(scene: Scene, said: Mapping[str, str]) -> Done | None:
    query = _query(scene, said["said"])
    if isinstance(query, Reply):
        return query, scene.subscriber
    name = words.name_of(query, scene.bot.index)
    kept = scene.subscriber.subscriptions
    others = tuple(s for s in kept if s.query != query and s.said != name)
    if len(others) >= MOST_SUBSCRIPTIONS:
        return words.too_many(MOST_SUBSCRIPTIONS), scene.subscriber
    new = Subscription(name, query, scene.today)
    find = tasks_of(scene.bot.index)
    tasks = tuple(find(query))
    subscriber = replace(
        scene.subscriber,
        subscriptions=(*others, new),
        known=(*scene.subscriber.known, *(known_of(t) for t in tasks)),
        done=tuple(id for id in scene.subscriber.done if id not in {t.id for t in tasks}),
    )
    first = min((d for t in tasks for d in _next_days(scene, subscriber, t)), default=None)
    return words.subscribed(name, tasks, scene.today, first, subscriber), subscriber


def _next_days(scene: Scene, subscriber: Subscriber, task: Task) -> Iterator[date]:
    for _, due in own_deadlines(task):
        yield next_day(due, scene.today, subscriber, scene.workdays)


def _query(scene: Scene, said: str) -> Query | Reply:
    """Read what is subscribed to: any question, or what was spoken of last; else what to say."""
    if RE_IT.fullmatch(said):
        return _last_query(scene.session) or words.subscribe_to_what()
    query = scene.bot.query_of(said, scene.session)
    if query is None:
        return words.not_subscribed(scene.bot.turn(said, scene.session)[0])
    return query


def _last_query(session: Session) -> Query | None:
    """Give what was spoken of last; of words, the tasks that were shown for them."""
    last = session.last
    if last is None or last.unknown or last.query.is_empty():
        return None
    return Query(last.query.documents, tasks=session.shown) if last.query.words else last.query


def _list(scene: Scene, _: Mapping[str, str]) -> Done:
    find = tasks_of(scene.bot.index)
    counted = [(s.said, len(tuple(find(s.query)))) for s in scene.subscriber.subscriptions]
    return words.subscriptions(counted, scene.subscriber), scene.subscriber


def _drop(scene: Scene, said: Mapping[str, str]) -> Done:
    wanted = said["said"].strip()
    query = scene.bot.query_of(wanted, scene.session)
    names = {wanted, *((words.name_of(query, scene.bot.index),) if query else ())}
    kept = tuple(s for s in scene.subscriber.subscriptions if s.said not in names)
    if len(kept) == len(scene.subscriber.subscriptions):
        return words.no_such_subscription(wanted, scene.subscriber), scene.subscriber
    return words.dropped(len(kept)), replace(scene.subscriber, subscriptions=kept)


def _drop_all(scene: Scene, _: Mapping[str, str]) -> Done:
    return words.dropped(0), replace(scene.subscriber, subscriptions=())


def _done(scene: Scene, said: Mapping[str, str]) -> Done | None:
    query = _query(scene, said["said"])
    if isinstance(query, Reply):
        return query, scene.subscriber
    tasks = tuple(tasks_of(scene.bot.index)(query))
    done = tuple(dict.fromkeys((*scene.subscriber.done, *(t.id for t in tasks))))
    return words.done(tasks), replace(scene.subscriber, done=done)


def _again(scene: Scene, said: Mapping[str, str]) -> Done | None:
    query = _query(scene, said["said"])
    if isinstance(query, Reply):
        return query, scene.subscriber
    ids = {t.id for t in tasks_of(scene.bot.index)(query)}
    kept = tuple(id for id in scene.subscriber.done if id not in ids)
    later = tuple(one for one in scene.subscriber.later if one.task not in ids)
    return words.again(len(ids)), replace(scene.subscriber, done=kept, later=later)


def put_off(subscriber: Subscriber, tasks: tuple[str, ...], until: date) -> Subscriber:
    """Say nothing of tasks before a day."""
    others = tuple(one for one in subscriber.later if one.task not in tasks)
    return replace(subscriber, later=(*others, *(Later(task, until) for task in tasks)))


# --- settings


def _before(scene: Scene, said: Mapping[str, str]) -> Done:
    days = min(_number(said) * DAYS[said["unit"].removeprefix("个")[0]], MOST_BEFORE)
    kept = {days, *(n for n in scene.subscriber.days_before if n < days)}
    subscriber = replace(scene.subscriber, days_before=tuple(sorted(kept, reverse=True)))
    return words.settings_changed(subscriber), subscriber


def _at(scene: Scene, said: Mapping[str, str]) -> Done:
    hour = _number(said)
    minute = 30 if said["half"] == "半" else int(said["half"].rstrip("分") or 0)
    if hour > 23:
        return words.no_such_time(), scene.subscriber
    subscriber = replace(scene.subscriber, at=f"{hour:02}:{minute:02}")
    return words.settings_changed(subscriber), subscriber


def _weekend(scene: Scene, said: Mapping[str, str]) -> Done:
    subscriber = replace(scene.subscriber, weekends=not said["no"])
    return words.settings_changed(subscriber), subscriber


def _mute(scene: Scene, said: Mapping[str, str]) -> Done:
    days = min(_number(said) * DAYS[said["unit"].removeprefix("个")[0]], MOST_BEFORE)
    subscriber = replace(scene.subscriber, muted_until=scene.today + timedelta(days=days))
    return words.settings_changed(subscriber), subscriber


def _unmute(scene: Scene, _: Mapping[str, str]) -> Done:
    subscriber = replace(scene.subscriber, muted_until=None)
    return words.settings_changed(subscriber), subscriber


def _number(said: Mapping[str, str]) -> int:
    number = said["number"]
    return int(number) if number.isdecimal() else chinese_number(number.replace("两", "二")) or 0


DEEDS: tuple[tuple[re.Pattern[str], Deed], ...] = (
    (RE_LIST, _list),
    (RE_DROP_ALL, _drop_all),
    (RE_DROP, _drop),
    (RE_BEFORE, _before),
    (RE_AT, _at),
    (RE_WEEKEND, _weekend),
    (RE_MUTE, _mute),
    (RE_UNMUTE, _unmute),
    (RE_DONE, _done),
    (RE_AGAIN, _again),
    (RE_REMIND, _subscribe),
    (RE_SUBSCRIBE, _subscribe),
)
