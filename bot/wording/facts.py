"""Replies about single tasks: one fact, or the whole task."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.figures import clause_with_figure, has_figure
from bot.model import Intent, Want
from bot.wording.phrases import (
    address,
    bare_words,
    column_title,
    day,
    deadline_line,
    has_column,
    left,
    name_number,
    tells_lead,
    units_of,
)
from knowledge import Document, Field, Role, Task


def fact_lines(document: Document, task: Task, intent: Intent) -> list[str]:
    """Answer each thing wanted of one task, one line or more each."""
    lines: list[str] = []
    wants = tuple(intent.wants)
    if Want.LEAD in wants and Want.SUPPORT in wants and not tells_lead(document):
        wants = tuple(w for w in wants if w != Want.SUPPORT)
    for want in wants:
        lines += _fact(document, task, want, intent)
    return lines


def _fact(document: Document, task: Task, want: Want, intent: Intent) -> list[str]:
    match want:
        case Want.OWNER:
            return [owner_line(document, task)]
        case Want.LEAD:
            return lead_lines(document, task)
        case Want.SUPPORT:
            return [support_line(document, task)]
        case Want.LEADER:
            return [leader_line(document, task)]
        case Want.DEADLINE:
            return deadline_lines(document, task)
        case Want.NUMBER:
            return [name_number(task)]
        case Want.SECTION:
            return [f"所属：{' > '.join(task.headings) or '文件没有分部分'}"]
        case Want.SOURCE:
            return source_lines(document, task)
        case Want.TARGET:
            return list(target_lines(task, intent))
        case _:
            return []


def owner_line(document: Document, task: Task) -> str:
    if lead := units_of(task, Role.LEAD):
        return f"{lead} 牵头"
    if responsible := units_of(task, Role.RESPONSIBLE):
        return f"{responsible} 负责（文件未分牵头和配合）"
    if support := units_of(task, Role.SUPPORT):
        return f"文件没有写{name_number(task)}由谁牵头（该栏为空），只列了配合单位：{support}"
    return f"文件没有写{name_number(task)}的责任单位。"


def lead_lines(document: Document, task: Task) -> list[str]:
    if lead := units_of(task, Role.LEAD):
        return [f"{lead} 牵头"]
    if responsible := units_of(task, Role.RESPONSIBLE):
        return ["文件只列责任单位，没有区分牵头和配合：", responsible]
    return [owner_line(document, task)]


def support_line(document: Document, task: Task) -> str:
    if support := units_of(task, Role.SUPPORT):
        count = sum(p.role == Role.SUPPORT for p in task.parties)
        return f"配合单位{f'{count}家' if count > 2 else ''}：{support}"
    if responsible := units_of(task, Role.RESPONSIBLE):
        return f"文件没有区分牵头和配合，责任单位是：{responsible}"
    lead = units_of(task, Role.LEAD)
    return f"{name_number(task)}没有列配合单位" + (f"，由{lead}牵头。" if lead else "。")


def leader_line(document: Document, task: Task) -> str:
    if task.leaders:
        return f"{'、'.join(task.leaders)} 分管"
    owners = units_of(task, Role.LEAD, Role.RESPONSIBLE)
    owned = f"责任单位是{owners}。" if owners else ""
    if not has_column(document, Field.LEADER):
        return f"{document.name}没有写分管领导。{owned}"
    title = column_title(document, Field.LEADER)
    return f"文件没有写{name_number(task)}的{title}（该栏为空）。{owned}"


def deadline_lines(document: Document, task: Task) -> list[str]:
    own = [d for d in task.deadlines if not d.in_text]
    read = [d for d in task.deadlines if d.in_text]
    if len(own) == 1:
        return [deadline_line(own[0])]
    if own:
        told = sorted(own, key=lambda d: not d.clause)
        lines = [f"· {d.clause or '其余'}：{bare_words(d)}{day(d.due)}" for d in told]
        return [f"{_count(len(own))}个时限：", *lines]
    if read:
        lines = [f"· {d.clause or d.text}：{deadline_line(d)}" for d in read]
        return [f"{name_number(task)}没有单列完成时限，任务里写到：", *lines]
    if has_column(document, Field.DEADLINE):
        return [
            f"文件没有写{name_number(task)}的{column_title(document, Field.DEADLINE)}（该栏为空）。"
        ]
    return [f"{name_number(task)}没有写完成时限。"]


def time_left(task: Task, today: date | None) -> str:
    """Say how long the one day that a document states for a task still is; else ""."""
    dues = {d.due for d in task.deadlines if d.due and not d.in_text}
    return left(dues.pop(), today) if today and len(dues) == 1 else ""


def _count(number: int) -> str:
    return {2: "两", 3: "三", 4: "四"}.get(number, str(number))


def source_lines(document: Document, task: Task) -> list[str]:
    """Tell where the task stands to the letter; a row that was put right, as it was."""
    lines = [f"《{document.title or document.name}》", *task.headings]
    if task.line:
        lines.append(f"原文第{task.line}行")
    repaired = (p for p in document.problems if p.line == task.line and p.original)
    return lines + [f"原文错位，原样是：{p.original}" for p in repaired]


def target_lines(task: Task, intent: Intent) -> Iterator[str]:
    clause = clause_with_figure(task.text, intent.query.words, intent.query.measure)
    if not has_figure(task.text):
        yield f"{name_number(task)}没有写具体数字。"
    elif clause and clause != task.text.rstrip("。"):
        yield clause


def card(document: Document, task: Task) -> list[str]:
    """Give the whole task."""
    lines = [f"{name_number(task)} {task.text}"]
    for field, role in (
        (Field.LEAD, Role.LEAD),
        (Field.SUPPORT, Role.SUPPORT),
        (Field.RESPONSIBLE, Role.RESPONSIBLE),
    ):
        units = units_of(task, role)
        if units or (has_column(document, field) and not _is_other_kind(task, field)):
            lines.append(f"{column_title(document, field)}　{units or '（空）'}")
    if has_column(document, Field.LEADER):
        lines.append(
            f"{column_title(document, Field.LEADER)}　{'、'.join(task.leaders) or '（空）'}"
        )
    lines += _card_deadlines(document, task)
    if task.headings:
        lines.append(f"所属　{' > '.join(task.headings)}")
    return [*lines, address(document, task)]


def _is_other_kind(task: Task, field: Field) -> bool:
    """Tell whether an empty field belongs to the other way of naming owners."""
    told = {p.role for p in task.parties}
    return Role.RESPONSIBLE in told if field != Field.RESPONSIBLE else bool(told)


def _card_deadlines(document: Document, task: Task) -> list[str]:
    own = [d for d in task.deadlines if not d.in_text]
    read = [d for d in task.deadlines if d.in_text]
    if own:
        said = "；".join(deadline_line(d) for d in own)
        return [f"{column_title(document, Field.DEADLINE)}　{said}"]
    if read:
        return [f"文中时限　{'；'.join(map(deadline_line, read))}"]
    if has_column(document, Field.DEADLINE):
        return [f"{column_title(document, Field.DEADLINE)}　（空）"]
    return []


def note_of_empty(document: Document, task: Task, wants: Iterable[Want]) -> str:
    """Name the column that is empty, for the address."""
    fields = {
        Want.SUPPORT: Field.SUPPORT,
        Want.LEAD: Field.LEAD,
        Want.LEADER: Field.LEADER,
        Want.DEADLINE: Field.DEADLINE,
    }
    for want in wants:
        field = fields.get(want)
        if field and has_column(document, field) and _is_empty(task, field):
            return f"“{column_title(document, field)}”一栏为空"
    return ""


def _is_empty(task: Task, field: Field) -> bool:
    if field == Field.LEADER:
        return not task.leaders
    if field == Field.DEADLINE:
        return not any(not d.in_text for d in task.deadlines)
    return not any(p.role == Role(field.value) for p in task.parties)


def repair_note(document: Document, task: Task, following: int) -> str:
    """Say that the task's row was out of place in the source."""
    for problem in document.problems:
        if (
            problem.kind == "repaired"
            and task.line <= problem.line < max(following, task.line + 1)
            and "归位" in problem.message
        ):
            return "原文此行错位，已按内容归位"
    return ""
