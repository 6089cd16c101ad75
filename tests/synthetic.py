"""Made-up documents of about 100 tasks, the same for the same seed, for the benches."""

import random
from collections.abc import Iterator
from datetime import date

from knowledge import Column, Deadline, Document, DocumentKind, Due, Field, Party, Role, Task

TASKS = 100
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志远思源"
PLACES = "东西南北清明安宁永和太平长乐金银玉石山水云龙凤梅兰竹松柏海河湖江"
UNITS = (
    "区发改委",
    "区财政局",
    "区教育局",
    "区科技局",
    "区工信局",
    "区民政局",
    "区司法局",
    "区人社局",
    "区住建委",
    "区城管委",
    "区水务局",
    "区农业农村委",
    "区商务局",
    "区文旅局",
    "区卫健委",
    "区应急局",
    "区市场监管局",
    "区统计局",
    "区医保局",
    "区政务服务办",
)
VERBS = (
    "推进",
    "实施",
    "完成",
    "新建",
    "改造",
    "提升",
    "打造",
    "加快",
    "优化",
    "建设",
)
THINGS = (
    "老旧小区改造",
    "口袋公园",
    "高标准农田",
    "污水处理厂",
    "智慧停车",
    "城市更新",
    "垃圾分类",
    "养老床位",
    "幼儿园",
    "公共充电桩",
    "热力管道",
    "雨水管网",
    "农村公路",
    "社区食堂",
    "产业园区",
    "招商引资",
    "科技企业孵化",
    "河道治理",
    "食品安全",
    "普法宣传",
    "营商环境",
    "知识产权",
    "人才公寓",
    "就业培训",
    "根治欠薪",
    "中小学扩建",
    "医联体",
    "家庭医生",
    "全民健身",
    "文化惠民",
    "非遗保护",
    "乡村旅游",
    "粮食生产",
    "设施农业",
    "电商直播",
    "跨境贸易",
    "夜间经济",
    "首店引进",
    "上市培育",
    "债务化解",
    "国企改革",
    "政务公开",
    "一网通办",
    "数据共享",
    "平安建设",
    "信访化解",
    "消防站",
    "燃气安全",
    "应急物资",
    "防汛排涝",
    "空气质量",
    "土壤修复",
    "绿道建设",
    "道路大修",
    "地铁配套",
    "公交优化",
    "老人助餐",
    "托育服务",
    "残疾人康复",
    "双拥共建",
)
DEADLINES = (
    ("年底前完成", (12, 31), Due.DONE),
    ("6月底前完成", (6, 30), Due.DONE),
    ("9月底前完成", (9, 30), Due.DONE),
    ("年底前取得明显进展", (12, 31), Due.PROGRESS),
)
COLUMNS = (
    Column(Field.LEAD, "牵头单位"),
    Column(Field.SUPPORT, "配合单位"),
    Column(Field.LEADER, "分管区领导"),
    Column(Field.DEADLINE, "完成时限"),
)


def documents(tasks: int, seed: int = 1) -> Iterator[Document]:
    """Give documents that hold so many tasks together."""
    chance = random.Random(seed)
    for number in range(max(1, tasks // TASKS)):
        yield _document(number, chance)


def _document(number: int, chance: random.Random) -> Document:
    district = "".join(chance.sample(PLACES, 2)) + str(number % 10)
    year = 2020 + number % 7
    id = f"made-{number}"
    leaders = ["".join((chance.choice(SURNAMES), *chance.sample(NAMES, 2))) for _ in range(6)]
    streets = [f"{''.join(chance.sample(PLACES, 2))}街" for _ in range(8)]
    return Document(
        id=id,
        name=f"{district}{year}-{number}",
        kind=DocumentKind.BREAKDOWN,
        district=district,
        year=year,
        issued=date(year, 1, 20),
        columns=COLUMNS,
        tasks=tuple(_task(id, n, year, leaders, streets, chance) for n in range(1, TASKS + 1)),
    )


def _task(
    id: str, number: int, year: int, leaders: list[str], streets: list[str], chance: random.Random
) -> Task:
    place = "".join(chance.sample(PLACES, 3))
    thing = chance.choice(THINGS)
    text = (
        f"{chance.choice(VERBS)}{place}{thing}项目，{chance.choice(VERBS)}"
        f"{chance.choice(THINGS)}{chance.randint(2, 900)}个，投资增长{chance.randint(1, 20)}%。"
    )
    lead, *support = chance.sample((*UNITS, *streets), chance.randint(1, 4))
    words, (month, day), what = chance.choice(DEADLINES)
    return Task(
        document=id,
        number=number,
        text=text,
        headings=(f"{'一二三四五六七八九十'[number // 11]}、{thing}及有关工作",),
        parties=(Party(lead, Role.LEAD), *(Party(u, Role.SUPPORT) for u in support)),
        leaders=(chance.choice(leaders),),
        deadlines=(Deadline(words, date(year, month, day), what),),
        line=number,
    )
