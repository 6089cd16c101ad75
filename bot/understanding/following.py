"""A message read as a change of the question before: another fact, unit, year, part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.memory import Memory
from bot.understanding.asks import of_money
from bot.understanding.bounds import is_unit
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from bot.understanding.listed import list_question
from bot.understanding.spans import Ground
from knowledge import (
    Ask,
    Best,
    Cell,
    Condition,
    Field,
    How,
    Is,
    Nearest,
    Numbered,
    Of,
    Origin,
    Picked,
    Question,
    Speaks,
    Task,
    Tense,
    Under,
    ordinal_of,
)

LATER, AGAIN = -0.2, 0.1
"""What it costs to ask what became of it, and to ask again where tasks were found."""
GAP = 2.2
"""What a stretch costs at least that may have named something."""
OF_YEARS = {"this_year", "last_year"}


def of_the_same(
    frame: Frame, memory: Memory, asks: tuple[Ask, ...], ground: Ground
) -> Iterator[Candidate]:
    """Ask something else of what was spoken of last."""
    last = memory.question
    is_of_one = bool(frame.each or frame.order) and len(memory.picked) == 1
    if last is None or any(a.how == How.OFFICE for a in asks):
        return
    if is_of_one:
        if memory.lists and frame.cues & {"these", "among"}:
            whole = list_question(Of(Origin.SHOWN), (), asks, frame)
            yield Candidate(whole, COSTS["same"], "same", True)
        return
    if memory.picked:
        yield _of_the_tasks(frame, memory, last, asks)
    asks_outcome = any(a.how == How.OUTCOME for a in asks)
    later = _outcome_of(frame, memory, ground) if asks_outcome or memory.picked else None
    if later is not None:
        yield Candidate(later, COSTS["same"] + LATER + _left_out(frame), "outcome", True)
    if asks and not last.sides and not frame.documents:
        tense = Tense.RESULT if frame.cues & {"last_year", "result"} else last.best.tense
        tense = Tense.PLAN if "this_year" in frame.cues else tense
        question = replace(
            last, asks=asks, where=(*last.where, *of_money(frame)), order=frame.order,
            each=frame.each, best=replace(last.best, tense=tense),
        )  # fmt: skip
        cost = COSTS["same"] + (AGAIN if memory.picked else 0.0) + _left_out(frame)
        yield Candidate(question, cost, "same_subject", True)


def _of_the_tasks(frame: Frame, memory: Memory, last: Question, asks: tuple[Ask, ...]) -> Candidate:
    """Ask something of the tasks that the last answer was about."""
    if memory.lists and memory.picked == memory.lists[0].items:
        question = list_question(Of(Origin.SHOWN), of_money(frame), asks, frame)
    else:
        where = (Picked(memory.picked), *of_money(frame))
        question = replace(list_question(Of(), where, asks, frame), best=Best())
    role_of_unit = frame.roles and any(map(is_unit, last.where))
    cost = COSTS["same"] + _left_out(frame)
    cost += COSTS["same_told"] if "ends_ne" in frame.cues and not role_of_unit else 0.0
    cost += COSTS["compared"] if frame.order and (last.sides or last.each) else 0.0
    cost += COSTS["own"] if "me" in frame.cues and frame.roles else 0.0
    cost += COSTS["ordered"] if "he" in frame.cues and frame.order else 0.0
    return Candidate(question, cost, "same", True)


def _left_out(frame: Frame) -> float:
    """Say what it costs to ask the same of something where more was said."""
    if frame.skipped:
        return COSTS["skipped_all"]
    return COSTS["gap"] if frame.gap >= GAP else 0.0


def _outcome_of(frame: Frame, memory: Memory, ground: Ground) -> Question | None:
    """Ask what became of what was spoken of: of its subject, in all documents of the district."""
    if not frame.cues & {"result"} and not any(a.how == How.OUTCOME for a in frame.asks):
        return None
    asked = [memory.question, *(shown.question for shown in memory.lists)]
    words = next(
        (s for q in asked if q and (s := [c for c in q.where if isinstance(c, Speaks)])), []
    )
    homes = dict.fromkeys(i.split("#")[0] for i in memory.picked) or (
        {memory.scope: None} if memory.scope else {}
    )
    if not words or len(homes) != 1:
        return None
    document = next(iter(homes))
    district = Is(Cell(Field.DISTRICT), (ground.index.documents[str(document)].district,))
    return Question(
        (Ask(How.OUTCOME),), (district, *words), Of(Origin.EVERYTHING), best=Best(Nearest.AHEAD)
    )


def next_part(
    memory: Memory, asks: tuple[Ask, ...], ground: Ground, step: int
) -> Iterator[Candidate]:
    """Go on to the part of the document that follows, or back to the one before."""
    last = memory.question or Question()
    parts: list[tuple[Condition, tuple[int, ...]]] = [
        (c, c.ordinals) for c in last.where if isinstance(c, Under)
    ]
    named = [c for c in last.where if isinstance(c, Numbered | Picked)]
    tasks = [t for t in map(ground.index.task, memory.picked[:1] if named else ()) if t]
    if not parts:
        parts += [(named[0], (number,)) for t in tasks if (number := part_of(t))]
    for old, ordinals in parts:
        there = Under((*ordinals[:-1], ordinals[-1] + step))
        where = tuple(there if c == old else c for c in last.where)
        default = (Ask(How.LIST),) if tasks else last.asks
        yield Candidate(
            replace(last, asks=asks or default, where=where), COSTS["next"] - 1.0, "next", True
        )


def part_of(task: Task) -> int:
    """Give the number of the part that a task stands in; 0 where its heading has none."""
    ordinal = ordinal_of(task.headings[0]) if task.headings else None
    return ordinal or 0
