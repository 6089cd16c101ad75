"""The conditions of a question in short Chinese."""

from collections.abc import Sequence

from bot.wording.phrases import FIELD_WORDS, MEASURES, PLACES, in_numerals, quoted, shorten
from knowledge import (
    ENDLESS,
    PARTIES,
    AnyOf,
    Cell,
    Condition,
    Due,
    DueIs,
    Empty,
    Field,
    Index,
    Is,
    Many,
    Not,
    Numbered,
    Picked,
    Question,
    Says,
    Speaks,
    Stated,
    Total,
    Under,
    When,
    documents_of,
    find_days,
    is_of_document,
)

VERBS = {
    Field.LEAD: "牵头",
    Field.SUPPORT: "配合",
    Field.RESPONSIBLE: "负责",
    Field.OWNER: "负责",
    Field.UNIT: "参与",
    Field.LEADER: "分管",
}
LEVELS = ("部分", "节", "小节")
DUES = {Due.DONE: "完成", Due.PROGRESS: "取得明显进展"}
STATED = {Stated.ANYWHERE: "", Stated.COLUMN: "时限栏写", Stated.TEXT: "文中写到"}
ENDS = ("前", "以前", "之前")
MOST_NUMBERS = 8
KIND = "*"


def describe(question: Question, index: Index | None = None) -> str:
    """Say the conditions of a question in one line: 孙晓光分管；区城管委 牵头；10月底前."""
    ids = _scope(question, index)
    told = [short(c, index, ids) for c in question.where if not is_of_document(c)]
    return "；".join(t for t in told if t)


def holding(
    conditions: Sequence[Condition], index: Index | None = None, ids: Sequence[str] = ()
) -> str:
    """Say conditions so that 的任务 may follow: 孙晓光分管、10月底前到期."""
    return "、".join(t for c in conditions if (t := adjective(c, index, ids)))


def set_of(
    conditions: Sequence[Condition], count: int, index: Index | None = None, ids: Sequence[str] = ()
) -> str:
    """Name the tasks that conditions leave, with how many: 区城管委牵头的8项."""
    conditions = [c for c in conditions if not is_of_document(c)]
    numbered = [c for c in conditions if isinstance(c, Numbered | Picked)]
    others = [c for c in conditions if c not in numbered]
    if numbered and not others:
        return f"{holding(numbered, index, ids)}" if count != 1 else adjective(numbered[0], index)
    told = holding([*others, *numbered], index, ids)
    return f"{told}的{count}项" if told else f"全部{count}项"


def _scope(question: Question, index: Index | None) -> tuple[str, ...]:
    return tuple(d.id for d in documents_of(question.where, index)) if index else ()


def short(condition: Condition, index: Index | None, ids: Sequence[str] = ()) -> str:
    """Say a condition as it is repeated back: 区城管委 牵头."""
    match condition:
        case Is(Cell(Field.UNIT, 0, 0), values, False):
            return _names(values, condition.cell, index, ids)
        case Is(Cell(field, 0, 0), values, False) if field in VERBS and field != Field.LEADER:
            return f"{_names(values, condition.cell, index, ids)} {VERBS[field]}"
        case Speaks(word):
            return quoted([word.text.upper()])
        case DueIs(words, _, None) if words:
            return _due(condition, index)
        case Not(DueIs(words) as inner) if words:
            return f"不是{_due(inner, index)}到期"
        case Not(inner):
            return _not(inner, index, ids)
        case _:
            return adjective(condition, index, ids)


def adjective(condition: Condition, index: Index | None, ids: Sequence[str] = ()) -> str:
    """Say a condition so that 的任务 may follow."""
    match condition:
        case Numbered(ranges):
            return "、".join(_range(a, b) for a, b in ranges)
        case Picked(tasks):
            return _picked(tasks)
        case Is():
            return _is(condition, index, ids)
        case Says(cell, words):
            return f"{_place_of(cell)}写着{quoted(words)}"
        case Speaks(word):
            return f"与{quoted([word.text.upper()])}有关"
        case DueIs():
            return _due_adjective(condition, index)
        case Under(ordinals):
            return "".join(f"第{in_numerals(n)}{LEVELS[min(i, 2)]}" for i, n in enumerate(ordinals))
        case Empty() | Many():
            return _counted(condition)
        case Total(least, most):
            return f"至少{least}项" if most >= ENDLESS else f"共{_span(least, most)}项"
        case Not(inner):
            return _not(inner, index, ids)
        case AnyOf(groups):
            return "，或".join("且".join(adjective(c, index, ids) for c in g) for g in groups)


def _not(inner: Condition, index: Index | None, ids: Sequence[str]) -> str:
    told = adjective(inner, index, ids)
    match inner:
        case Is(Cell(Field.SUPPORT | Field.UNIT)):
            return f"没有{told}"
        case Says():
            return told.replace("写着", "没有写", 1)
        case Speaks(word):
            return f"与{quoted([word.text.upper()])}无关"
        case Numbered() | Picked() | Under():
            return f"{told}以外"
        case Empty(cell, filled):
            return adjective(Empty(cell, not filled), index, ids)
        case _:
            return f"不是{told}"


# --- values of a field


def _is(condition: Is, index: Index | None, ids: Sequence[str]) -> str:
    cell = condition.cell
    names = _names(condition.values, cell, index, ids)
    if cell.place:
        place = PLACES.get(cell.place, f"第{cell.place}")
        return f"{names}排在{FIELD_WORDS[cell.field]}{place}位"
    if condition.only:
        return f"只由{names}{VERBS[cell.field]}" if cell.field in VERBS else _only(cell, names)
    match cell.field:
        case field if field in VERBS:
            return f"{names}{VERBS[field]}"
        case Field.COLLECTIVE:
            return f"以“{names}”统称"
        case Field.HEADING:
            return f"“{shorten(names, 24)}”部分"
        case Field.DAY | Field.MONTH:
            return f"{names}到期"
        case Field.DUE:
            return f"要求{names}"
        case Field.DOCUMENT | Field.DISTRICT | Field.YEAR:
            return f"{names}年" if cell.field == Field.YEAR else names
        case _:
            return f"{_title(cell)}是“{shorten(names, 24)}”"


def _only(cell: Cell, names: str) -> str:
    return f"{_title(cell)}只有“{shorten(names, 24)}”"


def _names(
    values: Sequence[str], cell: Cell, index: Index | None = None, ids: Sequence[str] = ()
) -> str:
    """Name values as the first document in scope that has them writes them."""
    told = []
    for value in values:
        if value.startswith(KIND):
            told.append(f"各“{value.removeprefix(KIND)}”")
        elif cell.field in PARTIES and index:
            told.append(unit_name(value, index, ids))
        elif cell.field == Field.DOCUMENT and index:
            told.append(index.documents[value].name if value in index.documents else value)
        else:
            told.append(value)
    return "、".join(dict.fromkeys(told[:-1])) + ("或" if len(told) > 1 else "") + told[-1]


def value_names(condition: Is, index: Index, ids: Sequence[str] = ()) -> str:
    """Name the values of a condition alone: 孙晓光."""
    return _names(condition.values, condition.cell, index, ids)


def unit_name(said: str, index: Index, ids: Sequence[str] = ()) -> str:
    """Name a unit as the first document in scope that has it writes it, or as it was said."""
    key = index.names.meant_key(said)
    return index.names.name_of(key, ids) if index.names.is_in(key, ids) else said


def _title(cell: Cell) -> str:
    return cell.title or FIELD_WORDS[cell.field]


def _place_of(cell: Cell) -> str:
    """Name where words are looked for; the task's own text goes without saying."""
    match cell.field:
        case Field.TEXT | Field.SOURCE | Field.FIGURE:
            return ""
        case Field.HEADING:
            return "标题"
        case _:
            return _title(cell)


# --- numbers, days, how many


def _range(first: int, last: int) -> str:
    if first == last:
        return f"{PLACES[first]}项" if first < 0 and first in PLACES else f"第{first}项"
    if last >= ENDLESS:
        return f"第{first}项起"
    return f"第{first}–{last}项"


def _picked(tasks: Sequence[str]) -> str:
    numbers = [t.partition("#")[2] for t in tasks]
    shown = "、".join(numbers[:MOST_NUMBERS])
    return f"第{shown}项" if len(tasks) <= MOST_NUMBERS else f"第{shown}等{len(tasks)}项"


def _due(due: DueIs, index: Index | None) -> str:
    """Say a day and how a deadline stands to it: 10月底前, 6月底以后."""
    words, bare = due.words, due.words.removesuffix("以前").removesuffix("之前").removesuffix("前")
    where = STATED[due.stated]
    if not _names_day(words, index):
        return f"{where or '时限写'}“{words}”" if words else f"{where}{'' if where else '完成'}时限"
    match due.when:
        case When.BY:
            told = words if words.endswith(ENDS) else f"{words}{_till(words)}"
        case When.BEFORE:
            told = f"{bare}以前"
        case When.WITHIN:
            told = words
        case When.EXACTLY:
            told = f"正好{bare}"
        case When.AFTER:
            told = f"{bare}以后"
        case When.SINCE:
            told = f"{bare}起"
    return f"{where}{told}"


def _till(words: str) -> str:
    return "前" if words.endswith(("底", "末")) else "及以前"


def _names_day(words: str, index: Index | None) -> bool:
    """Tell whether words name a day, in the year of any document."""
    years = {d.year for d in index.documents.values() if d.year} if index else {2023}
    return bool(words) and any(find_days(words, year, None) for year in years)


def _due_adjective(due: DueIs, index: Index | None) -> str:
    told = _due(due, index)
    what = DUES[due.what] if due.what else ""
    if what and due.words and due.when == When.EXACTLY and due.words.endswith(ENDS):
        return f"时限写着“{due.words}{what}”"
    if not due.words:
        return f"要求{what}" if what else f"有{told}" if due.stated == Stated.ANYWHERE else told
    if not _names_day(due.words, index):
        return told
    return f"{told}{f'要{what}' if what else '到期'}"


def _counted(condition: Empty | Many) -> str:
    cell, title = condition.cell, _title(condition.cell)
    measure = MEASURES.get(cell.field, "个")
    if isinstance(condition, Empty):
        if cell.field == Field.OTHER:
            return f"写了{title}" if condition.filled else f"{title}为空"
        return f"{'有' if condition.filled else '没有'}{title}"
    if condition.most == 0:
        return f"没有{title}"
    if (condition.least, condition.most) == (1, ENDLESS):
        return f"有{title}"
    return f"有{_span(condition.least, condition.most, measure)}{title}"


def _span(least: int, most: int, measure: str = "") -> str:
    if least == most:
        return f"{least}{measure}"
    if most >= ENDLESS:
        return f"{least}{measure or '项'}以上" if measure else f"至少{least}"
    return f"最多{most}{measure}" if least == 0 else f"{least}到{most}{measure}"
