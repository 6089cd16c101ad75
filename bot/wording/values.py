"""Replies about the different values of a field."""

from collections.abc import Sequence

from bot.wording.conditions import set_of
from bot.wording.phrases import (
    cell_name,
    has_column,
    measure_of,
    shorten,
)
from bot.wording.view import View
from knowledge import (
    PARTIES,
    Answer,
    Ask,
    Cell,
    Cells,
    Document,
    Field,
    Group,
    How,
    Value,
    by_document,
)

MOST_NAMES = 60
"""Units or leaders named in one reply."""
MOST_ROWS = 40
MOST_BEHIND = 6
COUNTED = {
    Field.LEAD: "牵头",
    Field.SUPPORT: "配合",
    Field.LEADER: "分管",
    Field.DAY: "到期",
    Field.MONTH: "到期",
}
BY_DAY = (Field.DEADLINE, Field.DAY, Field.MONTH)


def verb_of(cell: Cell, document: Document | None) -> str:
    """Name what is counted; without a column of its own a role is not told from the others."""
    if (
        document
        and cell.field in (Field.LEAD, Field.SUPPORT)
        and not has_column(document, cell.field)
    ):
        return "任务"
    return COUNTED.get(cell.field, "任务")


def untold(cell: Cell, document: Document | None) -> str:
    is_role = cell.field in (Field.LEAD, Field.SUPPORT)
    return (
        "（文件未分牵头和配合）"
        if is_role and document and not has_column(document, cell.field)
        else ""
    )


def value_name(value: Value, cell: Cell) -> str:
    """Name a value as a reply does: 2023-10 is 2023年10月."""
    if cell.field in BY_DAY and value.name[:4].isdigit():
        parts = [str(int(p)) for p in value.name.split("-")]
        return "".join(p + unit for p, unit in zip(parts, "年月日", strict=False))
    if cell.field == Field.ROLE:
        return f"有{value.name}单位的"
    return f"{value.name}年" if cell.field == Field.YEAR else shorten(value.name, 40)


def value_lines(answer: Answer, view: View) -> list[str]:
    """Name the different values, those of each document under its name."""
    cell = answer.ask.cell
    if cell is None or not answer.values:
        return [no_values(answer.ask, view)]
    lines = []
    groups = {g.document: g for g in view.found.groups}
    apart = by_document(answer.values, lambda value: value.document)
    for id, values in apart.items():
        lines += _values_of(values, answer.ask, cell, groups.get(id), view)
    if len(apart) > 1 and answer.ask.how == How.HOW_MANY:
        lines.append("（各份文件分别算）")
    return lines


def _values_of(
    values: Sequence[Value], ask: Ask, cell: Cell, group: Group | None, view: View
) -> list[str]:
    document = view.document(group.document) if group else None
    verb, title = verb_of(cell, document), cell_name(cell, document)
    told = named(values, cell, verb)
    count = f"{len(values)}{measure_of(cell)}"
    label = f"{document.name}{untold(cell, document)}" if document else of_all(view)
    subject = subject_told(view, group)
    where = f"{label}　{subject}".rstrip("　")
    if ask.without:
        without = COUNTED.get(ask.without.field, cell_name(ask.without))
        noun = "个单位" if cell.field in PARTIES else "个"
        return [f"没有{without}任务的{len(values)}{noun}：{told}", where]
    if ask.how == How.HOW_MANY:
        return [f"{count}{'不同的' if cell.place == 0 else ''}{title}", told, where]
    return [f"{told}，共{count}" if len(values) > 1 else told, where]


def named(values: Sequence[Value], cell: Cell, verb: str) -> str:
    """Name values in order of their number of tasks."""
    by_size = sorted(values, key=lambda v: -len(v.tasks))
    if cell.field in (*BY_DAY, Field.YEAR, Field.HEADING, Field.NUMBER):
        by_size = list(values)
    told = [
        f"{value_name(v, cell)}（{verb}{len(v.tasks)}项）" for v in by_size[:MOST_NAMES] if v.tasks
    ]
    told = told or [value_name(v, cell) for v in by_size[:MOST_NAMES]]
    return "、".join(told) + ("等" if len(values) > MOST_NAMES else "")


def of_all(view: View) -> str:
    groups = view.found.groups
    return view.document(groups[0].document).name if len(groups) == 1 else f"{len(groups)}份文件"


def subject_told(view: View, group: Group | None = None) -> str:
    """Say of which tasks, with how many: 孙晓光分管的24项."""
    tasks = len(group.tasks if group else view.found.tasks)
    ids = view.found.documents
    told = set_of(view.itself.where, tasks, view.index, ids)
    return told if tasks else ""


def no_values(ask: Ask, view: View) -> str:
    """Say that nothing is stated; no column and nothing left over are told apart."""
    name = "、".join(view.document(g.document).name for g in view.found.groups[:4])
    cell = ask.cell or Cell(Field.UNIT)
    if ask.without:
        field = ask.without.field
        if not any(has_column(view.document(g.document), field) for g in view.found.groups):
            word = COUNTED.get(field, "")
            return f"{name}没有区分牵头和配合，看不出哪些单位没有{word}任务。"
        return f"{name}里没有这样的单位：每个单位都有{COUNTED.get(field, '')}任务。"
    if cell.field == Field.COLLECTIVE:
        return f"{name}没有以统称出现的单位。"
    has = any(
        Cells(view.document(g.document), view.index.names).has(cell) for g in view.found.groups
    )
    if cell.field in BY_DAY:
        return f"{name}没有写完成时限。"
    title = cell_name(cell)
    return f"{name}这些任务的“{title}”都是空的。" if has else f"{name}没有“{title}”一栏。"
