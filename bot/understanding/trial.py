"""A candidate is tried on the documents: what it finds tells for or against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.memory import Memory
from bot.understanding.asks import of_money
from bot.understanding.candidate import Candidate
from bot.understanding.frame import Frame
from bot.understanding.ground import Ground
from knowledge import (
    Answer,
    AnyOf,
    Cell,
    Condition,
    Empty,
    Field,
    Found,
    How,
    Is,
    Nearest,
    Question,
    Says,
    Speaks,
    Total,
    fold,
    is_of_document,
    run,
)

EMPTY_CLOSED, EMPTY, BLANK = 1.1, 0.9, 0.2
"""What it costs that nothing is found: of names, of words, and of empty cells, which a document
may have no column for."""
UNMATCHED = 1.2
"""What a name costs that no document has."""
NO_EFFECT = 0.08
"""What a condition costs that leaves out nothing."""
ALL_OF_IT = 0.5
"""What it costs to narrow a list to the whole of it."""
DENIED = 1.0
"""What it costs that a question is answered with no, where another reading says yes."""
FIGURE = Cell(Field.FIGURE)
UNCLAIMED = 1.0
"""What it costs that a number of tasks was said to be so, and is not looked at."""
UNSAID = 0.3
"""What it costs to answer neither yes nor no where that is asked."""
UNDECIDED = 0.2
"""What it costs that a question is answered with neither yes nor no."""
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
    is_asked = candidate.how != "nothing_before"
    question = candidate.question
    found = run(question, ground.index, memory.items) if is_asked else Found(question)
    cost = frame.cost + candidate.cost + _against(candidate, found)
    cost += UNCLAIMED if frame.total and not _supposes_total(candidate.question) else 0.0
    asks_yes = "yes_no" in frame.cues and "having" not in frame.cues
    cost += UNSAID if asks_yes and not _supposes(candidate.question) else 0.0
    return Tried(candidate, frame, found, cost)


def loosened(one: Tried, ground: Ground, memory: Memory) -> Iterator[Tried]:
    """Leave out one subject where all of them together find nothing, or take either of two."""
    question = one.candidate.question
    subjects = [c for c in question.where if isinstance(c, Speaks | Says)]
    if _finds(one.found) or not subjects or len(question.where) < 2 or of_money(one.frame):
        return
    if len(subjects) == 2 and "subjects_and" in one.frame.cues:
        yield tried(_with_either(one.candidate, subjects), one.frame, ground, memory)
    kept = _modifiers(one.frame)
    for subject in subjects:
        if isinstance(subject, Speaks) and subject.word.text in kept:
            continue
        where = tuple(c for c in question.where if c is not subject)
        is_only = not [c for c in (*one.frame.conditions, *one.frame.denied) if c != subject]
        if is_only or (not question.sides and all(map(is_of_document, where))):
            continue
        said = subject.word.text if isinstance(subject, Speaks) else "".join(subject.words)
        frame = replace(one.frame, skipped=[*one.frame.skipped, said])
        looser = _asking(one.candidate, replace(question, where=where), DROPPED)
        without = tried(looser, frame, ground, memory)
        if _finds(without.found):
            yield without


def _modifiers(frame: Frame) -> set[str]:
    """Give what no document holds and right before what is held: 低空 of 低空经济."""
    return {
        fold(one.text)
        for one, other in pairwise(frame.spans)
        if one.kind == "unheld" and other.kind == "subject" and one.end == other.start
    }


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


def _supposes(question: Question) -> bool:
    return any(ask.supposed for ask in question.asks)


def _supposes_total(question: Question) -> bool:
    supposed = (c for ask in question.asks for c in ask.supposed)
    return any(isinstance(c, Total | AnyOf) for c in supposed)


def _is_denied(answer: Answer) -> bool:
    """Tell whether something is said not to be so, other than a figure."""
    claims = [c for c in answer.ask.supposed if not (isinstance(c, Is) and c.cell == FIGURE)]
    return answer.verdict is False and bool(claims)


def _asks_of_documents(question: Question) -> bool:
    """Tell whether a column or an office is asked for: that it is not told is an answer too."""
    asked = (a.how == How.OFFICE or (a.cell and a.cell.field == Field.OTHER) for a in question.asks)
    return all(asked)


def _against(candidate: Candidate, found: Found) -> float:
    """Say what its answer tells against a candidate."""
    where, cost = candidate.question.where, 0.0
    if found.unmatched:
        cost += UNMATCHED
    elif (
        candidate.how != "nothing_before"
        and not _finds(found)
        and not _asks_of_documents(candidate.question)
    ):
        is_open = any(isinstance(c, Speaks) for c in where)
        is_blank = any(isinstance(c, Empty) for c in where)
        cost += EMPTY if is_open else BLANK if is_blank else EMPTY_CLOSED
        cost += DENIED if candidate.how == "whether" else 0.0
    before = found.asked_of
    for left in found.left:
        if left.count == before and isinstance(left.condition, Is | Speaks):
            cost += NO_EFFECT
        before = left.count
    if candidate.how == "whether" and any(_is_denied(a) for a in found.answers):
        cost += DENIED
    elif candidate.how == "whether" and any(
        a.ask.how == How.WHETHER and a.verdict is None for a in found.answers
    ):
        cost += UNDECIDED
    if candidate.how == "narrow" and found.left and found.left[-1].count == found.asked_of:
        cost += ALL_OF_IT
    return cost
