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
    if never := tuple(a for a in frame.asks if a.how == How.WHICH and a.without):
        return never
    if others := [a for a in frame.asks if a.how == How.OFFICE or _is_other(a)]:
        return tuple(dict.fromkeys((*_facts(frame.asks), *others)))
    asks = _with_roles(frame, where)
    if frame.each is not None:
        kept = [a for a in asks if a.how in (How.HOW_MANY, How.WHICH)]
        return tuple(kept) or (Ask(How.COUNT),)
    if any(isinstance(c, Numbered | Speaks | Picked) for c in where):
        return _of_named(frame, where, asks)
    return _of_sets(frame, where, asks)


def _with_roles(frame: Frame, where: Sequence[Condition]) -> list[Ask]:
    """Ask for the roles that no unit is named for, and for the leader where none is."""
    asks, fields = list(frame.asks), {c.cell.field for c in where if isinstance(c, Is)}
    if not fields & set(PARTIES):
        asks += [Ask(How.TELL, Cell(r)) for r in frame.roles]
    if "leader" in frame.cues and Field.LEADER not in fields:
        asks.append(Ask(How.TELL, Cell(Field.LEADER)))
    return asks


def _of_named(frame: Frame, where: Sequence[Condition], asks: list[Ask]) -> tuple[Ask, ...]:
    """Settle what is asked of tasks and subjects that are named."""
    facts, figures = _facts(asks), _of_field(asks, Field.FIGURE)
    if facts:
        return tuple(dict.fromkeys((*facts, *figures)))
    if _is_ranked(frame, asks):
        return (Ask(How.LIST),)
    parties = [c.cell for c in where if isinstance(c, Is) and c.cell.field in PARTIES]
    is_numbered = any(isinstance(c, Numbered) for c in where)
    if _of_field(asks, Field.NUMBER) and parties and is_numbered:
        return (Ask(How.TELL, parties[0]),)
    if not asks:
        return (Ask(How.TELL, Cell(Field.TEXT)),) if _is_one(where) else (Ask(How.LIST),)
    return (figures[0],) if figures else tuple(dict.fromkeys(asks))


def _of_sets(frame: Frame, where: Sequence[Condition], asks: list[Ask]) -> tuple[Ask, ...]:
    """Settle what is asked of all tasks for which the conditions hold."""
    facts, figures = _facts(asks), _of_field(asks, Field.FIGURE)
    if _is_ranked(frame, asks):
        return (Ask(How.LIST),)
    if where and asks and len(_of_field(asks, Field.NUMBER)) == len(asks):
        return (Ask(How.LIST),)
    if counts := [a for a in asks if a.how == How.COUNT]:
        return (*counts, *facts)
    if not asks and where:
        return (Ask(How.TELL, Cell(Field.TEXT)),) if _is_one(where) else (Ask(How.LIST),)
    if figures:
        return (Ask(How.COUNT),) if where and not frame.skipped else (*facts, figures[0])
    if facts and any(a.how == How.LIST for a in asks):
        return tuple(facts)
    return tuple(dict.fromkeys(asks))


def _facts(asks: Sequence[Ask]) -> list[Ask]:
    return [a for a in asks if a.how == How.TELL and a.cell and a.cell.field in FACTS]


def _of_field(asks: Sequence[Ask], field: Field) -> list[Ask]:
    return [a for a in asks if a.cell and a.cell.field == field]


def _is_ranked(frame: Frame, asks: Sequence[Ask]) -> bool:
    """Tell whether tasks are put in an order by one of their fields."""
    has_order = frame.order is not None and frame.order.cell is not None
    return has_order and all(map(_is_of_ranked, asks))


def _is_one(where: Sequence[Condition]) -> bool:
    return all(isinstance(c, Numbered | Picked) for c in where if not is_of_document(c)) or any(
        isinstance(c, Speaks) for c in where
    )
