"""A message read on the lists that were shown: picks, what is left, going back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.memory import Memory
from bot.understanding.bounds import conditions_of, is_same, is_unit
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.compose import Frame
from bot.understanding.spans import Ground
from knowledge import (
    Ask,
    Cell,
    Condition,
    Field,
    How,
    Is,
    Not,
    Numbered,
    Of,
    Origin,
    Picked,
    Question,
    Speaks,
    is_of_document,
    run,
)

OTHERS = -0.6
"""What it costs to ask for the other tasks of a unit that is named."""


def rest_of(
    frame: Frame,
    memory: Memory,
    where: Sequence[Condition],
    asks: tuple[Ask, ...],
    ground: Ground,
) -> Iterator[Candidate]:
    """Give what is left: of a list but for what was picked, or of what a list was narrowed from."""
    shown = memory.lists[0]
    asked = asks or (Ask(How.LIST),)
    lefts: list[tuple[tuple[str, ...], float]] = []
    if memory.picked and set(memory.picked) < set(shown.items):
        lefts.append((tuple(i for i in shown.items if i not in set(memory.picked)), 0.0))
    if _took_away(memory):
        lefts.append((shown.items, 0.1))
    if len(memory.lists) > 1:
        left = tuple(i for i in memory.lists[1].items if i not in set(shown.items))
        lefts.append((left, 0.2))
    own = [c for c in shown.question.where if not is_of_document(c)]
    for condition in reversed(own if len(own) > 1 else []):
        base = replace(
            shown.question, where=tuple(c for c in shown.question.where if c != condition)
        )
        found = (t.id for t in run(base, ground.index).tasks)
        lefts.append((tuple(i for i in found if i not in set(shown.items)), 0.3))
    for items, cost in lefts:
        if not items:
            continue
        fits = frame.rest_size and len(items) == frame.rest_size
        question = list_question(Of(), (Picked(items), *where), asked, frame)
        yield Candidate(question, COSTS["rest"] + cost - (0.8 if fits else 0.0), "rest", True)


def others_of(memory: Memory, where: Sequence[Condition]) -> Iterator[Candidate]:
    """Give the other tasks of a unit that is named: 教育局除了这条还有别的吗."""
    if memory.picked and any(map(is_unit, where)):
        homes = tuple(dict.fromkeys(i.split("#")[0] for i in memory.picked))
        others = (Is(Cell(Field.DOCUMENT), homes), *where, Not(Picked(memory.picked)))
        yield Candidate(Question((Ask(How.LIST),), others), COSTS["rest"] + OTHERS, "rest", True)


def back_to(frame: Frame, memory: Memory, asks: tuple[Ask, ...]) -> Iterator[Candidate]:
    """Go back to the list that was about what is named: 回到卫健委."""
    named = [c for c in frame.conditions if isinstance(c, Is | Speaks)]
    for back, shown in enumerate(memory.lists):
        held = [c for c in named if any(is_same(c, old) for old in shown.question.where)]
        roles = [
            r
            for r in frame.roles
            if any(isinstance(c, Is) and c.cell.field == r for c in shown.question.where)
        ]
        if not held and not roles:
            continue
        rest = tuple(c for c in conditions_of(frame) if c not in held)
        asked = tuple(a for a in asks if not (a.cell and a.cell.field in roles))
        places = tuple(frame.places)
        default = Ask(How.TELL, Cell(Field.TEXT)) if places else Ask(How.LIST)
        question = Question(asked or (default,), rest, Of(Origin.SHOWN, back, places))
        yield Candidate(question, COSTS["back"] - 2.0 + 0.05 * back, "back", True)


def _took_away(memory: Memory) -> bool:
    """Tell whether the last list is what was left after something was taken away."""
    return any(isinstance(c, Not) for c in memory.lists[0].question.where)


def list_question(
    of: Of, where: Sequence[Condition], asks: tuple[Ask, ...], frame: Frame
) -> Question:
    if frame.documents:
        where = (*frame.documents, *where)
    return Question(asks, tuple(where), of, each=frame.each, fold=frame.fold, order=frame.order)


def picked_from_list(
    frame: Frame, memory: Memory, asks: tuple[Ask, ...], where: Sequence[Condition]
) -> Iterator[Candidate]:
    if not memory.lists:
        return
    told = asks if asks and not all(a.how == How.LIST for a in asks) else ()
    question = Question(
        told or (Ask(How.TELL, Cell(Field.TEXT)),),
        tuple(where),
        Of(Origin.SHOWN, 0, tuple(p + memory.first if p > 0 else p for p in frame.places)),
    )
    failed = memory.failed.question if memory.failed else None
    missed = failed is not None and any(isinstance(c, Numbered) for c in failed.where)
    yield Candidate(question, COSTS["pick"] + (1.0 if missed else 0.0), "pick", True)
