"""Conditions that must all hold, and words ranked by how well they hold."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge import (
    Column,
    Deadline,
    Document,
    DocumentKind,
    Due,
    DueIs,
    Field,
    Index,
    LeaderIs,
    Many,
    Party,
    Passage,
    Query,
    Role,
    Task,
    Tense,
    Under,
    UnitIs,
    When,
    Word,
)

ID = "made"


def task(number: int, text: str, *parties: Party, day: date | None = None) -> Task:
    deadlines = (Deadline("当日完成", day, Due.DONE),) if day else ()
    return Task(
        ID, number, text, ("一、城市建设", f"({number})小节"), parties, ("甲某",), deadlines
    )


LEAD, SUPPORT = Party("区城管委", Role.LEAD), Party("区水务局", Role.SUPPORT)
ALL = Party("各相关单位", Role.SUPPORT, collective=True)
DOCUMENT = Document(
    ID,
    "造2023",
    DocumentKind.BREAKDOWN,
    year=2023,
    columns=(Column(Field.SUPPORT, "配合单位"), Column(Field.DEADLINE, "时限")),
    tasks=(
        task(1, "新建停车泊位500个。", LEAD, day=date(2023, 6, 30)),
        task(2, "改造老旧小区12个，增加停车设施。", LEAD, SUPPORT, day=date(2023, 12, 31)),
        task(3, "治理河道。", Party("区水务局", Role.LEAD), ALL),
    ),
    passages=(
        Passage(ID, "去年新建停车泊位300个。", ("回顾",), Tense.RESULT),
        Passage(ID, "今年停车更方便。", ("展望",), Tense.PLAN),
    ),
)


@pytest.fixture(scope="module")
def made() -> Index:
    return Index([DOCUMENT])


def numbers(index: Index, query: Query) -> list[int]:
    return [h.entry.number for h in index.find(query) if isinstance(h.entry, Task)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(numbers=((2, 9),)), [2, 3]),
        (Query(tasks=("made#3", "made#9")), [3]),
        (Query(units=(UnitIs("城管委", ("城管委",)),)), [1, 2]),
        (Query(units=(UnitIs("水务局", ("水务局",), Role.SUPPORT),)), [2]),
        (Query(units=(UnitIs("城管委", ("城管委",), negated=True),)), [3]),
        (Query(units=(UnitIs("城管委", ("城管委",)), UnitIs("水务局", ("水务局",)))), [2]),
        (Query(units=(UnitIs("委", endings=("委",)),)), [1, 2]),
        (Query(units=(UnitIs("单位", endings=("单位",)),)), []),
        (Query(leaders=(LeaderIs("甲某", ("甲某",)),)), [1, 2, 3]),
        (Query(leaders=(LeaderIs("甲某", ("甲某",), negated=True),)), []),
        (Query(dues=(DueIs("6月底前", When.BY),)), [1]),
        (Query(dues=(DueIs("四季度", When.WITHIN),)), [2]),
        (Query(dues=(DueIs("年底前", When.EXACTLY, negated=True),)), [1]),
        (Query(dues=(DueIs("6月底", When.AFTER),)), [2]),
        (Query(dues=(DueIs("", When.BY, Due.PROGRESS),)), []),
        (Query(dues=(DueIs("当日", When.EXACTLY),)), [1, 2]),
        (Query(under=Under("第一部分", ordinal=1)), [1, 2, 3]),
        (Query(under=Under("小节", headings=("(2)小节",))), [2]),
        (Query(counts=(Many(Field.SUPPORT, 0, 0),)), [1]),
        (Query(counts=(Many(Field.LEADER, 0, 0),)), []),
        (Query(counts=(Many(Field.DEADLINE, 0, 0),)), [3]),
        (Query(counts=(Many(None, 1, 1),)), [1]),
        (Query(documents=("other",), numbers=((1, 1),)), []),
        (Query(words=(Word("停车"),)), [1, 2]),
        (Query(words=(Word("停车"), Word("小区"))), [2]),
        (Query(words=(Word("停车"),), tasks=("made#2",)), [2]),
        (Query(words=(Word("停车"),), literal=True), [1, 2]),
        (Query(words=(Word("车位", same=("泊位",)),)), [1]),
        (Query(words=(Word("内河", wider=("河道",)),)), [3]),
        (Query(words=(Word("城市建设"),)), [1, 2, 3]),
        (Query(words=(Word("飞机"),)), []),
    ],
)
def test_conditions(made: Index, query: Query, found: list[int]) -> None:
    assert numbers(made, query) == found


def test_a_deadline_that_does_not_say_what_is_due_is_for_completion() -> None:
    bare = Task(ID, 1, "新建停车泊位", deadlines=(Deadline("5月底前", date(2023, 5, 31)),))
    index = Index([replace(DOCUMENT, tasks=(bare,))])
    assert numbers(index, Query(dues=(DueIs("6月底前", When.BY, Due.DONE),))) == [1]
    assert numbers(index, Query(dues=(DueIs("6月底前", When.BY, Due.PROGRESS),))) == []


def test_the_best_comes_first(made: Index) -> None:
    both = Query(words=(Word("停车"),), boosts=("泊位",))
    assert numbers(made, both) == [1, 2]
    assert numbers(made, Query(words=(Word("停车"),), boosts=("老旧",))) == [2, 1]
    assert numbers(made, Query(words=(Word("停车"),), measure="个"))[0] == 1


def test_levels_tell_how_well_words_hold(made: Index) -> None:
    def level(word: Word) -> int:
        return made.find(Query(words=(word,)))[0].level

    assert level(Word("停车泊位")) == 4
    assert level(Word("小区停车", parts=("小区", "停车"))) == 3
    assert level(Word("内河", wider=("河道",))) == 2
    assert made.find(Query(words=(Word("停车"), Word("飞机"))))[0].level == 1


def test_running_text_is_found_where_it_is_asked_for(made: Index) -> None:
    query = Query(words=(Word("停车"),))
    assert len(made.find(query)) == 2
    assert len(made.find(query, passages=True)) == 4
    told = [h.entry.text for h in made.find(query, passages=True) if isinstance(h.entry, Passage)]
    assert told == ["去年新建停车泊位300个。", "今年停车更方便。"]


def test_what_texts_hold(made: Index) -> None:
    assert made.holds("停车泊位") and not made.holds("停机坪")
    assert made.holds("城市建设") and not made.holds("城市建设", in_text=True)
    assert made.holds("车") and not made.holds("飞")
    assert made.holds_all(("小区", "停车")) and not made.holds_all(("河道", "停车"))
    assert made.near_text("停车伯位") == "停车泊位"
    assert made.near_text("停飞泊位", is_word=True) is None
    assert made.stretches("停车", "施") == ["停车设施"]
    assert made.task("made#1") == DOCUMENT.tasks[0]
    assert made.task("made#9") is None
