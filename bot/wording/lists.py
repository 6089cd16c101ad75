"""Replies that list and count."""

from collections.abc import Sequence
from datetime import date

from bot.wording.conditions import describe
from bot.wording.days import is_over, time_left
from bot.wording.phrases import (
    ROLE_WORDS,
    address,
    aligned,
    passage_place,
    shorten,
)
from bot.wording.view import PAGE, View
from knowledge import (
    PARTIES,
    Cell,
    Cells,
    Document,
    DocumentKind,
    Due,
    DueIs,
    Field,
    Group,
    How,
    Is,
    Not,
    Passage,
    Role,
    Task,
    Tense,
    fold,
    is_of_document,
)

MOST_PASSAGES = 4
MOST_DOCUMENTS = 12
OF_ROLES = (Field.LEAD, Field.SUPPORT)
HOLDERS = (*PARTIES, Field.LEADER)


def list_lines(view: View) -> list[str]:
    """Count first, split by role, show one page."""
    groups = view.found.groups
    if len(groups) == 1:
        return _one_document(groups[0], view)
    lines = [_all_counted(view)]
    page = max(3, PAGE // max(1, len(groups)))
    for group in groups[:MOST_DOCUMENTS]:
        document = view.document(group.document)
        lines += ["", f"{document.name}　{_counted(group, view)}"]
        lines += numbered(group.tasks[:page], view)
        if len(group.tasks) > page:
            lines.append(f" …其余{len(group.tasks) - page}项：说“看{document.name}”再问")
        lines += _passages(group, document, 1)
        lines += untold_lead(document, view)
    if len(groups) > MOST_DOCUMENTS:
        lines.append(f"…另有{len(groups) - MOST_DOCUMENTS}份文件，说出区名可只看一份")
    return lines + years_over(view)


def _all_counted(view: View) -> str:
    groups = view.found.groups
    total = sum(len(g.tasks) for g in groups)
    subject = describe(view.itself, view.index)
    told = f"{len(groups)}份文件共{total}项" if total else f"{len(groups)}份文件提到"
    return f"{told}（{subject}）" if subject else told


def _one_document(group: Group, view: View) -> list[str]:
    document = view.document(group.document)
    lines = [_head(_counted(group, view), view)]
    lines += untold_lead(document, view)
    page, pages = page_of(view, len(group.tasks))
    shown = group.tasks[(page - 1) * view.page_size : page * view.page_size]
    lines += _grouped(shown, document, view)
    if pages > 1:
        rest = "，说“下一页”看其余" if page < pages else "（最后一页）"
        lines.append(f"第{page}/{pages}页{rest}")
    lines += _passages(group, document, MOST_PASSAGES)
    lines += _through(group)
    return [*lines, *years_over(view), address(document)]


def _grouped(tasks: Sequence[Task], document: Document, view: View) -> list[str]:
    """Put tasks under the unit or leader where several were named, under the role where one was."""
    holders = _several(view)
    if holders is None:
        return _by_role(tasks, view) if unit_of(view) else numbered(tasks, view)
    names, lines = view.index.names, []
    cells = Cells(document, names)
    for name in holders.values:
        key = fold(name) if holders.cell.field == Field.LEADER else names.meant_key(name)
        own = [t for t in tasks if key in dict(cells.values(t, holders.cell))]
        lines += [f"{name}　{len(own)}项", *numbered(own, view)] if own else []
    return lines


def _several(view: View) -> Is | None:
    """Give the condition that names several units or leaders of which one holds."""
    where = view.itself.where
    named = [c for c in where if isinstance(c, Is) and c.cell.field in HOLDERS]
    several = [c for c in named if len(c.values) > 1 and not any(v[:1] == "*" for v in c.values)]
    return several[0] if len(several) == 1 else None


def page_of(view: View, size: int) -> tuple[int, int]:
    """Give the page that is shown and how many there are."""
    pages = max(1, -(-size // view.page_size))
    return min(view.reading.page, pages), pages


def _head(counted: str, view: View) -> str:
    """Begin a count with the figure, a list with what it is a list of."""
    subject = describe(view.itself, view.index)
    if view.asks(How.COUNT):
        figure, _, roles = counted.removeprefix("共").partition("：")
        return f"{figure}{f'（{subject}）' if subject else ''}{f'：{roles}' if roles else ''}"
    return f"{subject}　{counted}" if subject else counted


def _counted(group: Group, view: View) -> str:
    """Count a document's tasks, by role where a unit is asked for without one."""
    if not group.tasks:
        return f"{len(group.passages)}处提到" if group.passages else "0项"
    counted = f"共{len(group.tasks)}项"
    dues = [c for c in view.itself.where if isinstance(c, DueIs)]
    if dues:
        return counted if any(d.what for d in dues) else counted + _by_what(group.tasks)
    if keys := unit_of(view):
        roles = {r: sum(_role_in(t, r, keys, view) for t in group.tasks) for r in Role}
        told = [f"{ROLE_WORDS[r]}{n}项" for r, n in roles.items() if n and r != Role.RESPONSIBLE]
        counted += f"：{'，'.join(told)}" if told else ""
    return counted


def _by_what(tasks: Sequence[Task]) -> str:
    """Keep what is to be done apart from what is to have made progress."""
    counts = {w: sum(any(d.what == w for d in t.deadlines) for t in tasks) for w in Due}
    told = [f"{what.value}{count}项" for what, count in counts.items() if count]
    both = sum(counts.values()) - len(tasks)
    note = f"，其中{both}项两样都有" if both > 0 else ""
    return f"：{'，'.join(told)}{note}" if len(told) > 1 else ""


def unit_of(view: View) -> tuple[str, ...]:
    """Give the one unit that is asked for in any role, as its keys."""
    units = [c for c in view.itself.where if isinstance(c, Is) and c.cell == Cell(Field.UNIT)]
    roles = [c for c in view.itself.where if isinstance(c, Is) and c.cell.field in OF_ROLES]
    if len(units) != 1 or roles or any(v.startswith("*") for v in units[0].values):
        return ()
    return tuple(map(view.index.names.meant_key, units[0].values))


def _role_in(task: Task, role: Role, keys: Sequence[str], view: View) -> bool:
    party_key = view.index.names.party_key
    return any(p.role == role and party_key(p) in keys for p in task.parties)


def _by_role(tasks: Sequence[Task], view: View) -> list[str]:
    lines: list[str] = []
    left, keys = list(tasks), unit_of(view)
    for role in Role:
        own = [t for t in left if _role_in(t, role, keys, view)]
        if own and role != Role.RESPONSIBLE:
            lines.append(ROLE_WORDS[role])
        lines += numbered(own, view)
        left = [t for t in left if t not in own]
    return lines + numbered(left, view)


def numbered(tasks: Sequence[Task], view: View) -> list[str]:
    """Give each task a line under its number, with its deadline where days are asked for."""
    if not asks_days(view):
        return [f" {t.number}　{shorten(t.text)}" for t in tasks]
    return [f" {t.number}　{_deadlines(t, view)}　{shorten(t.text, 40)}" for t in tasks]


def asks_days(view: View) -> bool:
    """Tell whether days are asked for, by a condition or by the order."""
    order = view.itself.order
    by_day = order is not None and order.cell is not None and order.cell.field == Field.DEADLINE
    where = [c.condition if isinstance(c, Not) else c for c in view.itself.where]
    return by_day or any(isinstance(c, DueIs) for c in where)


def _deadlines(task: Task, view: View) -> str:
    said = "；".join(dict.fromkeys(d.text for d in task.deadlines)) or "没有写时限"
    told = told_left(task, view)
    return f"{said}（{told}）" if told else said


def told_left(task: Task, view: View) -> str:
    """Say how long a task still has; of a year that is over it is said once for the list."""
    return "" if is_over(view.document(task.document), view.today) else time_left(task, view.today)


def years_over(view: View) -> list[str]:
    """Say once that the days of a document are past, where days were asked for."""
    if not asks_days(view) and not view.asks_field(Field.DEADLINE, Field.DAY, Field.MONTH):
        return []
    years = {
        view.document(g.document).year for g in view.found.groups if g.tasks and _is_past(g, view)
    }
    told = "、".join(f"{year}年" for year in sorted(y for y in years if y))
    return [f"（{told}的时限都已经过了）"] if told else []


def _is_past(group: Group, view: View) -> bool:
    if not is_over(view.document(group.document), view.today):
        return False
    dues = [d.due for t in group.tasks for d in t.deadlines if d.due]
    return bool(dues) and max(dues) < (view.today or date.max)


def untold_lead(document: Document, view: View) -> list[str]:
    """Say that a document does not tell lead from support, where one of them was asked for."""
    where = [c.cell.field for c in view.itself.where if isinstance(c, Is)]
    asked = [a.cell.field for a in view.question.asks if a.cell]
    asks_lead = any(f in OF_ROLES for f in (*where, *asked))
    has_lead = any(c.field == Field.LEAD for c in document.columns)
    if asks_lead and not has_lead and document.kind == DocumentKind.BREAKDOWN:
        return ["文件只列责任单位，没有区分牵头和配合；以下是它负责的任务。"]
    return []


def _passages(group: Group, document: Document, most: int) -> list[str]:
    lines = []
    for passage in group.passages[:most]:
        lines.append(f"· {shorten(passage.text, 120)}")
        lines.append(f"  {passage_place(document, passage)}{tense_of(document, passage)}")
    if len(group.passages) > most:
        lines.append(f"  …另有{len(group.passages) - most}处")
    return lines


def tense_of(document: Document, passage: Passage) -> str:
    """Say of running text whether it tells a result or a plan, with the year."""
    if passage.tense == Tense.RESULT:
        return f"（{f'{document.year - 1}年' if document.year else ''}已取得的结果）"
    if passage.tense == Tense.PLAN and document.kind == DocumentKind.REPORT:
        return f"（{f'{document.year}年' if document.year else ''}的目标）"
    return ""


def _through(group: Group) -> list[str]:
    if not group.through:
        return []
    phrases = dict.fromkeys(phrase for _, phrase in group.through)
    numbers = "、".join(str(task.number) for task, _ in group.through[:30])
    said = "、".join(f"“{p}”" for p in list(phrases)[:3])
    return [f"另有{len(group.through)}项以{said}统称，可能涉及：{numbers}"]


def count_lines(view: View) -> list[str]:
    groups = view.found.groups
    if any(not is_of_document(c) for c in view.itself.where) or view.asks(How.LIST):
        return list_lines(view)
    sizes = [(view.document(g.document).name, len(g.tasks), len(g.passages)) for g in groups[:30]]
    if len(groups) == 1:
        name, tasks, passages = sizes[0]
        told = f"共{tasks}项" if tasks else f"共{passages}处，没有编号的任务"
        return [f"{name}　{told}"]
    rows = aligned(
        [(name, f"{tasks}项" if tasks else f"{passages}处") for name, tasks, passages in sizes]
    )
    return [f"{len(groups)}份文件共{sum(len(g.tasks) for g in groups)}项", *rows]
