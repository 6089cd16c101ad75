"""What an instruction is read in, and what it makes of a chat."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.app import Bot
from bot.asking import About, about, documents, field_of, held, is_empty, is_ranking, of_documents
from bot.memory import Memory, spoken_of
from bot.model import Reading, Reply
from bot.reminders import Covered
from bot.subscribing.grammar import bare, words_of
from bot.subscriptions import Earlier, Subscriber
from bot.wording import reminding as words
from bot.workdays import Workdays
from knowledge import Index, Picked, Question, Task, run

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
    memory: Memory
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


def covered_by(subscriber: Subscriber, find: Callable[[Question], Iterator[Task]]) -> Covered:
    """Give the tasks of all subscriptions, each since its first one."""
    covered: dict[str, tuple[Task, date]] = {}
    for subscription in subscriber.subscriptions:
        for task in find(subscription.question):
            _, since = covered.get(task.id, (task, subscription.since))
            covered[task.id] = task, min(since, subscription.since)
    return covered


def tasks_of(index: Index) -> Callable[[Question], Iterator[Task]]:
    """Give what finds the tasks of a Question in an index; the same one is looked up once."""
    known: dict[Question, tuple[Task, ...]] = {}

    def find(question: Question) -> Iterator[Task]:
        if question not in known:
            found = run(question, index).tasks
            known[question] = tuple(sorted(found, key=lambda t: index.number_of(t.id) or 0))
        return iter(known[question])

    return find


def covered_now(scene: Scene) -> Covered:
    return covered_by(scene.subscriber, tasks_of(scene.index))


def changed(scene: Scene, subscriber: Subscriber) -> Subscriber:
    """Remember how it was before, for 撤销."""
    old = scene.subscriber
    earlier = Earlier(old.subscriptions, old.rules, old.done, old.later)
    return replace(subscriber, earlier=earlier)


def readings_of(scene: Scene, said: str) -> tuple[Reading, ...] | Reply:
    """Read what is meant: what was spoken of last, everything, any question, or several names.

    Give what to say instead where that is not clear.
    """
    name = RE_BESIDE.sub("", bare(said).removesuffix("都").removesuffix("全"))
    if not name or name.removesuffix("的") in words_of("it"):
        last = _last(scene.memory)
        return (last,) if last else words.what()
    if name in words_of("everything"):
        scope = (scene.memory.scope,) if scene.memory.scope else ()
        return (Reading(Question(where=of_documents(scope))),)
    if RE_BARE_NUMBER.fullmatch(name):
        return readings_of(scene, f"第{name}项")
    if document := scene.bot.document_of(name, scene.memory):
        return _whole(document, scene.index)
    if several := _several(scene, name):
        return several
    if reading := scene.bot.chosen(name, scene.memory):
        return (reading,)
    return scene.bot.turn(name, scene.memory)[0]


def questions_of(readings: Sequence[Reading]) -> list[Question]:
    """Give the Questions whose tasks are meant, whatever is asked of them."""
    return [Question(where=r.question.where) for r in readings if r.question]


def _whole(document: str, index: Index) -> tuple[Reading, ...] | Reply:
    """Take the name of a document for all its tasks."""
    if index.documents[document].tasks:
        return (Reading(Question(where=of_documents((document,)))),)
    return Reply(f"{index.documents[document].name}是报告，没有可以提醒的任务。", found=False)


def _several(scene: Scene, said: str) -> tuple[Reading, ...]:
    """Read 区城管委和区住建委 as one each, where every part names one unit, leader or number."""
    parts = [part for part in RE_AND.split(said) if part]
    read = [_one_meant(scene, part) for part in parts[:MOST_PARTS]]
    readings = tuple(reading for reading in read if reading)
    kinds = {_kind(question) for question in questions_of(readings)}
    # a unit with a role narrows another one; an item beside anything else is one more
    apart = len(kinds) == 1 or (About.NUMBERS in kinds and About.TASKS not in kinds)
    return readings if len(parts) == len(readings) > 1 and apart and "" not in kinds else ()


def _one_meant(scene: Scene, said: str) -> Reading | None:
    """Read one name: of a document, or any question."""
    if document := scene.bot.document_of(said, scene.memory):
        whole = _whole(document, scene.index)
        return None if isinstance(whole, Reply) else whole[0]
    return scene.bot.chosen(said, scene.memory)


def _kind(question: Question) -> str:
    """Name the only kind of condition that is there, with its field; "" where there are several."""
    if is_empty(question):
        return About.DOCUMENTS
    others = [c for c in question.where if about(c) != About.DOCUMENTS]
    kinds = {about(c) for c in others}
    fields = sorted({field_of(c) or "" for c in others if about(c) == About.UNITS})
    return "、".join([*kinds, *fields]) if len(kinds) == 1 else ""


def _last(memory: Memory) -> Reading | None:
    """Give what was spoken of last; of words and rankings, the tasks that were shown for them."""
    memory = spoken_of(memory)
    last, question = memory.last, memory.question
    if last is None or question is None or last.unknown or is_empty(question):
        return None
    if is_ranking(question):
        return None
    if not held(question, About.WORDS):
        return replace(last, question=question)
    if not memory.picked:
        return None
    where = (*of_documents(documents(question)), Picked(memory.picked))
    return replace(last, question=Question(question.asks, where))
