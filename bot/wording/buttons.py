"""What is asked next, one tap away; every button says it in full."""

from bot.model import Button
from bot.wording.conditions import unit_name
from bot.wording.lists import page_of, unit_of
from bot.wording.questions import in_chinese
from bot.wording.view import View
from knowledge import Ask, Document, Field, How, Index, Is, Question, Role, Task, is_of_document


def task_buttons(
    task: Task, index: Index, *, whole: bool = False, quoted: bool = False
) -> tuple[Button, ...]:
    """Offer what is asked next of a task."""
    document = index.documents[task.document]
    name, place = document.name, document.tasks.index(task)
    lead = next(iter(task.parties), None)
    this = f"{name}第{task.number}项"
    buttons = [] if whole else [Button("完整信息", this)]
    if whole and any(p.role == Role.SUPPORT for p in task.parties):
        buttons.append(Button("配合单位", f"{this}配合单位"))
    if not quoted:
        buttons.append(Button("原文", f"{this}原文"))
    if lead and not lead.collective:
        buttons.append(Button(f"{lead.unit}的任务", f"{name}{lead.unit}有哪些任务"))
    return (*buttons, *_neighbours(document, place))


def _neighbours(document: Document, place: int) -> list[Button]:
    buttons = []
    if place:
        before = document.tasks[place - 1].number
        buttons.append(Button("上一项", f"{document.name}第{before}项", is_step=True))
    if place + 1 < len(document.tasks):
        behind = document.tasks[place + 1].number
        buttons.append(Button("下一项", f"{document.name}第{behind}项", is_step=True))
    return buttons


def list_buttons(view: View) -> tuple[Button, ...]:
    """Offer the rest of a list, its halves, and the documents of several."""
    groups = view.found.groups
    if len(groups) > 1:
        return tuple(Button(f"只看{view.document(g.document).name}") for g in groups[:5])
    tasks = groups[0].tasks if groups else ()
    page, pages = page_of(view, len(tasks))
    buttons = []
    if page > 1:
        buttons.append(Button("上一页", is_step=True))
    if page < pages:
        buttons.append(Button("下一页", is_step=True))
    if keys := unit_of(view):
        names = view.index.names
        roles = {p.role for t in tasks for p in t.parties if names.party_key(p) in keys}
        if {Role.LEAD, Role.SUPPORT} <= roles:
            name = _unit_named(view)
            buttons += [
                Button("只看牵头", f"{name}牵头哪些"),
                Button("只看配合", f"{name}配合哪些"),
            ]
    return tuple(buttons)


def _unit_named(view: View) -> str:
    units = [c for c in view.itself.where if isinstance(c, Is) and c.cell.field == Field.UNIT]
    return unit_name(units[0].values[0], view.index, view.found.documents)


def one_or_list(view: View) -> tuple[Button, ...]:
    """Offer what is next of the one task, or of the list."""
    tasks = view.found.tasks
    return task_buttons(tasks[0], view.index) if len(tasks) == 1 else list_buttons(view)


def these_button(view: View) -> tuple[Button, ...]:
    """Offer the tasks that values were taken from, where they are not whole tables."""
    count = len(view.found.tasks)
    if not count or all(is_of_document(c) for c in view.itself.where):
        return ()
    question = Question((Ask(How.LIST),), view.itself.where, view.itself.of)
    return (Button(f"看这{count}项", in_chinese(question, view.index)),)
