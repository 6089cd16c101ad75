"""A candidate is tried on the documents: what it finds tells for or against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.memory import Memory
from bot.reader.candidate import Candidate
from bot.reader.frame import Frame
from bot.reader.ground import Ground
from knowledge import (
    AnyOf,
    Condition,
    Empty,
    Found,
    Is,
    Nearest,
    Question,
    Says,
    Speaks,
    is_of_document,
    run,
)

EMPTY_CLOSED, EMPTY, BLANK = 1.1, 1.7, 0.2
"""What it costs that nothing is found: of names, of words, and of empty cells, which a document
may have no column for."""
UNMATCHED = 1.2
"""What a name costs that no document has."""
NO_EFFECT = 0.08
"""What a condition costs that leaves out nothing."""
ALL_OF_IT = 0.5
"""What it costs to narrow a list to the whole of it."""
DENIED = 0.8
"""What it costs that a question is answered with no, where another reading says yes."""
DROPPED = 1.1
"""What it costs to leave out a subject that the documents hold elsewhere."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A candidate with what it found; the cheaper, the likelier."""

    candidate: Candidate
    frame: Frame
    found: Found
    cost: float


def tried(candidate: Candidate, frame: Frame, ground: Ground, memory: Memory) -> Tried:
    """Run a candidate, and add what its answer tells against it to what it costs."""
    found = run(candidate.question, ground.index, memory.items)
    return Tried(candidate, frame, found, frame.cost + candidate.cost + _against(candidate, found))


def loosened(one: Tried, ground: Ground, memory: Memory) -> Iterator[Tried]:
    """Leave out one subject where all of them together find nothing, or take either of two."""
    question = one.candidate.question
    subjects = [c for c in question.where if isinstance(c, Speaks | Says)]
    if _finds(one.found) or not subjects or len(question.where) < 2:
        return
    if len(subjects) == 2 and "subjects_and" in one.frame.cues:
        yield tried(_with_either(one.candidate, subjects), one.frame, ground, memory)
    for subject in subjects:
        where = tuple(c for c in question.where if c is not subject)
        if not question.sides and all(map(is_of_document, where)):
            continue
        said = subject.word.text if isinstance(subject, Speaks) else "".join(subject.words)
        frame = replace(one.frame, skipped=[*one.frame.skipped, said])
        looser = _asking(one.candidate, replace(question, where=where), DROPPED)
        without = tried(looser, frame, ground, memory)
        if _finds(without.found):
            yield without


def _with_either(candidate: Candidate, subjects: Sequence[Condition]) -> Candidate:
    question = candidate.question
    either = AnyOf(tuple((subject,) for subject in subjects))
    where = (*(c for c in question.where if c not in subjects), either)
    best = replace(question.best, nearest=Nearest.LEVEL)
    return _asking(candidate, replace(question, where=where, best=best), 0.0)


def _asking(candidate: Candidate, question: Question, cost: float) -> Candidate:
    return replace(candidate, question=question, cost=candidate.cost + cost)


def _finds(found: Found) -> bool:
    return bool(found.groups) or any(side.groups for a in found.answers for side in a.sides)


def _against(candidate: Candidate, found: Found) -> float:
    """Say what its answer tells against a candidate."""
    where, cost = candidate.question.where, 0.0
    if found.unmatched:
        cost += UNMATCHED
    elif not _finds(found):
        is_open = any(isinstance(c, Speaks) for c in where)
        is_blank = any(isinstance(c, Empty) for c in where)
        cost += EMPTY if is_open else BLANK if is_blank else EMPTY_CLOSED
    before = found.asked_of
    for left in found.left:
        if left.count == before and isinstance(left.condition, Is | Speaks):
            cost += NO_EFFECT
        before = left.count
    if candidate.how == "whether" and any(a.verdict is False for a in found.answers):
        cost += DENIED
    if candidate.how == "narrow" and found.left and found.left[-1].count == found.asked_of:
        cost += ALL_OF_IT
    return cost
