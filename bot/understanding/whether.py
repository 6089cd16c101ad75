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
    Total,
    Under,
)

SUPPOSABLE = (Is, DueIs, Many, Under, Empty)


def whether_of(
    frame: Frame, where: Sequence[Condition], scope: Sequence[Condition], of: Of, cost: float
) -> Iterator[Candidate]:
    """Take what a yes-or-no question supposes out of what is looked for."""
    leans = of.origin in (Origin.SHOWN, Origin.REST)
    if frame.total and where:
        total = Question((_of_total(frame, frame.total),), (*scope, *where), of)
        yield Candidate(total, cost + COSTS["whether"], "whether", leans)
        return
    if "result" in frame.cues and any(isinstance(c, Speaks) for c in where):
        return
    if only := _only(frame, where, scope, of):
        yield Candidate(only, cost + 2 * COSTS["whether"], "whether")
        return
    claims: list[Condition] = [c for c in where if isinstance(c, SUPPOSABLE)]
    named: list[Condition] = [c for c in where if not isinstance(c, SUPPOSABLE)]
    if not named and of.origin == Origin.TASKS:
        named, claims = claims[:-1], claims[-1:]
    if not claims or (not named and of.origin == Origin.TASKS):
        return
    is_open = "can" in frame.cues and any(isinstance(c, DueIs) for c in where)
    ask = Ask(How.CAN if is_open else How.WHETHER, supposed=tuple(claims))
    best = Best(Nearest.AHEAD) if any(isinstance(c, Speaks) for c in named) else Best()
    if any(isinstance(c, Numbered) for c in named):
        cost += COSTS["whether_of_item"] if scope or leans else COSTS["whether_of_items"]
    question = Question((ask,), (*scope, *named), of, best=best)
    yield Candidate(question, cost + COSTS["whether"], "whether", leans)


def _of_total(frame: Frame, total: Total) -> Ask:
    """Suppose that there are so many, or (59项) that it is the one of that number."""
    supposed: Condition = total
    if total.least == total.most and "total" not in frame.cues:
        supposed = AnyOf(((total,), (Numbered(((total.least, total.least),)),)))
    return Ask(How.WHETHER, supposed=(supposed,))


def _only(
    frame: Frame, where: Sequence[Condition], scope: Sequence[Condition], of: Of
) -> Question | None:
    """Suppose that all that a unit has is about a subject: 城管委只牵头停车吗."""
    units = [c for c in where if isinstance(c, Is)]
    claimed = tuple(c for c in where if isinstance(c, Speaks))
    is_all = len(units) + len(claimed) == len(where)
    if "only_of_unit" not in frame.cues or not (units and claimed and is_all):
        return None
    return Question((Ask(How.WHETHER, supposed=claimed),), (*scope, *units), of)
