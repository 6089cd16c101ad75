"""An English frame around Chinese facts."""

from collections.abc import Sequence

from bot.wording.phrases import deadline_line, units_of
from bot.wording.view import View
from knowledge import Ask, Document, Field, How, Role, Task

OWNERS = (Field.OWNER, Field.LEAD, Field.RESPONSIBLE, Field.UNIT)


def in_english(document: Document, task: Task, asks: Sequence[Ask]) -> list[str]:
    """Frame the facts of one task in English; the facts stay as they are written."""
    lines = [line for ask in asks if ask.cell and (line := _fact(document, task, ask.cell.field))]
    return list(dict.fromkeys(lines))


def list_in_english(lines: Sequence[str], view: View) -> list[str]:
    """Put an English line over a list or a count."""
    count = sum(len(g.tasks) for g in view.found.groups)
    noun = "item" if count == 1 else "items"
    names = ", ".join(view.document(g.document).name for g in view.found.groups[:5])
    is_count = view.asks(How.COUNT) and not view.asks(How.LIST)
    return [f"{count} {noun} ({names}){'' if is_count and count == 0 else ':'}", *lines]


def _fact(document: Document, task: Task, field: Field) -> str:
    item, name = f"item {task.number}", document.name
    match field:
        case f if f in OWNERS:
            return _owner(document, task)
        case Field.SUPPORT:
            if units := units_of(task, Role.SUPPORT):
                return f"Supporting {item} ({name}): {units}"
            return f"{name} names no supporting unit for {item}（没有列配合单位）."
        case Field.LEADER:
            if task.leaders:
                return f"{'、'.join(task.leaders)} oversees {item} ({name})"
            return f"{name} names no leader for {item}（没有写分管领导）."
        case Field.DEADLINE | Field.DAY | Field.MONTH | Field.DUE:
            if task.deadlines:
                said = "；".join(deadline_line(d) for d in task.deadlines)
                return f"Deadline of {item} ({name}): {said}"
            return f"{name} states no deadline for {item}（没有写完成时限）."
        case _:
            return ""


def _owner(document: Document, task: Task) -> str:
    item, name = f"item {task.number}", document.name
    if lead := units_of(task, Role.LEAD):
        return f"{lead} leads {item} ({name}):"
    if units := units_of(task, Role.RESPONSIBLE):
        return f"{units} answers for {item} ({name}); lead and support are not told apart."
    return f"{name} names no owner for {item}（没有写责任单位）."
