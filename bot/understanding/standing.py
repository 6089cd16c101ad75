"""What it costs to read a message by itself, with what the chat holds and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.memory import Memory
from bot.understanding.bounds import is_full, told_all
from bot.understanding.candidate import COSTS
from bot.understanding.compose import Frame
from knowledge import Ask, Condition, DueIs, Empty, Field, How, Is, Many, Not, Speaks

POINTING = {"he", "it", "unit_of_it", "these", "among", "former", "latter", "rest", "back",
            "also", "next", "previous"}  # fmt: skip
"""Words that point back; a reading that stands alone leaves them without a meaning."""
OF_A_DOCUMENT = (How.ABOUT, How.OFFICE, How.CONTENTS, How.MEANING, How.WHICH)
"""What is asked of a document, not of what was shown."""
NARROWING = (Is, DueIs, Many, Empty, Not)
"""Conditions that may as well narrow a list."""


def cost_alone(
    frame: Frame, memory: Memory, where: Sequence[Condition], asks: Sequence[Ask]
) -> float:
    """Say what it costs to read a message by itself."""
    cost = COSTS["alone"] + _of_skipped(frame, where, asks)
    if frame.places and not where and not memory.lists:
        cost += COSTS["points"]
    if not (where or frame.each or frame.order) and _tells(asks) and not _is_own(frame):
        cost += COSTS["bare"]
    return cost + (_of_chat(frame, memory, where, asks) if memory.question else 0.0)


def _of_skipped(frame: Frame, where: Sequence[Condition], asks: Sequence[Ask]) -> float:
    """Say what it costs to answer without a word of weight."""
    if not frame.skipped:
        return 0.0
    asks_figure = any(a.cell and a.cell.field == Field.FIGURE for a in asks)
    is_unsaid = asks_figure and not any(isinstance(c, Speaks) for c in where)
    cost = COSTS["skipped_all"] if is_unsaid else 0.0
    cost += COSTS["skipped_head"] if not frame.asks else 0.0
    return cost + (COSTS["skipped_all"] if not where and not frame.each else 0.0)


def _of_chat(
    frame: Frame, memory: Memory, where: Sequence[Condition], asks: Sequence[Ask]
) -> float:
    """Say what it costs to leave out of account what the chat holds."""
    cues = frame.cues
    cost = COSTS["could_lean"] if memory.lists and _may_narrow(frame, where) else 0.0
    cost += COSTS["ends_ne"] if cues & {"ends_ne", "fix", "that"} else 0.0
    cost += COSTS["that_one"] if {"ends_ne", "that"} <= cues else 0.0
    cost += COSTS["points"] if cues & POINTING else 0.0
    is_rank = bool(frame.order and (frame.each or frame.order.cell))
    cost += COSTS["could_lean"] if is_rank and memory.lists and frame.each is None else 0.0
    is_again = not where and not frame.documents
    is_again &= frame.each is None or len(memory.picked) != 1
    of_document = any(a.how in OF_A_DOCUMENT for a in asks)
    if is_again and not (is_rank or of_document or told_all(frame)):
        cost += COSTS["bare_again"]
    return cost


def _may_narrow(frame: Frame, where: Sequence[Condition]) -> bool:
    """Tell whether a message may as well narrow the list that was shown."""
    says_all = frame.total or "whole" in frame.cues or is_full(frame, where)
    return bool(where) and not says_all and all(isinstance(c, NARROWING) for c in where)


def _tells(asks: Sequence[Ask]) -> bool:
    return any(a.how == How.TELL for a in asks)


def _is_own(frame: Frame) -> bool:
    return "me" in frame.cues and bool(frame.roles)
