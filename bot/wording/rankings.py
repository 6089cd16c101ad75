"""Replies that rank, compare and tally."""

from collections.abc import Sequence

from bot.model import Answer, Order, Rank, Row, Thing
from bot.wording.lists import MOST_DOCUMENTS, numbered
from bot.wording.phrases import (
    FIELD_WORDS,
    ROLE_WORDS,
    describe,
    has_column,
    left,
    shorten,
    units_of,
)
from bot.wording.view import PAGE, View
from knowledge import Document, Field, Index, Role, Task, count_of

MOST_NAMES = 60
"""Units or leaders named in one reply."""
MOST_BEHIND = 6
ORDERS = {
    Order.MOST: "最多",
    Order.LEAST: "最少",
    Order.JUST: "只有",
    Order.EARLIEST: "最早",
    Order.LATEST: "最晚",
}


def rank_lines(answer: Answer, view: View) -> list[str]:
    asked, index = answer.intent.rank, view.index
    if asked is None:
        return []
    if answer.groups:
        return _ranked_tasks(answer, asked, view)
    lines: list[str] = []
    for document in (
        dict.fromkeys(r.document for r in answer.rows) if asked.thing != Thing.DOCUMENT else [""]
    ):
        rows = [r for r in answer.rows if r.document == document or asked.thing == Thing.DOCUMENT]
        lines += _ranked(rows, asked, index.documents.get(document))
    return lines


def _ranked(rows: Sequence[Row], asked: Rank, document: Document | None) -> list[str]:
    untold = "（文件未分牵头和配合）" if not _tells(asked, document) else ""
    label = [f"{document.name}{untold}"] if document else []
    verb = _verb(asked, document)
    if asked.order == Order.JUST:
        return [_told_together(rows, asked, verb), *label]
    first = [r for r in rows if r.count == rows[0].count]
    rest = [r for r in rows if r not in first]
    tied = "，并列" if len(first) > 1 else ""
    names = "、".join(r.name for r in first[:20])
    lines = [f"{names}　{verb}{ORDERS[asked.order]}：{first[0].count}项{tied}"]
    if rest:
        behind = [r for r in rest if r.count >= rest[:3][-1].count]
        more = f"等{len(behind)}个" if len(behind) > MOST_BEHIND else ""
        told = "、".join(f"{r.name}{r.count}项" for r in behind[:MOST_BEHIND])
        lines.append(f"其次：{told}{more}")
    return [*lines, *label]


def _verb(asked: Rank, document: Document | None) -> str:
    """Name what is counted; without a column of its own a role is not told from the others."""
    if asked.thing == Thing.LEADER:
        return "分管"
    if asked.thing in (Thing.DAY, Thing.MONTH):
        return "到期"
    return ROLE_WORDS[asked.role] if asked.role and _tells(asked, document) else "任务"


def _tells(asked: Rank, document: Document | None) -> bool:
    """Tell whether a document has a column for the role that is ranked by."""
    return not (document and asked.role) or has_column(document, Field(asked.role.value))


def _told_together(rows: Sequence[Row], asked: Rank, verb: str) -> str:
    """Name everybody with a count; of those without a role it is said that they have none."""
    other = {Role.LEAD: Role.SUPPORT, Role.SUPPORT: Role.LEAD}
    without = ""
    if asked.most == 0 and asked.role:
        without = f"没有{verb}任务的{len(rows)}个单位："
        verb = ROLE_WORDS[other[asked.role]]
    names = "、".join(f"{r.name}（{verb}{r.count}项）" for r in rows[:MOST_NAMES])
    etc = "等" if len(rows) > MOST_NAMES else ""
    return f"{without}{names}{etc}" + (
        f"，共{len(rows)}个" if len(rows) > 1 and not without else ""
    )


def _ranked_tasks(answer: Answer, asked: Rank, view: View) -> list[str]:
    lines: list[str] = []
    for group in answer.groups[:MOST_DOCUMENTS]:
        document = view.index.documents[group.document]
        tasks = group.tasks
        if asked.field is None:
            days = [d for t in tasks for d in t.deadlines if d.due]
            edge = (min if asked.order == Order.EARLIEST else max)(d.due for d in days if d.due)
            words = next(d.text for d in days if d.due == edge)
            told = f"，{left(edge, view.today)}" if view.today else ""
            when = f"{ORDERS[asked.order]}的时限是{words}（{edge.isoformat()}{told}）"
            lines.append(f"{document.name}　{when}，共{len(tasks)}项")
        else:
            most = f"{FIELD_WORDS[asked.field]}{count_of(tasks[0], asked.field)}个"
            lines.append(f"{document.name}　{ORDERS[asked.order]}的共{len(tasks)}项：{most}")
        for task in tasks[:PAGE]:
            counted = f"（{_stated(task, asked.field)}）" if asked.field else ""
            lines.append(f" {task.number}　{shorten(task.text)}{counted}")
        if len(tasks) > PAGE:
            lines.append(f" …其余{len(tasks) - PAGE}项")
    return lines


def _stated(task: Task, field: Field) -> str:
    """Give what a task states in the field that is counted."""
    if field == Field.LEADER:
        return "、".join(task.leaders)
    if field == Field.DEADLINE:
        return "；".join(d.text for d in task.deadlines if not d.in_text)
    return units_of(task, Role(field.value))


def compare_lines(answer: Answer, index: Index) -> list[str]:
    """Compare within each document: a bureau of one district is not that of another."""
    lines = []
    for document in dict.fromkeys(r.document for r in answer.rows):
        first, *others = rows = [r for r in answer.rows if r.document == document]
        is_equal = any(r.count == first.count for r in others)
        told = f"一样多：各{first.count}项" if is_equal else f"{first.name}更多：{first.count}项"
        lines.append(f"{index.documents[document].name}　{told}")
        lines += [f" {r.name}　{r.count}项" for r in rows]
    return lines


def tally_lines(answer: Answer, index: Index) -> list[str]:
    """Say who the tasks of a set name, and how often."""
    subject = describe(answer.intent.query, index)
    lines = []
    for group in answer.groups[:MOST_DOCUMENTS]:
        rows = [r for r in answer.rows if r.document == group.document]
        name = index.documents[group.document].name
        said = "、".join(f"{r.name}（{r.count}项）" for r in rows[:20]) or "文件没有写"
        lines += [said, f"{name}　{subject} 共{len(group.tasks)}项"]
        lines += numbered(group.tasks[:PAGE], answer.intent)
    return lines
