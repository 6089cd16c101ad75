"""What is read in a document, against tables made by hand."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Document, ProblemKind, Task
from knowledge.parse import parse
from knowledge.reading import Source, read

HERE = Path(__file__).parent
CORPORA = HERE / "corpora"
SAMPLES = HERE.parent / "knowledge" / "samples"
RE_NOT_COMPARED = re.compile(r"[\s\W_]+")

PAIRS = [(path, SAMPLES / f"{path.stem}.txt") for path in sorted((CORPORA / "gold").glob("*"))] + [
    (path, CORPORA / "layouts" / "raw" / f"{path.stem}.txt")
    for path in sorted((CORPORA / "layouts" / "gold").glob("*"))
]


def document(path: Path) -> Document:
    return parse(read(path), path.stem)


def plain(text: str) -> str:
    return RE_NOT_COMPARED.sub("", text)


def units(task: Task, role: str) -> list[str]:
    return [plain(party.unit) for party in task.parties if party.role == role]


def seen(task: Task) -> dict[str, Any]:
    return {
        "text": plain(task.text).removesuffix("具体措施"),
        "lead": units(task, "lead"),
        "support": units(task, "support"),
        "units": units(task, "responsible"),
        "leaders": list(task.leaders),
    }


def wanted(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": plain(item["text"]),
        "lead": [plain(unit) for unit in item["lead_units"]],
        "support": [plain(unit) for unit in item["support_units"]],
        "units": [plain(unit) for unit in item["units"]],
        "leaders": [plain(name) for name in item["leaders"]],
    }


@pytest.mark.parametrize(("gold", "raw"), PAIRS, ids=lambda path: path.stem)
def test_tasks_are_those_of_the_table_made_by_hand(gold: Path, raw: Path) -> None:
    items = json.loads(gold.read_text(encoding="utf-8"))["items"]
    tasks = document(raw).tasks
    assert [seen(task) for task in tasks] == [wanted(item) for item in items]
    for task, item in zip(tasks, items, strict=True):
        said = "".join(plain(one.text) for one in task.deadlines)
        for words in re.split("[；;。]", item["deadline"] or ""):
            assert plain(words) in said
        if number := item.get("no_arabic") or item["no"]:
            assert task.number == int(number)


@pytest.mark.parametrize("name", ["dongli-2023", "xiqing-2024", "xialu-2023"])
def test_headings(name: str) -> None:
    items = json.loads((CORPORA / "gold" / f"{name}.json").read_text(encoding="utf-8"))["items"]
    tasks = document(SAMPLES / f"{name}.txt").tasks
    for task, item in zip(tasks, items, strict=True):
        assert plain(task.headings[-1])[:20] == plain(item["section"])[:20]


def test_two_levels_of_headings() -> None:
    task = document(SAMPLES / "xialu-2023.txt").tasks[78]
    assert task.headings == (
        "七、坚定不移加强自身建设,持续提升为民服务效能",
        "(一)坚定政治引领",
    )


def test_one_heading_in_two_spellings_is_one_part() -> None:
    tasks = document(SAMPLES / "xiqing-2024.txt").tasks
    assert {task.headings for task in tasks[13:34]} == {tasks[13].headings}


def test_two_deadlines_in_one_cell() -> None:
    task = document(SAMPLES / "dongli-2023.txt").tasks[23]
    assert [(one.what, one.clause) for one in task.deadlines] == [
        ("取得明显进展", ""),
        ("完成", "实际利用外资增长60%"),
    ]


def test_collective_parties() -> None:
    task = document(SAMPLES / "xiqing-2024.txt").tasks[34]
    assert [party.unit for party in task.parties if party.collective] == [
        "各相关街道办事处",
        "镇政府",
    ]


def said(task: Task) -> tuple[Any, ...]:
    return task.number, [p.unit for p in task.parties], list(task.leaders)


def test_slips_in_a_table_of_one_cell_a_line() -> None:
    found = document(CORPORA / "slips" / "cell_lines.txt")
    assert [said(task) for task in found.tasks] == [
        (1, ["区发改委"], ["陈明"]),
        (2, ["区人社局", "区教育局", "区商务局"], ["陈明", "周子涵"]),
        (3, ["区工信局", "平江经开区", "区住建局"], ["周子涵"]),
        (5, ["区投促局", "各镇街"], ["周子涵"]),
        (6, ["区国资委", "区财政局", "发改委", "区属各国有企业"], ["陈明"]),
        (7, ["区教育局", "区住建局"], ["欧阳雪"]),
        (8, ["区住建局"], []),
    ]
    assert found.tasks[2].text == "建成智能制造产业园二期标准厂房5万平方米。"
    assert messages(found, ProblemKind.REPAIRED) == [
        "第5项应有7格，实有6格，已按内容归位",
        "第7项各格与表头错位，已按内容归位",
    ]
    assert messages(found, ProblemKind.MISSING) == [
        "第5项 完成时限一栏为空",
        "第8项 分管区领导一栏为空",
    ]


def test_slips_in_a_table_with_tabs() -> None:
    found = document(CORPORA / "slips" / "tab_table.txt")
    assert [said(task) for task in found.tasks] == [
        (1, ["县发改局"], ["王建国"]),
        (2, ["县发改局", "县住建局", "各乡镇人民政府"], ["王建国", "刘洋"]),
        (3, ["县农业农村局", "县水利局"], ["刘洋"]),
        (4, ["县生态环境局"], ["刘洋"]),
        (5, ["县农业农村局"], ["刘洋", "赵晓东"]),
        (6, ["县自然资源局", "各乡镇人民政府"], ["赵晓东"]),
        (7, [], ["赵晓东"]),
    ]
    assert "序号一格为空，按前后顺序补为第4项" in messages(found, ProblemKind.REPAIRED)
    assert messages(found, ProblemKind.MISSING) == ["第7项没有责任单位"]


def test_slips_in_a_list_with_brackets() -> None:
    found = document(CORPORA / "slips" / "bracketed_list.txt")
    assert [said(task) for task in found.tasks] == [
        (1, ["区工信局", "沙河经开区", "各镇（街道）"], []),
        (2, ["沙河经开区", "区自规分局"], []),
        (3, ["区市场监管局", "区科技局", "区工信局"], []),
        (5, ["区数据局", "相关部门"], ["李想"]),
        (6, [], []),
        (7, ["区政府办", "区民政局", "各镇街"], []),
    ]
    assert found.tasks[1].text == "推动沙河新材料园扩区(含二期、三期)"
    assert found.tasks[2].deadlines[0].text == "2026年11月底"
    assert messages(found, ProblemKind.REPAIRED) == ["第2项责任单位的括号没有收尾，已补"]


SMALL = tomllib.loads((CORPORA / "small.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SMALL)
def test_small_documents(name: str) -> None:
    case = SMALL[name]
    found = parse(Source.of_text(name, case["text"]), "x")
    tasks = [
        [
            str(task.number),
            task.text,
            "、".join(f"{party.role}:{party.unit}" for party in task.parties),
            "、".join(task.leaders),
            "/".join(task.headings),
        ]
        for task in found.tasks
    ]
    assert tasks == case["tasks"]
    assert [problem.message for problem in found.problems] == case.get("problems", [])


def messages(found: Document, kind: ProblemKind) -> list[str]:
    return [problem.message for problem in found.problems if problem.kind == kind]


PIECES = st.sampled_from(
    [
        *(
            "(",
            "（",
            "）",
            "[责任单位:",
            "、",
            "，",
            "。",
            "\t",
            "|",
            "\n",
            " ",
            "**",
            "\x0b",
            "\u3000",
            "２",
        ),
        *(
            "1.",
            "2、",
            "一、",
            "（一）",
            "序号",
            "任务",
            "责任单位",
            "牵头单位：",
            "区财政局",
            "郭磊",
        ),
        *("年底前", "及", "等", "各位代表", "注释：", "6月底前完成", "政府工作报告", "负责）"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60).map("".join))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    found = parse(Source.of_text("x", text), "x")
    assert found.tasks or found.passages or found.problems


@pytest.mark.parametrize(
    "piece", ["(", "、", "[责任单位:", "一、", "\t", "|", "及", "**", "6月", "（A负责）"]
)
@pytest.mark.parametrize(
    "head", ["", "序号\t任务\t责任单位\n1\t", "1.甲", "政府工作报告\n一、任\n"]
)
def test_a_bomb_is_read_to_its_end(piece: str, head: str) -> None:
    found = parse(Source.of_text("x", head + piece * (20_000 // len(piece))), "x")
    assert found.tasks or found.passages or found.problems
