"""What is told of deadlines: the words, the day, how long it still is."""

from datetime import date

from bot.wording.phrases import (
    bare_words,
    column_title,
    day,
    deadline_line,
    has_column,
    left,
    name_number,
)
from knowledge import (
    Cell,
    Document,
    Due,
    Field,
    Task,
)


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
        title = column_title(document, Field.DEADLINE)
        return [f"文件没有写{name_number(task)}的{title}（该栏为空）。"]
    return [f"{name_number(task)}没有写完成时限。"]


def due_lines(document: Document, task: Task, cell: Cell) -> list[str]:
    """Tell what is due, the day or the month of it, with the words that say so."""
    if not task.deadlines or not (cell.field == Field.DUE or any(d.due for d in task.deadlines)):
        return deadline_lines(document, task)
    if cell.field == Field.DUE:
        told = dict.fromkeys(f"{d.what or Due.DONE}（{d.text}）" for d in task.deadlines)
    else:
        size = 10 if cell.field == Field.DAY else 7
        dated = [(d, d.due) for d in task.deadlines if d.due]
        told = dict.fromkeys(f"{due.isoformat()[:size]}（{d.text}）" for d, due in dated)
    return ["；".join(told)]


def time_left(task: Task, today: date | None) -> str:
    """Say how long the one day that a document states for a task still is; else ""."""
    dues = {d.due for d in task.deadlines if d.due and not d.in_text}
    return left(dues.pop(), today) if today and len(dues) == 1 else ""


def is_over(document: Document, today: date | None) -> bool:
    """Tell whether a document's year is past."""
    return bool(today and document.year and document.year < today.year)


def _count(number: int) -> str:
    return {2: "两", 3: "三", 4: "四"}.get(number, str(number))
