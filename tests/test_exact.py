"""Exact questions: the line and the value are one, and the answers are those of the tables."""

import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import naive
import pytest
from exact_documents import made_up

from knowledge.cells import Cells
from knowledge.exact import read, write
from knowledge.found import Answer, Found, Side, Value
from knowledge.found import Row as FoundRow
from knowledge.index import Index
from knowledge.model import Document
from knowledge.question import Compare, How, Question
from knowledge.run import run

CORPORA = Path(__file__).parent / "corpora" / "exact"


PARTS = {
    path.stem: tomllib.loads(path.read_text("utf-8"))["question"]
    for path in sorted(CORPORA.glob("*.toml"))
    if path.stem != "wrong"
}
each_part = pytest.mark.parametrize("part", PARTS)


def ids(written: list[str]) -> list[str]:
    """Spell out dongli-2023#58-60,63; a passage is written liuxi-2025@9, by its line."""
    found = []
    for one in written:
        document, _, numbers = one.partition("#")
        for number in filter(None, numbers.split(",")):
            first, _, last = number.partition("-")
            run = range(int(first), int(last) + 1) if last else [number]
            found += [f"{document}#{n}" for n in run]
        found += [] if numbers else [one]
    return found


def shown(one: naive.Id) -> str:
    return one if isinstance(one, str) else f"{one[0]}@{one[1]}"


@pytest.fixture(scope="session")
def world(documents: tuple[Document, ...]) -> naive.World:
    return naive.World((*documents, *made_up()))


@pytest.fixture(scope="session")
def index(world: naive.World) -> Index:
    return Index(world.documents)


def plain(found: Found, world: naive.World) -> naive.Result:
    """Put what `knowledge.run` found in the form of the naive evaluator."""
    answers = found.answers or tuple(Answer(ask) for ask in found.question.asks)
    first = answers[0]
    of_values = first.ask.how in (How.WHICH, How.HOW_MANY)
    shared = frozenset(v.key for v in first.values) if of_values else frozenset(first.holds)
    entries = [entry for group in found.groups for entry in group.entries]
    return naive.Result(
        tuple(map(naive.id_of, entries)),
        tuple(_told(answer, found, world) for answer in answers),
        tuple(_row(row) for row in first.rows),
        tuple(_side(side) for side in first.sides),
        first.result,
        shared if found.question.compare in (Compare.COMMON, Compare.EXCEPT) else None,
    )


def _told(answer: Answer, found: Found, world: naive.World) -> naive.Told:
    cells: list[tuple[str, ...]] = []
    if answer.ask.how == How.TELL and answer.ask.cell:
        for group in found.groups:
            reader = Cells(world.by_id[group.document], world.names)
            told = (reader.values(entry, answer.ask.cell) for entry in group.entries)
            cells += [tuple(name for _, name in pairs) for pairs in told]
    facts = [(g.document, term.meaning) for g in found.groups for term in g.terms]
    for group in found.groups:
        for one in group.officials:
            facts.append((group.document, one.office if one.name == answer.ask.term else one.name))
    return naive.Told(
        Fraction(answer.number),
        tuple(map(_different, answer.values)),
        tuple(cells),
        frozenset(answer.holds),
        tuple(facts),
    )


def _different(value: Value) -> naive.Different:
    return naive.Different(value.key, value.name, value.document, frozenset(value.tasks))


def _row(row: FoundRow) -> naive.Row:
    own = frozenset((value.key, value.document) for value in row.values)
    value = _different(row.value)
    return naive.Row(value.key, value.name, value.document, Fraction(row.number), value.items, own)


def _side(side: Side) -> naive.Side:
    ids = tuple(naive.id_of(entry) for group in side.groups for entry in group.entries)
    values = tuple(map(_different, side.values))
    return naive.Side(ids, naive.Told(Fraction(side.number), values))


def right(result: naive.Result, wanted: dict[str, Any]) -> dict[str, Any]:
    """Give what was found in the form of the corpus, for as much as the corpus states."""
    told = result.asks[0]
    names = {(v.key, v.document): v.name for v in told.values}
    names |= {(v.key, v.document): v.name for s in result.sides for v in s.told.values}
    by_key = {key: name for (key, _), name in names.items()}
    items = [shown(one) for one in result.items]
    found: dict[str, Any] = {
        "items": items,
        "count": int(told.number),
        "values": sorted(v.name for v in told.values),
        "told": dict(zip(items, map(list, told.cells), strict=False)),
        "holds": sorted(map(shown, told.holds)),
        "facts": [list(fact) for fact in told.facts],
        "result": result.result,
        "sides": [int(side.told.number) for side in result.sides],
        "rows": {row.name: int(row.number) for row in result.rows},
        "shared": sorted(by_key.get(key, "") for key in result.shared or ()),
        "shared_items": sorted(one for one in items if one in set(map(shown, result.shared or ()))),
    }
    return _in_any_order({key: value for key, value in found.items() if key in wanted}, wanted)


def _in_any_order(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Leave the order out where none is asked for."""
    if "items" in found and "按" not in wanted["exact"]:
        found["items"] = sorted(found["items"])
    return found


def stated(wanted: dict[str, Any]) -> dict[str, Any]:
    """Spell out what the corpus writes in short."""
    found = {key: value for key, value in wanted.items() if key not in ("exact", "lists")}
    for key in found.keys() & {"items", "holds", "shared_items"}:
        found[key] = ids(found[key])
    for key in found.keys() & {"values", "shared", "holds", "shared_items"}:
        found[key] = sorted(found[key])
    if "told" in found:
        found["told"] = dict(zip(found["items"], found["told"], strict=True))
    if "result" in found:
        found["result"] = Fraction(found["result"])
    if "rows" in found:
        rows = [row.split(" ") for row in found["rows"]]
        places = [next(i for i, p in enumerate(row) if i and p.isdigit()) for row in rows]
        found["rows"] = {" ".join(r[:at]): int(r[at]) for r, at in zip(rows, places, strict=True)}
    return _in_any_order(found, wanted)


@each_part
def test_a_line_is_written_as_it_was_read(part: str) -> None:
    for one in PARTS[part]:
        assert write(read(one["exact"])) == one["exact"]


@each_part
def test_the_naive_evaluator_finds_the_right_answers(world: naive.World, part: str) -> None:
    assert not wrong(part, lambda question, lists: naive.run(question, world, lists))


@each_part
def test_the_right_answers_are_found(world: naive.World, index: Index, part: str) -> None:
    assert not wrong(part, lambda question, lists: plain(run(question, index, lists), world))


def wrong(part: str, answer: Callable[[Question, list[list[str]]], naive.Result]) -> dict[str, Any]:
    """Give the questions that are answered otherwise, with what was found and what is right."""
    found = {}
    for wanted in PARTS[part]:
        lists = [ids(one["items"]) for one in wanted.get("lists", ())]
        pair = right(answer(read(wanted["exact"]), lists), wanted), stated(wanted)
        if pair[0] != pair[1]:
            found[wanted["exact"]] = pair
    return found
