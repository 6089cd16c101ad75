"""Yes or no: what a question supposes is taken out of what is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from knowledge import (
    AnyOf,
    Ask,
    Best,
    Condition,
    DueIs,
    Empty,
    How,
    Is,
    Many,
    Nearest,
    Numbered,
    Of,
    Origin,
    Question,
    Speaks,
    Under,
)

SUPPOSABLE = (Is, DueIs, Many, Under, Empty)


def whether_of(
    frame: Frame, where: Sequence[Condition], scope: Sequence[Condition], of: Of, cost: float
) -> Iterator[Candidate]:
    """Take what a yes-or-no question supposes out of what is looked for."""
    how = (
        How.CAN if "can" in frame.cues and any(isinstance(c, DueIs) for c in where) else How.WHETHER
    )
    if frame.total and where:
        number = frame.total.least
        supposed: Condition = frame.total
        if frame.total.least == frame.total.most and "total" not in frame.cues:
            supposed = AnyOf(((frame.total,), (Numbered(((number, number),)),)))
        yield Candidate(
            Question((Ask(How.WHETHER, supposed=(supposed,)),), (*scope, *where), of),
            cost + COSTS["whether"],
            "whether",
            of.origin in (Origin.SHOWN, Origin.REST),
        )
        return
    if "result" in frame.cues and any(isinstance(c, Speaks) for c in where):
        return
    if "only_of_unit" in frame.cues and (units := [c for c in where if isinstance(c, Is)]):
        claimed = tuple(c for c in where if isinstance(c, Speaks))
        if claimed and len(units) + len(claimed) == len(where):
            only = Question((Ask(How.WHETHER, supposed=claimed),), (*scope, *units), of)
            yield Candidate(only, cost + 2 * COSTS["whether"], "whether")
            return
    claims: list[Condition] = [c for c in where if isinstance(c, SUPPOSABLE)]
    named: list[Condition] = [c for c in where if not isinstance(c, SUPPOSABLE)]
    if not named and of.origin == Origin.TASKS:
        named, claims = claims[:-1], claims[-1:]
    if not claims or (not named and of.origin == Origin.TASKS):
        return
    speaks = any(isinstance(c, Speaks) for c in named)
    best = Best(Nearest.AHEAD) if speaks else Best()
    question = Question((Ask(how, supposed=tuple(claims)),), (*scope, *named), of, best=best)
    leans = of.origin in (Origin.SHOWN, Origin.REST)
    if any(isinstance(c, Numbered) for c in named):
        cost += COSTS["whether_of_item"] if scope or leans else COSTS["whether_of_items"]
    yield Candidate(question, cost + COSTS["whether"], "whether", leans)
