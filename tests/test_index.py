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
    Field,
    Index,
    Party,
    Passage,
    Role,
    Task,
    Tense,
    Word,
    read_exact,
    run,
)
from knowledge.holds import speaks_of

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


def numbers(index: Index, exact: str) -> list[int]:
    return [task.number for task in run(read_exact(f"{exact} -> 清单"), index).tasks]


@pytest.mark.parametrize(
    ("exact", "found"),
    [
        ("编号=2..9", [2, 3]),
        ("任务=made#3|made#9", [3]),
        ("单位=城管委", [1, 2]),
        ("配合=区水务局", [2]),
        ("非 单位=区城管委", [3]),
        ("单位=区城管委; 单位=区水务局", [2]),
        ("单位=*委", [1, 2]),
        ("单位=*单位", []),
        ("分管=甲某", [1, 2, 3]),
        ("非 分管=甲某", []),
        ("时限<=6月底前", [1]),
        ("时限@四季度", [2]),
        ('时限<=""; 非 时限=年底前', [1]),
        ("时限>6月底", [2]),
        ('进展时限<=""', []),
        ("时限=当日", [1, 2]),
        ("标题第=1", [1, 2, 3]),
        ("标题=(2)小节", [2]),
        ("配合为空", [1]),
        ("分管为空", []),
        ("时限为空", [3]),
        ("单位数=1", [1]),
        ("文件=other; 编号=1", []),
        ("涉及=停车", [1, 2]),
        ("涉及=停车; 涉及=小区", [2]),
        ("涉及=停车; 任务=made#2", [2]),
        ("内容含=停车", [1, 2]),
        ("涉及=车位|泊位", [1]),
        ("涉及=内河~河道", [3]),
        ("涉及=城市建设", [1, 2, 3]),
        ("涉及=飞机", []),
    ],
)
def test_conditions(made: Index, exact: str, found: list[int]) -> None:
    assert numbers(made, exact) == found


def test_a_deadline_that_does_not_say_what_is_due_is_for_completion() -> None:
    bare = Task(ID, 1, "新建停车泊位", deadlines=(Deadline("5月底前", date(2023, 5, 31)),))
    index = Index([replace(DOCUMENT, tasks=(bare,))])
    assert numbers(index, "完成时限<=6月底前") == [1]
    assert numbers(index, "进展时限<=6月底前") == []


def best_first(index: Index, question: str) -> list[int]:
    return [task.number for task in run(read_exact(question), index).tasks]


def test_the_best_comes_first(made: Index) -> None:
    assert best_first(made, "涉及=停车 -> 清单 | 偏词=泊位") == [1, 2]
    assert best_first(made, "涉及=停车 -> 清单 | 偏词=老旧") == [2, 1]
    assert best_first(made, "涉及=停车 -> 清单 | 偏单位=个")[0] == 1


def test_levels_tell_how_well_words_hold(made: Index) -> None:
    def level(word: Word) -> int:
        whole = (speaks_of(*made.texts_of(n), word)[0] for n in range(made.size))
        return max(whole)

    assert level(Word("停车泊位")) == 4
    assert level(Word("小区停车", parts=("小区", "停车"))) == 3
    assert level(Word("内河", wider=("河道",))) == 2
    assert level(Word("飞机")) == 0


def test_the_nearest_are_taken_without_any_score_too(made: Index) -> None:
    assert best_first(made, "内容含=停车 -> 牵头 | 取最近") == [1, 2]
    assert best_first(made, "涉及=小区停车/小区+停车 -> 牵头 | 取最近") == [2]


def test_running_text_is_found_where_it_is_asked_for(made: Index) -> None:
    assert len(run(read_exact("涉及=停车 -> 清单"), made).tasks) == 2
    found = run(read_exact("全文; 涉及=停车 -> 清单"), made)
    assert len(found.tasks) == 2
    assert [p.text for p in found.passages] == ["去年新建停车泊位300个。", "今年停车更方便。"]


def test_of_units_only_those_of_a_kind_are_told(made: Index) -> None:
    [answer] = run(read_exact("-> 每单位〔委|镇〕 几项"), made).answers
    assert [(row.value.name, row.number) for row in answer.rows] == [("区城管委", 2)]


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
