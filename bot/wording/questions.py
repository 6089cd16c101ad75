"""A question as one Chinese sentence: what a button says, what is asked back."""

from collections.abc import Sequence

from bot.wording.conditions import adjective, holding, unit_name
from bot.wording.phrases import FIELD_WORDS, cell_name, measure_of
from knowledge import (
    Ask,
    Cell,
    Compare,
    Condition,
    Field,
    Fold,
    How,
    Index,
    Is,
    Numbered,
    Order,
    Origin,
    Picked,
    Question,
    Speaks,
    documents_of,
    is_of_document,
)

ASKED = {
    Field.OWNER: "由谁负责",
    Field.LEAD: "谁牵头",
    Field.SUPPORT: "谁配合",
    Field.RESPONSIBLE: "的责任单位是谁",
    Field.UNIT: "有哪些单位参与",
    Field.COLLECTIVE: "写了哪些统称",
    Field.LEADER: "哪位领导分管",
    Field.DEADLINE: "什么时候完成",
    Field.DUE: "要求完成还是取得明显进展",
    Field.DAY: "哪天到期",
    Field.MONTH: "哪个月到期",
    Field.NUMBER: "是第几项",
    Field.TEXT: "的完整内容",
    Field.HEADING: "在哪一部分",
    Field.FIGURE: "是多少",
    Field.SOURCE: "的原文",
    Field.DOCUMENT: "在哪份文件里",
    Field.DISTRICT: "是哪个地区的",
    Field.YEAR: "是哪一年的",
    Field.ROLE: "里各是什么角色",
}
ORIGINS = {
    Origin.PASSAGES: "正文里",
    Origin.RESULTS: "已取得的结果里",
    Origin.PLANS: "当年的计划里",
    Origin.BEFORE: "任务表前面的文字里",
    Origin.AFTER: "任务表后面的文字里",
    Origin.REST: "剩下的",
}
COMPARED = {
    Compare.BESIDE: "各有{}",
    Compare.DIFFERENCE: "相差{}",
    Compare.SUM: "合计{}",
    Compare.COMMON: "共同的{}有哪些",
    Compare.EXCEPT: "，前者有而后者没有的{}有哪些",
}
FOLDS = {Fold.NONE: "", Fold.SUM: "，合计多少", Fold.AVERAGE: "，平均多少"}


def in_chinese(question: Question, index: Index | None = None) -> str:
    """Say what a question asks in one full sentence: 东丽2023区城管委牵头的任务有哪些."""
    ids = tuple(d.id for d in documents_of(question.where, index)) if index else ()
    subject = subject_of(question, index, ids)
    if question.sides:
        return _compared(question, subject, index, ids)
    if question.each:
        return f"{subject}{_each(question, question.each, index, ids)}"
    if question.order and question.order.cell:
        subject = f"{subject}里{_ordered(question.order)}"
    told = [_asked(ask, subject, question, index, ids) for ask in question.asks]
    return "，".join([told[0], *(t.removeprefix(subject).removeprefix("的") for t in told[1:])])


def subject_of(question: Question, index: Index | None, ids: Sequence[str] = ()) -> str:
    """Name what is asked of: 东丽2023第59项, 刚才的清单里10月底前到期的任务."""
    documents = "".join(adjective(c, index) for c in question.where if is_of_document(c))
    where = [c for c in question.where if not is_of_document(c)]
    numbered = [c for c in where if isinstance(c, Numbered | Picked)]
    others = [c for c in where if c not in numbered]
    begins = f"{documents}{_origin(question)}"
    begins += "里" if begins[-1:].isdigit() and _begins_with_digit(others, index, ids) else ""
    if numbered and not others:
        return begins + holding(numbered, index, ids)
    if question.of.places and not where:
        return begins
    speaks = [c for c in others if isinstance(c, Speaks)]
    if len(speaks) == len(where) == 1:
        return f"{begins}{speaks[0].word.text.upper()}"
    told = holding([*numbered, *others], index, ids)
    noun = "任务" if question.of.origin in (Origin.TASKS, Origin.SHOWN, Origin.REST) else "话"
    if told:
        return f"{begins}{told}的{noun}"
    return f"{begins}的{noun}" if documents else f"{begins}{noun}" if begins else f"全部{noun}"


def _begins_with_digit(
    conditions: Sequence[Condition], index: Index | None, ids: Sequence[str]
) -> bool:
    return holding(conditions, index, ids)[:1].isdigit()


def _origin(question: Question) -> str:
    of = question.of
    if of.origin != Origin.SHOWN:
        return ORIGINS.get(of.origin, "")
    name = {0: "刚才的清单", 1: "上一个清单"}.get(of.back, f"前{of.back}次的清单")
    if not of.places:
        return f"{name}里"
    places = "、".join(
        "最后1" if p == -1 else f"第{p}" if p > 0 else f"倒数第{-p}" for p in of.places
    )
    return f"{name}里{places}个"


def _asked(
    ask: Ask, subject: str, question: Question, index: Index | None, ids: Sequence[str]
) -> str:
    name = cell_name(ask.cell) if ask.cell else ""
    match ask.how:
        case How.TELL if ask.cell:
            return f"{subject}{_fact(ask, ask.cell)}"
        case How.LIST:
            is_one = question.order is not None and question.order.first == 1
            return f"{subject}{'是哪些' if is_one else '有哪些'}"
        case How.COUNT:
            return f"{subject}有几项"
        case How.WHICH if ask.without:
            return f"{subject}里，哪些{name}从来不是{cell_name(ask.without)}"
        case How.WHICH:
            return f"{subject}涉及哪些{name}"
        case How.HOW_MANY:
            return f"{subject}一共有几{measure_of(ask.cell)}{name}"
        case How.WHETHER | How.CAN:
            said = holding(ask.supposed, index, ids)
            verb = "是否" if said.startswith(("不", "没")) else "是不是"
            return f"{subject}{verb if ask.how == How.WHETHER else '能不能'}{said}"
        case How.OUTCOME:
            return f"{subject}的目标和结果"
        case How.WHERE:
            return f"{_bare(subject, question, index, ids)}出现在哪些文件里"
        case How.ABOUT:
            return f"{_of_document(subject)}的文号和日期"
        case How.CONTENTS:
            return f"{_of_document(subject)}有哪些部分"
        case How.MEANING:
            return f"{ask.term}是什么意思"
        case _:
            return f"{_of_document(subject)}{ask.term}是谁"


def _bare(subject: str, question: Question, index: Index | None, ids: Sequence[str]) -> str:
    for condition in question.where:
        if isinstance(condition, Is) and condition.cell.field == Field.UNIT and index:
            return unit_name(condition.values[0], index, ids)
    return subject


def _of_document(subject: str) -> str:
    return "" if subject.startswith("全部") else subject.removesuffix("的任务")


def _fact(ask: Ask, cell: Cell) -> str:
    if cell.field == Field.FIGURE and ask.term:
        return f"是多少{ask.term}"
    if cell.place or cell.field == Field.OTHER or cell.level > 1:
        return f"{'' if cell.place else '的'}{cell_name(cell)}是什么"
    return ASKED[cell.field]


def _ordered(order: Order) -> str:
    field = order.cell.field if order.cell else Field.TEXT
    first = f"前{order.first}项" if order.first > 1 else ""
    if field in (Field.DEADLINE, Field.DAY, Field.MONTH):
        return f"{'最晚' if order.descending else '最早'}到期的{first}"
    if field == Field.NUMBER:
        return f"编号最{'大' if order.descending else '小'}的{first}"
    return f"{FIELD_WORDS[field]}最{'多' if order.descending else '少'}的{first}"


def _each(question: Question, each: Cell, index: Index | None, ids: Sequence[str]) -> str:
    name, order = cell_name(each), question.order
    what = "，".join(_counted(a, index, ids) for a in question.asks)
    if order and order.first == 1:
        return f"里，哪{measure_of(each)}{name}最{_way(order)}"
    first = (
        f"里，最{_way(order)}的{order.first}{measure_of(each)}{name}"
        if order and order.first
        else ""
    )
    return (first or f"里，每{measure_of(each)}{name}") + f"各有{what}" + FOLDS[question.fold]


def _way(order: Order) -> str:
    return "多" if order.descending else "少"


def _counted(ask: Ask, index: Index | None, ids: Sequence[str]) -> str:
    match ask.how:
        case How.HOW_MANY:
            return f"几{measure_of(ask.cell)}{cell_name(ask.cell) if ask.cell else ''}"
        case How.WHICH:
            return f"哪些{cell_name(ask.cell) if ask.cell else ''}"
        case How.LIST:
            return "哪些任务"
        case How.TELL if ask.cell:
            return f"多少{ask.term}" if ask.cell.field == Field.FIGURE else cell_name(ask.cell)
        case _:
            return "几项"


def _compared(question: Question, subject: str, index: Index | None, ids: Sequence[str]) -> str:
    sides = [side_name(side, index, ids) for side in question.sides]
    begins = "" if subject in ("全部任务", "") else f"{subject}，"
    what = "、".join(_counted(a, index, ids) for a in question.asks)
    if question.compare == Compare.SHARE:
        return f"{begins}{sides[0]}占{sides[1].removesuffix('的')}的百分之几"
    joined = f"{'、'.join(sides[:-1])}和{sides[-1]}"
    if question.compare in (Compare.COMMON, Compare.EXCEPT):
        what = what.removeprefix("哪些").removeprefix("几")
    asked = COMPARED[question.compare or Compare.BESIDE].format(what)
    return f"{begins}{joined}{asked}"


def side_name(
    side: Sequence[Condition], index: Index | None = None, ids: Sequence[str] = ()
) -> str:
    """Name one side of a comparison: 孙晓光分管的; all of it without conditions."""
    documents = "".join(adjective(c, index) for c in side if is_of_document(c))
    told = holding([c for c in side if not is_of_document(c)], index, ids)
    return f"{documents}{told}的" if told else documents or "全部"
