"""A made-up breakdown with other columns, and the report that tells what became of it."""

from datetime import date

from knowledge import (
    Column,
    Deadline,
    Document,
    DocumentKind,
    Due,
    Field,
    Party,
    Passage,
    Role,
    Task,
    Tense,
)
from knowledge.model import Other

YEAR_END = date(2025, 12, 31)
FIRST, SECOND = "一、抓项目、扩投资", "二、惠民生、补短板"


def _lead(*units: str) -> tuple[Party, ...]:
    return tuple(Party(u, Role.LEAD) for u in units)


def _support(*units: str) -> tuple[Party, ...]:
    return tuple(Party(u, Role.SUPPORT, u.startswith("各")) for u in units)


def _due(text: str, day: date | None, what: Due | None = Due.DONE) -> tuple[Deadline, ...]:
    return (Deadline(text, day, what),)


def _task(number: int, text: str, heading: str, line: int, **cells: object) -> Task:
    return Task("yunling-2025", number, text, (heading,), line=line, **cells)  # type: ignore[arg-type]


TASKS = (
    _task(
        1,
        "新建农贸市场3个。",
        FIRST,
        10,
        parties=_lead("县商务局") + _support("县住建局", "各乡镇"),
        leaders=("何青", "马良"),
        deadlines=_due("6月底前完成", date(2025, 6, 30)),
        others=(Other("备注", "一季度开工"), Other("责任科室", "市场科")),
    ),
    _task(
        2,
        "改造农村公路40公里左右。",
        FIRST,
        11,
        parties=_lead("县交通局"),
        leaders=("马良",),
        deadlines=_due("年底前完成", YEAR_END),
        others=(Other("责任科室", "工程科"),),
    ),
    _task(
        3,
        "新增养老床位200张，改造敬老院2所。",
        SECOND,
        12,
        parties=_lead("县民政局", "县卫健局"),
        deadlines=_due("持续推进", None, None),
        others=(Other("备注", "列入民生实事"),),
    ),
    _task(
        4,
        "开展招聘会12场。",
        SECOND,
        13,
        parties=_lead("县人社局") + _support("县总工会"),
        leaders=("何青",),
    ),
)
BREAKDOWN = Document(
    "yunling-2025",
    "云岭2025",
    DocumentKind.BREAKDOWN,
    title="2025年县政府重点工作任务分解表",
    reference="云政发〔2025〕2号",
    district="云岭",
    year=2025,
    columns=(
        Column(Field.LEAD, "主办单位"),
        Column(Field.SUPPORT, "协办单位"),
        Column(Field.LEADER, "责任领导"),
        Column(Field.DEADLINE, "办结时限"),
        Column(Field.OTHER, "责任科室"),
        Column(Field.OTHER, "备注"),
    ),
    tasks=TASKS,
    passages=(
        Passage("yunling-2025", "县督查室每季度通报一次进展。", ("前言",), line=3),
        Passage("yunling-2025", "联系电话见附件。", ("附则",), line=20),
    ),
)
REPORT = Document(
    "yunling-2026-report",
    "云岭2026报告",
    DocumentKind.REPORT,
    title="云岭县2026年政府工作报告",
    district="云岭",
    year=2026,
    passages=(
        Passage("yunling-2026-report", "新增养老床位210张。", ("一、2025年回顾",), Tense.RESULT, 5),
        Passage("yunling-2026-report", "新增养老床位300张。", ("二、2026年任务",), Tense.PLAN, 9),
    ),
)
MADE_UP = (BREAKDOWN, REPORT)
