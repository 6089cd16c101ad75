"""Exact questions: the line and the value are one, and the answers are those of the tables."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import naive
import pytest
from exact_documents import made_up
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_questions import random_documents, random_lists, random_question

from knowledge.cells import Cells
from knowledge.exact import ExactError, read, write
from knowledge.found import Answer, Found, Side, Value
from knowledge.found import Row as FoundRow
from knowledge.index import Index
from knowledge.model import Document, Due, Field, Tense
from knowledge.question import (
    ENDLESS,
    AnyOf,
    Ask,
    Best,
    Cell,
    Compare,
    DueIs,
    Empty,
    Fold,
    How,
    Is,
    Many,
    Nearest,
    Not,
    Numbered,
    Of,
    Order,
    Origin,
    Picked,
    Question,
    Says,
    Speaks,
    Stated,
    Total,
    Under,
    When,
    Word,
)
from knowledge.run import finds, run

CORPORA = Path(__file__).parent / "corpora" / "exact"


PARTS = {
    path.stem: tomllib.loads(path.read_text("utf-8"))["question"]
    for path in sorted(CORPORA.glob("*.toml"))
    if path.stem != "wrong"
}
WRONG: dict[str, list[str]] = tomllib.loads((CORPORA / "wrong.toml").read_text("utf-8"))
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


# --- any question that can be written

SIGNS = '文件牵头=非{}[]对/&|;,->"~+:@〔〕第1位-2..前3次所列每按数升降 几项是否时限<>含'
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
FILLED = VALUES.filter(bool)
NUMBERS = st.integers(-999, 10**9 - 1)
COUNTS = st.integers(0, 10**9 - 1)
SPANS = st.tuples(COUNTS, COUNTS | st.just(ENDLESS)).filter(lambda pair: pair[0] <= pair[1])


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, min_size=1, max_size=3).map(tuple)


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    field = draw(st.sampled_from(Field))
    level = draw(st.integers(0, 3)) if field == Field.HEADING else 0
    return Cell(
        field, level, draw(st.integers(-3, 3)), draw(VALUES) if field == Field.OTHER else ""
    )


def is_said_otherwise(condition: Is) -> bool:
    """Numbers and days have conditions of their own."""
    cell = condition.cell
    own = (Field.NUMBER, Field.DEADLINE)
    return cell.field in own and not cell.place and not condition.only


words = st.builds(Word, VALUES, *[several(VALUES) | st.just(())] * 3)
conditions = st.recursive(
    st.one_of(
        st.builds(Numbered, several(st.tuples(NUMBERS, NUMBERS | st.just(ENDLESS)))),
        st.builds(Picked, several(VALUES)),
        st.builds(Is, cells(), several(VALUES), st.booleans()).filter(
            lambda condition: not is_said_otherwise(condition)
        ),
        st.builds(Says, cells(), several(VALUES)),
        st.builds(Speaks, words),
        st.builds(DueIs, VALUES, st.sampled_from(When), st.sampled_from([None, *Due]),
                  st.sampled_from(Stated)),
        st.builds(Under, several(NUMBERS)),
        st.builds(Empty, cells(), st.booleans()),
        SPANS.flatmap(lambda span: st.builds(Many, cells(), st.just(span[0]), st.just(span[1]))),
        SPANS.map(lambda span: Total(*span)),
    ),
    lambda inner: st.builds(Not, inner) | st.builds(AnyOf, several(several(inner))),
    max_leaves=6,
)  # fmt: skip
asks = st.one_of(
    st.builds(Ask, st.sampled_from([How.TELL, How.WHICH, How.HOW_MANY]), cells(),
              st.none() | cells(), term=VALUES),
    st.builds(Ask, st.sampled_from([How.WHETHER, How.CAN]), supposed=several(conditions)),
    st.builds(Ask, st.sampled_from([How.MEANING, How.OFFICE]), term=FILLED),
    st.builds(Ask, st.sampled_from(
        [How.LIST, How.COUNT, How.OUTCOME, How.WHERE, How.ABOUT, How.CONTENTS])),
)  # fmt: skip
orders = SPANS.flatmap(
    lambda span: st.builds(
        Order, st.none() | cells(), st.booleans(), COUNTS, st.just(span[0]), st.just(span[1])
    )
)
every_question = st.builds(
    Question,
    several(asks),
    st.lists(conditions, max_size=3).map(tuple),
    st.builds(Of, st.sampled_from(Origin), st.integers(0, 9), st.just(()) | several(NUMBERS)),
    st.just(()) | several(st.lists(conditions, max_size=2).map(tuple)),
    st.none() | st.sampled_from(Compare),
    st.none() | cells(),
    st.sampled_from(Fold),
    st.none() | orders,
    st.builds(Best, st.sampled_from(Nearest), st.none() | st.sampled_from(Tense),
              st.just(()) | several(VALUES), VALUES),
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(every_question)
def test_what_is_written_is_read_back(question: Question) -> None:
    assert read(write(question)) == question


@settings(max_examples=400, deadline=None)
@given(
    st.text(
        st.sampled_from(SIGNS),
        max_size=30,
    )
)
def test_a_line_of_any_signs_is_a_question_or_gets_a_sentence(line: str) -> None:
    try:
        question = read(line)
    except ExactError as error:
        assert "个字" in str(error)
    else:
        assert read(write(question)) == question


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_line_is_told_where(line: str) -> None:
    with pytest.raises(ExactError) as error:
        read(line)
    for part in WRONG[line]:
        assert part in str(error.value)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("文件＝东丽2023；牵头＝区城管委→清单", "文件=东丽2023; 牵头=区城管委 -> 清单"),
        ("时限≤6月底，->清单", ""),
        ("时限≤6月底;->几项", "时限<=6月底 -> 几项"),
        ("编号=..3 -> 牵头，配合", "编号=0..3 -> 牵头, 配合"),
        ("->每分管几项|按数降前3", "-> 每分管 几项 | 按数 降 前3"),
        ('标题="教育"->清单', "标题=教育 -> 清单"),
        ("[分管=李健]对[]->占比几项", "[分管=李健] 对 [] -> 占比 几项"),
        ("-> 是否 {{牵头=甲 / 配合=乙}}", "-> 是否 {牵头=甲 / 配合=乙}"),
        ("{涉及=物业/物+业 / 分管=李健}->清单", "{涉及=物业/物+业 / 分管=李健} -> 清单"),
        ("-> 清单 | 按数字 降", "-> 清单 | 按数字 降"),
        ("  编号 = 3 ;涉及 = 热力; 内容含＝管 -> 内容 ", "编号=3; 涉及=热力; 内容含=管 -> 内容"),
        ("文件＝甲；编号＝58..60；分管数＝2..→几项", "文件=甲; 编号=58..60; 分管数=2.. -> 几项"),
    ],
)  # fmt: skip
def test_other_ways_to_write(typed: str, written: str) -> None:
    if not written:
        with pytest.raises(ExactError):
            read(typed)
    else:
        assert write(read(typed)) == written


# --- random questions


def compared(question: Question, result: naive.Result, world: naive.World) -> dict[str, Any]:
    """Give what must be the same, order apart where none is asked for.

    Of different values and of what holds only the tasks are told, of passages none.
    """
    ask, told = question.asks[0], result.asks[0]
    found: dict[str, Any] = {"items": sorted(map(str, result.items))}
    if question.order and question.order.cell:
        found["ranks"] = naive.ranks(question.order, result.items, world)
    if not question.each and not question.sides:
        found |= {"number": told.number, "values": _values(told), "holds": _tasks(told.holds)}
    if ask.how == How.TELL:
        found["cells"] = dict(zip(map(str, result.items), told.cells, strict=True))
    found["rows"] = frozenset(replace(row, items=_tasks(row.items)) for row in result.rows)
    found["result"] = result.result
    found["sides"] = [
        (sorted(map(str, side.items)), side.told.number, _values(side.told))
        for side in result.sides
    ]
    return found | {"shared": _tasks(result.shared or ())}


def _values(told: naive.Told) -> frozenset[naive.Different]:
    return frozenset(replace(value, items=_tasks(value.items)) for value in told.values)


def _tasks(items: Iterable[Any]) -> frozenset[str]:
    return frozenset(one for one in items if isinstance(one, str))


@pytest.mark.parametrize("seed", range(20))
def test_random_questions_are_answered_as_the_naive_evaluator_does(seed: int) -> None:
    chance = Random(seed)
    for _ in range(4):
        documents = random_documents(chance)
        world, index = naive.World(documents), Index(documents)
        for _ in range(25):
            question = random_question(chance, documents)
            lists = random_lists(chance, documents)
            assert read(write(question)) == question
            found = run(question, index, lists)
            wanted = naive.run(question, world, lists)
            if found.lacks_list:
                assert not wanted.items
                continue
            pair = compared(question, plain(found, world), world), compared(question, wanted, world)
            assert pair[0] == pair[1], write(question)


@pytest.mark.parametrize("seed", range(5))
def test_whether_anything_is_found_is_told_without_finding_it(seed: int) -> None:
    chance = Random(seed)
    documents = random_documents(chance)
    index = Index(documents)
    for _ in range(100):
        asked = random_question(chance, documents)
        question = Question(where=asked.where, of=asked.of, best=asked.best)
        assert finds(question, index) == bool(run(question, index).groups), write(question)
