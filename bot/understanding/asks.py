"""What a frame asks for, settled, and the Question that asks it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.compose import Frame
from bot.understanding.phrases import signs
from knowledge import (
    Ask,
    Best,
    Cell,
    Condition,
    DueIs,
    Empty,
    Field,
    How,
    Is,
    Many,
    Nearest,
    Numbered,
    Of,
    Origin,
    Picked,
    Question,
    Says,
    Speaks,
    Tense,
    Under,
    is_of_document,
)

OF_RANKED = (Field.NUMBER, Field.FIGURE)
PARTIES = (Field.UNIT, Field.OWNER, Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE)


FACTS = (Field.LEAD, Field.SUPPORT, Field.OWNER, Field.LEADER, Field.DEADLINE, Field.HEADING,
         Field.NUMBER, Field.SOURCE, Field.RESPONSIBLE)  # fmt: skip


def question_of(
    frame: Frame, where: Sequence[Condition], asks: tuple[Ask, ...], scope: Sequence[Condition]
) -> Question:
    speaks = any(isinstance(c, Speaks) or is_quote(c) for c in where)
    of = Of(Origin.EVERYTHING) if speaks and not _is_of_tasks(where) else Of()
    lists = any(a.how in (How.LIST, How.COUNT) for a in asks)
    nearest = (Nearest.LEVEL if lists else Nearest.AHEAD) if speaks else Nearest.ALL
    tense = Tense.RESULT if frame.cues & {"last_year", "result"} else None
    tense = Tense.PLAN if tense is None and "this_year" in frame.cues else tense
    if any(a.how == How.OUTCOME for a in asks):
        tense = None
    where = (*where, *of_money(frame))
    best = Best(nearest, tense if speaks else None, measure=frame.measure if speaks else "")
    return Question(
        asks, (*scope, *where), of, each=frame.each, fold=frame.fold, order=frame.order, best=best
    )


def _is_other(ask: Ask) -> bool:
    """Tell whether a column is asked for that only some documents have."""
    return ask.cell is not None and ask.cell.field == Field.OTHER


def _is_of_ranked(ask: Ask) -> bool:
    """Tell whether a list in order answers what is asked: which item, how many."""
    is_number = ask.cell is not None and ask.cell.field in OF_RANKED
    return is_number or ask.how in (How.LIST, How.HOW_MANY)


def of_money(frame: Frame) -> tuple[Condition, ...]:
    """Give the condition that money is named, where money is asked for."""
    is_asked = bool(frame.measure) and frame.measure in signs("of_money")
    return (Says(Cell(Field.TEXT), (frame.measure,)),) if is_asked else ()


def is_quote(condition: Condition) -> bool:
    return isinstance(condition, Says) and condition.cell.field == Field.TEXT


def _is_of_tasks(where: Sequence[Condition]) -> bool:
    return any(
        isinstance(c, Numbered | DueIs | Empty | Many | Under | Picked)
        or (isinstance(c, Says) and c.cell.field == Field.DEADLINE)
        or (isinstance(c, Is) and c.cell.field in (*PARTIES, Field.LEADER))
        for c in where
    )


def asks_of(frame: Frame, where: Sequence[Condition]) -> tuple[Ask, ...]:
    """Settle what is asked for."""
    asks = list(frame.asks)
    if never := tuple(a for a in asks if a.how == How.WHICH and a.without):
        return never
    if others := [a for a in asks if a.how == How.OFFICE or _is_other(a)]:
        facts = [a for a in asks if a.how == How.TELL and a.cell and a.cell.field in FACTS]
        return tuple(dict.fromkeys((*facts, *others)))
    named = any(isinstance(c, Numbered | Speaks | Picked) for c in where)
    has_unit = any(isinstance(c, Is) and c.cell.field in PARTIES for c in where)
    if frame.roles and not has_unit:
        asks += [Ask(How.TELL, Cell(r)) for r in frame.roles]
    if "leader" in frame.cues and not any(
        isinstance(c, Is) and c.cell.field == Field.LEADER for c in where
    ):
        asks.append(Ask(How.TELL, Cell(Field.LEADER)))
    facts = [a for a in asks if a.how == How.TELL and a.cell and a.cell.field in FACTS]
    if frame.each is not None:
        kept = [a for a in asks if a.how in (How.HOW_MANY, How.WHICH)]
        return tuple(kept) or (Ask(How.COUNT),)
    if named and facts:
        figures = [a for a in asks if a.cell and a.cell.field == Field.FIGURE]
        return tuple(dict.fromkeys((*facts, *figures)))
    if frame.order and frame.order.cell and all(map(_is_of_ranked, asks)):
        return (Ask(How.LIST),)
    numbers = [a for a in asks if a.cell and a.cell.field == Field.NUMBER]
    if numbers and not named and where and len(numbers) == len(asks):
        return (Ask(How.LIST),)
    parties = [c.cell for c in where if isinstance(c, Is) and c.cell.field in PARTIES]
    if numbers and parties and any(isinstance(c, Numbered) for c in where):
        return (Ask(How.TELL, parties[0]),)
    counts = [a for a in asks if a.how == How.COUNT]
    if counts and not named:
        return (*counts, *facts)
    if not asks and where:
        return (Ask(How.TELL, Cell(Field.TEXT)),) if _is_one(where) else (Ask(How.LIST),)
    figures = [a for a in asks if a.cell and a.cell.field == Field.FIGURE]
    if figures and not named and where and not frame.skipped:
        return (Ask(How.COUNT),)
    if figures:
        return (*facts, figures[0])
    if facts and not named and any(a.how == How.LIST for a in asks):
        return tuple(facts)
    return tuple(dict.fromkeys(asks))


def _is_one(where: Sequence[Condition]) -> bool:
    return all(isinstance(c, Numbered | Picked) for c in where if not is_of_document(c)) or any(
        isinstance(c, Speaks) for c in where
    )
