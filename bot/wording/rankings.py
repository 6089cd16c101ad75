"""Replies that rank, compare and tally."""

from collections.abc import Sequence

from bot.model import Answer, Order, Rank, Row, Thing
from bot.wording.lists import MOST_DOCUMENTS, PAGE, numbered
from bot.wording.phrases import ROLE_WORDS, describe, shorten
from knowledge import Index, Role

ORDERS = {
    Order.MOST: "最多",
    Order.LEAST: "最少",
    Order.JUST: "只有",
    Order.EARLIEST: "最早",
    Order.LATEST: "最晚",
}


def rank_lines(answer: Answer, index: Index) -> list[str]:
    asked = answer.intent.rank
    if asked is None:
        return []
    if answer.groups:
        return _ranked_tasks(answer, asked, index)
    lines: list[str] = []
    for document in (
        dict.fromkeys(r.document for r in answer.rows) if asked.thing != Thing.DOCUMENT else [""]
    ):
        rows = [r for r in answer.rows if r.document == document or asked.thing == Thing.DOCUMENT]
        lines += _ranked(rows, asked, index.documents[document].name if document else "")
    return lines


def _ranked(rows: Sequence[Row], asked: Rank, label: str) -> list[str]:
    verb = (
        ROLE_WORDS[asked.role]
        if asked.role in (Role.LEAD, Role.SUPPORT)
        else "分管"
        if asked.thing == Thing.LEADER
        else "任务"
    )
    if asked.order == Order.JUST:
        counted = [f"{r.name}（{verb}{r.count}项）" for r in rows[:30]]
        return ["、".join(counted), *([label] if label else [])]
    first = [r for r in rows if r.count == rows[0].count]
    rest = [r for r in rows if r not in first]
    tied = "，并列" if len(first) > 1 else ""
    names = "、".join(r.name for r in first[:20])
    lines = [f"{names}　{verb}{ORDERS[asked.order]}：{first[0].count}项{tied}"]
    if rest:
        lines.append("其次：" + "、".join(f"{r.name}{r.count}项" for r in rest[:3]))
    return [*lines, *([label] if label else [])]


def _ranked_tasks(answer: Answer, asked: Rank, index: Index) -> list[str]:
    lines: list[str] = []
    for group in answer.groups[:MOST_DOCUMENTS]:
        document = index.documents[group.document]
        tasks = group.tasks
        if asked.field is None:
            days = [d for t in tasks for d in t.deadlines if d.due]
            edge = (min if asked.order == Order.EARLIEST else max)(d.due for d in days if d.due)
            words = next(d.text for d in days if d.due == edge)
            when = f"{ORDERS[asked.order]}的时限是{words}（{edge.isoformat()}）"
            lines.append(f"{document.name}　{when}，共{len(tasks)}项")
        else:
            lines.append(f"{document.name}　{ORDERS[asked.order]}的共{len(tasks)}项")
        for task in tasks[:PAGE]:
            parties = "、".join(p.unit for p in task.parties)
            lines.append(
                f" {task.number}　{shorten(task.text)}" + (f"（{parties}）" if asked.field else "")
            )
        if len(tasks) > PAGE:
            lines.append(f" …其余{len(tasks) - PAGE}项")
    return lines


def compare_lines(answer: Answer, index: Index) -> list[str]:
    rows = answer.rows
    lines = []
    if len(rows) > 1 and rows[0].count != rows[1].count:
        lines.append(f"{rows[0].name}更多：{rows[0].count}项")
    elif len(rows) > 1:
        lines.append(f"一样多：各{rows[0].count}项")
    many = len({r.document for r in rows}) > 1
    return lines + [
        f" {r.name}　{r.count}项"
        + (f"（{index.documents[r.document].name}）" if many and r.document else "")
        for r in rows
    ]


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
