"""An English frame around Chinese facts."""

from collections.abc import Sequence

from bot.model import Want
from bot.wording.phrases import deadline_line, units_of
from knowledge import Document, Role, Task


def in_english(document: Document, task: Task, wants: Sequence[Want]) -> list[str]:
    """Frame the facts of one task in English; the facts stay as they are written."""
    return [line for want in wants if (line := _fact(document, task, want))]


def _fact(document: Document, task: Task, want: Want) -> str:
    item, name = f"item {task.number}", document.name
    match want:
        case Want.OWNER | Want.LEAD:
            return _owner(document, task)
        case Want.SUPPORT:
            if units := units_of(task, Role.SUPPORT):
                return f"Supporting {item} ({name}): {units}"
            return f"{name} names no supporting unit for {item}（没有列配合单位）."
        case Want.LEADER:
            if task.leaders:
                return f"{'、'.join(task.leaders)} oversees {item} ({name})"
            return f"{name} names no leader for {item}（没有写分管领导）."
        case Want.DEADLINE:
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
