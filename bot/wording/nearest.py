"""What comes nearest to a condition that nothing meets."""

from collections.abc import Sequence
from datetime import date

from bot.wording.phrases import (
    FIELD_WORDS,
    bare_words,
    column_title,
)
from bot.wording.view import View
from knowledge import (
    ENDLESS,
    Cell,
    Cells,
    Condition,
    DueIs,
    Field,
    Is,
    Many,
    Not,
    Says,
    Task,
    When,
)

FEW = 5
MOST_VALUES = 6
LATE = (When.AFTER, When.SINCE)


def nearest_told(condition: Condition, tasks: Sequence[Task], view: View) -> str:
    """Say what there is instead: the earliest day, the values of the field."""
    inner = condition.condition if isinstance(condition, Not) else condition
    match inner:
        case DueIs() if inner.words and not inner.what:
            return nearest_day(inner, tasks)
        case DueIs():
            words = dict.fromkeys(d.text for t in tasks for d in t.deadlines)
            return f"写的是：{'、'.join(list(words)[:MOST_VALUES])}。" if words else ""
        case Is(cell) | Says(cell) if cell.field not in (Field.TEXT, Field.SOURCE):
            return _instead(cell, tasks, view)
        case Many(cell, least, most) if least > 0 and most == ENDLESS:
            return _instead(cell, tasks, view) if len(tasks) <= FEW else ""
        case _:
            return ""


def nearest_day(due: DueIs, tasks: Sequence[Task]) -> str:
    dated = [(d.due, d, t) for t in tasks for d in t.deadlines if d.due]
    if not dated:
        return "这些任务都没有写完成时限。"
    is_late = due.when in LATE
    day: date = (max if is_late else min)(d for d, _, _ in dated)
    first = [(d, t) for x, d, t in dated if x == day]
    way = "最晚" if is_late else "最早"
    words = _bare(bare_words(first[0][0]))
    if len({t.id for _, t in first}) == len(tasks) > 1:
        return f"{way}的也是{words}（{len(tasks)}项都是）"
    numbers = "、".join(dict.fromkeys(str(t.number) for _, t in first[:MOST_VALUES]))
    more = f"等{len(first)}项" if len(first) > MOST_VALUES else "项"
    return f"{way}的是第{numbers}{more}（{words}）"


def _bare(words: str) -> str:
    return words.removesuffix("完成").removesuffix("取得明显进展") or words


def _instead(cell: Cell, tasks: Sequence[Task], view: View) -> str:
    told: dict[str, None] = {}
    for task in tasks:
        cells = Cells(view.document(task.document), view.index.names)
        told |= dict.fromkeys(name for _, name in cells.values(task, cell))
    if not told:
        return f"这些任务都没有写{cell.title or FIELD_WORDS[cell.field]}。"
    document = view.document(tasks[0].document)
    title = cell.title or column_title(document, cell.field)
    names = list(told)
    shown = "、".join(names[:MOST_VALUES])
    more = f"等{len(names)}个" if len(names) > MOST_VALUES else ""
    whose = "它" if len(tasks) == 1 else f"这{len(tasks)}项"
    return f"{whose}的{title}是{shown}{more}。"
