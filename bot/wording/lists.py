"""Replies that list, count and rank."""

from collections.abc import Sequence
from datetime import date

from bot.figures import clause_with_figure
from bot.model import Answer, Button, Group, Intent, Want
from bot.wording.facts import fact_lines, time_left
from bot.wording.phrases import (
    ROLE_WORDS,
    address,
    describe,
    passage_place,
    shorten,
    unit_name,
)
from bot.wording.view import PAGE, View
from knowledge import Document, DocumentKind, Due, Field, Index, Passage, Role, Task, Tense, UnitIs

MOST_PASSAGES = 4
MOST_DOCUMENTS = 12


def list_lines(answer: Answer, view: View) -> list[str]:
    """Count first, split by role, show one page."""
    intent, index = answer.intent, view.index
    if len(answer.groups) == 1:
        return _one_document(answer.groups[0], intent, view)
    lines = [_all_counted(answer, index)]
    shown, page = answer.groups[:MOST_DOCUMENTS], max(3, PAGE // len(answer.groups))
    for group in shown:
        document = index.documents[group.document]
        lines.append("")
        lines.append(f"{document.name}　{_counted(group, intent, index)}")
        lines += numbered(group.tasks[:page], intent, view.today)
        if len(group.tasks) > page:
            lines.append(f" …其余{len(group.tasks) - page}项：说“看{document.name}”再问")
        lines += _passages(group, document, 1)
        lines += _untold_lead(document, intent)
    if len(answer.groups) > len(shown):
        lines.append(f"…另有{len(answer.groups) - len(shown)}份文件，说出区名可只看一份")
    return lines


def _all_counted(answer: Answer, index: Index) -> str:
    total = sum(len(g.tasks) for g in answer.groups)
    subject = describe(answer.intent.query, index)
    told = f"{len(answer.groups)}份文件共{total}项" if total else f"{len(answer.groups)}份文件提到"
    return f"{told}（{subject}）" if subject else told


def _one_document(group: Group, intent: Intent, view: View) -> list[str]:
    index, page_size = view.index, view.page_size
    document = index.documents[group.document]
    subject = describe(intent.query, index)
    lines = [_head(_counted(group, intent, index), subject, intent)]
    lines += _untold_lead(document, intent)
    pages = max(1, -(-len(group.tasks) // page_size))
    page = min(intent.page, pages)
    shown = group.tasks[(page - 1) * page_size : page * page_size]
    unit = intent.query.unit_in_any_role
    lines += _by_role(shown, unit, intent, view) if unit else numbered(shown, intent, view.today)
    if pages > 1:
        lines.append(
            f"第{page}/{pages}页{'，说“下一页”看其余' if page < pages else '（最后一页）'}"
        )
    lines += _passages(group, document, MOST_PASSAGES)
    lines += _through(group)
    return [*lines, address(document)]


def _head(counted: str, subject: str, intent: Intent) -> str:
    """Begin a count with the figure, a list with what it is a list of."""
    if Want.COUNT in intent.wants:
        figure, _, roles = counted.removeprefix("共").partition("：")
        return f"{figure}{f'（{subject}）' if subject else ''}{f'：{roles}' if roles else ''}"
    return f"{subject}　{counted}" if subject else counted


def _counted(group: Group, intent: Intent, index: Index) -> str:
    """Count a document's tasks, by role where a unit is asked for without one."""
    if not group.tasks:
        return f"{len(group.passages)}处提到" if group.passages else "0项"
    counted = f"共{len(group.tasks)}项"
    if intent.query.dues:
        is_told = any(due.what for due in intent.query.dues)
        return counted if is_told else counted + _by_what(group.tasks)
    if unit := intent.query.unit_in_any_role:
        roles = {r: sum(_role_in(t, unit.keys, r, index) for t in group.tasks) for r in Role}
        told = [f"{ROLE_WORDS[r]}{n}项" for r, n in roles.items() if n and r != Role.RESPONSIBLE]
        if told:
            counted += f"：{'，'.join(told)}"
    return counted


def _by_what(tasks: Sequence[Task]) -> str:
    """Keep what is to be done apart from what is to have made progress."""
    counts = {w: sum(any(d.what == w for d in t.deadlines) for t in tasks) for w in Due}
    told = [f"{what.value}{count}项" for what, count in counts.items() if count]
    return f"：{'，'.join(told)}" if len(told) > 1 else ""


def _role_in(task: Task, keys: Sequence[str], role: Role, index: Index) -> bool:
    return any(p.role == role and index.names.party_key(p) in keys for p in task.parties)


def _by_role(tasks: Sequence[Task], unit: UnitIs, intent: Intent, view: View) -> list[str]:
    lines: list[str] = []
    left = list(tasks)
    for role in Role:
        own = [t for t in left if _role_in(t, unit.keys, role, view.index)]
        if own and role != Role.RESPONSIBLE:
            lines.append(ROLE_WORDS[role])
        lines += numbered(own, intent, view.today)
        left = [t for t in left if t not in own]
    return lines + numbered(left, intent, view.today)


def numbered(tasks: Sequence[Task], intent: Intent, today: date | None = None) -> list[str]:
    """Give each task a line under its number, with its deadline where days are asked for."""
    if not intent.query.dues:
        return [f" {t.number}　{shorten(t.text)}" for t in tasks]
    return [f" {t.number}　{_deadlines(t, today)}　{shorten(t.text, 40)}" for t in tasks]


def _deadlines(task: Task, today: date | None) -> str:
    said = "；".join(dict.fromkeys(d.text for d in task.deadlines))
    told = time_left(task, today)
    return f"{said}（{told}）" if told else said


def _untold_lead(document: Document, intent: Intent) -> list[str]:
    asks_lead = any(u.role for u in intent.query.units) or {Want.LEAD, Want.SUPPORT} & set(
        intent.wants
    )
    has_lead = any(c.field == Field.LEAD for c in document.columns)
    if asks_lead and not has_lead and document.kind == DocumentKind.BREAKDOWN:
        return ["文件只列责任单位，没有区分牵头和配合；以下是它负责的任务。"]
    return []


def _passages(group: Group, document: Document, most: int) -> list[str]:
    lines = []
    for passage in group.passages[:most]:
        lines.append(f"· {shorten(passage.text, 120)}")
        lines.append(f"  {passage_place(document, passage)}")
    if len(group.passages) > most:
        lines.append(f"  …另有{len(group.passages) - most}处")
    return lines


def _through(group: Group) -> list[str]:
    if not group.through:
        return []
    phrases = dict.fromkeys(phrase for _, phrase in group.through)
    numbers = "、".join(str(task.number) for task, _ in group.through[:30])
    said = "、".join(f"“{p}”" for p in list(phrases)[:3])
    return [f"另有{len(group.through)}项以{said}统称，可能涉及：{numbers}"]


def count_lines(answer: Answer, view: View) -> list[str]:
    intent, index = answer.intent, view.index
    if intent.query.is_empty():
        lines = [
            f"{index.documents[g.document].name}　共{len(g.tasks)}项" for g in answer.groups[:30]
        ]
        total = sum(len(g.tasks) for g in answer.groups)
        return (
            [f"{len(answer.groups)}份文件共{total}项", *lines] if len(answer.groups) > 1 else lines
        )
    return list_lines(answer, view)


def fact_list_lines(answer: Answer, view: View) -> list[str]:
    """Give a fact of each of several tasks, each under its document's name."""
    intent, index = answer.intent, view.index
    lines: list[str] = []
    for group in answer.groups[:MOST_DOCUMENTS]:
        document = index.documents[group.document]
        for task in group.tasks[:PAGE]:
            first, *rest = fact_lines(document, task, intent) or [shorten(task.text, 80)]
            if Want.DEADLINE in intent.wants and (told := time_left(task, view.today)):
                first += f"，{told}"
            lines += [f"{document.name} 第{task.number}项　{first}", *rest]
            if first != shorten(task.text, 80):
                lines.append(f" {shorten(task.text, 80)}")
        if len(group.tasks) > PAGE:
            lines.append(f" …其余{len(group.tasks) - PAGE}项")
        for passage in group.passages[:2]:
            figure = figure_of(passage, intent)
            lines.append(f"{document.name}　{figure or shorten(passage.text, 140)}")
            lines.append(f" {passage_place(document, passage)}{told_of(passage, intent)}")
    if len(answer.groups) > MOST_DOCUMENTS:
        lines.append(f"…另有{len(answer.groups) - MOST_DOCUMENTS}份文件，说出区名可只看一份")
    return lines


def told_of(passage: Passage, intent: Intent) -> str:
    """Say of a result that it is one, and that it is no target where results were not asked for."""
    if passage.tense != Tense.RESULT:
        return ""
    asks_results = intent.query.tense == Tense.RESULT
    return "（已取得的结果）" if asks_results else "（已取得的结果，不是目标）"


def figure_of(passage: Passage, intent: Intent) -> str:
    """Give the clause of a passage with the figure asked for."""
    if Want.TARGET not in intent.wants:
        return ""
    return clause_with_figure(passage.text, intent.query.words, intent.query.measure)


def list_buttons(answer: Answer, view: View) -> tuple[Button, ...]:
    """Offer the rest of a list, its halves, and the documents of several."""
    intent, index, page_size = answer.intent, view.index, view.page_size
    if len(answer.groups) > 1:
        return tuple(Button(f"只看{index.documents[g.document].name}") for g in answer.groups[:5])
    buttons = []
    tasks = len(answer.groups[0].tasks) if answer.groups else 0
    if intent.page > 1 and tasks > page_size:
        buttons.append(Button("上一页", is_step=True))
    if tasks > page_size * intent.page:
        buttons.append(Button("下一页", is_step=True))
    unit = intent.query.unit_in_any_role
    if unit and answer.groups:
        name = unit_name(unit, index, intent.query.documents)
        tasks_of_it = answer.groups[0].tasks
        roles = {r for r in Role if any(_role_in(t, unit.keys, r, index) for t in tasks_of_it)}
        if {Role.LEAD, Role.SUPPORT} <= roles:
            buttons += [
                Button("只看牵头", f"{name}牵头哪些"),
                Button("只看配合", f"{name}配合哪些"),
            ]
    return tuple(buttons)


def documents_lines(index: Index) -> list[str]:
    lines = [f"现有{len(index.documents)}份文件："]
    for document in list(index.documents.values())[:40]:
        size = f"{len(document.tasks)}项任务" if document.tasks else f"{len(document.passages)}段"
        lines.append(f" {document.name}　{shorten(document.title, 40)}（{size}）")
    first = next(iter(index.documents.values()), None)
    if first:
        lines.append(f"说“看{first.name}”这样的话只看一份，说“看全部”看所有。")
    return lines
