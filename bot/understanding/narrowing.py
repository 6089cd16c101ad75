"""A message read as a condition on the list that was shown, or a supposition about its tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.memory import Memory
from bot.understanding.bounds import is_full
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from bot.understanding.listed import list_question
from bot.understanding.whether import SUPPOSABLE, whether_of
from knowledge import Ask, Condition, How, Numbered, Of, Origin, Picked, Question

TOLD = {"among", "these", "only", "keep", "also", "among_count"}
"""Cues that say outright that the list is meant."""
OF_ONE = {"he", "unit_of_it", "nth_unit"}
"""Cues of words that stand for somebody, whom a list narrowed without them leaves out."""
FARTHEST_BACK = 3
"""Lists that are gone back to, at most."""


def narrowed(
    frame: Frame, memory: Memory, where: Sequence[Condition], asks: tuple[Ask, ...]
) -> Iterator[Candidate]:
    """Ask for those of the list for which the conditions hold, or whether they do."""
    cost, asked = _cost(frame, memory, where), asks or (Ask(How.LIST),)
    question = list_question(Of(Origin.SHOWN), where, asked, frame)
    yield Candidate(question, cost, "narrow", True)
    if "yes_no" in frame.cues:
        there = tuple(frame.documents)
        yield from whether_of(frame, where, there, Of(Origin.SHOWN), cost + COSTS["whether"])
    if frame.cues & {"back", "again"}:
        for back in range(1, min(FARTHEST_BACK, len(memory.lists))):
            question = list_question(Of(Origin.SHOWN, back), where, asked, frame)
            yield Candidate(question, cost + COSTS["farther_back"] * back, "back", True)


def _cost(frame: Frame, memory: Memory, where: Sequence[Condition]) -> float:
    told = bool(frame.cues & TOLD)
    cost = COSTS["narrow_told"] if told or frame.removed else COSTS["narrow"]
    if not is_full(frame, where) and frame.cues & {"ends_de", "together"}:
        cost -= COSTS["ends_de"]
    cost += COSTS["leaves_out"] if frame.cues & OF_ONE else 0.0
    cost += COSTS["numbered"] if any(isinstance(c, Numbered) for c in where) else 0.0
    cost += COSTS["numbered"] if not told and _was_named(memory) else 0.0
    return cost + (COSTS["points"] if "whole" in frame.cues else 0.0)


def _was_named(memory: Memory) -> bool:
    """Tell whether the last list was of tasks that were named one by one."""
    return any(isinstance(c, Numbered) for c in memory.lists[0].question.where)


def of_the_picked(frame: Frame, memory: Memory, where: Sequence[Condition]) -> Iterator[Candidate]:
    """Ask whether something is so of the one task that was spoken of."""
    claims = tuple(c for c in where if isinstance(c, SUPPOSABLE))
    is_of_one = len(memory.picked) == 1 and not frame.documents
    if "yes_no" in frame.cues and is_of_one and claims and len(claims) == len(where):
        question = Question((Ask(How.WHETHER, supposed=claims),), (Picked(memory.picked),))
        yield Candidate(question, COSTS["whether_picked"], "whether", True)
