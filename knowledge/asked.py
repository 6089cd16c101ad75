"""What is found for each thing asked for: different values, a for-each, sides, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from knowledge.cells import ACROSS, Cells
from knowledge.figures import clause_in_measure, clause_with_figure, figures, has_figure
from knowledge.found import Answer, Entry, Found, Group, Quote, Row, Side, Value, apart, by_document
from knowledge.holds import Held
from knowledge.index import Index
from knowledge.model import Document, Field, Official, Task, Term
from knowledge.ordering import cut
from knowledge.question import (
    Ask,
    Cell,
    Compare,
    Condition,
    Fold,
    How,
    Order,
    Question,
    Speaks,
    Total,
    Word,
)
from knowledge.text import fold

POOLED = (Field.DOCUMENT, Field.DISTRICT, Field.YEAR)
"""Fields for each of whose values the documents are taken together."""


def answer_of(ask: Ask, found: Found, sides: Sequence[Found], index: Index) -> Answer:
    """Give what was found for one thing asked for."""
    question = found.question
    if question.sides:
        return _compared(ask, question, sides, index)
    if question.each is not None:
        return _for_each(ask, question.each, found, index)
    match ask.how:
        case How.WHICH | How.HOW_MANY:
            values = different_values(ask, found.groups, question, index)
            return Answer(ask, len(values), values)
        case How.WHETHER | How.CAN:
            return _supposed(ask, found, index)
        case How.TELL if ask.cell and ask.cell.field == Field.FIGURE:
            return Answer(ask, _size(found.groups), quotes=quotes_of(ask, found))
        case How.OUTCOME:
            return Answer(ask, _size(found.groups), quotes=quotes_of(ask, found))
        case _:
            return Answer(ask, _size(found.groups))


def with_notes(found: Found, index: Index) -> Found:
    """Put the terms and officials that are asked for into the groups of their documents."""
    asked = [a for a in found.question.asks if a.how in (How.MEANING, How.OFFICE)]
    if not asked:
        return found
    groups = []
    for document in (index.documents[d] for d in found.documents):
        terms = tuple(t for a in asked if a.how == How.MEANING for t in _terms(a, document))
        people = tuple(o for a in asked if a.how == How.OFFICE for o in _officials(a, document))
        overseen = tuple(
            t
            for a in asked
            if a.how == How.OFFICE
            for t in document.tasks
            if fold(a.term) in map(fold, t.leaders)
        )
        if terms or people or overseen:
            groups.append(Group(document.id, overseen, terms=terms, officials=people))
    return replace(found, groups=tuple(groups))


def _terms(ask: Ask, document: Document) -> tuple[Term, ...]:
    """Look a word up in the notes of a document: the very word, or else one that holds it."""
    wanted = fold(ask.term)
    if same := tuple(t for t in document.terms if wanted == fold(t.name)):
        return same
    if len(wanted) < 2:
        return ()
    return tuple(t for t in document.terms if wanted in fold(t.name) or fold(t.name) in wanted)


def _officials(ask: Ask, document: Document) -> tuple[Official, ...]:
    wanted = fold(ask.term)
    return tuple(o for o in document.officials if wanted in (fold(o.office), fold(o.name)))


def _size(groups: Iterable[Group]) -> int:
    return sum(len(g.tasks) + len(g.passages) for g in groups)


# --- different values


def different_values(
    ask: Ask, groups: Iterable[Group], question: Question, index: Index
) -> tuple[Value, ...]:
    """Give the different values of the field asked for, in the order in which they stand."""
    if ask.cell is None:
        return ()
    groups = tuple(groups)
    order = question.order if question.each is None else None
    left_out, found = _left_out(ask, groups, index), []
    for document, holders in _holders(ask.cell, groups, index, pooled=ask.cell.field in ACROSS):
        values = [v for v in _values(document, holders) if (document, v.key) not in left_out]
        found += _first_values(values, order) if order and order.cell is None else values
    return tuple(found)


Holders = dict[str, tuple[str, list[Entry]]]
"""Key -> name, and who has it."""


def _holders(
    cell: Cell, groups: Sequence[Group], index: Index, *, pooled: bool
) -> Iterator[tuple[str, Holders]]:
    """Give who has which value: in each document, or of no document in all of them together."""
    if pooled:
        yield "", _having(cell, groups, index)
        return
    for group in groups:
        yield group.document, _having(cell, (group,), index)


def _having(cell: Cell, groups: Sequence[Group], index: Index) -> Holders:
    found: Holders = {}
    for group in groups:
        counted = Cells(index.documents[group.document], index.names).counter(cell)
        for entry in group.entries:
            for key, name in counted(entry):
                if key not in found:
                    found[key] = (name, [entry])
                elif (entries := found[key][1])[-1] is not entry:
                    entries.append(entry)
    return found


def _values(document: str, holders: Holders) -> list[Value]:
    return [Value(key, name, document, tuple(entries)) for key, (name, entries) in holders.items()]


def _first_values(values: Sequence[Value], order: Order) -> list[Value]:
    """Order the different values of a document by how many have them, and keep the first."""
    keyed = [(len(v.entries), v) for v in values if order.least <= len(v.entries) <= order.most]
    return [value for _, value in cut(keyed, order)]


def _left_out(ask: Ask, groups: Iterable[Group], index: Index) -> set[tuple[str, str]]:
    """Give the values that the other field has as well: 哪些配合 除牵头."""
    if ask.without is None or ask.cell is None:
        return set()
    found = set()
    for group in groups:
        read = Cells(index.documents[group.document], index.names).reader(ask.without)
        document = "" if ask.cell.field in ACROSS else group.document
        found |= {(document, key) for entry in group.entries for key, _ in read(entry)}
    return found


# --- for each


def _for_each(ask: Ask, each: Cell, found: Found, index: Index) -> Answer:
    question, order = found.question, found.question.order or Order()
    kept: list[Row] = []
    for document, holders in _holders(each, found.groups, index, pooled=each.field in POOLED):
        rows = [_row(ask, value, question, index) for value in _values(document, holders)]
        kept += [row for _, row in _ordered(rows, each, order)]
    return Answer(ask, len(kept), rows=tuple(kept), result=_folded(kept, question.fold))


def _row(ask: Ask, value: Value, question: Question, index: Index) -> Row:
    if ask.how not in (How.WHICH, How.HOW_MANY):
        return Row(value, len(value.entries))
    own = by_document(value.entries, lambda entry: entry.document)
    groups = [Group(document, *apart(some)) for document, some in own.items()]
    values = different_values(ask, groups, question, index)
    return Row(value, len(values), values)


def _ordered(rows: Sequence[Row], each: Cell, order: Order) -> list[tuple[int, Row]]:
    """Sort rows by their number; days, months and years without an order stand as they follow."""
    keyed = [(r.number, r) for r in rows if order.least <= r.number <= order.most]
    if order == Order() and each.field in (Field.DAY, Field.MONTH, Field.YEAR):
        return sorted(keyed, key=lambda row: row[1].value.key)
    return cut(keyed, order)


def _folded(rows: Sequence[Row], fold_: Fold) -> Fraction | None:
    total = Fraction(sum(r.number for r in rows))
    if fold_ == Fold.AVERAGE:
        return total / len(rows) if rows else None
    return total if fold_ == Fold.SUM else None


# --- yes or no


def _supposed(ask: Ask, found: Found, index: Index) -> Answer:
    """Hold what is supposed against everything that was found."""
    total = _size(found.groups)
    holding: list[str] = []
    holds = 0
    for group in found.groups:
        cells = Cells(index.documents[group.document], index.names)
        check = Held(cells, total).all(ask.supposed)
        right = [e for e in group.entries if check(e)]
        holds += len(right)
        holding += [e.id for e in right if isinstance(e, Task)]
    if not total:
        return Answer(ask, verdict=_of_nothing(ask))
    verdict = None if 0 < holds < total else holds == total
    return Answer(ask, total, holds=tuple(holding), verdict=verdict)


def _of_nothing(ask: Ask) -> bool | None:
    """Hold a number against nothing found; of anything else nothing can be told."""
    match ask.supposed:
        case (Total(least, _),):
            return least == 0
        case _:
            return None


# --- figures


def quotes_of(ask: Ask, found: Found) -> tuple[Quote, ...]:
    """Give the clause of each entry that holds the figure asked for."""
    words = [c.word for c in found.question.where if isinstance(c, Speaks)]
    measure = ask.term or found.question.best.measure
    return tuple(_quote(e, words, measure) for g in found.groups for e in g.entries)


def _quote(entry: Entry, words: Sequence[Word], measure: str) -> Quote:
    clause = clause_with_figure(entry.text, words, measure) if words else ""
    clause = clause or clause_in_measure(entry.text, measure)
    told = figures(_piece(clause, words) or entry.text)
    exact = [f for f in told if f.unit == measure]
    fitting = exact or [f for f in told if f.unit.startswith(measure)] or list(told)
    is_one = bool(clause) or len(told) == 1
    return Quote(entry, clause or entry.text, fitting[0] if fitting and is_one else None)


def _piece(clause: str, words: Sequence[Word]) -> str:
    """Keep of 新建3所幼儿园、新增学位900个 the one piece that says the words and a figure."""
    pieces = [p for p in clause.split("、") if has_figure(p)]
    own = [
        p for p in pieces if any(w in fold(p) for word in words for w in (word.text, *word.same))
    ]
    return own[0] if len(own) == 1 else clause


# --- sides


def _compared(ask: Ask, question: Question, sides: Sequence[Found], index: Index) -> Answer:
    told = tuple(
        _side(ask, conditions, side, index)
        for conditions, side in zip(question.sides, sides, strict=True)
    )
    match question.compare:
        case Compare.COMMON:
            return _kept(ask, told, lambda key, others: all(key in o for o in others))
        case Compare.EXCEPT:
            return _kept(ask, told, lambda key, others: not any(key in o for o in others))
        case Compare.DIFFERENCE | Compare.SUM | Compare.SHARE:
            return Answer(ask, sides=told, result=_calculated(question.compare, told, ask))
        case _:
            return Answer(ask, sides=told)


def _side(ask: Ask, conditions: tuple[Condition, ...], found: Found, index: Index) -> Side:
    if ask.how in (How.WHICH, How.HOW_MANY):
        values = different_values(ask, found.groups, found.question, index)
        return Side(conditions, found.groups, len(values), values)
    quotes: tuple[Quote, ...] = ()
    if ask.cell and ask.cell.field == Field.FIGURE:
        quotes = quotes_of(ask, found)
    return Side(conditions, found.groups, _size(found.groups), quotes=quotes)


def _kept(
    ask: Ask, sides: tuple[Side, ...], keeps: Callable[[str, list[set[str]]], bool]
) -> Answer:
    """Keep of the first side's tasks or values those that stand so to the other sides."""
    first, *others = sides
    if ask.how in (How.WHICH, How.HOW_MANY):
        keys = [{v.key for v in side.values} for side in others]
        values = tuple(v for v in first.values if keeps(v.key, keys))
        return Answer(ask, len(values), values, sides=sides)
    keys = [{t.id for g in side.groups for t in g.tasks} for side in others]
    kept = tuple(t.id for g in first.groups for t in g.tasks if keeps(t.id, keys))
    return Answer(ask, len(kept), sides=sides, holds=kept)


def _calculated(compare: Compare, sides: Sequence[Side], ask: Ask) -> Fraction | None:
    numbers = _numbers(sides, ask)
    if numbers is None:
        return None
    first, *others = numbers
    if compare == Compare.SUM:
        return sum(numbers, Fraction(0))
    if compare == Compare.DIFFERENCE:
        return first - sum(others, Fraction(0))
    return first * 100 / others[0] if others and others[0] else None


def _numbers(sides: Sequence[Side], ask: Ask) -> list[Fraction] | None:
    """Give each side's number; figures only where all are of one kind and equally exact."""
    if not ask.cell or ask.cell.field != Field.FIGURE:
        return [Fraction(side.number) for side in sides]
    told = [side.quotes[0].figure if len(side.quotes) == 1 else None for side in sides]
    known = [f for f in told if f is not None]
    if len(known) < len(sides) or len({(f.unit, f.about) for f in known}) != 1:
        return None
    return [f.value for f in known]
