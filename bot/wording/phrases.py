"""Pieces of text that several kinds of reply are made of."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from knowledge import (
    Cell,
    Deadline,
    Document,
    Field,
    Index,
    Passage,
    Role,
    Task,
    Word,
    fold,
)

ROLE_WORDS = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.RESPONSIBLE: "责任单位"}
FIELD_WORDS = {
    Field.LEAD: "牵头单位",
    Field.SUPPORT: "配合单位",
    Field.RESPONSIBLE: "责任单位",
    Field.OWNER: "责任单位",
    Field.UNIT: "单位",
    Field.COLLECTIVE: "统称",
    Field.LEADER: "分管领导",
    Field.DEADLINE: "完成时限",
    Field.DUE: "要求",
    Field.DAY: "到期日",
    Field.MONTH: "到期月份",
    Field.HEADING: "部分",
    Field.NUMBER: "编号",
    Field.TEXT: "内容",
    Field.SOURCE: "原文",
    Field.FIGURE: "数字",
    Field.DOCUMENT: "文件",
    Field.DISTRICT: "地区",
    Field.YEAR: "年份",
    Field.ROLE: "角色",
}
MEASURES = {
    Field.LEAD: "家",
    Field.SUPPORT: "家",
    Field.RESPONSIBLE: "家",
    Field.OWNER: "家",
    Field.UNIT: "家",
    Field.LEADER: "位",
    Field.DOCUMENT: "份",
    Field.DAY: "天",
    Field.COLLECTIVE: "种",
    Field.ROLE: "种",
    Field.DUE: "种",
}
"""What values of a field are counted in; 个 where none is given."""
MOST = 4096
"""Characters of one reply."""
MOST_QUOTED = 30
"""Texts that a reply quotes, at most; what comes after them is not shown."""
LINE = 56
"""Characters of a task's text in a list, at most."""
DIGITS = "零一二三四五六七八九"
PLACES = {1: "第一", 2: "第二", 3: "第三", -1: "最后一", -2: "倒数第二"}


def shorten(text: str, most: int = LINE) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def column_title(document: Document, field: Field) -> str:
    """Name a field as the document heads it."""
    return next(
        (c.title for c in document.columns if c.field == field and c.title), FIELD_WORDS[field]
    )


def cell_name(cell: Cell, document: Document | None = None) -> str:
    """Name what a cell holds: 首位责任 is 排第一的责任单位, of a level 第一级标题."""
    place = f"排{PLACES.get(cell.place, f'第{cell.place}')}的" if cell.place else ""
    place = "排在最后的" if cell.place == -1 else place
    if cell.field == Field.OTHER:
        return f"{place}{cell.title}"
    if cell.field == Field.HEADING and cell.level > 1:
        return f"{place}{({2: '节'}).get(cell.level, '小节')}"
    name = column_title(document, cell.field) if document else FIELD_WORDS[cell.field]
    kinds = f"（{'、'.join(cell.kinds)}）" if cell.kinds else ""
    return f"{place}{name}{kinds}"


def measure_of(cell: Cell | None) -> str:
    return MEASURES.get(cell.field, "个") if cell else "个"


def has_column(document: Document, field: Field) -> bool:
    return any(c.field == field for c in document.columns)


def tells_lead(document: Document) -> bool:
    return has_column(document, Field.LEAD)


def units_of(task: Task, *roles: Role) -> str:
    return "、".join(p.unit for p in task.parties if not roles or p.role in roles)


def name_number(task: Task) -> str:
    part = f"（第{task.part}次出现）" if task.part > 1 else ""
    return f"第{task.number}项{part}"


def address(document: Document, task: Task | None = None, note: str = "") -> str:
    """Tell where a fact stands: document, number, column."""
    parts = [document.name]
    if document.reference:
        parts.append(document.reference)
    where = " · ".join(parts)
    if task is not None:
        where += f" {name_number(task)}"
    return f"{where} {note}".rstrip()


def day(due: date | None) -> str:
    return f"（{due.isoformat()}）" if due else ""


def left(due: date, today: date) -> str:
    """Say how long it still is, or has been past."""
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"已过{-days}天"


def bare_words(deadline: Deadline) -> str:
    """Give a deadline's words without the clause that a cell repeats."""
    return deadline.text.removeprefix(deadline.clause).lstrip("，, ") or deadline.text


def deadline_line(deadline: Deadline) -> str:
    return f"{deadline.text}{day(deadline.due)}"


def passage_place(document: Document, passage: Passage) -> str:
    headings = " > ".join(shorten(h, 24) for h in passage.headings[:2]) or "正文"
    return f"{document.name} · {headings}"


def quoted(words: Iterable[str]) -> str:
    return "、".join(f"“{shorten(w, 30)}”" for w in words)


def documents_line(index: Index) -> str:
    names = [d.name for d in index.documents.values()]
    shown = "、".join(names[:12])
    return f"{shown}等{len(names)}份" if len(names) > 12 else shown


def names_of(documents: Iterable[str], index: Index, most: int = 6) -> str:
    """Name documents by their ids; without any, 这几份文件."""
    names = [index.documents[d].name for d in documents]
    shown = "、".join(names[:most])
    return f"{shown}等{len(names)}份文件" if len(names) > most else shown or "这几份文件"


def scope_name(documents: Sequence[str], index: Index) -> str:
    """Name the one document that is asked, or 这几份文件."""
    return index.documents[documents[0]].name if len(documents) == 1 else "这几份文件"


def in_numerals(number: int) -> str:
    """Write a number up to 99 as headings do: 十二."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    ten = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return f"{ten}{DIGITS[ones] if ones else ''}"


def numbers_told(tasks: Sequence[Task], most: int = 30) -> str:
    """Name tasks by their numbers: 第59、60项."""
    numbers = "、".join(str(t.number) for t in tasks[:most])
    return f"第{numbers}项" if len(tasks) <= most else f"第{numbers}等{len(tasks)}项"


def matched(words: Sequence[Word], texts: Sequence[str]) -> list[str]:
    """Give the words that are looked for, or that stand for them, as the texts write them."""
    shown = texts[:MOST_QUOTED]
    found = []
    for word in words:
        ways = (word.text, *word.same, *word.wider)
        spans = (_written(way, text) for text in shown for way in ways)
        found += [span for span in spans if span]
    return list(dict.fromkeys(found))


def _written(way: str, text: str) -> str:
    """Give the piece of a text that folds to a word; empty where its length is not kept."""
    folded = fold(text)
    place = folded.find(way)
    return text[place : place + len(way)] if place >= 0 and len(folded) == len(text) else ""


def wide(text: str) -> int:
    """Count the columns that a text takes: two for a full-width character."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)


def aligned(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Put names and figures into columns, by full-width spaces."""
    most = min(max((wide(name) for name, _ in rows), default=0), 24)
    widest = max((wide(told) for _, told in rows), default=0)
    lines = []
    for name, told in rows:
        gap = max(0, most - wide(name)) + 2 + min(widest - wide(told), 4)
        lines.append(f"{name}{'　' * (gap // 2)}{' ' * (gap % 2)}{told}")
    return lines


def fit(text: str) -> str:
    """Keep a reply within one message."""
    return text if len(text) <= MOST else text[: MOST - 8].rstrip() + "…（未完）"
