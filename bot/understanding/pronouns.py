"""他, 它的牵头单位, 下一项: what stands for something that was spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.memory import Memory
from bot.understanding.asks import PARTIES, question_of
from bot.understanding.bounds import asked_unit, asks_of_parties, conditions_of, scope_of
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from bot.understanding.spans import Ground
from bot.understanding.whether import whether_of
from knowledge import (
    Ask,
    Cell,
    Field,
    How,
    Is,
    Numbered,
    Of,
    Question,
    Role,
    Task,
)


def neighbours(
    frame: Frame, memory: Memory, asks: tuple[Ask, ...], ground: Ground
) -> Iterator[Candidate]:
    tasks = [t for i in memory.picked[:1] if (t := ground.index.task(i))]
    for task in tasks:
        step = 1 if "next" in frame.cues else -1
        where = (
            Is(Cell(Field.DOCUMENT), (task.document,)),
            Numbered(((task.number + step, task.number + step),)),
        )
        asked = tuple(a for a in asks if a.how != How.LIST) or (Ask(How.TELL, Cell(Field.TEXT)),)
        yield Candidate(Question(asked, where), COSTS["next"], "next", True)


def pronouns(
    frame: Frame, memory: Memory, asks: tuple[Ask, ...], ground: Ground
) -> Iterator[Candidate]:
    tasks = [t for i in memory.picked if (t := ground.index.task(i))]
    where = conditions_of(frame)
    scope = scope_of(frame, memory)
    if "he" in frame.cues:
        for name in _leaders(memory, tasks)[:2]:
            leader = Is(Cell(Field.LEADER), (name,))
            if not where and [a.cell for a in asks] == [Cell(Field.OWNER)]:
                office = Question((Ask(How.OFFICE, term=name),), scope)
                yield Candidate(office, COSTS["he"], "he", True)
            if "yes_no" in frame.cues and any(isinstance(c, Numbered) for c in where):
                yield from whether_of(frame, (leader, *where), scope, Of(), COSTS["he"])
            besides = tuple(a for a in asks if a.cell != Cell(Field.LEADER))
            question = question_of(frame, (leader, *where), besides or (Ask(How.LIST),), scope)
            yield Candidate(question, COSTS["he"], "he", True)
    if frame.cues & {"unit_of_it", "it", "latter", "former", "me", "nth_unit"}:
        for name in _owners(memory, tasks, frame)[:2]:
            role = frame.roles[0] if frame.roles else Field.UNIT
            unit = Is(Cell(role), (name,))
            asked = tuple(a for a in asks if not (a.cell and a.cell.field in PARTIES))
            question = question_of(frame, (unit, *where), asked or (Ask(How.LIST),), scope)
            is_unit = bool(frame.roles) or "nth_unit" in frame.cues
            yield Candidate(
                question,
                COSTS["it"] - (0.3 + 0.4 * bool(frame.cues & {"latter", "former"})) * is_unit,
                "it",
                True,
            )


def _leaders(memory: Memory, tasks: Sequence[Task]) -> list[str]:
    told = [
        v
        for c in (memory.question.where if memory.question else ())
        if isinstance(c, Is) and c.cell.field == Field.LEADER
        for v in c.values
    ]
    return told or list(dict.fromkeys(n for t in tasks for n in t.leaders))


def _owners(memory: Memory, tasks: Sequence[Task], frame: Frame) -> list[str]:
    told = [
        v
        for c in (memory.question.where if memory.question else ())
        if isinstance(c, Is) and c.cell.field in PARTIES
        for v in c.values
    ]
    asked = memory.question.asks if memory.question else ()
    roles = [a.cell.field for a in asks_of_parties(asked) if a.cell]
    if roles and len(tasks) == 1:
        role = {Field.SUPPORT: Role.SUPPORT}.get(roles[0])
        named = [p.unit for p in tasks[0].parties if (p.role == Role.SUPPORT) == bool(role)]
        if named:
            return named
    own = [p.unit for t in tasks for p in t.parties if p.role != Role.SUPPORT]
    if frame.unit_place and tasks:
        place = frame.unit_place - 1 if frame.unit_place > 0 else frame.unit_place
        parties = tasks[0].parties
        return [parties[place].unit] if -len(parties) <= place < len(parties) else []
    if "latter" in frame.cues and tasks:
        return [tasks[0].parties[-1].unit] if tasks[0].parties else []
    if len(tasks) == 1 and not asked_unit(memory):
        return list(dict.fromkeys(own))
    return told or list(dict.fromkeys(own))
