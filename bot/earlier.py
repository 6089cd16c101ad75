"""What chats subscribed to in the first versions, as the Question that it is now."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.asking import finished, of_documents, put
from knowledge import (
    ENDLESS,
    Best,
    Cell,
    Condition,
    Due,
    DueIs,
    Empty,
    Field,
    Is,
    Many,
    Not,
    Numbered,
    Picked,
    Question,
    Says,
    Speaks,
    Tense,
    Under,
    When,
    Word,
)

WHENS = {
    "by": When.BY,
    "within": When.WITHIN,
    "exactly": When.EXACTLY,
    "after": When.AFTER,
}


def question_of(query: Mapping[str, Any]) -> Question:
    """Turn a query, in its JSON form, into a Question; KeyError where it is none."""
    best = Best(
        tense=Tense(query["tense"]) if query.get("tense") else None,
        words=tuple(query.get("boosts", ())),
        measure=query.get("measure", ""),
    )
    return finished(put(Question(best=best), where=_conditions(query)))


def _conditions(query: Mapping[str, Any]) -> Iterator[Condition]:
    yield from of_documents(query.get("documents", ()))
    if ranges := query.get("numbers"):
        yield Numbered(tuple((first, last) for first, last in ranges))
    if tasks := query.get("tasks"):
        yield Picked(tuple(tasks))
    for unit in query.get("units", ()):
        kinds = (f"*{ending}" for ending in unit.get("endings", ()))
        values = (*unit.get("keys", ()), *kinds)
        yield _perhaps_not(Is(Cell(Field(unit.get("role") or Field.UNIT)), values), unit)
    for leader in query.get("leaders", ()):
        yield _perhaps_not(Is(Cell(Field.LEADER), tuple(leader["names"])), leader)
    for due in query.get("dues", ()):
        what = Due(due["what"]) if due.get("what") else None
        yield _perhaps_not(DueIs(due["words"], WHENS[due["when"]], what), due)
    if under := query.get("under"):
        ordinal, headings = under.get("ordinal"), tuple(under.get("headings", ()))
        yield Under((ordinal,)) if ordinal else Is(Cell(Field.HEADING), headings)
    for word in query.get("words", ()):
        others = (tuple(word.get(name, ())) for name in ("same", "wider", "parts"))
        is_literal = query.get("literal", False)
        text = word["text"]
        yield Says(Cell(Field.TEXT), (text,)) if is_literal else Speaks(Word(text, *others))
    for many in query.get("counts", ()):
        yield _counted(Cell(Field(many.get("field") or Field.UNIT)), many)


def _counted(cell: Cell, many: Mapping[str, Any]) -> Condition:
    least, most = many.get("least", 0), many.get("most", ENDLESS)
    if most == 0 or (least, most) == (1, ENDLESS):
        return Empty(cell, filled=bool(most))
    return Many(cell, least, most)


def _perhaps_not(condition: Condition, form: Mapping[str, Any]) -> Condition:
    return Not(condition) if form.get("negated") else condition
