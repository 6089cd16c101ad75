from pathlib import Path

import pytest

from knowledge.check import CHECKS
from knowledge.model import (
    Column,
    Document,
    DocumentKind,
    Field,
    Party,
    Problem,
    ProblemKind,
    Role,
    Task,
)
from knowledge.parse import parse
from knowledge.reading import read

SAMPLES = Path(__file__).parent.parent / "knowledge" / "samples"


def document(*tasks: Task, count: int | None = None, columns: tuple[Column, ...] = ()) -> Document:
    kind = DocumentKind.BREAKDOWN
    return Document("x", "x", kind, stated_count=count, tasks=tasks, columns=columns)


def task(number: int, *units: str, leaders: tuple[str, ...] = (), text: str = "修路。") -> Task:
    parties = tuple(Party(unit, Role.RESPONSIBLE) for unit in units or ("区住建局",))
    return Task("x", number, text, parties=parties, leaders=leaders, line=number)


def problems(found: Document) -> list[Problem]:
    return [problem for check in CHECKS for problem in check(found)]


def said(found: Document) -> list[str]:
    return [problem.message for problem in problems(found)]


def test_nothing_to_say_of_a_clean_document() -> None:
    assert said(document(task(1), task(2), task(3), count=3)) == []


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((1, 3), "缺第2项（第1项之后是第3项）"),
        ((1, 9), "缺第2至8项（第1项之后是第9项）"),
        ((1, 2, 3, 2), "序号倒退：第3项之后是第2项"),
    ],
)
def test_numbers_run_on(numbers: tuple[int, ...], message: str) -> None:
    assert said(document(*map(task, numbers))) == [message]


def test_repeated_number() -> None:
    again = Task("x", 2, "修桥。", parties=(Party("区住建局", Role.RESPONSIBLE),), line=9, part=2)
    assert said(document(task(1), task(2), again)) == ["第2项的序号重复"]


def test_a_list_may_begin_anew() -> None:
    assert said(document(task(1), task(2), task(1), task(2))) == []


def test_count_of_the_letter() -> None:
    assert said(document(task(1), task(2), count=3)) == ["文件称3项，读到2项"]


def test_task_without_party_or_text() -> None:
    bare = Task("x", 2, "", line=2)
    assert said(document(task(1), bare)) == ["第2项没有任务内容", "第2项没有责任单位"]


def test_cell_that_the_other_tasks_have() -> None:
    columns = (Column(Field.LEADER, "责任区领导"),)
    tasks = [task(n, leaders=() if n == 4 else ("王建国",)) for n in range(1, 9)]
    (problem,) = problems(document(*tasks, columns=columns))
    assert (problem.message, problem.kind) == ("第4项 责任区领导一栏为空", ProblemKind.MISSING)


def test_leaders_are_people() -> None:
    found = said(document(task(1, leaders=("区财政局", "相关区领导", "欧阳雪"))))
    assert found == ["第1项的领导“区财政局”不像人名"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("区市监局", "区市场监管局"),
        ("下陆自规分局", "下陆区自规分局"),
        ("国资委", "区国资委"),
        ("区民企发展促进中心", "区民营企业发展促进中心"),
    ],
)
def test_one_body_under_two_names(first: str, second: str) -> None:
    (problem,) = problems(document(task(1, first), task(2, second)))
    assert problem.kind == ProblemKind.SPELLING
    assert first in problem.message and second in problem.message


def test_rare_slip_beside_a_frequent_name() -> None:
    tasks = [task(n, "区科信局") for n in range(1, 6)]
    (problem,) = problems(document(*tasks, task(6, "区科经局")))
    assert (problem.original, problem.line) == ("区科经局", 6)


@pytest.mark.parametrize(
    ("first", "second"),
    [("区财政局", "区民政局"), ("区税务局", "区水务局"), ("老街办", "东街办"), ("新街", "新立街")],
)
def test_bodies_that_are_two(first: str, second: str) -> None:
    tasks = [task(n, first) for n in range(1, 6)]
    assert said(document(*tasks, task(6, second))) == []


def test_slips_of_the_samples() -> None:
    def spellings(name: str) -> set[str]:
        found = parse(read(SAMPLES / f"{name}.txt"), name).problems
        return {one.original for one in found if one.kind == ProblemKind.SPELLING}

    assert spellings("xialu-2023") == {
        "区市监局",
        "区民企发展促进中心",
        "下陆自规分局",
        "下陆生态环境分局",
        "区科经局",
    }
    assert "区城投公司" in spellings("xiqing-2024")


def test_what_was_mended_in_a_sample_is_told_with_its_line() -> None:
    found = parse(read(SAMPLES / "xiqing-2024.txt"), "xiqing-2024").problems
    lines = [one.line for one in found if one.kind == ProblemKind.REPAIRED]
    assert lines == [40, 41, 42, 87]
    missing = [one.message for one in found if one.kind == ProblemKind.MISSING]
    assert missing == ["第14项 责任区领导一栏为空"]
    assert any("and" in one.message for one in found)
