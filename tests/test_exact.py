"""Exact questions: the line and the value are one, and the answers are those of the tables."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import naive
import pytest
from exact_documents import made_up

from knowledge.exact import read, write
from knowledge.model import Document

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


def right(result: naive.Result, wanted: dict[str, Any]) -> dict[str, Any]:
    """Give what was found in the form of the corpus, for as much as the corpus states."""
    told = result.asks[0]
    names = {(v.key, v.document): v.name for v in told.values}
    names |= {(v.key, v.document): v.name for s in result.sides for v in s.told.values}
    by_key = {key: name for (key, _), name in names.items()}
    found: dict[str, Any] = {
        "items": [shown(one) for one in result.items],
        "count": int(told.number),
        "values": sorted(v.name for v in told.values),
        "told": [list(cells) for cells in told.cells],
        "holds": sorted(map(shown, told.holds)),
        "facts": [list(fact) for fact in told.facts],
        "result": result.result,
        "sides": [int(side.told.number) for side in result.sides],
        "rows": {row.name: int(row.number) for row in result.rows},
        "shared": sorted(by_key.get(key, "") for key in result.shared or ()),
        "shared_items": [shown(one) for one in result.items if one in (result.shared or ())],
    }
    return {key: value for key, value in found.items() if key in wanted}


def stated(wanted: dict[str, Any]) -> dict[str, Any]:
    """Spell out what the corpus writes in short."""
    found = {key: value for key, value in wanted.items() if key not in ("exact", "lists")}
    for key in found.keys() & {"items", "holds", "shared_items"}:
        found[key] = ids(found[key])
    for key in found.keys() & {"values", "shared", "holds"}:
        found[key] = sorted(found[key])
    if "result" in found:
        found["result"] = Fraction(found["result"])
    if "rows" in found:
        rows = [row.split(" ") for row in found["rows"]]
        places = [next(i for i, p in enumerate(row) if i and p.isdigit()) for row in rows]
        found["rows"] = {" ".join(r[:at]): int(r[at]) for r, at in zip(rows, places, strict=True)}
    return found


@each_part
def test_a_line_is_written_as_it_was_read(part: str) -> None:
    for one in PARTS[part]:
        assert write(read(one["exact"])) == one["exact"]


@each_part
def test_the_naive_evaluator_finds_the_right_answers(world: naive.World, part: str) -> None:
    wrong = {}
    for wanted in PARTS[part]:
        lists = [ids(one["items"]) for one in wanted.get("lists", ())]
        result = naive.run(read(wanted["exact"]), world, lists)
        if (found := right(result, wanted)) != (right_one := stated(wanted)):
            wrong[wanted["exact"]] = (found, right_one)
    assert not wrong
