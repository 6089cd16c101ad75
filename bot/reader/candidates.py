"""Every question that a frame may ask, alone and leaning on each thing the chat holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.memory import Memory
from bot.reader.alone import standing_alone
from bot.reader.asks import asks_of
from bot.reader.bounds import conditions_of
from bot.reader.candidate import COSTS, Candidate
from bot.reader.compose import Frame
from bot.reader.following import OF_YEARS, next_part, of_the_same, replaced_by
from bot.reader.listed import back_to, list_asks, list_question, picked_from_list, rest_of
from bot.reader.pronouns import neighbours, pronouns
from bot.reader.spans import Ground
from bot.reader.whether import SUPPOSABLE, whether_of
from knowledge import (
    Ask,
    Cell,
    Field,
    How,
    Not,
    Of,
    Origin,
    Picked,
    Question,
)


def candidates(frame: Frame, memory: Memory, ground: Ground) -> Iterator[Candidate]:
    """Give every question that a frame may ask, each with its cost before it is tried."""
    yield from standing_alone(frame, memory, ground)
    if memory.question is not None:
        yield from _leaning(frame, memory, ground)
    failed = memory.failed.question if memory.failed else None
    if failed is not None:
        where = (*conditions_of(frame), *(Not(c) for c in frame.denied))
        missed = replace(memory, question=failed)
        for found in replaced_by(frame, missed, where, asks_of(frame, where)):
            yield replace(found, cost=found.cost + COSTS["missed"], how="missed")


def _leaning(frame: Frame, memory: Memory, ground: Ground) -> Iterator[Candidate]:
    where = (*conditions_of(frame), *(Not(c) for c in frame.denied))
    asks = asks_of(frame, where)
    cues = frame.cues
    if "next_part" in cues:
        yield from next_part(memory)
    told = bool(cues & {"among", "these", "only", "also", "among_count"})
    if cues & {"sure", "source_place"} and memory.question is not None and not where:
        source = (*memory.question.asks, Ask(How.TELL, Cell(Field.SOURCE)))
        asked = source if "source_place" in cues else memory.question.asks
        yield Candidate(replace(memory.question, asks=asked), COSTS["page"], "sure", True)
    if cues & {"page_more", "page_back"} and memory.question is not None and memory.last:
        step = 1 if "page_more" in cues else -1
        page = max(1, memory.last.page + step)
        yield Candidate(memory.question, COSTS["page"], "page", True, page)
    if frame.places:
        yield from picked_from_list(frame, memory, asks, where)
    if "rest" in cues and memory.lists:
        yield from rest_of(frame, memory, where, asks, ground)
    if "back" in cues:
        yield from back_to(frame, memory, asks)
    if cues & {"next", "previous"}:
        yield from neighbours(frame, memory, asks, ground)
    is_own = "me" in cues and frame.roles
    if (
        cues & {"he", "unit_of_it", "latter", "former", "nth_unit"}
        or is_own
        or ("it" in cues and frame.roles)
    ):
        yield from pronouns(frame, memory, asks, ground)
    if memory.lists and where and not frame.places and "rest" not in cues:
        cost = COSTS["narrow_told"] if told or frame.removed else COSTS["narrow"]
        cost -= COSTS["ends_de"] if "ends_de" in cues or "together" in cues else 0.0
        cost += 1.2 if cues & {"he", "unit_of_it", "nth_unit"} else 0.0
        yield Candidate(
            list_question(Of(Origin.SHOWN), where, list_asks(asks, frame), frame),
            cost,
            "narrow",
            True,
        )
        if "yes_no" in cues:
            yield from whether_of(frame, where, (), Of(Origin.SHOWN), cost + COSTS["whether"])
    claims = tuple(c for c in where if isinstance(c, SUPPOSABLE))
    if "yes_no" in cues and len(memory.picked) == 1 and claims and len(claims) == len(where):
        whether = (Ask(How.WHETHER, supposed=claims),)
        yield Candidate(
            Question(whether, (Picked(memory.picked),)), COSTS["whether_picked"], "whether", True
        )
    if memory.lists and where and not frame.places and "rest" not in cues:
        for back in range(1, min(3, len(memory.lists))):
            if cues & {"back", "again"}:
                yield Candidate(
                    list_question(Of(Origin.SHOWN, back), where, list_asks(asks, frame), frame),
                    cost + 0.2 * back,
                    "back",
                    True,
                )
    if (
        not where
        and not frame.places
        and "rest" not in cues
        and (asks or frame.order or frame.each)
    ):
        yield from of_the_same(frame, memory, asks, ground)
    if where or frame.documents or frame.roles or cues & OF_YEARS:
        yield from replaced_by(frame, memory, where, asks)
