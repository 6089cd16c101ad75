"""Write the corpus of exact questions, their right answers counted out of tables made by hand.

    python tests/exact_answers.py

The answers come from the gold tables and the made-up documents as plain rows, each by an
expression of its own: neither the project's index nor `naive.py` has a part in them.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE / "corpora" / "exact"
SAME = {
    "城市化办": "区城市化办",
    "发改委": "区发改委",
    "供销社": "区供销社",
    "规资分局": "区规资分局",
    "合作交流办": "区合作交流办",
    "国资委": "区国资委",
    "区城投公司": "城投公司",
    "下陆生态环境分局": "下陆区生态环境分局",
    "下陆自规分局": "下陆区自规分局",
    "区市监局": "区市场监管局",
    "区发改局(区项目办)": "区发改局",
    "区财政局(区国资局)": "区财政局",
}
"""Spellings of one unit in the gold tables, as that document most often writes it."""
COLLECTIVES = {
    "相关街道园区",
    "区优化营商环境联席会议成员单位",
    "各相关单位",
    "各街办(园区)",
    "区政府各部门",
    "各垂管单位",
    "区政府相关部门",
    "镇政府",
    "各街道办事处",
    "各相关街道办事处",
    "各相关部门",
    "各相关执法单位",
    "各乡镇",
    "县直有关部门",
    "各街道",
}
NOBODY = {"相关区领导", "相关县领导", "相关市领导"}
DAYS = {"3月": "03-31", "6月": "06-30", "9月": "09-30", "10月": "10-31", "11月": "11-30"}


@dataclass
class Row:
    """A task as the table made by hand has it."""

    document: str
    no: int
    text: str
    part: int = 1
    headings: list[str] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    resp: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    dues: list[tuple[str, str, str, bool]] = field(default_factory=list)
    """Words, day, what is due, whether only the text says so."""
    others: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.document}#{self.no}" + (f".{self.part}" if self.part > 1 else "")

    @property
    def units(self) -> list[str]:
        return self.lead + self.support + self.resp

    @property
    def owner(self) -> list[str]:
        return self.lead or self.resp

    @property
    def days(self) -> list[str]:
        return [day for _, day, _, _ in self.dues if day]

    @property
    def whats(self) -> set[str]:
        return {what or "完成" for _, _, what, _ in self.dues}


def gold(name: str) -> list[Row]:
    items = json.loads((HERE / "corpora" / "gold" / f"{name}.json").read_text("utf-8"))["items"]
    part, section, rows = 0, "", []
    for item in items:
        if name == "xialu-2023" and item["section"] != section and item["section"][:3] == "(一)":
            part += 1
        section = item["section"]
        ordinal = "一二三四五六七八九十".index(section.lstrip("(")[0]) + 1
        units = [
            [SAME.get(u, u) for u in item[k]] for k in ("lead_units", "support_units", "units")
        ]
        rows.append(
            Row(
                name,
                int(item["no"]),
                item["text"],
                headings=[section],
                ordinals=[part, ordinal] if part else [ordinal],
                lead=units[0],
                support=units[1],
                resp=units[2],
                leaders=item["leaders"],
                dues=[_due(words) for words in (item["deadline"] or "").split("。") if words],
            )
        )
    return rows


def _due(words: str) -> tuple[str, str, str, bool]:
    what = "取得明显进展" if "取得明显进展" in words else "完成"
    day = next((d for month, d in DAYS.items() if words.startswith(month)), "12-31")
    return words, f"2023-{day}", what, False


def made_up(name: str) -> list[Row]:
    told = json.loads((OUT / "documents" / f"{name}.json").read_text("utf-8"))["tasks"]
    return [
        Row(
            name,
            task["no"],
            task["text"],
            task.get("part", 1),
            task["headings"],
            [_ordinal(heading) for heading in task["headings"]],
            task.get("lead", []),
            task.get("support", []),
            task.get("responsible", []),
            task.get("leaders", []),
            [
                (d["text"], d["due"] or "", d.get("what", ""), d.get("in_text", False))
                for d in task.get("deadlines", [])
            ],
            task.get("others", {}),
        )
        for task in told
    ]


def _ordinal(heading: str) -> int:
    sign = heading.lstrip("（第")[0]
    return int(sign) if sign.isdigit() else "一二三四五六七八九十".index(sign) + 1


D, X, L = gold("dongli-2023"), gold("xiqing-2024"), gold("xialu-2023")
A, B, C = made_up("liuxi-2025"), made_up("fengqiao-2024"), made_up("yunling-2026")
NAMED = {"东丽2023": D, "西青2024": X, "下陆2023": L, "柳溪2025": A, "枫桥2024": B, "云岭2026": C}
ORDER = ("东丽2023", "下陆2023", "西青2024", "柳溪2025", "枫桥2024", "云岭2026")
"""In the order in which the tests know the documents."""
ALL = [row for name in ORDER for row in NAMED[name]]
CORPUS: dict[str, list[str]] = {}


# --- writing


def add(part: str, exact: str, **answer: Any) -> None:
    lines = ["[[question]]", f"exact = {_text(exact)}"]
    lines += [f"{key} = {_value(key, value)}" for key, value in answer.items()]
    CORPUS.setdefault(part, []).append("\n".join(lines))


def _text(text: str) -> str:
    return f"'{text}'" if "'" not in text else json.dumps(text, ensure_ascii=False)


def _value(key: str, value: Any) -> str:
    if key in ("items", "holds", "shared_items"):
        value = shortened(value)
    if isinstance(value, Fraction):
        value = str(value)
    return json.dumps(value, ensure_ascii=False)


def shortened(items: Iterable[Row | str]) -> list[str]:
    """Write a list of tasks by document, runs of numbers as 58-60; the order is kept."""
    found: list[tuple[str, list[list[str]]]] = []
    for item in items:
        document, _, number = (item if isinstance(item, str) else item.id).partition("#")
        if not number or not found or found[-1][0] != document:
            found.append((document, []))
        runs = found[-1][1]
        if runs and "." not in runs[-1][-1] + number and int(runs[-1][-1]) + 1 == int(number):
            runs[-1].append(number)
        elif number:
            runs.append([number])
    return [
        document + ("#" if runs else "") + ",".join(map(_run, runs)) for document, runs in found
    ]


def _run(run: list[str]) -> str:
    return run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}"


def lists(part: str, exact: str, rows: Iterable[Row | str], **more: Any) -> None:
    """Ask for the list and for how many, in turn."""
    rows = list(rows)
    counted = len(CORPUS.get(part, ())) % 3 == 1
    ask, answer = ("几项", {"count": len(rows)}) if counted else ("清单", {})
    add(part, f"{exact} -> {ask}", items=rows, **answer, **more)


def those(rows: Sequence[Row], holds: Callable[[Row], object]) -> list[Row]:
    return [row for row in rows if holds(row)]


def different(rows: Iterable[Row], values: Callable[[Row], Iterable[str]]) -> list[str]:
    return sorted({v for row in rows for v in values(row)} - COLLECTIVES - NOBODY)


def each(
    rows: Sequence[Row],
    by: Callable[[Row], Iterable[str]],
    number: Callable[[list[Row]], int] = len,
) -> dict[str, int]:
    names = dict.fromkeys(v for row in rows for v in by(row) if v not in COLLECTIVES | NOBODY)
    return {name: number([row for row in rows if name in by(row)]) for name in names}


def most(counted: dict[str, int], places: int, *, least: bool = False) -> dict[str, int]:
    """Keep so many places; those that tie for the last one share it."""
    ranked = sorted(counted.values(), reverse=not least)
    edge = ranked[min(places, len(ranked)) - 1]
    kept = {n: v for n, v in counted.items() if (v <= edge if least else v >= edge)}
    return dict(sorted(kept.items(), key=lambda pair: pair[1] if least else -pair[1]))


def lead(row: Row) -> list[str]:
    return row.lead if row.document in ("dongli-2023", "liuxi-2025") else row.resp


def support(row: Row) -> list[str]:
    return row.support


def resp(row: Row) -> list[str]:
    return row.resp


def units(row: Row) -> list[str]:
    return row.units


def owner(row: Row) -> list[str]:
    return row.owner


def leaders(row: Row) -> list[str]:
    return row.leaders


UNIT_FIELDS = {"牵头": lead, "配合": support, "责任": resp, "单位": units, "主责": owner}


# --- the parts of the corpus


def conditions_on_numbers() -> None:
    part = "conditions"
    for name, text, numbers in (
        ("东丽2023", "58..60,63", [58, 59, 60, 63]),
        ("东丽2023", "59", [59]),
        ("东丽2023", "-1", [92]),
        ("东丽2023", "-3..-1", [90, 91, 92]),
        ("东丽2023", "90..", [90, 91, 92]),
        ("东丽2023", "0..3", [1, 2, 3]),
        ("西青2024", "100..", [100, 101, 102, 103]),
        ("西青2024", "4,66,70,86", [4, 66, 70, 86]),
        ("下陆2023", "-2", [92]),
        ("下陆2023", "200", []),
        ("柳溪2025", "12", [12]),
        ("柳溪2025", "6..10", [6, 9, 10]),
        ("柳溪2025", "7,8", []),
        ("柳溪2025", "-1", [26]),
        ("柳溪2025", "-2", [25]),
        ("柳溪2025", "-3", []),
        ("枫桥2024", "10..14", [10, 13, 14]),
        ("枫桥2024", "-1,1", [1, 19]),
        ("云岭2026", "-8", [1]),
    ):
        rows = those(NAMED[name], lambda r, numbers=numbers: r.no in numbers)
        lists(part, f"文件={name}; 编号={text}", rows)
    lists(part, "编号=-1", [row for name in ORDER for row in NAMED[name][-1:]])
    lists(part, "编号=92..93", those(ALL, lambda r: r.no in (92, 93)))
    lists(part, "任务=dongli-2023#59|dongli-2023#60", ["dongli-2023#59", "dongli-2023#60"])
    lists(part, "任务=liuxi-2025#12.2|xiqing-2024#8", ["xiqing-2024#8", "liuxi-2025#12.2"])
    lists(part, "文件=柳溪2025; 任务=liuxi-2025#12", ["liuxi-2025#12"])
    lists(part, "文件=东丽2023; 非 编号=1..90", D[90:])


def conditions_on_units() -> None:
    part = "units"
    asked = {
        "东丽2023": (
            "牵头 配合 单位 主责",
            "区城管委 区工信局 区住建委 区财政局 东丽湖街 区发改委 金钟街",
        ),
        "西青2024": ("责任 牵头 单位 主责", "区发展改革委 区商务局 南站公司 区水务局 城投公司"),
        "下陆2023": ("责任 单位", "区招商服务中心 区科信局 老街办 下陆区自规分局 区市场监管局"),
        "柳溪2025": ("牵头 配合 单位", "县财政局 县住建局 县城管局 县卫健局"),
        "枫桥2024": ("责任 牵头", "市城管局 市科技局 市住建局"),
        "云岭2026": ("责任 配合 主责", "区住建局 区财政局 区工信局"),
    }
    for name, (fields, names) in asked.items():
        for unit in names.split():
            for word in fields.split():
                values = UNIT_FIELDS[word]
                rows = those(NAMED[name], lambda r, v=values, u=unit: u in v(r))
                lists(part, f"文件={name}; {word}={unit}", rows)
    for name, typed, unit in (
        ("东丽2023", "发展和改革委员会", "区发改委"),
        ("东丽2023", "区住房和城乡建设委员会", "区住建委"),
        ("东丽2023", "工信局", "区工信局"),
        ("西青2024", "发改委", "区发展改革委"),
        ("西青2024", "区人力资源和社会保障局", "区人社局"),
        ("柳溪2025", "县住房和城乡建设局", "县住建局"),
        ("枫桥2024", "城市管理局", "市城管局"),
    ):
        lists(
            part, f"文件={name}; 单位={typed}", those(NAMED[name], lambda r, u=unit: u in r.units)
        )
    lists(
        part,
        "文件=东丽2023; 牵头=区城管委|区住建委",
        those(D, lambda r: {"区城管委", "区住建委"} & set(r.lead)),
    )
    lists(
        part,
        "文件=西青2024; 责任=区教育局|区民政局|区医保局",
        those(X, lambda r: {"区教育局", "区民政局", "区医保局"} & set(r.resp)),
    )
    lists(part, "文件=东丽2023; 统称=各相关单位", those(D, lambda r: "各相关单位" in r.units))
    lists(
        part,
        "文件=柳溪2025; 统称=各乡镇|县直有关部门",
        those(A, lambda r: COLLECTIVES & set(r.units)),
    )
    lists(part, "文件=下陆2023; 统称=区政府各部门", those(L, lambda r: "区政府各部门" in r.units))
    lists(part, "文件=柳溪2025; 配合=各乡镇", those(A, lambda r: "各乡镇" in r.support))
    lists(part, "单位=区供销社", those(ALL, lambda r: "区供销社" in r.units))
    lists(part, "文件=东丽2023; 单位=区体育局", [])
    # kinds of units
    lists(
        part, "文件=东丽2023; 单位=*街", those(D, lambda r: any(u.endswith("街") for u in r.units))
    )
    lists(
        part, "文件=东丽2023; 牵头=*委", those(D, lambda r: any(u.endswith("委") for u in r.lead))
    )
    lists(
        part, "文件=下陆2023; 责任=*街", those(L, lambda r: any(u.endswith("街办") for u in r.resp))
    )
    lists(
        part,
        "文件=西青2024; 责任=*镇",
        those(X, lambda r: any(u.endswith("镇政府") and u != "镇政府" for u in r.resp)),
    )
    lists(
        part,
        "文件=西青2024; 责任=*街道",
        those(X, lambda r: any(u.endswith("街道办事处") and u[0] != "各" for u in r.resp)),
    )
    lists(
        part,
        "文件=西青2024; 责任=*集团",
        those(X, lambda r: any(u.endswith("集团") for u in r.resp)),
    )
    lists(
        part,
        "文件=枫桥2024; 责任=*公司",
        those(B, lambda r: any(u.endswith("公司") for u in r.resp)),
    )
    lists(part, "文件=枫桥2024; 责任=*街", [])
    # nothing but
    for name, word, names in (
        ("东丽2023", "单位", ["区城管委"]),
        ("东丽2023", "单位", ["区发改委", "区财政局"]),
        ("东丽2023", "牵头", ["区工信局"]),
        ("东丽2023", "配合", ["区商务局", "区工信局"]),
        ("西青2024", "责任", ["区商务局"]),
        ("西青2024", "责任", ["经开集团", "区招商专班"]),
        ("下陆2023", "责任", ["区人社局"]),
        ("柳溪2025", "配合", ["县财政局"]),
        ("枫桥2024", "责任", ["市科技局", "市数据局"]),
        ("云岭2026", "责任", ["区文旅局", "区财政局"]),
    ):
        values = UNIT_FIELDS[word]
        rows = those(NAMED[name], lambda r, v=values, n=names: v(r) and set(v(r)) <= set(n))
        lists(part, f"文件={name}; {word}只={'|'.join(names)}", rows)
    # places
    for name, word, at, text, unit in (
        ("西青2024", "责任", 0, "首位", "区发展改革委"),
        ("西青2024", "责任", 0, "首位", "区商务局"),
        ("西青2024", "责任", -1, "末位", "区商务局"),
        ("西青2024", "责任", 1, "第2位", "区工信局"),
        ("西青2024", "牵头", 2, "第3位", "南站公司"),
        ("东丽2023", "牵头", 0, "首位", "区住建委"),
        ("东丽2023", "配合", 0, "首位", "区工信局"),
        ("东丽2023", "配合", -1, "末位", "区商务局"),
        ("下陆2023", "责任", 0, "首位", "区招商服务中心"),
        ("柳溪2025", "配合", 1, "第2位", "县财政局"),
        ("柳溪2025", "配合", -2, "第-2位", "县住建局"),
        ("柳溪2025", "单位", 0, "首位", "县卫健局"),
        ("枫桥2024", "责任", 0, "首位", "市城管局"),
        ("云岭2026", "主责", -1, "末位", "区财政局"),
    ):
        values = UNIT_FIELDS[word]

        def is_placed(row: Row, v: Any = values, at: int = at, unit: str = unit) -> bool:
            found = v(row)
            return unit in (found[at : at + 1] if at != -1 else found[-1:])

        lists(part, f"文件={name}; {text}{word}={unit}", those(NAMED[name], is_placed))


def conditions_on_leaders_and_headings() -> None:
    part = "leaders"
    for name, person in (
        ("东丽2023", "孙晓光"),
        ("东丽2023", "李健"),
        ("西青2024", "郭磊"),
        ("西青2024", "鲍杰"),
        ("西青2024", "相关区领导"),
        ("柳溪2025", "田文博"),
        ("柳溪2025", "祝海燕"),
        ("枫桥2024", "邓佳"),
        ("枫桥2024", "鲁建平"),
        ("东丽2023", "郭磊"),
    ):
        lists(
            part,
            f"文件={name}; 分管={person}",
            those(NAMED[name], lambda r, p=person: p in r.leaders),
        )
    lists(
        part,
        "分管=田文博|孙晓光|邓佳",
        those(ALL, lambda r: {"田文博", "孙晓光", "邓佳"} & set(r.leaders)),
    )
    lists(part, "文件=西青2024; 分管只=郭磊", those(X, lambda r: r.leaders == ["郭磊"]))
    lists(
        part,
        "文件=柳溪2025; 分管只=田文博|祝海燕",
        those(A, lambda r: r.leaders and set(r.leaders) <= {"田文博", "祝海燕"}),
    )
    lists(part, "文件=柳溪2025; 首位分管=田文博", those(A, lambda r: r.leaders[:1] == ["田文博"]))
    lists(part, "文件=柳溪2025; 末位分管=祝海燕", those(A, lambda r: r.leaders[-1:] == ["祝海燕"]))
    lists(part, "文件=西青2024; 第2位分管=庞铁强", those(X, lambda r: r.leaders[1:2] == ["庞铁强"]))
    lists(
        part,
        "文件=西青2024; 分管=张建凤; 分管=柴树芳; 非 分管=庞铁强",
        ["xiqing-2024#4", "xiqing-2024#66", "xiqing-2024#70", "xiqing-2024#86"],
    )
    lists(part, "文件=西青2024; 单位=南站公司; 分管数=2..", ["xiqing-2024#8", "xiqing-2024#23"])
    for name, heading in (
        ("东丽2023", "六、坚持共建共享，聚焦品质提升，努力打造宜居、韧性、文明城区"),
        ("西青2024", "六、全力推进乡村振兴，夯实高质量发展基础"),
        ("柳溪2025", "（二）城乡建设"),
        ("柳溪2025", "1.园区建设"),
        ("枫桥2024", "第一节 招商引资"),
    ):
        rows = those(NAMED[name], lambda r, h=heading: h in r.headings)
        written = f'"{heading}"' if set(heading) & set("， ") else heading
        lists(part, f"文件={name}; 标题={written}", rows)
    lists(
        part,
        "文件=柳溪2025; 标题1=三、改善民生",
        those(A, lambda r: r.headings[0] == "三、改善民生"),
    )
    lists(part, "文件=柳溪2025; 标题2=三、改善民生", [])
    lists(part, "文件=柳溪2025; 标题3=2.企业培育", those(A, lambda r: "2.企业培育" in r.headings))
    lists(part, "文件=柳溪2025; 标题2含=教育", those(A, lambda r: "（一）教育医疗" in r.headings))
    lists(part, "标题含=乡村", those(ALL, lambda r: any("乡村" in h for h in r.headings)))
    lists(part, "文件=枫桥2024; 标题含=城市+建设", those(B, lambda r: r.ordinals[0] == 2))
    lists(part, "文件=枫桥2024; 标题含=招商", those(B, lambda r: r.ordinals == [1, 1]))
    for name, ordinals in (
        ("东丽2023", [6]),
        ("东丽2023", [1]),
        ("东丽2023", [9]),
        ("东丽2023", [6, 1]),
        ("西青2024", [3]),
        ("西青2024", [10]),
        ("下陆2023", [1, 2]),
        ("下陆2023", [3]),
        ("下陆2023", [5, 3]),
        ("下陆2023", [7, 1]),
        ("柳溪2025", [1, 1, 2]),
        ("柳溪2025", [3, 2]),
        ("柳溪2025", [3]),
        ("枫桥2024", [2, 3]),
        ("枫桥2024", [3]),
        ("枫桥2024", [1, 1]),
    ):
        rows = those(NAMED[name], lambda r, o=ordinals: r.ordinals[: len(o)] == o)
        lists(part, f"文件={name}; 标题第={','.join(map(str, ordinals))}", rows)
    lists(part, "标题第=9", those(ALL, lambda r: r.ordinals[:1] == [9]))


def conditions_on_words() -> None:
    part = "words"
    for name, words in (
        ("东丽2023", ["老旧小区"]),
        ("东丽2023", ["热力"]),
        ("东丽2023", ["京津冀", "企业"]),
        ("东丽2023", ["5%"]),
        ("西青2024", ["高质量"]),
        ("西青2024", ["项目", "招商"]),
        ("下陆2023", ["企业"]),
        ("下陆2023", ["改造", "小区"]),
        ("柳溪2025", ["口袋公园"]),
        ("柳溪2025", ["新增", "床位"]),
        ("枫桥2024", ["改造", "管"]),
        ("枫桥2024", ["PM2.5"]),
        ("枫桥2024", ["pm2.5"]),
        ("云岭2026", ["新增"]),
        ("东丽2023", ["低空经济"]),
    ):
        rows = those(
            NAMED[name], lambda r, w=words: all(one.lower() in r.text.lower() for one in w)
        )
        lists(part, f"文件={name}; 内容含={'+'.join(words)}", rows)
    lists(part, "内容含=充电桩", those(ALL, lambda r: "充电桩" in r.text))
    lists(part, '文件=柳溪2025; 内容含="雪亮 工程"', ["liuxi-2025#22"])
    lists(part, "文件=柳溪2025; 内容含=３２００户", ["liuxi-2025#11"])
    for words, text in (
        (["看病", "医疗"], "看病~医疗"),
        (["床位"], "床位"),
        (["学位", "幼儿园"], "学位|幼儿园"),
    ):
        rows = those(
            A,
            lambda r, w=words: (
                any(one in r.text for one in w)
                or (w[0] == "床位" and any(w[0] in h for h in r.headings))
            ),
        )
        lists(part, f"文件=柳溪2025; 涉及={text}", rows)
    lists(
        part,
        "文件=柳溪2025; 涉及=医疗",
        those(A, lambda r: "医疗" in r.text or any("医疗" in h for h in r.headings)),
    )
    lists(
        part,
        "文件=柳溪2025; 涉及=养老|床位",
        those(A, lambda r: any(w in t for w in ("养老", "床位") for t in (r.text, *r.headings))),
    )
    lists(
        part,
        "文件=枫桥2024; 涉及=管网改造/管网+改造",
        those(B, lambda r: "管网" in r.text and "改造" in r.text),
    )
    lists(part, "文件=枫桥2024; 涉及=天气~生态环境", [])
    lists(part, "文件=枫桥2024; 涉及=生态环境", those(B, lambda r: r.ordinals == [2, 2]))
    lists(
        part,
        "文件=枫桥2024; 涉及=招商资金/招商+资金",
        those(B, lambda r: r.ordinals == [1, 1] and "资金" in r.text),
    )
    lists(part, "涉及=gdp|地区生产总值", those(ALL, lambda r: "地区生产总值" in r.text))
    lists(
        part,
        "文件=西青2024; 涉及=乡村振兴",
        those(X, lambda r: "乡村振兴" in r.text + r.headings[0]),
    )
    lists(part, "文件=东丽2023; 涉及=民生", those(D, lambda r: "民生" in r.text + r.headings[0]))
    lists(part, "文件=东丽2023; 涉及=低空经济", [])
    lists(part, "涉及=口袋公园|小公园", those(ALL, lambda r: "口袋公园" in r.text))
    for title, words in (
        ("备注", ["一季度"]),
        ("备注", ["民生", "实事"]),
        ("责任科室", ["科"]),
        ("投资额", ["亿元"]),
    ):
        rows = those(A, lambda r, t=title, w=words: all(one in r.others.get(t, "") for one in w))
        lists(part, f"文件=柳溪2025; 〔{title}〕含={'+'.join(words)}", rows)
    lists(part, "〔备注〕=省级示范", those(ALL, lambda r: r.others.get("备注") == "省级示范"))
    lists(
        part,
        "〔备注〕=民生实事|续建",
        those(ALL, lambda r: r.others.get("备注") in ("民生实事", "续建")),
    )
    lists(part, "文件=柳溪2025; 〔责任科室〕=公路科", ["liuxi-2025#9"])
    lists(part, "文件=东丽2023; 〔备注〕含=一季度", [])
    lists(part, "文件=东丽2023; 单位含=街", those(D, lambda r: any("街" in u for u in r.units)))
    lists(
        part, "文件=柳溪2025; 配合含=街道", those(A, lambda r: any("街道" in u for u in r.support))
    )
    lists(part, "文件=柳溪2025; 时限含=主体", ["liuxi-2025#2"])
    lists(
        part,
        "文件=西青2024; 责任含=街道+各",
        those(X, lambda r: any("街道" in u and "各" in u for u in r.resp)),
    )
    lists(part, "分管含=田", those(ALL, lambda r: any("田" in p for p in r.leaders)))


def conditions_on_days() -> None:
    part = "days"

    def dated(
        rows: list[Row],
        exact: str,
        name: str,
        fits: Callable[[str], bool],
        what: str = "",
        stated: str = "",
    ) -> None:
        found = those(
            rows,
            lambda r: any(
                day
                and fits(day[5:])
                and (not what or (w or "完成") == what)
                and (not stated or in_text == (stated == "文中"))
                for _, day, w, in_text in r.dues
            ),
        )
        head = {"": "", "完成": "完成", "取得明显进展": "进展"}[what]
        lists(part, f"文件={name}; {stated}{head}{exact}", found)

    for name in ("东丽2023", "柳溪2025", "枫桥2024", "云岭2026"):
        rows = NAMED[name]
        dated(rows, "时限<=6月底前", name, lambda d: d <= "06-30")
        dated(rows, "时限<=10月底前", name, lambda d: d <= "10-31")
        dated(rows, "时限@三季度", name, lambda d: "07-01" <= d <= "09-30")
        dated(rows, "时限@上半年", name, lambda d: "01-01" <= d <= "06-30")
        dated(rows, "时限=10月底", name, lambda d: d == "10-31")
        dated(rows, "时限=年底", name, lambda d: d == "12-31")
        dated(rows, "时限>6月底", name, lambda d: d > "06-30")
        dated(rows, "时限>11月", name, lambda d: d > "11-30")
        dated(rows, "时限<6月", name, lambda d: d < "06-01")
        dated(rows, "时限<9月30日", name, lambda d: d < "09-30")
        dated(rows, "时限>=10月", name, lambda d: d >= "10-01")
        dated(rows, "时限>=三季度", name, lambda d: d >= "07-01")
        dated(rows, "时限<=年底", name, lambda d: True, "完成")
        dated(rows, "时限<=年底", name, lambda d: True, "取得明显进展")
        dated(rows, "时限@6月", name, lambda d: d[:2] == "06")
        dated(rows, "时限@6月", name, lambda d: d[:2] == "06", "完成")
    for name in ("柳溪2025", "枫桥2024"):
        rows = NAMED[name]
        dated(rows, "时限<=年底", name, lambda d: True, stated="栏内")
        dated(rows, "时限<=年底", name, lambda d: True, stated="文中")
        dated(rows, "时限<=9月底", name, lambda d: d <= "09-30", stated="文中")
    dated(A, "时限@9月", "柳溪2025", lambda d: d[:2] == "09", stated="栏内")
    lists(
        part,
        "时限>=2024-07-01; 文件=枫桥2024",
        those(B, lambda r: any(d >= "2024-07-01" for d in r.days)),
    )
    lists(
        part,
        "文件=柳溪2025; 时限<=2025年8月31日",
        those(A, lambda r: any(d <= "2025-08-31" for d in r.days)),
    )
    lists(part, "文件=东丽2023; 时限<=2022-12-31", [])
    lists(
        part,
        "文件=东丽2023|柳溪2025|枫桥2024|云岭2026; 时限=6月底",
        those(D + A + B + C, lambda r: any(d[5:] == "06-30" for d in r.days)),
    )
    lists(part, "文件=柳溪2025; 时限=持续推进", ["liuxi-2025#4", "liuxi-2025#12.2"])
    lists(part, "文件=云岭2026; 时限=立行立改", ["yunling-2026#8"])
    lists(part, "文件=柳溪2025; 时限<=主体", ["liuxi-2025#2"])
    lists(part, '文件=柳溪2025; 时限<=""', those(A, lambda r: r.dues))
    lists(part, '文件=枫桥2024; 时限<=""', those(B, lambda r: r.dues))
    lists(part, '文件=东丽2023; 进展时限<=""', those(D, lambda r: "取得明显进展" in r.whats))
    lists(part, '文件=柳溪2025; 文中时限<=""', those(A, lambda r: any(d[3] for d in r.dues)))
    lists(
        part, "文件=东丽2023; 要求只=取得明显进展", those(D, lambda r: r.whats == {"取得明显进展"})
    )
    lists(
        part, "文件=东丽2023; 要求=完成; 要求=取得明显进展", those(D, lambda r: len(r.whats) == 2)
    )
    lists(part, "文件=东丽2023; 要求=完成", those(D, lambda r: "完成" in r.whats))
    lists(part, "文件=柳溪2025; 日期=2025-06-30", those(A, lambda r: "2025-06-30" in r.days))
    lists(
        part,
        "文件=柳溪2025; 月份=2025-09|2025-10",
        those(A, lambda r: any(d[:7] in ("2025-09", "2025-10") for d in r.days)),
    )
    lists(part, "月份=2026-06", those(C, lambda r: "2026-06-30" in r.days))
    lists(part, "文件=东丽2023; 非 时限=年底", those(D, lambda r: "2023-12-31" not in r.days))


def conditions_on_cells() -> None:
    part = "cells"
    for name, word in (
        ("东丽2023", "配合"),
        ("东丽2023", "牵头"),
        ("东丽2023", "单位"),
        ("西青2024", "责任"),
        ("西青2024", "配合"),
        ("下陆2023", "牵头"),
        ("柳溪2025", "牵头"),
        ("柳溪2025", "配合"),
        ("柳溪2025", "单位"),
        ("枫桥2024", "责任"),
        ("枫桥2024", "主责"),
        ("枫桥2024", "配合"),
        ("云岭2026", "配合"),
        ("云岭2026", "责任"),
        ("云岭2026", "主责"),
    ):
        values = UNIT_FIELDS[word]
        has = word != "配合" or name in ("东丽2023", "柳溪2025", "云岭2026")
        has = has and (word != "牵头" or name in ("东丽2023", "柳溪2025"))
        for says, is_filled in (("为空", False), ("不空", True)):
            rows = those(NAMED[name], lambda r, v=values, f=is_filled, h=has: h and bool(v(r)) == f)
            lists(part, f"文件={name}; {word}{says}", rows)
    lists(part, "配合为空", those(D + A + C, lambda r: not r.support))
    lists(part, "分管为空", those(D + X + A + B, lambda r: not r.leaders))
    lists(part, "文件=下陆2023; 分管为空", [])
    lists(part, "文件=柳溪2025; 时限为空", ["liuxi-2025#25"])
    lists(part, "文件=云岭2026; 时限为空", ["yunling-2026#7"])
    lists(part, "文件=枫桥2024; 时限为空", [])
    lists(part, "文件=柳溪2025; 〔备注〕为空", those(A, lambda r: "备注" not in r.others))
    lists(part, "文件=柳溪2025; 〔投资额〕不空", those(A, lambda r: "投资额" in r.others))
    lists(
        part,
        "文件=柳溪2025; 〔责任科室〕不空; 〔备注〕为空",
        those(A, lambda r: "责任科室" in r.others and "备注" not in r.others),
    )
    lists(part, "〔备注〕为空", those(A + B, lambda r: "备注" not in r.others))
    lists(part, "文件=东丽2023; 〔备注〕为空", [])
    lists(part, "文件=柳溪2025; 统称不空", those(A, lambda r: COLLECTIVES & set(r.units)))
    lists(part, "文件=柳溪2025; 标题2为空", those(A, lambda r: len(r.headings) < 2))
    lists(part, "文件=柳溪2025; 标题3不空", those(A, lambda r: len(r.headings) > 2))
    for name, word, text, low, high in (
        ("东丽2023", "配合", "3..", 3, 99),
        ("东丽2023", "配合", "0", 0, 0),
        ("东丽2023", "配合", "1..2", 1, 2),
        ("东丽2023", "牵头", "2..", 2, 99),
        ("东丽2023", "单位", "5..", 5, 99),
        ("西青2024", "责任", "4..", 4, 99),
        ("西青2024", "责任", "1", 1, 1),
        ("下陆2023", "责任", "2", 2, 2),
        ("柳溪2025", "配合", "2..3", 2, 3),
        ("柳溪2025", "牵头", "2", 2, 2),
        ("柳溪2025", "单位", "0..1", 0, 1),
        ("枫桥2024", "责任", "3", 3, 3),
        ("枫桥2024", "配合", "0", 1, 0),
        ("云岭2026", "责任", "2..", 2, 99),
        ("云岭2026", "配合", "0", 0, 0),
        ("云岭2026", "主责", "1..", 1, 99),
    ):
        values = UNIT_FIELDS[word]
        rows = those(NAMED[name], lambda r, v=values, a=low, b=high: a <= len(set(v(r))) <= b)
        lists(part, f"文件={name}; {word}数={text}", rows)
    for name, text, low, high in (
        ("西青2024", "2..", 2, 99),
        ("西青2024", "3", 3, 3),
        ("东丽2023", "1", 1, 1),
        ("柳溪2025", "2", 2, 2),
        ("柳溪2025", "0", 0, 0),
        ("枫桥2024", "2..", 2, 99),
        ("下陆2023", "0", 1, 0),
    ):
        rows = those(NAMED[name], lambda r, a=low, b=high: a <= len(r.leaders) <= b)
        lists(part, f"文件={name}; 分管数={text}", rows)
    for name, text, low, high in (
        ("东丽2023", "2", 2, 2),
        ("柳溪2025", "2", 2, 2),
        ("柳溪2025", "0", 0, 0),
        ("云岭2026", "1", 1, 1),
    ):
        rows = those(NAMED[name], lambda r, a=low, b=high: a <= sum(not d[3] for d in r.dues) <= b)
        lists(part, f"文件={name}; 时限数={text}", rows)
    lists(part, "文件=东丽2023; 要求数=2", those(D, lambda r: len(r.whats) == 2))


def conditions_together() -> None:
    part = "together"
    lists(part, "文件=东丽2023; 非 配合=区财政局", those(D, lambda r: "区财政局" not in r.support))
    lists(
        part,
        "文件=东丽2023; 牵头=区住建委; 非 分管=孙晓光",
        those(D, lambda r: "区住建委" in r.lead and "孙晓光" not in r.leaders),
    )
    lists(part, "文件=东丽2023; 非 非 牵头=区城管委", those(D, lambda r: "区城管委" in r.lead))
    lists(
        part,
        "文件=东丽2023; {牵头=区教育局 / 配合=区教育局 & 分管=李健}",
        those(
            D, lambda r: "区教育局" in r.lead or ("区教育局" in r.support and "李健" in r.leaders)
        ),
    )
    lists(
        part,
        "文件=东丽2023; {分管=李健 / 分管=闫峰 & 牵头=区财政局}",
        those(D, lambda r: "李健" in r.leaders or ("闫峰" in r.leaders and "区财政局" in r.lead)),
    )
    lists(
        part,
        "文件=西青2024; {责任=区商务局 & 分管=郭磊 / 责任=区水务局}; 责任数=2..",
        those(
            X,
            lambda r: (
                (("区商务局" in r.resp and "郭磊" in r.leaders) or "区水务局" in r.resp)
                and len(r.resp) > 1
            ),
        ),
    )
    lists(
        part,
        "文件=西青2024; 非 {分管=郭磊 / 分管=庞铁强}",
        those(X, lambda r: not {"郭磊", "庞铁强"} & set(r.leaders)),
    )
    lists(
        part,
        "文件=柳溪2025; {〔备注〕=民生实事 / 〔投资额〕含=亿元 & 分管=田文博}",
        those(
            A,
            lambda r: (
                r.others.get("备注") == "民生实事"
                or ("投资额" in r.others and "田文博" in r.leaders)
            ),
        ),
    )
    lists(
        part,
        "文件=柳溪2025; 非 〔备注〕=民生实事",
        those(A, lambda r: r.others.get("备注") != "民生实事"),
    )
    lists(
        part,
        "文件=柳溪2025; 非 {统称不空 / 配合为空}",
        those(A, lambda r: r.support and not COLLECTIVES & set(r.units)),
    )
    lists(
        part,
        "文件=枫桥2024; 责任=市城管局; 责任=各街道; 非 分管=鲁建平",
        those(B, lambda r: {"市城管局", "各街道"} <= set(r.resp) and "鲁建平" not in r.leaders),
    )
    lists(
        part,
        "文件=东丽2023; 分管=崔伟; 时限<=10月底; 配合不空",
        those(D, lambda r: "崔伟" in r.leaders and min(r.days) <= "2023-10-31" and r.support),
    )
    lists(part, "地区=柳溪", A)
    lists(part, "地区=东丽|枫桥; 编号=5", those(D + B, lambda r: r.no == 5))
    lists(part, "年份=2024", X + B)
    lists(part, "年份=2023; 单位=区统计局", those(D + L, lambda r: "区统计局" in r.units))
    lists(part, "非 文件=东丽2023; 编号=1", [row for n in ORDER[1:] for row in NAMED[n][:1]])
    lists(part, "文件=dongli-2023; 编号=0..2", D[:2])
    lists(part, "角色=牵头; 编号=1", [D[0], A[0]])
    lists(part, "角色=配合; 文件=云岭2026", those(C, lambda r: r.support))
    lists(
        part, "角色=责任; 非 角色=配合; 文件=云岭2026", those(C, lambda r: r.resp and not r.support)
    )
    for name, text, fits in (
        (
            "东丽2023",
            "牵头=区工信局; 配合=区商务局",
            lambda r: "区工信局" in r.lead and "区商务局" in r.support,
        ),
        ("东丽2023", "牵头=区工信局; 配合为空", lambda r: "区工信局" in r.lead and not r.support),
        (
            "东丽2023",
            "单位=区工信局; 非 牵头=区工信局",
            lambda r: "区工信局" in r.support and "区工信局" not in r.lead,
        ),
        ("西青2024", "分管=郭磊; 分管=庞铁强", lambda r: {"郭磊", "庞铁强"} <= set(r.leaders)),
        (
            "西青2024",
            "责任=经开集团; 非 责任=区招商专班",
            lambda r: "经开集团" in r.resp and "区招商专班" not in r.resp,
        ),
        (
            "下陆2023",
            "责任=区科信局; 责任=区发改局",
            lambda r: {"区科信局", "区发改局"} <= set(r.resp),
        ),
        ("下陆2023", "责任=区科信局; 责任数=1", lambda r: r.resp == ["区科信局"]),
        ("柳溪2025", "分管=祝海燕; 分管数=1", lambda r: r.leaders == ["祝海燕"]),
        (
            "柳溪2025",
            "配合=县财政局; 配合=县住建局",
            lambda r: {"县财政局", "县住建局"} <= set(r.support),
        ),
        (
            "枫桥2024",
            "责任=市科技局; 首位责任=市科技局; 责任数=1..2",
            lambda r: r.resp[:1] == ["市科技局"] and len(r.resp) < 3,
        ),
    ):
        lists(part, f"文件={name}; {text}", those(NAMED[name], fits))


def asked_for_fields() -> None:
    part = "fields"

    def tell(exact: str, rows: list[Row], values: Callable[[Row], Iterable[str]]) -> None:
        add(part, exact, items=rows, told=[list(values(row)) for row in rows])

    d59, d40 = those(D, lambda r: r.no == 59), those(D, lambda r: r.no == 40)
    tell("文件=东丽2023; 编号=59 -> 牵头", d59, lead)
    tell("文件=东丽2023; 编号=59 -> 配合", d59, support)
    tell("文件=东丽2023; 编号=40 -> 配合", d40, support)
    tell("文件=东丽2023; 编号=59 -> 分管", d59, leaders)
    tell("文件=东丽2023; 编号=1..3 -> 牵头", D[:3], lead)
    tell("文件=东丽2023; 编号=1 -> 内容", D[:1], lambda r: [r.text])
    tell("文件=东丽2023; 编号=1 -> 时限", D[:1], lambda r: [d[0] for d in r.dues])
    tell("文件=东丽2023; 编号=1 -> 责任", D[:1], resp)
    tell("文件=东丽2023; 编号=59 -> 首位配合", d59, lambda r: r.support[:1])
    tell("文件=东丽2023; 编号=40 -> 末位配合", d40, lambda r: r.support[-1:])
    tell("文件=西青2024; 编号=8,23 -> 责任", those(X, lambda r: r.no in (8, 23)), resp)
    tell("文件=西青2024; 编号=8 -> 首位责任", those(X, lambda r: r.no == 8), lambda r: r.resp[:1])
    tell("文件=西青2024; 编号=8 -> 牵头", those(X, lambda r: r.no == 8), resp)
    tell("文件=西青2024; 编号=8 -> 第2位责任", those(X, lambda r: r.no == 8), lambda r: r.resp[1:2])
    tell(
        "文件=西青2024; 责任=南站公司; 分管数=2.. -> 分管",
        those(X, lambda r: r.no in (8, 23)),
        leaders,
    )
    tell("文件=西青2024; 编号=1 -> 时限", X[:1], lambda r: [])
    tell("文件=下陆2023; 编号=1 -> 主责", L[:1], owner)
    tell("文件=下陆2023; 编号=1 -> 标题2", L[:1], lambda r: r.headings)
    for text, numbers, word, values in (
        ("1", [1], "责任", resp),
        ("1", [1], "〔投资额〕", lambda r: [r.others["投资额"]]),
        ("2", [2], "时限", lambda r: [d[0] for d in r.dues]),
        ("2", [2], "日期", lambda r: r.days),
        ("2", [2], "要求", lambda r: ["完成", "取得明显进展"]),
        ("2", [2], "月份", lambda r: [d[:7] for d in r.days]),
        ("2", [2], "〔备注〕", lambda r: [r.others["备注"]]),
        ("3", [3], "〔备注〕", lambda r: []),
        ("3", [3], "标题", lambda r: r.headings),
        ("3", [3], "标题1", lambda r: r.headings[:1]),
        ("3", [3], "标题3", lambda r: r.headings[2:]),
        ("25", [25], "标题2", lambda r: []),
        ("25", [25], "牵头", lead),
        ("12", [12], "单位", units),
        ("9", [9], "时限", lambda r: [d[0] for d in r.dues]),
        ("9", [9], "统称", lambda r: ["各乡镇"]),
        ("16", [16], "牵头", lead),
        ("16", [16], "角色", lambda r: ["牵头", "配合"]),
        ("21", [21], "分管", leaders),
        ("26", [26], "主责", owner),
        ("5,6", [5, 6], "分管", leaders),
        ("5", [5], "文件", lambda r: ["柳溪2025"]),
        ("5", [5], "地区", lambda r: ["柳溪"]),
        ("5", [5], "年份", lambda r: ["2025"]),
        ("4..6", [4, 5, 6], "编号", lambda r: [str(r.no)]),
    ):
        tell(
            f"文件=柳溪2025; 编号={text} -> {word}",
            those(A, lambda r, n=numbers: r.no in n),
            values,
        )
    tell("〔备注〕=省级示范 -> 责任", those(B, lambda r: r.others.get("备注") == "省级示范"), resp)
    tell("文件=枫桥2024; 编号=6 -> 日期", those(B, lambda r: r.no == 6), lambda r: r.days)
    tell("文件=云岭2026; 编号=3 -> 主责", C[2:3], resp)
    tell("文件=云岭2026; 编号=3 -> 牵头", C[2:3], resp)
    add(
        part,
        "文件=柳溪2025; 编号=5 -> 牵头, 配合, 时限",
        items=["liuxi-2025#5"],
        told=[["县文旅局"]],
    )
    add(part, "文件=柳溪2025; 编号=14 -> 数字", items=["liuxi-2025#14"])
    add(part, "文件=柳溪2025; 编号=11 -> 数字:户", items=["liuxi-2025#11"])
    add(part, "文件=柳溪2025; 编号=11 -> 原文", items=["liuxi-2025#11"])
    add(part, "内容含=口袋公园; 地区=枫桥 -> 出处", items=["fengqiao-2024#10"])
    add(
        part,
        "涉及=养老床位|床位; 文件=柳溪2025 -> 目标与结果",
        items=["liuxi-2025#15", "liuxi-2025#20"],
    )
    add(
        part,
        "文件=柳溪2026报告 -> 释义:三医联动",
        facts=[["liuxi-2026-report", "指医疗、医保、医药协同发展和治理。"]],
    )
    add(part, "文件=柳溪2026报告 -> 职务:县长", facts=[["liuxi-2026-report", "罗永年"]])
    add(part, "文件=柳溪2026报告 -> 职务:田文博", facts=[["liuxi-2026-report", "副县长"]])
    add(part, "文件=东丽2024报告 -> 职务:区长", facts=[["dongli-2024-report", "李春"]])


def yes_or_no() -> None:
    part = "whether"

    def whether(
        where: str,
        rows: list[Row],
        supposed: str,
        holds: Callable[[Row], object],
        ask: str = "是否",
    ) -> None:
        add(part, f"{where} -> {ask} {{{supposed}}}", items=rows, holds=those(rows, holds))

    d59 = those(D, lambda r: r.no == 59)
    whether("文件=东丽2023; 编号=59", d59, "牵头=区城管委", lambda r: "区城管委" in r.lead)
    whether("文件=东丽2023; 编号=59", d59, "牵头=区住建委", lambda r: "区住建委" in r.lead)
    whether(
        "文件=东丽2023; 编号=59", d59, "时限<=6月底", lambda r: min(r.days) <= "2023-06-30", "能否"
    )
    whether(
        "文件=东丽2023; 牵头=区城管委",
        those(D, lambda r: "区城管委" in r.lead),
        "分管=孙晓光",
        lambda r: "孙晓光" in r.leaders,
    )
    whether(
        "文件=东丽2023; 分管=崔伟",
        those(D, lambda r: "崔伟" in r.leaders),
        "配合为空",
        lambda r: not r.support,
    )
    whether(
        "文件=东丽2023; 牵头=区工信局",
        those(D, lambda r: "区工信局" in r.lead),
        "时限@年底 & 非 配合为空",
        lambda r: "2023-12-31" in r.days and r.support,
    )
    whether(
        "文件=东丽2023; 分管=孙晓光",
        those(D, lambda r: "孙晓光" in r.leaders),
        "共=24",
        lambda r: True,
    )
    whether(
        "文件=东丽2023; 分管=孙晓光",
        those(D, lambda r: "孙晓光" in r.leaders),
        "共=25..",
        lambda r: False,
    )
    whether(
        "文件=东丽2023; 分管=李健",
        those(D, lambda r: "李健" in r.leaders),
        "共=1 & 牵头=区教育局",
        lambda r: "区教育局" in r.lead,
    )
    whether(
        "文件=西青2024; 责任=南站公司",
        those(X, lambda r: "南站公司" in r.resp),
        "分管=郭磊",
        lambda r: "郭磊" in r.leaders,
    )
    whether(
        "文件=西青2024; 编号=4,66",
        those(X, lambda r: r.no in (4, 66)),
        "首位责任=区人社局 / 分管数=3..",
        lambda r: r.resp[:1] == ["区人社局"] or len(r.leaders) > 2,
    )
    whether(
        "文件=下陆2023; 标题第=1",
        those(L, lambda r: r.ordinals[0] == 1),
        "责任含=街办",
        lambda r: any("街办" in u for u in r.resp),
    )
    whether(
        "文件=柳溪2025; 配合=县财政局",
        those(A, lambda r: "县财政局" in r.support),
        "〔投资额〕不空",
        lambda r: "投资额" in r.others,
    )
    whether(
        "文件=柳溪2025; 〔备注〕=民生实事",
        those(A, lambda r: r.others.get("备注") == "民生实事"),
        "分管=方晓芸",
        lambda r: "方晓芸" in r.leaders,
    )
    whether(
        "文件=柳溪2025; 标题第=1",
        those(A, lambda r: r.ordinals[0] == 1),
        "时限数=2",
        lambda r: len(r.dues) == 2,
    )
    whether(
        "文件=柳溪2025; 编号=20",
        those(A, lambda r: r.no == 20),
        "完成时限<=6月底",
        lambda r: False,
        "能否",
    )
    whether(
        "文件=柳溪2025; 编号=20", those(A, lambda r: r.no == 20), "进展时限<=6月底", lambda r: True
    )
    whether(
        "文件=枫桥2024; 责任=市城管局",
        those(B, lambda r: "市城管局" in r.resp),
        "责任=各街道",
        lambda r: "各街道" in r.resp,
    )
    whether(
        "文件=枫桥2024; 编号=6", those(B, lambda r: r.no == 6), "时限>=10月", lambda r: True, "能否"
    )
    whether(
        "文件=云岭2026; 配合=区住建局",
        those(C, lambda r: "区住建局" in r.support),
        "责任=区文旅局",
        lambda r: "区文旅局" in r.resp,
    )
    whether("文件=云岭2026; 编号=90", [], "责任=区文旅局", lambda r: True)


def different_values() -> None:
    part = "values"

    def which(
        where: str, rows: list[Row], word: str, values: Callable[[Row], Iterable[str]]
    ) -> None:
        found = different(rows, values)
        add(part, f"{where} -> 哪些{word}", values=found)
        add(part, f"{where} -> 几个{word}", count=len(found))

    which("文件=东丽2023", D, "牵头", lead)
    which("文件=东丽2023; 分管=孙晓光", those(D, lambda r: "孙晓光" in r.leaders), "牵头", lead)
    which("文件=东丽2023; 分管=李健", those(D, lambda r: "李健" in r.leaders), "单位", units)
    which("文件=东丽2023", D, "分管", leaders)
    which("文件=东丽2023; 牵头=区工信局", those(D, lambda r: "区工信局" in r.lead), "配合", support)
    which("文件=东丽2023; 牵头=区工信局", those(D, lambda r: "区工信局" in r.lead), "分管", leaders)
    add(part, "文件=东丽2023 -> 几个标题", count=9)
    add(part, "文件=下陆2023 -> 几个标题1", count=max(r.ordinals[0] for r in L))
    which("文件=东丽2023", D, "日期", lambda r: r.days)
    which(
        "文件=东丽2023; 牵头=区城管委",
        those(D, lambda r: "区城管委" in r.lead),
        "月份",
        lambda r: [d[:7] for d in r.days],
    )
    which("文件=东丽2023", D, "要求", lambda r: r.whats)
    which("文件=西青2024", X, "责任", resp)
    which("文件=西青2024", X, "分管", leaders)
    which("文件=西青2024; 责任=南站公司", those(X, lambda r: "南站公司" in r.resp), "单位", units)
    which("文件=西青2024", X, "首位责任", lambda r: r.resp[:1])
    which("文件=下陆2023", L, "责任", resp)
    which("文件=下陆2023; 标题第=7", those(L, lambda r: r.ordinals[0] == 7), "主责", owner)
    which("文件=柳溪2025", A, "牵头", lead)
    which("文件=柳溪2025", A, "配合", support)
    which("文件=柳溪2025", A, "分管", leaders)
    which("文件=柳溪2025", A, "标题2", lambda r: r.headings[1:2])
    which(
        "文件=柳溪2025",
        A,
        "〔备注〕",
        lambda r: r.others.get("备注", "").split("|") if "备注" in r.others else [],
    )
    which(
        "文件=柳溪2025; 〔投资额〕不空",
        those(A, lambda r: "投资额" in r.others),
        "〔责任科室〕",
        lambda r: [r.others["责任科室"]] if "责任科室" in r.others else [],
    )
    which("文件=柳溪2025", A, "月份", lambda r: {d[:7] for d in r.days})
    which("文件=枫桥2024", B, "责任", resp)
    which("文件=枫桥2024; 分管=宋凌", those(B, lambda r: "宋凌" in r.leaders), "单位", units)
    which("文件=云岭2026", C, "主责", owner)
    which(
        "文件=云岭2026",
        C,
        "角色",
        lambda r: (["配合"] if r.support else []) + (["责任"] if r.resp else []),
    )
    which(
        "单位=区供销社",
        those(ALL, lambda r: "区供销社" in r.units),
        "文件",
        lambda r: [n for n in ORDER if NAMED[n][0].document == r.document],
    )
    which(
        "内容含=口袋公园",
        those(ALL, lambda r: "口袋公园" in r.text),
        "地区",
        lambda r: [n[:2] for n in ORDER if NAMED[n][0].document == r.document],
    )
    which(
        "时限数=2",
        those(D + A, lambda r: sum(not d[3] for d in r.dues) == 2),
        "年份",
        lambda r: [r.document[-4:]],
    )
    add(
        part,
        "文件=东丽2023 -> 哪些统称",
        values=sorted(COLLECTIVES & {u for r in D for u in r.units}),
    )
    add(part, "文件=柳溪2025 -> 哪些统称", values=["县直有关部门", "各乡镇"])
    add(part, "文件=西青2024 -> 几个统称", count=len(COLLECTIVES & {u for r in X for u in r.resp}))
    for name, word, other in (
        ("东丽2023", "配合", "牵头"),
        ("东丽2023", "牵头", "配合"),
        ("柳溪2025", "配合", "牵头"),
        ("云岭2026", "配合", "责任"),
        ("云岭2026", "责任", "配合"),
        ("西青2024", "责任", "首位责任"),
    ):
        rows = NAMED[name]
        has = set(different(rows, UNIT_FIELDS[word]))
        also = different(rows, UNIT_FIELDS.get(other, lambda r: r.resp[:1]))
        add(part, f"文件={name} -> 哪些{word} 除{other}", values=sorted(has - set(also)))
        add(part, f"文件={name} -> 几个{word} 除{other}", count=len(has - set(also)))
    counted = each(D, lead)
    for text, kept in (
        ("降 前1", most(counted, 1)),
        ("降 前3", most(counted, 3)),
        ("升 前1", most(counted, 1, least=True)),
    ):
        add(part, f"文件=东丽2023 -> 哪些牵头 | 按数 {text}", values=sorted(kept))
    add(
        part,
        "文件=西青2024 -> 哪些首位责任 | 按数 降 前1",
        values=sorted(most(each(X, lambda r: r.resp[:1]), 1)),
    )


def for_each() -> None:
    part = "each"

    def rows(counted: dict[str, int]) -> list[str]:
        return [f"{name} {number}" for name, number in counted.items()]

    by = (
        ("东丽2023", "分管", leaders),
        ("东丽2023", "牵头", lead),
        ("东丽2023", "配合", support),
        ("东丽2023", "单位", units),
        ("东丽2023", "月份", lambda r: {d[:7] for d in r.days}),
        ("东丽2023", "要求", lambda r: r.whats),
        ("东丽2023", "日期", lambda r: set(r.days)),
        ("西青2024", "分管", leaders),
        ("西青2024", "责任", resp),
        ("西青2024", "首位责任", lambda r: r.resp[:1]),
        ("西青2024", "末位责任", lambda r: r.resp[-1:]),
        ("下陆2023", "主责", owner),
        ("下陆2023", "标题2", None),
        ("柳溪2025", "分管", leaders),
        ("柳溪2025", "牵头", lead),
        ("柳溪2025", "标题1", lambda r: r.headings[:1]),
        ("柳溪2025", "标题2", lambda r: r.headings[1:2]),
        ("柳溪2025", "月份", lambda r: {d[:7] for d in r.days}),
        ("柳溪2025", "〔备注〕", lambda r: [r.others["备注"]] if "备注" in r.others else []),
        ("柳溪2025", "首位分管", lambda r: r.leaders[:1]),
        ("枫桥2024", "责任", resp),
        ("枫桥2024", "分管", leaders),
        ("枫桥2024", "标题1", lambda r: r.headings[:1]),
        ("云岭2026", "责任", resp),
        ("云岭2026", "配合", support),
        (
            "云岭2026",
            "角色",
            lambda r: (["配合"] if r.support else []) + (["责任"] if r.resp else []),
        ),
    )
    for name, word, values in by:
        if values is None:
            continue
        counted = each(NAMED[name], values)
        ask = "清单" if len(CORPUS.get(part, ())) % 4 == 3 else "几项"
        add(part, f"文件={name} -> 每{word} {ask}", rows=rows(counted))
        top = most(counted, 1)
        add(part, f"文件={name} -> 每{word} 几项 | 按数 降 前1", rows=rows(top))
    for name, word, values in by[:10]:
        if values is None:
            continue
        counted = each(NAMED[name], values)
        add(part, f"文件={name} -> 每{word} 几项 | 按数 降 前3", rows=rows(most(counted, 3)))
        add(
            part,
            f"文件={name} -> 每{word} 几项 | 按数 升 前1",
            rows=rows(most(counted, 1, least=True)),
        )
        add(part, f"文件={name} -> 每{word} 几项 | 合计", result=Fraction(sum(counted.values())))
        add(
            part,
            f"文件={name} -> 每{word} 几项 | 平均",
            result=Fraction(sum(counted.values()), len(counted)),
        )
        ones = {n: v for n, v in counted.items() if v == 1}
        add(part, f"文件={name} -> 每{word} 几项 | 按数 降 值1", rows=rows(ones))
        several = {n: v for n, v in counted.items() if 2 <= v <= 4}
        add(part, f"文件={name} -> 每{word} 几项 | 按数 降 值2..4", rows=rows(several))

    def distinct(values: Callable[[Row], Iterable[str]]) -> Callable[[list[Row]], int]:
        return lambda found: len(different(found, values))

    for name, word, values, other, others in (
        ("东丽2023", "分管", leaders, "牵头", lead),
        ("东丽2023", "分管", leaders, "配合", support),
        ("东丽2023", "牵头", lead, "配合", support),
        ("东丽2023", "牵头", lead, "分管", leaders),
        ("东丽2023", "要求", lambda r: r.whats, "牵头", lead),
        ("西青2024", "分管", leaders, "责任", resp),
        ("西青2024", "责任", resp, "分管", leaders),
        ("柳溪2025", "分管", leaders, "牵头", lead),
        ("柳溪2025", "牵头", lead, "配合", support),
        ("柳溪2025", "标题1", lambda r: r.headings[:1], "单位", units),
        ("枫桥2024", "分管", leaders, "责任", resp),
        ("云岭2026", "责任", resp, "配合", support),
    ):
        counted = each(NAMED[name], values, distinct(others))
        add(part, f"文件={name} -> 每{word} 几个{other}", rows=rows(counted))
        named = {v: different([r for r in NAMED[name] if v in values(r)], others) for v in counted}
        add(
            part,
            f"文件={name} -> 每{word} 哪些{other}",
            rows=[" ".join([v, str(len(n)), *n]) for v, n in named.items()],
        )
        add(part, f"文件={name} -> 每{word} 几个{other} | 按数 降 前1", rows=rows(most(counted, 1)))
    for name, where, word, found, values in (
        (
            "东丽2023",
            "时限<=10月底",
            "分管",
            those(D, lambda r: min(r.days) <= "2023-10-31"),
            leaders,
        ),
        ("东丽2023", "配合为空", "牵头", those(D, lambda r: not r.support), lead),
        ("西青2024", "分管=郭磊", "责任", those(X, lambda r: "郭磊" in r.leaders), resp),
        ("柳溪2025", "配合=县财政局", "牵头", those(A, lambda r: "县财政局" in r.support), lead),
        ("枫桥2024", "责任=市城管局", "责任", those(B, lambda r: "市城管局" in r.resp), resp),
    ):
        add(part, f"文件={name}; {where} -> 每{word} 几项", rows=rows(each(found, values)))
    add(part, "-> 每文件 几项", rows=[f"{n} {len(NAMED[n])}" for n in ORDER])
    add(part, "-> 每文件 几项 | 按数 降 前1", rows=["西青2024 103"])
    add(
        part,
        "-> 每年份 几项",
        rows=[f"2023 {len(D + L)}", f"2024 {len(X + B)}", f"2025 {len(A)}", f"2026 {len(C)}"],
    )
    add(
        part,
        "单位=*委 -> 每文件 几个牵头",
        rows=[
            f"{n} {len(different(those(NAMED[n], has_committee), lead))}"
            for n in ORDER
            if those(NAMED[n], has_committee)
        ],
    )
    add(
        part,
        "-> 每地区 几个单位",
        rows=[f"{n[:2]} {len(different(NAMED[n], units))}" for n in ORDER],
    )


def has_committee(row: Row) -> bool:
    return any(u.endswith("委") for u in row.units)


def in_order() -> None:
    part = "order"
    add(
        part,
        "文件=东丽2023; 牵头=区城管委 -> 清单 | 按时限 升 前1",
        items=first_due(those(D, lambda r: "区城管委" in r.lead)),
    )
    add(part, "文件=东丽2023 -> 清单 | 按时限 升 前1", items=first_due(D))
    add(part, "文件=柳溪2025 -> 清单 | 按时限 升 前1", items=first_due(A))
    add(part, "文件=枫桥2024 -> 内容 | 按时限 升 前1", items=first_due(B))
    add(part, "文件=云岭2026 -> 清单 | 按时限 升 前1", items=first_due(C))
    add(
        part,
        "文件=云岭2026 -> 清单 | 按时限 升",
        items=[
            *sorted(those(C, lambda r: r.days), key=lambda r: r.days[0]),
            *those(C, lambda r: not r.days),
        ],
    )
    add(
        part,
        "文件=云岭2026 -> 清单 | 按时限 降 前1",
        items=those(C, lambda r: "2026-12-31" in r.days),
    )
    add(part, "文件=云岭2026 -> 清单 | 按编号 降", items=C[::-1])
    add(
        part,
        "文件=柳溪2025; 编号=20.. -> 清单 | 按编号 降 前2",
        items=["liuxi-2025#26", "liuxi-2025#25"],
    )
    for name, word in (
        ("东丽2023", "配合"),
        ("西青2024", "责任"),
        ("下陆2023", "责任"),
        ("柳溪2025", "配合"),
        ("枫桥2024", "责任"),
        ("云岭2026", "单位"),
    ):
        rows, values = NAMED[name], UNIT_FIELDS[word]
        counted = sorted((len(set(values(r))) for r in rows), reverse=True)
        for places in (1, 3):
            kept = those(rows, lambda r, v=values, edge=counted[places - 1]: len(set(v(r))) >= edge)
            kept.sort(key=lambda r, v=values: -len(set(v(r))))
            add(part, f"文件={name} -> 清单 | 按{word} 降 前{places}", items=kept)
    add(
        part,
        "文件=西青2024 -> 清单 | 按分管 降 前1",
        items=those(X, lambda r: len(r.leaders) == max(len(x.leaders) for x in X)),
    )
    add(part, "文件=东丽2023 -> 清单 | 按编号 降 前3", items=D[:-4:-1])


def first_due(rows: list[Row]) -> list[Row]:
    first = min(min(r.days) for r in rows if r.days)
    return those(rows, lambda r: r.days and min(r.days) == first)


def sides() -> None:
    part = "sides"

    def pair(
        where: str,
        rows: list[Row],
        one: str,
        first: Callable[[Row], object],
        other: str,
        second: Callable[[Row], object],
    ) -> None:
        a, b = those(rows, first), those(rows, second)
        head = f"{where}; [{one}] 对 [{other}] ->"
        add(part, f"{head} 比较 几项", sides=[len(a), len(b)])
        add(part, f"{head} 差 几项", result=Fraction(len(a) - len(b)))
        add(part, f"{head} 和 几项", result=Fraction(len(a) + len(b)))
        add(part, f"{head} 共同 清单", shared_items=[r for r in a if r in b])
        add(part, f"{head} 独有 清单", shared_items=[r for r in a if r not in b])
        for word, values in (("单位", units), ("分管", leaders)):
            x, y = set(different(a, values)), set(different(b, values))
            add(part, f"{head} 共同 哪些{word}", shared=sorted(x & y))
            add(part, f"{head} 独有 哪些{word}", shared=sorted(x - y))
        if b:
            add(part, f"{head} 占比 几项", result=Fraction(100 * len(a), len(b)))

    pair(
        "文件=东丽2023",
        D,
        "分管=孙晓光",
        lambda r: "孙晓光" in r.leaders,
        "分管=崔伟",
        lambda r: "崔伟" in r.leaders,
    )
    pair(
        "文件=东丽2023",
        D,
        "牵头=区住建委",
        lambda r: "区住建委" in r.lead,
        "配合=区住建委",
        lambda r: "区住建委" in r.support,
    )
    pair(
        "文件=东丽2023; 时限@年底",
        those(D, lambda r: "2023-12-31" in r.days),
        "完成时限=年底",
        lambda r: any(d[1:3] == ("2023-12-31", "完成") for d in r.dues),
        "进展时限=年底",
        lambda r: any(d[1:3] == ("2023-12-31", "取得明显进展") for d in r.dues),
    )
    pair(
        "文件=西青2024",
        X,
        "分管=张建凤",
        lambda r: "张建凤" in r.leaders,
        "分管=柴树芳",
        lambda r: "柴树芳" in r.leaders,
    )
    pair(
        "文件=西青2024",
        X,
        "责任=区商务局",
        lambda r: "区商务局" in r.resp,
        "责任=经开集团",
        lambda r: "经开集团" in r.resp,
    )
    pair(
        "文件=柳溪2025",
        A,
        "分管=田文博",
        lambda r: "田文博" in r.leaders,
        "分管=祝海燕",
        lambda r: "祝海燕" in r.leaders,
    )
    pair(
        "文件=枫桥2024",
        B,
        "标题第=1",
        lambda r: r.ordinals[0] == 1,
        "标题第=2",
        lambda r: r.ordinals[0] == 2,
    )
    pair("文件=云岭2026", C, "配合为空", lambda r: not r.support, "配合不空", lambda r: r.support)
    sun = those(D, lambda r: "孙晓光" in r.leaders)
    add(
        part,
        "文件=东丽2023; [分管=孙晓光] 对 [] -> 占比 几项",
        sides=[24, 92],
        result=Fraction(600, 23),
    )
    add(part, "文件=东丽2023; [要求=完成] 对 [要求=取得明显进展] -> 比较 几项", sides=[60, 35])
    add(
        part,
        "文件=东丽2023; [要求=完成] 对 [要求=取得明显进展] -> 共同 几项",
        shared_items=those(D, lambda r: len(r.whats) == 2),
    )
    add(
        part,
        "文件=东丽2023; [分管=孙晓光] 对 [分管=崔伟] 对 [分管=闫峰] -> 比较 几个牵头",
        sides=[
            len(different(those(D, lambda r, p=p: p in r.leaders), lead))
            for p in ("孙晓光", "崔伟", "闫峰")
        ],
    )
    others = those(D, lambda r: {"崔伟", "闫峰"} & set(r.leaders))
    add(
        part,
        "文件=东丽2023; [分管=孙晓光] 对 [分管=崔伟] 对 [分管=闫峰] -> 独有 哪些牵头",
        shared=sorted(set(different(sun, lead)) - set(different(others, lead))),
    )
    add(part, "[文件=东丽2023] 对 [文件=西青2024] -> 比较 几项", sides=[92, 103])
    add(part, "[文件=东丽2023] 对 [文件=西青2024] -> 差 几项", result=Fraction(-11))
    add(part, "内容含=口袋公园; [地区=柳溪] 对 [地区=枫桥] -> 比较 清单", sides=[1, 1])
    add(
        part,
        "单位=区财政局; [年份=2023] 对 [年份=2024] 对 [年份=2026] -> 比较 几项",
        sides=[
            len(those(rows, lambda r: {"区财政局", "县财政局", "市财政局"} & set(r.units)))
            for rows in (D + L, X + B, C)
        ],
    )


def of_lists() -> None:
    part = "lists"
    urban = those(D, lambda r: "区城管委" in r.lead)
    sun = those(D, lambda r: "孙晓光" in r.leaders)
    shown = ("文件=东丽2023; 牵头=区城管委 -> 清单", urban)
    before = ("文件=东丽2023; 分管=孙晓光 -> 清单", sun)
    aged = (
        "文件=柳溪2025; 〔备注〕=民生实事 -> 清单",
        those(A, lambda r: r.others.get("备注") == "民生实事"),
    )
    south = ("文件=西青2024; 责任=南站公司 -> 清单", those(X, lambda r: "南站公司" in r.resp))

    def of(exact: str, *held: tuple[str, list[Row]], **answer: Any) -> None:
        given = ", ".join(
            f"{{ exact = {_text(e)}, items = {json.dumps(shortened(rows), ensure_ascii=False)} }}"
            for e, rows in held
        )
        add(part, exact, **answer)
        CORPUS[part][-1] += f"\nlists = [{given}]"

    def told(
        exact: str,
        rows: list[Row],
        values: Callable[[Row], list[str]],
        *held: tuple[str, list[Row]],
    ) -> None:
        of(exact, *held, items=rows, told=[values(r) for r in rows])

    told("所列第2个 -> 配合", urban[1:2], support, shown)
    told("所列第1个 -> 牵头", urban[:1], lead, shown, before)
    told("所列第-1个 -> 内容", urban[-1:], lambda r: [r.text], shown)
    told("所列第1,3个 -> 分管", [urban[0], urban[2]], leaders, shown)
    told("所列 -> 配合", urban, support, shown)
    told("前1次所列第2个 -> 牵头", sun[1:2], lead, shown, before)
    told("前1次所列第-2个 -> 时限", sun[-2:-1], lambda r: [d[0] for d in r.dues], shown, before)
    told("前2次所列第1个 -> 分管", aged[1][:1], leaders, shown, before, aged)
    told(
        "所列第1,2个 -> 〔投资额〕",
        aged[1][:2],
        lambda r: [r.others["投资额"]] if "投资额" in r.others else [],
        aged,
        shown,
    )
    told("所列第5个 -> 首位责任", south[1][4:5], lambda r: r.resp[:1], south)
    of("所列第40个 -> 配合", shown, items=[])
    of("所列 -> 清单", items=[])
    of("前3次所列 -> 清单", shown, before, items=[])
    of("所列; 配合不空 -> 清单", shown, items=those(urban, support))
    of(
        "所列; 非 时限=年底 -> 几项",
        shown,
        items=those(urban, lambda r: "2023-12-31" not in r.days),
    )
    of(
        "所列; 分管=孙晓光 -> 几项",
        shown,
        before,
        items=those(urban, lambda r: "孙晓光" in r.leaders),
    )
    of(
        "前1次所列; 牵头=区住建委 -> 清单",
        shown,
        before,
        items=those(sun, lambda r: "区住建委" in r.lead),
    )
    of(
        "前1次所列; 非 牵头=区住建委|区城管委 -> 哪些牵头",
        shown,
        before,
        values=different(those(sun, lambda r: not {"区住建委", "区城管委"} & set(r.lead)), lead),
    )
    of("其余 -> 清单", shown, before, items=[r for r in sun if r not in urban])
    of("其余 -> 几项", shown, before, items=[r for r in sun if r not in urban])
    of(
        "其余; 时限<=10月底 -> 清单",
        shown,
        before,
        items=[r for r in sun if r not in urban and min(r.days) <= "2023-10-31"],
    )
    of("其余 -> 清单", (before[0], sun[:5]), before, items=sun[5:])
    of("其余第1个 -> 牵头", (before[0], sun[:5]), before, items=sun[5:6])
    of("前1次其余 -> 清单", shown, (before[0], sun[:5]), before, items=sun[5:])
    of("其余 -> 清单", shown, items=[])
    of("所列 -> 每分管 几项", shown, rows=[f"{n} {v}" for n, v in each(urban, leaders).items()])
    of(
        "所列 -> 每牵头 几项 | 按数 降 前1",
        before,
        rows=[f"{n} {v}" for n, v in most(each(sun, lead), 1).items()],
    )
    of(
        "所列 -> 是否 {牵头=区城管委}",
        before,
        items=sun,
        holds=those(sun, lambda r: "区城管委" in r.lead),
    )
    of(
        "所列; [时限<=10月底] 对 [] -> 占比 几项",
        before,
        result=Fraction(100 * len(those(sun, lambda r: min(r.days) <= "2023-10-31")), len(sun)),
    )
    of(
        "所列 -> 清单 | 按配合 降 前1",
        before,
        items=those(sun, lambda r: len(r.support) == max(len(s.support) for s in sun)),
    )
    backwards = (south[0] + " | 按编号 降", south[1][::-1])
    told("所列第1个 -> 分管", south[1][-1:], leaders, backwards)
    of("所列 -> 清单", backwards, items=south[1][::-1])


def passages() -> None:
    part = "passages"
    report = json.loads((OUT / "documents" / "liuxi-2026-report.json").read_text("utf-8"))[
        "passages"
    ]
    plan = json.loads((OUT / "documents" / "liuxi-2025.json").read_text("utf-8"))["passages"]
    town = json.loads((OUT / "documents" / "fengqiao-2024.json").read_text("utf-8"))["passages"]

    def told(name: str, found: list[dict[str, Any]]) -> list[str]:
        return [f"{name}@{p['line']}" for p in found]

    def of_report(exact: str, holds: Callable[[dict[str, Any]], object]) -> None:
        found = told("liuxi-2026-report", [p for p in report if holds(p)])
        lists(part, exact, found)

    of_report("段落; 文件=柳溪2026报告", lambda p: True)
    of_report("结果; 文件=柳溪2026报告", lambda p: p["tense"] == "result")
    of_report("计划; 文件=柳溪2026报告", lambda p: p["tense"] == "plan")
    of_report("前言; 文件=柳溪2026报告", lambda p: False)
    of_report("附言; 文件=柳溪2026报告", lambda p: False)
    of_report("结果; 文件=柳溪2026报告; 内容含=床位", lambda p: p["line"] == 15)
    of_report("计划; 文件=柳溪2026报告; 内容含=床位", lambda p: p["line"] == 24)
    of_report(
        "全文; 地区=柳溪; 年份=2026; 涉及=工业企业/工业+企业", lambda p: "工业企业" in p["text"]
    )
    of_report(
        "段落; 文件=柳溪2026报告; 标题第=2", lambda p: p["headings"][:1] == ["二、2026年工作安排"]
    )
    of_report("段落; 文件=柳溪2026报告; 标题第=1,2", lambda p: "（二）民生保障" in p["headings"])
    of_report(
        "段落; 文件=柳溪2026报告; 标题含=民生", lambda p: any("民生" in h for h in p["headings"])
    )
    of_report(
        "段落; 文件=柳溪2026报告; 涉及=民生", lambda p: any("民生" in h for h in p["headings"])
    )
    of_report("段落; 文件=柳溪2026报告; 牵头=县民政局", lambda p: False)
    of_report("段落; 文件=柳溪2026报告; 非 牵头=县民政局", lambda p: False)
    of_report("段落; 文件=柳溪2026报告; 非 时限<=年底", lambda p: False)
    of_report("段落; 文件=柳溪2026报告; 编号=1..", lambda p: False)
    of_report("段落; 文件=柳溪2026报告; 非 内容含=新增", lambda p: "新增" not in p["text"])
    of_report(
        "段落; 文件=柳溪2026报告; {内容含=学位 / 内容含=老旧小区}", lambda p: p["line"] in (14, 16)
    )
    of_report("段落; 文件=柳溪2026报告; 标题为空", lambda p: not p["headings"])
    of_report("结果; 文件=柳溪2026报告; 涉及=gdp|地区生产总值", lambda p: p["line"] == 10)
    lists(part, "前言; 文件=柳溪2025", told("liuxi-2025", [p for p in plan if p["line"] < 20]))
    lists(part, "附言; 文件=柳溪2025", told("liuxi-2025", [p for p in plan if p["line"] > 85]))
    lists(part, "前言; 文件=柳溪2025; 内容含=配合单位", ["liuxi-2025@9"])
    lists(part, "前言; 文件=柳溪2025; 内容含=每季度", ["liuxi-2025@12"])
    lists(part, "前言; 文件=柳溪2025; 标题含=责任", ["liuxi-2025@12", "liuxi-2025@14"])
    lists(part, "附言; 文件=枫桥2024", told("fengqiao-2024", [p for p in town if p["line"] > 51]))
    lists(part, "段落; 文件=枫桥2024", told("fengqiao-2024", town))
    lists(part, "前言; 文件=云岭2026", ["yunling-2026@4"])
    lists(part, "全文; 文件=云岭2026", [*C, "yunling-2026@4"])
    lists(
        part,
        "全文; 文件=柳溪2025|柳溪2026报告; 内容含=养老床位",
        ["liuxi-2025#20", "liuxi-2026-report@15", "liuxi-2026-report@24"],
    )
    lists(part, "全文; 地区=柳溪; 内容含=老旧小区", ["liuxi-2025#11", "liuxi-2026-report@14"])
    lists(part, "全文; 文件=柳溪2025; 非 分管=石为民; 标题第=2", [])
    lists(part, "全文; 文件=柳溪2025; 非 分管=石为民; 内容含=督查室", [])
    add(part, "涉及=床位; [文件=柳溪2025] 对 [文件=柳溪2026报告] -> 比较 几项", sides=[2, 0])
    add(part, "全文; 涉及=床位; [文件=柳溪2025] 对 [文件=柳溪2026报告] -> 比较 几项", sides=[2, 2])
    add(
        part,
        "段落; 文件=柳溪2026报告 -> 每标题1 几项",
        rows=["一、2025年工作回顾 6", "二、2026年工作安排 4"],
    )


PARTS = (
    conditions_on_numbers,
    conditions_on_units,
    conditions_on_leaders_and_headings,
    conditions_on_words,
    conditions_on_days,
    conditions_on_cells,
    conditions_together,
    asked_for_fields,
    yes_or_no,
    different_values,
    for_each,
    in_order,
    sides,
    of_lists,
    passages,
)


def main() -> None:
    for part in PARTS:
        part()
    for name, questions in CORPUS.items():
        title = f"# Written by exact_answers.py: {len(questions)} questions."
        (OUT / f"{name}.toml").write_text("\n\n".join([title, *questions]) + "\n", "utf-8")
        print(f"{len(questions):4} {name}")


if __name__ == "__main__":
    main()
