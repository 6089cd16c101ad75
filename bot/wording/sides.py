"""Replies that hold several sides against each other."""

from collections.abc import Sequence

from bot.wording.conditions import VERBS, value_names
from bot.wording.facts import clause_of
from bot.wording.lists import tense_of
from bot.wording.phrases import (
    address,
    aligned,
    cell_name,
    measure_of,
    name_number,
    numbers_told,
    passage_place,
    shorten,
)
from bot.wording.questions import side_name
from bot.wording.rankings import number_told
from bot.wording.view import View
from knowledge import Answer, Ask, Cell, Compare, Document, Field, How, Is, Quote, Side, Task

MOST_NAMES = 40
MOST_QUOTES = 4
LISTED = (How.LIST, How.COUNT)


def side_lines(answer: Answer, view: View) -> list[str]:
    """Give what several sides come to, and each of them."""
    is_figure = answer.ask.cell is not None and answer.ask.cell.field == Field.FIGURE
    match view.question.compare:
        case Compare.COMMON | Compare.EXCEPT:
            return _kept(answer, view)
        case _ if is_figure:
            return _figures(answer, view)
        case Compare.DIFFERENCE:
            return [_difference(answer, view), *_counts(answer, view)]
        case Compare.SHARE:
            return _share(answer, view)
        case Compare.SUM:
            return _sum(answer, view)
        case _:
            return [*_beside(answer, view), *_counts(answer, view)]


def _cells(answer: Answer) -> set[Cell]:
    """Give the one field that every side is a single value of; nothing else or more."""
    sides = [s.conditions for s in answer.sides]
    single = [s[0] for s in sides if len(s) == 1 and isinstance(s[0], Is) and not s[0].only]
    return {c.cell for c in single} if len(single) == len(sides) else set()


def names_of_sides(answer: Answer, view: View) -> list[str]:
    """Name each side, by the value alone where all differ in nothing else."""
    ids = view.found.documents
    if len(_cells(answer)) == 1 and not any(c.place for c in _cells(answer)):
        firsts = [s.conditions[0] for s in answer.sides]
        cells = [Is(c.cell, c.values) for c in firsts if isinstance(c, Is)]
        return [value_names(c, view.index, ids) for c in cells]
    return [
        side_name(s.conditions, view.index, view.found.documents).removesuffix("的")
        for s in answer.sides
    ]


def _unit(ask: Ask) -> str:
    if ask.how in (How.WHICH, How.HOW_MANY) and ask.cell:
        return f"{measure_of(ask.cell)}{cell_name(ask.cell)}"
    return "项"


def _counts(answer: Answer, view: View) -> list[str]:
    """Put the number of each side into a column, with where it was counted."""
    unit = _unit(answer.ask)
    names = names_of_sides(answer, view)
    fields = [c.field for c in _cells(answer)]
    verb = VERBS.get(fields[0], "") if len(fields) == 1 and fields[0] != Field.UNIT else ""
    verb = verb if unit == "项" else ""
    rows = [(n, f"{verb}{s.number}{unit}") for n, s in zip(names, answer.sides, strict=True)]
    return [*aligned(rows), *_apart(answer, view), *_values(answer, view)]


def _apart(answer: Answer, view: View) -> list[str]:
    """Count each document by itself where the sides reach over several."""
    documents = dict.fromkeys(g.document for s in answer.sides for g in s.groups)
    if len(documents) < 2 or any(len(s.groups) > 1 for s in answer.sides) is False:
        return [address(view.document(d)) for d in documents]
    lines = []
    for id in documents:
        told = [
            f"{name}{sum(len(g.tasks) for g in s.groups if g.document == id)}项"
            for name, s in zip(names_of_sides(answer, view), answer.sides, strict=True)
        ]
        lines.append(f" {view.document(id).name}　{'，'.join(told)}")
    return lines


def _values(answer: Answer, view: View) -> list[str]:
    if answer.ask.how != How.WHICH:
        return []
    told = zip(names_of_sides(answer, view), answer.sides, strict=True)
    return [f"{name}：{_joined(side)}" for name, side in told]


def _joined(side: Side) -> str:
    return "、".join(v.name for v in side.values[:MOST_NAMES]) or "没有"


def _beside(answer: Answer, view: View) -> list[str]:
    numbers = [s.number for s in answer.sides]
    names, unit = names_of_sides(answer, view), _unit(answer.ask)
    most = max(numbers)
    first = [n for n, number in zip(names, numbers, strict=True) if number == most]
    if len(first) == len(names):
        return [f"一样多：各{most}{unit}"]
    more = "更多" if len(names) == 2 else "最多"
    return [f"{'、'.join(first)}{more}：{most}{unit}"]


def _difference(answer: Answer, view: View) -> str:
    result, unit = answer.result, _unit(answer.ask)
    first, *others = names_of_sides(answer, view)
    rest = "和".join(others)
    if not result:
        return f"{first}和{rest}一样多"
    return f"{first}比{rest}{'多' if result > 0 else '少'}{number_told(abs(result))}{unit}"


def _share(answer: Answer, view: View) -> list[str]:
    part, whole = answer.sides[0], answer.sides[-1]
    name, whole_name = names_of_sides(answer, view)[0], names_of_sides(answer, view)[-1]
    unit = _unit(answer.ask)
    if answer.result is None:
        return [f"{whole_name}是0{unit}，算不出占比。", *_counts(answer, view)]
    of = "" if whole_name == "全部" else f"{whole_name}的"
    head = f"{part.number}{unit}，占{of}{whole.number}{unit}的{float(answer.result):.1f}%（{name}）"
    return [head, *_shares_apart(answer, view)]


def _shares_apart(answer: Answer, view: View) -> list[str]:
    part, whole = answer.sides[0], answer.sides[-1]
    if len(whole.groups) < 2:
        return [address(view.document(g.document)) for g in whole.groups]
    lines = []
    for group in whole.groups:
        own = sum(len(g.tasks) for g in part.groups if g.document == group.document)
        if total := len(group.tasks):
            told = f"{own}项，占{total}项的{100 * own / total:.1f}%"
            lines.append(f" {view.document(group.document).name}　{told}")
    return lines


def _sum(answer: Answer, view: View) -> list[str]:
    unit, total = _unit(answer.ask), sum(s.number for s in answer.sides)
    keys = [k for s in answer.sides for k in _keys(s, answer.ask)]
    twice = len(keys) - len(set(keys))
    note = f"（{twice}{unit}两边都有，不重复的{len(set(keys))}{unit}）" if twice else ""
    return [f"合计{total}{unit}{note}", *_counts(answer, view)]


def _keys(side: Side, ask: Ask) -> list[str]:
    if ask.how in (How.WHICH, How.HOW_MANY):
        return [v.key for v in side.values]
    return [t.id for g in side.groups for t in g.tasks]


# --- in common, only the one


def _kept(answer: Answer, view: View) -> list[str]:
    """Name what the sides have in common, or what only the first has."""
    names, unit = names_of_sides(answer, view), _unit(answer.ask)
    is_common = view.question.compare == Compare.COMMON
    rest = "、".join(names[1:])
    joined = f"{'、'.join(names[:-1])}和{names[-1]}"
    if answer.ask.how in LISTED:
        told = f"{'、同时'.join(_full(answer, view))}的" if is_common else _only_first(answer, view)
    else:
        told = f"{joined}都有的" if is_common else f"{names[0]}有、{rest}没有的"
    sizes = "，".join(f"{n}{s.number}{unit}" for n, s in zip(names, answer.sides, strict=True))
    if not answer.number:
        none = (
            "没有独有的：前者有的，后者都有"
            if answer.sides[0].number
            else "没有独有的：前者一样也没有"
        )
        where = "没有两边都有的" if is_common else none
        return [f"{where}。", f"（{sizes}）", *_places(answer, view)]
    lines = [f"{told}　共{answer.number}{unit}"]
    if answer.values:
        lines.append("、".join(v.name for v in answer.values[:MOST_NAMES]))
    else:
        tasks = [t for i in answer.holds if (t := view.index.task(i))]
        lines += _listed(tasks, view)
    return [*lines, f"（{sizes}）", *_places(answer, view)]


def _full(answer: Answer, view: View) -> list[str]:
    ids = view.found.documents
    return [side_name(s.conditions, view.index, ids).removesuffix("的") for s in answer.sides]


def _only_first(answer: Answer, view: View) -> str:
    first, *others = _full(answer, view)
    return f"{first}、不是{'也不是'.join(others)}的"


def _listed(tasks: Sequence[Task], view: View) -> list[str]:
    several = len({t.document for t in tasks}) > 1
    lines = []
    for task in tasks[: view.page_size]:
        name = f"{view.document(task.document).name} " if several else ""
        lines.append(f" {name}{task.number}　{shorten(task.text)}")
    rest = tasks[view.page_size :]
    return [*lines, f" …其余{len(rest)}项：{numbers_told(rest)}"] if rest else lines


def _places(answer: Answer, view: View) -> list[str]:
    documents = dict.fromkeys(g.document for s in answer.sides for g in s.groups)
    return [address(view.document(d)) for d in list(documents)[:5]]


# --- figures


def _figures(answer: Answer, view: View) -> list[str]:
    """Show the figure of each side with its address, and what they come to where they compare."""
    names = names_of_sides(answer, view)
    lines = []
    for name, side in zip(names, answer.sides, strict=True):
        if not side.quotes:
            lines.append(f"{name}　没有写")
        for quote in side.quotes[:MOST_QUOTES]:
            document = view.document(quote.entry.document)
            is_told = name in (document.name, document.district, _place(document, quote))
            label = document.name if is_told else f"{name}　{document.name}"
            lines.append(f"{label}　{clause_of(quote)}　{_place(document, quote)}")
    subject = "、".join(w.text.upper() for w in view.words)
    head = _result(answer, view) or ([subject] if subject else [])
    return [*head, *lines]


def _place(document: Document, quote: Quote) -> str:
    entry = quote.entry
    if isinstance(entry, Task):
        return name_number(entry)
    place = passage_place(document, entry).partition(" · ")[2]
    return f"{place}{tense_of(document, entry)}"


def _result(answer: Answer, view: View) -> list[str]:
    compare, result = view.question.compare, answer.result
    if compare not in (Compare.DIFFERENCE, Compare.SUM, Compare.SHARE):
        return []
    figures = [q.figure for s in answer.sides for q in s.quotes[:1] if q.figure]
    if result is None or not figures:
        return [_why_not(answer)]
    unit = figures[0].unit
    if compare == Compare.SUM:
        return [f"合计{number_told(result)}{unit}"]
    if compare == Compare.SHARE:
        return [f"{figures[0].words}占{figures[1].words}的{float(result):.1f}%"]
    if not result:
        return ["一样，没有差别"]
    if unit == "%":
        return [f"{'高' if result > 0 else '低'}{number_told(abs(result))}个百分点"]
    return [f"{'多' if result > 0 else '少'}{number_told(abs(result))}{unit}"]


def _why_not(answer: Answer) -> str:
    """Say why figures are shown and not calculated with."""
    if any(not s.quotes for s in answer.sides):
        return "有一边没有写，不能比。"
    if any(len(s.quotes) > 1 for s in answer.sides):
        return "不止一处写到，说不准比哪一个，都列在下面："
    words = [f.words if (f := s.quotes[0].figure) else "" for s in answer.sides]
    if not all(words):
        return "有一边没有写明一个数，不能直接相减："
    return f"{'和'.join(words)}不是同一种说法，不能直接相减："
