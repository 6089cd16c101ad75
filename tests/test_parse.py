from datetime import date
from pathlib import Path

import pytest

from knowledge.model import Document, DocumentKind, Field, Official, Tense
from knowledge.parse import parse
from knowledge.reading import Source, read

SAMPLES = Path(__file__).parent.parent / "knowledge" / "samples"


def sample(name: str) -> Document:
    return parse(read(SAMPLES / f"{name}.txt"), name)


def text(words: str) -> Document:
    return parse(Source.of_text("x.txt", words), "x")


IMPRINTS = """
dongli-2023|东丽2023|2023年区政府重点工作责任分解表|东丽区人民政府|东丽政发〔2023〕4号|东丽|2023||92
xialu-2023|下陆2023|2023年区政府工作报告重点任务分解|下陆区人民政府办公室||下陆|2023|2022-12-27|
xiqing-2024|西青2024|西青区人民政府2024年重点工作任务清单|天津市西青区人民政府办公室||西青|2024|2024-01-19|103
dongli-2024-report|东丽2024报告|东丽区2024年政府工作报告|东丽区人民政府|东丽政发〔2024〕1号|东丽|2024|2024-01-12|
hedong-2023-report|河东2023报告|河东区2023年政府工作报告|河东区人民政府|河东政发〔2023〕1号|河东|2023|2023-01-09|
"""


@pytest.mark.parametrize("line", IMPRINTS.split())
def test_imprint(line: str) -> None:
    name, *imprint = line.split("|")
    found = sample(name)
    values = (
        *(found.name, found.title, found.issuer, found.reference),
        *(found.district, found.year, found.issued, found.stated_count),
    )
    assert [str(value or "") for value in values] == imprint


def test_columns_are_those_that_the_document_states() -> None:
    titles = [(c.field, c.title) for c in sample("dongli-2023").columns]
    assert titles == [
        (Field.DEADLINE, "完成时限"),
        (Field.LEADER, "分管区领导"),
        (Field.LEAD, "牵头单位"),
        (Field.SUPPORT, "配合单位"),
    ]
    assert [c.title for c in sample("xiqing-2024").columns] == ["责任单位", "责任区领导"]
    assert [c.title for c in sample("xialu-2023").columns] == ["责任单位"]


def test_officials_of_a_report() -> None:
    assert sample("dongli-2024-report").officials == (Official("区长", "李春", 21),)
    assert sample("hedong-2023-report").officials == (Official("区长", "周波", 20),)


def tenses(name: str, words: str) -> set[Tense]:
    return {one.tense for one in sample(name).passages if words in one.text}


@pytest.mark.parametrize(
    ("name", "words", "tense"),
    [
        ("dongli-2024-report", "预计地区生产总值增长5%", Tense.RESULT),
        ("dongli-2024-report", "地区生产总值增长4.5%", Tense.PLAN),
        ("dongli-2024-report", "新建高标准农田3800亩", Tense.PLAN),
        ("dongli-2024-report", "崇高的敬意", Tense.NEITHER),
        ("dongli-2024-report", "经济回升向好的基础尚不稳固", Tense.NEITHER),
        ("dongli-2024-report", "历史的长河奔流不息", Tense.NEITHER),
        ("hedong-2023-report", "地区生产总值增长 3.5%".replace(" ", ""), Tense.RESULT),
        ("hedong-2023-report", "城镇调查失业率控制在5.5%以内。", Tense.PLAN),
        ("hedong-2023-report", "今年是全面贯彻党的二十大精神开局之年", Tense.NEITHER),
        ("xialu-2023", "地区生产总值增长5%左右", Tense.PLAN),
        ("dongli-2023", "施工队长", Tense.NEITHER),
    ],
)
def test_tense(name: str, words: str, tense: Tense) -> None:
    assert tenses(name, words) == {tense}


def path(name: str, words: str) -> tuple[str, ...]:
    return next(one.headings for one in sample(name).passages if words in one.text)


def test_headings_run_in_before_the_text() -> None:
    assert path("hedong-2023-report", "际华3522厂") == (
        "二、2023年工作目标和主要任务",
        "（一）锚定高质量要素配置，实现发展质量效益新提升",
        "高效利用土地资源",
    )
    assert path("hedong-2023-report", "网上办、马上办、一次办")[-1] == "持续打造一流营商环境"
    assert path("hedong-2023-report", "累计发放低保")[-1] == "民生保障不断健全"
    assert path("dongli-2024-report", "新建2家名医堂")[-1] == "加快健康东丽建设"
    assert path("dongli-2024-report", "住餐业营业额")[-1] == "现代服务业稳进提质"
    assert path("dongli-2024-report", "持续深化国防教育")[-1].startswith("（七）")


def test_sentences_broken_by_a_page_are_put_together() -> None:
    found = [one.text for one in sample("hedong-2023-report").passages]
    assert "建成5G基站20个，金阜桥110kV变电站顺利实现送电。" in found
    assert "聚焦京津冀协同发展，深化交流合作，主动服务和融入重大国家战略。" in found
    assert not any("*" in one or "<" in one or "#" in one for one in found)
    assert not any("抄送" in one for one in found)


def test_preface_of_a_breakdown_is_kept_but_is_no_task() -> None:
    found = sample("xialu-2023")
    assert {one.headings for one in found.passages} == {("前言",)}
    assert not any("预期目标" in task.text for task in found.tasks)


def test_notes_are_terms() -> None:
    terms = {term.name: term.meaning for term in sample("dongli-2024-report").terms}
    assert len(terms) == 11
    assert terms["智改数转"] == "智能化改造和数字化转型。"


def test_text_of_another_kind_says_so() -> None:
    found = text("今天天气很好。我们去公园。\n")
    assert found.tasks == ()
    assert "没有读到任务" in found.problems[0].message
    assert [one.text for one in found.passages] == ["今天天气很好。", "我们去公园。"]


def test_report_without_a_letter() -> None:
    found = text(
        "政府工作报告\n——2031年1月8日在临澜区第三届人民代表大会第一次会议上\n代区长：王 小明\n"
        "各位代表：\n一、2030年工作回顾\n一年来，完成投资30亿元。\n"
        "二、2031年主要任务\n（一）稳增长。\n完成投资35亿元。\n名词解释\n1、链主：产业链的龙头企业。\n"
    )
    assert (found.kind, found.year) == (DocumentKind.REPORT, 2031)
    assert [one.name for one in found.officials] == ["王小明"]
    assert [one.tense for one in found.passages] == [Tense.RESULT, Tense.PLAN]
    assert found.terms[0].name == "链主"


def test_date_in_chinese_numerals_and_name_without_a_district() -> None:
    found = text(
        "重点工作任务清单\n二〇三一年一月十二日\n1.修路。（交通局负责）\n2.修桥。（交通局负责）\n"
    )
    assert (found.issued, found.year, found.name) == (date(2031, 1, 12), 2031, "重点工作任务清单")
