"""Replies to yes-or-no questions: 是 or 不是 first, then what is so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.wording.conditions import describe, holding
from bot.wording.days import deadline_lines
from bot.wording.facts import (
    clause_of,
    lead_lines,
    leader_line,
    other_line,
    owner_line,
    states,
    support_line,
    units_line,
)
from bot.wording.phrases import (
    address,
    deadline_line,
    name_number,
    numbers_told,
    passage_place,
    shorten,
    tells_lead,
)
from bot.wording.view import View
from knowledge import (
    Answer,
    AnyOf,
    Ask,
    Cell,
    Condition,
    Document,
    DueIs,
    Empty,
    Field,
    How,
    Is,
    Many,
    Not,
    Passage,
    Says,
    Task,
    Total,
    When,
    figures,
    fold,
)

FEW = 5


def whether_lines(answer: Answer, view: View) -> list[str]:
    """Say yes or no, and what is so instead."""
    if any(isinstance(c, Total) for c in _plain(answer.ask.supposed)):
        return _total(answer, view)
    entries = [e for g in view.found.groups for e in g.entries]
    if len(view.found.groups) > 1 and view.found.tasks:
        return _each_document(answer, view)
    if len(view.found.tasks) > 1:
        return _of_list(view.found.tasks, answer, view)
    if view.found.tasks:
        return _of_one(view.found.tasks[0], answer, view)
    verdict = {True: "是的。", False: "不是。", None: ""}[answer.verdict]
    lines = []
    for entry in entries[:FEW]:
        lines += [f"{verdict}{shorten(entry.text, 300)}", _place(entry, view)]
        verdict = ""
    return lines


def _place(entry: Task | Passage, view: View) -> str:
    return passage_place(view.document(entry.document), entry) if isinstance(entry, Passage) else ""


def _plain(conditions: Sequence[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        match condition:
            case Not(inner):
                yield from _plain((inner,))
            case AnyOf(groups):
                yield from _plain([c for group in groups for c in group])
            case _:
                yield condition


# --- of one task


def _of_one(task: Task, answer: Answer, view: View) -> list[str]:
    document = view.document(task.document)
    lines = [f"{verdict_of(task, answer, view)}{truth(task, answer, view)}"]
    return [*lines, f"{name_number(task)} {shorten(task.text, 120)}", address(document, task)]


def verdict_of(task: Task, answer: Answer, view: View, ends: str = "。") -> str:
    """Say yes or no; nothing where the document does not state it, or cannot."""
    document = view.document(task.document)
    fields = fields_of(answer.ask.supposed)
    if answer.ask.how == How.CAN or not all(states(document, task, f) for f in fields):
        return ""
    if (Field.LEAD in fields and not tells_lead(document)) or _lacks_column(document, answer):
        return ""
    yes = "是的" if ends == "。" else "是"
    return f"{yes if task.id in answer.holds else _no(answer)}{ends}"


def _no(answer: Answer) -> str:
    """Deny that a day is past as one says it: 过期了吗 is no 是不是."""
    asks_past = any(isinstance(c, DueIs) and c.when == When.BY for c in answer.ask.supposed)
    return "没有" if asks_past else "不是"


def _lacks_column(document: Document, answer: Answer) -> bool:
    titles = {fold(c.title) for c in document.columns}
    asked = [_cell_of(c) for c in _plain(answer.ask.supposed)]
    return any(c and c.field == Field.OTHER and fold(c.title) not in titles for c in asked)


def _cell_of(condition: Condition) -> Cell | None:
    match condition:
        case Is(cell) | Says(cell) | Empty(cell) | Many(cell):
            return cell
        case DueIs():
            return Cell(Field.DEADLINE)
        case _:
            return None


def fields_of(conditions: Sequence[Condition]) -> list[Field]:
    cells = [_cell_of(c) for c in _plain(conditions) if not isinstance(c, Empty | Many)]
    return [c.field for c in cells if c]


def truth(task: Task, answer: Answer, view: View) -> str:
    """Say what is so, in the field that was supposed."""
    document = view.document(task.document)
    told: list[str] = []
    for condition in _plain(answer.ask.supposed):
        cell = _cell_of(condition)
        if cell:
            told += _fact(document, task, cell, condition, answer, view)
        else:
            told.append(task.text)
    *others, last = dict.fromkeys(told) or [task.text]
    return "；".join([*(t.rstrip("。") for t in others), last])


def _fact(
    document: Document, task: Task, cell: Cell, condition: Condition, answer: Answer, view: View
) -> list[str]:
    match cell.field:
        case Field.LEADER:
            return [leader_line(document, task)]
        case Field.DEADLINE | Field.DAY | Field.MONTH | Field.DUE:
            return [_day(document, task, answer.ask.how == How.CAN)]
        case Field.SUPPORT:
            return [support_line(document, task)]
        case Field.LEAD:
            return ["".join(lead_lines(document, task))]
        case Field.RESPONSIBLE | Field.COLLECTIVE:
            return [units_line(document, task, cell.field)]
        case Field.UNIT | Field.OWNER:
            support = support_line(document, task)
            owner = owner_line(document, task)
            has_both = cell.field == Field.UNIT and support.startswith("配合单位")
            return [owner, support] if has_both else [owner]
        case Field.OTHER:
            return [other_line(document, task, cell)]
        case Field.HEADING:
            return [f"所属：{' > '.join(task.headings)}"]
        case _:
            return [_clause(task, view)]


def _day(document: Document, task: Task, is_forecast: bool) -> str:
    said = "；".join(map(deadline_line, task.deadlines))
    if is_forecast and said:
        return f"文件定的是{said}，能不能完成没有写。"
    return said or "".join(deadline_lines(document, task))


def _clause(task: Task, view: View) -> str:
    """Give the clause that speaks of the subject, or the whole text."""
    found = view.run(view.question.where, asks=(Ask(How.TELL, Cell(Field.FIGURE)),))
    quotes = [q for a in found.answers for q in a.quotes if q.entry == task and figures(q.clause)]
    return clause_of(quotes[0]) if quotes else task.text


# --- of several


def _of_list(tasks: Sequence[Task], answer: Answer, view: View) -> list[str]:
    """Say for how many it holds, and which those are: 5项里3项是."""
    said = holding(answer.ask.supposed, view.index, view.found.documents)
    right = [t for t in tasks if t.id in answer.holds]
    wrong = [t for t in tasks if t.id not in answer.holds]
    where = address(view.document(tasks[0].document))
    count = len(tasks)
    if answer.ask.how == How.CAN:
        so = f"{count}项都是{said}的" if not wrong else f"{count}项里{len(right)}项是{said}的"
        plain = replace(answer, ask=replace(answer.ask, how=How.WHETHER))
        head = f"文件没有写能不能做到；按文件定的，{so}。"
        return [head, *_told(tasks, plain, view), where]
    if not wrong:
        return [f"是的，{count}项都是{said}的。", f" {numbers_told(right)}", where]
    if not right:
        head = f"不是，{count}项里没有一项是{said}的。"
        return [head, *_told(wrong, answer, view), where]
    fewer = wrong if len(wrong) <= len(right) else right
    label = "不是的" if fewer is wrong else "是的"
    head = f"不全是：{count}项里{len(right)}项是{said}的，{len(wrong)}项不是。"
    other = right if fewer is wrong else wrong
    rest = f"其余{len(other)}项：{numbers_told(other)}"
    return [head, f"{label}：", *_told(fewer, answer, view), rest, where]


def _told(tasks: Sequence[Task], answer: Answer, view: View) -> list[str]:
    same: dict[str, list[Task]] = {}
    for task in tasks:
        said = truth(task, answer, view).removeprefix(name_number(task))
        same.setdefault(said, []).append(task)
    lines = [f" {numbers_told(some)}　{said}" for said, some in list(same.items())[:FEW]]
    rest = [t for some in list(same.values())[FEW:] for t in some]
    return [*lines, f" …另有{len(rest)}项：{numbers_told(rest)}"] if rest else lines


def _each_document(answer: Answer, view: View) -> list[str]:
    """Answer each document under its own name; they are not one answer."""
    lines = []
    said = holding(answer.ask.supposed, view.index, view.found.documents)
    for group in view.found.groups[:8]:
        document = view.document(group.document)
        if len(group.tasks) == 1:
            task = group.tasks[0]
            verdict = verdict_of(task, answer, view, "，")
            said = truth(task, answer, view).removeprefix(name_number(task))
            lines.append(f"{document.name} 第{task.number}项　{verdict}{said}")
            lines.append(f" {shorten(task.text, 80)}")
        elif group.tasks:
            right = sum(t.id in answer.holds for t in group.tasks)
            count = len(group.tasks)
            told = f"{count}项都{said}" if right == count else f"{count}项里{right}项{said}"
            lines.append(f"{document.name}　{told if right else f'{count}项里没有一项{said}'}")
    return lines


def _total(answer: Answer, view: View) -> list[str]:
    """Hold a number against how many there are, in each document."""
    said = describe(view.itself, view.index)
    groups = view.found.groups
    if len(groups) < 2:
        verdict = {True: "是的。", False: "不是。", None: ""}[answer.verdict]
        count = len(groups[0].entries) if groups else 0
        where = [address(view.document(g.document)) for g in groups]
        return [f"{verdict}{said}共{count}项。", *where]
    totals = [c for c in _plain(answer.ask.supposed) if isinstance(c, Total)]
    is_so = all(t.least <= len(g.entries) <= t.most for g in groups for t in totals)
    lines = [f"{view.document(g.document).name}　{said}共{len(g.entries)}项。" for g in groups]
    return ["都是。", *lines] if is_so else lines
