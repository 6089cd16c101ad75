"""Every question that a frame may ask, alone and leaning on each thing the chat holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.memory import Memory
from bot.understanding.alone import standing_alone
from bot.understanding.asks import asks_of
from bot.understanding.bounds import conditions_of, is_lone_sign
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from bot.understanding.following import next_part, of_the_same
from bot.understanding.listed import back_to, others_of, picked_from_list, rest_of
from bot.understanding.narrowing import narrowed, of_the_picked
from bot.understanding.pronouns import neighbours, pronouns
from bot.understanding.replacing import OF_YEARS, replaced_by
from bot.understanding.spans import Ground
from knowledge import Ask, Cell, Condition, Field, How, Not, Question

OF_NAMES = {"he", "unit_of_it", "latter", "former", "nth_unit"}
"""Cues of words that stand for a unit or a leader."""


def candidates(frame: Frame, memory: Memory, ground: Ground) -> Iterator[Candidate]:
    """Give every question that a frame may ask, each with its cost before it is tried."""
    yield from standing_alone(frame, memory, ground)
    where = (*conditions_of(frame), *(Not(c) for c in frame.denied))
    if is_lone_sign(where):
        return
    asks = asks_of(frame, where)
    if memory.question is not None:
        yield from _turning(frame, memory, memory.question, where)
        yield from _pointing(frame, memory, where, asks, ground)
        yield from _going_on(frame, memory, where, asks, ground)
    if memory.failed and memory.failed.question:
        yield from _missed(frame, memory, memory.failed.question, where, asks)


def _turning(
    frame: Frame, memory: Memory, last: Question, where: Sequence[Condition]
) -> Iterator[Candidate]:
    """Turn a page of the last answer, or ask where it stands."""
    cues = frame.cues
    if cues & {"sure", "source_place"} and not where:
        source = (*last.asks, Ask(How.TELL, Cell(Field.SOURCE)))
        asked = source if "source_place" in cues else last.asks
        yield Candidate(replace(last, asks=asked), COSTS["page"], "sure", True)
    if cues & {"page_more", "page_back"} and memory.last:
        page = max(1, memory.last.page + (1 if "page_more" in cues else -1))
        yield Candidate(last, COSTS["page"], "page", True, page)


def _pointing(
    frame: Frame,
    memory: Memory,
    where: Sequence[Condition],
    asks: tuple[Ask, ...],
    ground: Ground,
) -> Iterator[Candidate]:
    """Follow the words that point at something: a place in a list, what is left, who it was."""
    cues = frame.cues
    if cues & {"next_part", "previous_part"}:
        yield from next_part(memory, asks, ground, -1 if "previous_part" in cues else 1)
    if frame.places:
        yield from picked_from_list(frame, memory, asks, where)
    if "rest" in cues and memory.lists:
        yield from rest_of(frame, memory, where, asks, ground)
    if "others" in cues and not frame.rest_size:
        yield from others_of(memory, where)
    if "back" in cues:
        yield from back_to(frame, memory, asks)
    if cues & {"next", "previous"}:
        yield from neighbours(frame, memory, asks, ground)
    is_of_it = "it" in cues and "having" not in cues
    if cues & OF_NAMES or (("me" in cues or is_of_it) and frame.roles):
        yield from pronouns(frame, memory, asks, ground)


def _going_on(
    frame: Frame,
    memory: Memory,
    where: Sequence[Condition],
    asks: tuple[Ask, ...],
    ground: Ground,
) -> Iterator[Candidate]:
    """Go on from what was asked last: narrower, the same of it, of something else."""
    is_pointing = bool(frame.places) or "rest" in frame.cues
    if memory.lists and where and not is_pointing:
        yield from narrowed(frame, memory, where, asks)
    if not is_pointing:
        yield from of_the_picked(frame, memory, where)
    if not where and not is_pointing and (asks or frame.order or frame.each):
        yield from of_the_same(frame, memory, asks, ground)
    if where or frame.documents or frame.roles or frame.cues & OF_YEARS:
        yield from replaced_by(frame, memory, where, asks)


def _missed(
    frame: Frame,
    memory: Memory,
    failed: Question,
    where: Sequence[Condition],
    asks: tuple[Ask, ...],
) -> Iterator[Candidate]:
    """Put something in the place of what was not found; adding to it finds nothing either."""
    for found in replaced_by(frame, replace(memory, question=failed), where, asks):
        if not set(failed.where) <= set(found.question.where):
            yield replace(found, cost=found.cost + COSTS["missed"], how="missed")
