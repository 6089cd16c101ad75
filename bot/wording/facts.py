"""Replies about single tasks: one fact, or the whole task."""

from collections.abc import Iterable

from bot.wording.days import deadline_lines, due_lines
from bot.wording.phrases import (
    address,
    cell_name,
    column_title,
    deadline_line,
    has_column,
    name_number,
    tells_lead,
    units_of,
)
from bot.wording.view import View
from knowledge import (
    PARTIES,
    ROLE_OF,
    Ask,
    Cell,
    Cells,
    Document,
    Field,
    How,
    Quote,
    Role,
    Task,
    figures,
    fold,
    parties_of,
)

MOST_LACKING = 5
"""Documents of which it is told that they have no such column."""


def fact_lines(document: Document, task: Task, asks: Iterable[Ask], view: View) -> list[str]:
    """Answer each thing asked of one task, one line or more each; the same is said once."""
    lines: list[str] = []
    for ask in asks:
        if ask.cell:
            lines += _fact(document, task, ask, ask.cell, view)
    return list(dict.fromkeys(lines))


def _fact(document: Document, task: Task, ask: Ask, cell: Cell, view: View) -> list[str]:
    if cell.place or cell.kinds or (cell.field == Field.HEADING and cell.level):
        return [_placed(document, task, cell, view)]
    match cell.field:
        case Field.OWNER:
            return [owner_line(document, task)]
        case Field.LEAD:
            return lead_lines(document, task)
        case Field.SUPPORT:
            return [support_line(document, task)]
        case Field.RESPONSIBLE | Field.UNIT:
            return [units_line(document, task, cell.field)]
        case Field.COLLECTIVE:
            told = "、".join(p.unit for p in task.parties if p.collective)
            return [f"统称：{told}" if told else f"{name_number(task)}没有写统称。"]
        case Field.LEADER:
            return [leader_line(document, task)]
        case Field.DEADLINE:
            return deadline_lines(document, task)
        case Field.DUE | Field.DAY | Field.MONTH:
            return due_lines(document, task, cell)
        case Field.NUMBER:
            return [name_number(task)]
        case Field.HEADING:
            return [f"所属：{' > '.join(task.headings) or '文件没有分部分'}"]
        case Field.SOURCE:
            return source_lines(document, task)
        case Field.FIGURE:
            return figure_lines(task, ask, view)
        case Field.OTHER:
            return [other_line(document, task, cell)]
        case Field.ROLE:
            return [_roles(task)]
        case Field.DOCUMENT | Field.DISTRICT | Field.YEAR:
            return [_of_document(document, cell.field)]
        case _:
            return []


def _placed(document: Document, task: Task, cell: Cell, view: View) -> str:
    """Tell what stands in one place of a list, or is of one kind: 排第一的责任单位."""
    told = "、".join(n for _, n in Cells(document, view.index.names).values(task, cell))
    if told:
        return f"{cell_name(cell, document)}：{told}"
    return f"{name_number(task)}没有{cell_name(cell, document)}。"


def _of_document(document: Document, field: Field) -> str:
    match field:
        case Field.DISTRICT:
            return f"地区：{document.district or '文件没有写'}"
        case Field.YEAR:
            return f"年份：{document.year or '文件没有写'}"
        case _:
            return f"文件：{document.title or document.name}"


def _roles(task: Task) -> str:
    words = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.RESPONSIBLE: "责任（不分牵头和配合）"}
    told = [f"{word}：{u}" for r, word in words.items() if (u := units_of(task, r))]
    return "；".join(told) or f"{name_number(task)}没有写单位。"


# --- units and leaders


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


def units_line(document: Document, task: Task, field: Field) -> str:
    """Name the units of a task, lead and support apart where the document tells them apart."""
    if field == Field.RESPONSIBLE and not has_column(document, field) and tells_lead(document):
        return f"文件分列牵头单位和配合单位：{_roles(task)}"
    if field == Field.UNIT and units_of(task, Role.LEAD, Role.SUPPORT):
        return _roles(task)
    units = "、".join(p.unit for p in parties_of(task, field))
    count = len(parties_of(task, field))
    if not units:
        return f"文件没有写{name_number(task)}的责任单位。"
    return f"责任单位{f'{count}家' if count > 2 else ''}：{units}"


def leader_line(document: Document, task: Task) -> str:
    if task.leaders:
        return f"{'、'.join(task.leaders)} 分管"
    owners = units_of(task, Role.LEAD, Role.RESPONSIBLE)
    owned = f"责任单位是{owners}。" if owners else ""
    if not has_column(document, Field.LEADER):
        return f"{document.name}没有写分管领导。{owned}"
    title = column_title(document, Field.LEADER)
    return f"文件没有写{name_number(task)}的{title}（该栏为空）。{owned}"


# --- text and other columns


def source_lines(document: Document, task: Task) -> list[str]:
    """Tell where the task stands to the letter; a row that was put right, as it was."""
    lines = [f"《{document.title or document.name}》", *task.headings]
    if task.line:
        lines.append(f"原文第{task.line}行")
    repaired = (p for p in document.problems if p.line == task.line and p.original)
    return lines + [f"原文错位，原样是：{p.original}" for p in repaired]


def figure_lines(task: Task, ask: Ask, view: View) -> list[str]:
    """Head a figure with the clause that was asked for."""
    quotes = [q for a in view.found.answers if a.ask == ask for q in a.quotes if q.entry is task]
    if not figures(task.text):
        return [f"{name_number(task)}没有写具体数字。"]
    if ask.term and not any(f.unit.startswith(ask.term) for f in figures(task.text)):
        return [f"{name_number(task)}没有以“{ask.term}”计的数字。"]
    clauses = [c for q in quotes if fold(c := clause_of(q)) != fold(task.text).rstrip("。")]
    numbers = [f.words for f in figures(task.text)]
    return clauses or [f"写到的数字：{'、'.join(numbers)}"]


def clause_of(quote: Quote) -> str:
    """Give the piece of a clause that holds the figure where the clause holds several."""
    if quote.figure is None or len(figures(quote.clause)) < 2:
        return quote.clause.rstrip("。")
    pieces = [p for p in quote.clause.split("、") if quote.figure.words in p]
    return (pieces[0] if len(pieces) == 1 else quote.clause).rstrip("。")


def other_line(document: Document, task: Task, cell: Cell) -> str:
    """Tell the cell of another column; empty and no such column are told apart."""
    if not any(fold(c) == fold(cell.title) for c in _others(document)):
        return _no_column(document, cell)
    told = "；".join(o.text for o in task.others if fold(o.title) == fold(cell.title))
    return f"{cell.title}：{told}" if told else f"{name_number(task)}的“{cell.title}”一栏为空。"


def _others(document: Document) -> list[str]:
    return [c.title for c in document.columns if c.field == Field.OTHER]


def _no_column(document: Document, cell: Cell) -> str:
    columns = _others(document)
    there = f"，另有的栏目是：{'、'.join(columns)}" if columns else ""
    return f"{document.name}没有“{cell.title}”一栏{there}。"


def lacks_columns(view: View) -> bool:
    """Tell whether nothing is asked for but columns that no document has."""
    told = [a.cell for a in view.question.asks if a.how == How.TELL and a.cell]
    others = [cell for cell in told if cell.field == Field.OTHER]
    documents = [view.document(d) for d in view.found.documents]
    has = (Cells(d, view.index.names).has(cell) for d in documents for cell in others)
    return bool(others) and len(others) == len(view.question.asks) and not any(has)


def lacking_lines(view: View) -> list[str]:
    """Say of each document that it has no such column, and which others it has."""
    cells = [a.cell for a in view.question.asks if a.cell]
    documents = [view.document(d) for d in view.found.documents]
    return [_no_column(d, cell) for d in documents for cell in cells][:MOST_LACKING]


# --- the whole task


def card(document: Document, task: Task) -> list[str]:
    """Give the whole task."""
    lines = [f"{name_number(task)} {task.text}"]
    for field, role in ROLE_OF.items():
        units = units_of(task, role)
        if units or (has_column(document, field) and not _is_other_kind(task, field)):
            lines.append(f"{column_title(document, field)}　{units or '（空）'}")
    if has_column(document, Field.LEADER):
        leaders = "、".join(task.leaders) or "（空）"
        lines.append(f"{column_title(document, Field.LEADER)}　{leaders}")
    lines += _card_deadlines(document, task)
    lines += [f"{o.title}　{o.text}" for o in task.others]
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


def note_of_empty(document: Document, task: Task, asks: Iterable[Ask]) -> str:
    """Name the column that is empty, for the address."""
    for field in (ask.cell.field for ask in asks if ask.cell):
        stated = (*ROLE_OF, Field.LEADER, Field.DEADLINE)
        if field in stated and has_column(document, field) and _is_empty(task, field):
            return f"“{column_title(document, field)}”一栏为空"
    return ""


def _is_empty(task: Task, field: Field) -> bool:
    if field == Field.LEADER:
        return not task.leaders
    if field == Field.DEADLINE:
        return not any(not d.in_text for d in task.deadlines)
    return not any(p.role == ROLE_OF[field] for p in task.parties)


def states(document: Document, task: Task, field: Field) -> bool:
    """Tell whether a task states anything in a field that yes or no may be asked of."""
    if field == Field.LEADER:
        return bool(task.leaders)
    if field in (Field.DEADLINE, Field.DAY, Field.MONTH, Field.DUE):
        return bool(task.deadlines)
    return bool(task.parties) if field in PARTIES and field != Field.SUPPORT else True


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
