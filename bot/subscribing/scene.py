"""What an instruction is read in, and what it makes of a chat."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.app import Bot
from bot.model import Intent, Reply, Session, Want
from bot.reminders import Covered
from bot.subscribing.grammar import bare, words_of
from bot.subscriptions import Earlier, Subscriber
from bot.wording import reminding as words
from bot.workdays import Workdays
from knowledge import Index, Query, Task

RE_AND = re.compile(r"[\s、,，]+|和|跟|与|以及|还有")
RE_BESIDE = re.compile(
    r"(?<=.)(?:[那这](?:[个项条件]|几[个项])|[两三四五六七八九几]家的?|(?<![第十百一二三四五六七八九])[两三四五六七八九几][项个])$"
)
"""Says nothing more behind a name: 11月30号的那个, 住建委、水务局两家."""
RE_BARE_NUMBER = re.compile(r"\d{1,4}|[一二三四五六七八九十百]{1,6}")
MOST_PARTS = 10
"""Names in one instruction that are read."""


@dataclass(frozen=True, slots=True)
class Scene:
    bot: Bot
    session: Session
    subscriber: Subscriber
    today: date
    """In the chat's time zone."""
    workdays: Workdays
    goes_on: bool = False
    """The message before was about reminders too."""

    @property
    def index(self) -> Index:
        return self.bot.index

    def after(self, subscriber: Subscriber) -> "Scene":
        return replace(self, subscriber=subscriber, goes_on=True)


Outcome = tuple[Reply, Subscriber]
"""What is said, and the subscriber as it is then."""
Deed = Callable[[Scene, str], Outcome | None]
"""Carries out an instruction about what was said; None where that makes no sense."""


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


def covered_now(scene: Scene) -> Covered:
    return covered_by(scene.subscriber, tasks_of(scene.index))


def changed(scene: Scene, subscriber: Subscriber) -> Subscriber:
    """Remember how it was before, for 撤销."""
    old = scene.subscriber
    earlier = Earlier(old.subscriptions, old.rules, old.done, old.later)
    return replace(subscriber, earlier=earlier)


def intents_of(scene: Scene, said: str) -> tuple[Intent, ...] | Reply:
    """Read what is meant: what was spoken of last, everything, any question, or several names.

    Give what to say instead where that is not clear.
    """
    name = RE_BESIDE.sub("", bare(said).removesuffix("都").removesuffix("全"))
    if not name or name.removesuffix("的") in words_of("it"):
        last = _last(scene.session)
        return (last,) if last else words.what()
    if name in words_of("everything"):
        scope = (scene.session.scope,) if scene.session.scope else ()
        return (Intent((), Query(documents=scope)),)
    if RE_BARE_NUMBER.fullmatch(name):
        return intents_of(scene, f"第{name}项")
    if document := scene.bot.document_of(name, scene.session):
        return _whole(document, scene.index)
    if several := _several(scene, name):
        return several
    if intent := scene.bot.intent_of(name, scene.session):
        return (intent,)
    return scene.bot.turn(name, scene.session)[0]


def _whole(document: str, index: Index) -> tuple[Intent, ...] | Reply:
    """Take the name of a document for all its tasks."""
    if index.documents[document].tasks:
        return (Intent((), Query(documents=(document,))),)
    return Reply(f"{index.documents[document].name}是报告，没有可以提醒的任务。", found=False)


def _several(scene: Scene, said: str) -> tuple[Intent, ...]:
    """Read 区城管委和区住建委 as one each, where every part names one unit, leader or number."""
    parts = [part for part in RE_AND.split(said) if part]
    read = [_one_meant(scene, part) for part in parts[:MOST_PARTS]]
    intents = tuple(intent for intent in read if intent)
    kinds = {_kind(intent.query) for intent in intents}
    # a unit with a role narrows another one; an item beside anything else is one more
    apart = len(kinds) == 1 or ("numbers" in kinds and "tasks" not in kinds)
    return intents if len(parts) == len(intents) > 1 and apart and "" not in kinds else ()


def _one_meant(scene: Scene, said: str) -> Intent | None:
    """Read one name: of a document, or any question."""
    if document := scene.bot.document_of(said, scene.session):
        whole = _whole(document, scene.index)
        return None if isinstance(whole, Reply) else whole[0]
    return scene.bot.intent_of(said, scene.session)


def _kind(query: Query) -> str:
    """Name the only kind of condition that a query has, with its role; "" where it has several."""
    if query.is_empty():
        return "documents"
    kinds = [k for k in ("numbers", "tasks", "units", "leaders", "dues") if getattr(query, k)]
    roles = "、".join(sorted(unit.role or "" for unit in query.units))
    return kinds[0] + roles if len(kinds) == 1 and not query.words else ""


def _last(session: Session) -> Intent | None:
    """Give what was spoken of last; of words and rankings, the tasks that were shown for them."""
    last = session.last
    if last is None or last.unknown or last.query.is_empty():
        return None
    if last.rank or Want.COMPARE in last.wants:
        return None
    if not last.query.words:
        return last
    if not session.shown:
        return None
    return replace(last, query=Query(last.query.documents, tasks=session.shown))
