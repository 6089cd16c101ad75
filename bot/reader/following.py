"""A message read as a change of the question before: another fact, unit, year, part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.memory import Memory
from bot.reader.asks import PARTIES
from bot.reader.bounds import is_unit, role_of
from bot.reader.candidate import COSTS, Candidate
from bot.reader.compose import Frame
from bot.reader.listed import list_question
from bot.reader.spans import Ground
from knowledge import (
    AnyOf,
    Ask,
    Best,
    Cell,
    Condition,
    Empty,
    Field,
    How,
    Is,
    Many,
    Nearest,
    Not,
    Numbered,
    Of,
    Origin,
    Picked,
    Question,
    Speaks,
    Tense,
    Under,
    is_of_document,
)

OF_YEARS = {"this_year", "last_year"}


def of_the_same(
    frame: Frame, memory: Memory, asks: tuple[Ask, ...], ground: Ground
) -> Iterator[Candidate]:
    """Ask something else of what was spoken of last."""
    last = memory.question
    if last is None or any(a.how == How.OFFICE for a in asks):
        return
    if memory.picked:
        is_list = bool(memory.lists) and memory.picked == memory.lists[0].items
        if is_list:
            question = list_question(Of(Origin.SHOWN), (), asks, frame)
        else:
            question = replace(
                list_question(Of(), (Picked(memory.picked),), asks, frame), best=Best()
            )
        role_of_unit = frame.roles and any(map(is_unit, last.where))
        same = COSTS["same"] - (0.6 if "ends_ne" in frame.cues and not role_of_unit else 0.0)
        same += 0.8 if "me" in frame.cues and frame.roles else 0.0
        same += 1.0 if "he" in frame.cues and frame.order else 0.0
        same += COSTS["skipped_all"] if frame.skipped else 0.0
        yield Candidate(question, same, "same", True)
    asked_outcome = any(a.how == How.OUTCOME for a in asks)
    later = _outcome_of(frame, memory, ground) if asked_outcome or not _of_report(memory) else None
    if later is not None:
        yield Candidate(later, COSTS["same"] - 0.2, "outcome", True)
    if asks:
        tense = Tense.RESULT if frame.cues & {"last_year", "result"} else last.best.tense
        question = replace(
            last, asks=asks, order=None, each=frame.each, best=replace(last.best, tense=tense)
        )
        cost = COSTS["same"] + (0.1 if memory.picked else 0.0)
        cost += COSTS["skipped_all"] if frame.skipped else 0.0
        yield Candidate(question, cost, "same_subject", True)


def _of_report(memory: Memory) -> bool:
    """Tell whether the last answer was from running text alone."""
    return memory.question is not None and not memory.picked


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


def replaced_by(
    frame: Frame, memory: Memory, where: Sequence[Condition], asks: tuple[Ask, ...]
) -> Iterator[Candidate]:
    """Put the new conditions in the place of those of the same kind."""
    last = memory.question
    if last is None:
        return
    kept = [c for c in last.where if not any(_alike(c, new) for new in where)]
    if frame.documents:
        kept = [c for c in kept if not is_of_document(c)]
        kept = [c for c in kept if not isinstance(c, Picked)]
        kept = [*frame.documents, *kept]
    new: list[Condition] = list(where)
    role = next((c.cell for c in last.where if isinstance(c, Is) and is_unit(c)), None)
    new = [
        replace(c, cell=role) if isinstance(c, Is) and role and c.cell == Cell(Field.UNIT) else c
        for c in new
    ]
    if frame.roles and not any(map(is_unit, (*where, *last.where))):
        return
    if not any(map(is_of_document, (*kept, *new))) and memory.scope:
        kept = [Is(Cell(Field.DOCUMENT), (memory.scope,)), *kept]
    if not any(map(is_of_document, kept)) and memory.picked and not memory.scope:
        homes = tuple(dict.fromkeys(i.split("#")[0] for i in memory.picked))
        if len(homes) == 1 and not frame.documents:
            kept = [Is(Cell(Field.DOCUMENT), homes), *kept]
    if frame.roles and not any(map(is_unit, where)):
        kept = [
            replace(c, cell=Cell(role_of(frame))) if isinstance(c, Is) and is_unit(c) else c
            for c in kept
        ]
        asks = tuple(a for a in asks if not (a.cell and a.cell.field in frame.roles))
    if not new and not frame.documents and not frame.roles and not frame.cues & OF_YEARS:
        return
    told = bool(frame.cues & {"that", "ends_ne", "fix"}) or bool(frame.documents)
    tense = last.best.tense if not frame.documents else None
    tense = Tense.RESULT if frame.cues & {"last_year", "result"} else tense
    tense = Tense.PLAN if frame.cues & {"this_year", "plan"} else tense
    question = replace(
        last, asks=asks or last.asks, where=(*kept, *new), each=frame.each or last.each,
        order=frame.order or last.order, best=replace(last.best, tense=tense),
    )  # fmt: skip
    told = told or bool(frame.roles and any(map(is_unit, last.where)))
    cost = COSTS["replace_told" if told else "replace"]
    cost += 1.0 if frame.cues & {"together", "these"} else 0.0
    replaces = len(kept) < len(last.where) or frame.roles or frame.documents
    cost += 0.6 if new and not replaces else 0.0
    yield Candidate(question, cost, "replace", True)


def _alike(old: Condition, new: Condition) -> bool:
    if isinstance(old, Is) and isinstance(new, Is):
        both = old.cell.field in PARTIES and new.cell.field in PARTIES
        return both or old.cell.field == new.cell.field
    subjects = (Speaks, Numbered, Picked)
    if isinstance(old, subjects) and isinstance(new, subjects):
        return True
    return type(old) is type(new) and not isinstance(old, Not | AnyOf | Empty | Many)


def next_part(memory: Memory) -> Iterator[Candidate]:
    """Go on to the part of the document that follows."""
    last = memory.question
    parts = [c for c in (last.where if last else ()) if isinstance(c, Under)]
    if last and parts:
        behind = Under((*parts[0].ordinals[:-1], parts[0].ordinals[-1] + 1))
        where = tuple(behind if c == parts[0] else c for c in last.where)
        yield Candidate(replace(last, where=where), COSTS["next"] - 1.0, "next", True)
