"""Replies that rank: a number for each value, and tasks in order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.wording.days import is_over
from bot.wording.lists import numbered
from bot.wording.phrases import (
    aligned,
    cell_name,
    left,
    measure_of,
    numbers_told,
    shorten,
)
from bot.wording.values import (
    BY_DAY,
    named,
    no_values,
    of_all,
    subject_told,
    untold,
    value_name,
    verb_of,
)
from bot.wording.view import View
from knowledge import (
    Answer,
    Ask,
    Cell,
    Cells,
    Document,
    Field,
    Fold,
    Group,
    How,
    Order,
    Row,
    by_document,
    run,
)

MOST_ROWS = 40
MOST_BEHIND = 6


def row_lines(answer: Answer, view: View) -> list[str]:
    """Give each value its number, the rows of every document under its name."""
    each = view.question.each
    if each is None or not answer.rows:
        return [no_values(Ask(How.WHICH, each), view)]
    groups = {g.document: g for g in view.found.groups}
    apart = by_document(answer.rows, _document_of)
    if view.question.order and view.question.order.first == 1:
        every = by_document(_all_rows(answer, view), _document_of)
        told = [_first(apart[d], every[d], answer.ask, each, groups.get(d), view) for d in apart]
    else:
        told = [_rows_of(rows, answer, each, groups.get(d), view) for d, rows in apart.items()]
    lines = [line for own in told for line in ("", *own)][1:]
    if view.question.fold != Fold.NONE and answer.result is not None and len(told) > 1:
        lines.append(f"{view.question.fold}　{number_told(answer.result)}")
    return lines


def _document_of(row: Row) -> str:
    return row.value.document


def _label(each: Cell, document: Document | None, view: View) -> str:
    return f"{document.name}{untold(each, document)}" if document else of_all(view)


def _rows_of(
    rows: Sequence[Row], answer: Answer, each: Cell, group: Group | None, view: View
) -> list[str]:
    document = view.document(group.document) if group else None
    order, ask, label = view.question.order, answer.ask, _label(each, document, view)
    if order and (order.least, order.most) != (0, Order().most):
        told = named([r.value for r in rows], each, verb_of(each, document))
        return [f"{told}，共{len(rows)}{measure_of(each)}", label]
    if ask.how in (How.WHICH, How.LIST):
        lines = [line for row in rows[:MOST_ROWS] for line in _row_told(row, ask, each, view)]
    else:
        unit = measure_of(ask.cell) if ask.how == How.HOW_MANY else "项"
        lines = aligned(
            [(value_name(r.value, each), f"{r.number}{unit}") for r in rows[:MOST_ROWS]]
        )
    if len(rows) > MOST_ROWS:
        rest = rows[MOST_ROWS:]
        lines.append(f"…另有{len(rest)}{measure_of(each)}，各{rest[-1].number}到{rest[0].number}项")
    return [
        *lines,
        *_summed(rows, answer, each, group, view),
        f"{label}　{subject_told(view, group)}",
    ]


def _first(
    rows: Sequence[Row], every: Sequence[Row], ask: Ask, each: Cell, group: Group | None, view: View
) -> list[str]:
    """Name those in the first place, and who comes next."""
    document = view.document(group.document) if group else None
    order = view.question.order or Order()
    unit = measure_of(ask.cell) if ask.how == How.HOW_MANY else "项"
    what = cell_name(ask.cell) if ask.how == How.HOW_MANY and ask.cell else ""
    tied = "，并列" if len(rows) > 1 else ""
    names = "、".join(value_name(r.value, each) for r in rows[:20])
    way = "最多" if order.descending else "最少"
    lines = [f"{names}　{what or verb_of(each, document)}{way}：{rows[0].number}{unit}{tied}"]
    behind = [r for r in every if r.number != rows[0].number]
    if behind:
        level = behind[:3][-1].number
        behind = [r for r in behind if r.number == level or r in behind[:3]]
        told = "、".join(
            f"{value_name(r.value, each)} {r.number}{unit}"
            if value_name(r.value, each)[-1:].isdigit()
            else f"{value_name(r.value, each)}{r.number}{unit}"
            for r in behind[:MOST_BEHIND]
        )
        more = f"等{len(behind)}个" if len(behind) > MOST_BEHIND else ""
        lines.append(f"其次：{told}{more}")
    return [*lines, _label(each, document, view)]


def _all_rows(answer: Answer, view: View) -> tuple[Row, ...]:
    order = replace(view.question.order or Order(), first=0)
    whole = replace(view.question, order=order)
    answers = run(whole, view.index, view.memory.items).answers
    return next((a.rows for a in answers if a.ask == answer.ask), ())


def _row_told(row: Row, ask: Ask, each: Cell, view: View) -> list[str]:
    name = value_name(row.value, each)
    if ask.how == How.LIST:
        tasks = [t for i in row.value.tasks if (t := view.index.task(i))]
        return [
            f"{name}　{row.number}项",
            *(numbered(tasks, view) if len(tasks) <= 3 else [f" {numbers_told(tasks)}"]),
        ]
    told = "、".join(shorten(v.name, 30) for v in row.values[:20])
    etc = f"等{row.number}{measure_of(ask.cell)}" if row.number > 20 else ""
    return [
        f"{name}　{row.number}{measure_of(ask.cell)}：{told}{etc}"
        if row.values
        else f"{name}　没有"
    ]


def _summed(
    rows: Sequence[Row], answer: Answer, each: Cell, group: Group | None, view: View
) -> list[str]:
    """Say what the rows come to, and why that is not the whole."""
    total = sum(r.number for r in rows)
    order, fold = view.question.order, view.question.fold
    unit = measure_of(answer.ask.cell) if answer.ask.how in (How.WHICH, How.HOW_MANY) else "项"
    lines = []
    if fold == Fold.AVERAGE and rows:
        lines.append(f"平均每{measure_of(each)}{number_told(Fraction(total, len(rows)))}{unit}")
    if order and order.first:
        return lines
    if answer.ask.how in (How.WHICH, How.HOW_MANY):
        return [*lines, *_distinct(rows, total, answer.ask, each)]
    whole = len(group.tasks if group else view.found.tasks)
    return [*lines, *_of_whole(rows, total, whole, each)]


def _distinct(rows: Sequence[Row], total: int, ask: Ask, each: Cell) -> list[str]:
    different = len({v.key for r in rows for v in r.values})
    unit = measure_of(ask.cell)
    if len(rows) < 2 or total == different:
        return [f"合计{total}{unit}"] if len(rows) > 1 else []
    return [
        f"合计{total}{unit}，不重复的{different}{unit}（同一{unit}可能归几{measure_of(each)}{cell_name(each)}）"
    ]


def _of_whole(rows: Sequence[Row], total: int, whole: int, each: Cell) -> list[str]:
    if len(rows) < 2:
        return []
    had = Counter(i for r in rows for i in r.value.tasks)
    several = sum(times > 1 for times in had.values())
    none = whole - len(had)
    told = f"合计{total}项"
    if several:
        is_kind = each.field in (Field.DUE, Field.ROLE) and len(rows) == 2
        why = "两样都有" if is_kind else f"不止一{measure_of(each)}，各算一次"
        told = f"合计{total}，比{whole}项多：{several}项{why}"
    return [told + (f"；另有{none}项没有写{cell_name(each)}" if none else "")]


def number_told(number: Fraction) -> str:
    """Write a number with at most two digits behind the point."""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.2f}".rstrip("0")


# --- tasks in order


def ordered_lines(view: View, order: Order, cell: Cell) -> list[str]:
    """Give the first tasks by the day or number of a field, for each document."""
    lines: list[str] = []
    for group in (g for g in view.found.groups if g.tasks):
        document = view.document(group.document)
        head = _edge(group, order, cell, view)
        lines += [f"{document.name}　{head}", *_ordered(group, cell, view)]
        if len(group.tasks) > view.page_size:
            lines.append(f" …其余{len(group.tasks) - view.page_size}项")
    return lines


def _edge(group: Group, order: Order, cell: Cell, view: View) -> str:
    tasks, document = group.tasks, view.document(group.document)
    if cell.field in BY_DAY:
        dues = [(d.due, d.text) for t in tasks for d in t.deadlines if d.due]
        day, words = (max if order.descending else min)(dues, key=lambda d: d[0])
        past = not view.today or is_over(document, view.today)
        told = "" if past or not view.today else f"，{left(day, view.today)}"
        way = "最晚" if order.descending else "最早"
        return f"{way}的时限是{words}（{day.isoformat()}{told}），共{len(tasks)}项"
    if cell.field == Field.NUMBER:
        return f"编号最{'大' if order.descending else '小'}的{len(tasks)}项"
    count = len(Cells(document, view.index.names).values(tasks[0], cell))
    way = "最多" if order.descending else "最少"
    return f"{cell_name(cell, document)}{way}的共{len(tasks)}项：{cell_name(cell)}{count}个"


def _ordered(group: Group, cell: Cell, view: View) -> list[str]:
    cells = Cells(view.document(group.document), view.index.names)
    shown = group.tasks[: view.page_size]
    if cell.field in (*BY_DAY, Field.NUMBER):
        return numbered(shown, view)
    return [
        f" {t.number}　{shorten(t.text)}（{'、'.join(n for _, n in cells.values(t, cell))}）"
        for t in shown
    ]
