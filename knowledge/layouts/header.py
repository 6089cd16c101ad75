"""The heads of columns: which field each one states."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.layouts.spacing import squash
from knowledge.layouts.vocabulary import HEADER_WORDS, SECTION_WORDS, TASK_WORDS, Kind
from knowledge.model import Column, Field

LONGEST_TITLE = 14
MOST_COLUMNS = 30


@dataclass(frozen=True, slots=True)
class Head:
    kind: Kind
    title: str


def read_header(cells: Sequence[str]) -> tuple[Head, ...] | None:
    """Give the heads when the cells are a header: a number or party column and a task column."""
    if len(cells) > MOST_COLUMNS:
        return None
    heads = [head_of(squash(cell)) for cell in cells]
    named = [head for head in heads if head and head.kind != "other"]
    kinds = {head.kind for head in named}
    if len(named) < 3 or "text" not in kinds or not kinds & {"number", *Field}:
        return None
    if len(named) * 2 < len([cell for cell in cells if squash(cell)]):
        return None
    return settled(
        [head or Head("other", squash(cell)) for head, cell in zip(heads, cells, strict=True)]
    )


def head_of(title: str) -> Head | None:
    """Find the first line of the vocabulary that has a word of this title."""
    if not title or len(title) > LONGEST_TITLE:
        return None
    for kind, words in HEADER_WORDS:
        if kind == "number":
            if title in words:
                return Head("number", title)
        elif any(word in title for word in words):
            return Head(kind, title)
    return None


def settled(heads: list[Head]) -> tuple[Head, ...]:
    """Decide what only the whole header tells: which column holds the task, who only supports."""
    texts = [at for at, head in enumerate(heads) if head.kind == "text"]
    task = task_column(heads, texts)
    for at in texts:
        if at < task:
            heads[at] = replace(heads[at], kind="section")
        elif at > task:
            heads[at] = replace(heads[at], kind="other")
    kinds = [head.kind for head in heads]
    if Field.LEAD in kinds and Field.SUPPORT not in kinds and Field.RESPONSIBLE in kinds:
        at = kinds.index(Field.RESPONSIBLE)
        heads[at] = replace(heads[at], kind=Field.SUPPORT)
    return tuple(once_each(heads))


def task_column(heads: list[Head], texts: list[int]) -> int:
    """Prefer a title that names the task over one that groups tasks; else the last."""
    plain = [at for at in texts if not any(word in heads[at].title for word in SECTION_WORDS)]
    named = [at for at in plain if any(word in heads[at].title for word in TASK_WORDS)]
    return (named or plain or texts)[-1]


def once_each(heads: list[Head]) -> list[Head]:
    """A second column of the same field is kept out, not mixed in."""
    seen: set[Kind] = set()
    result = []
    for head in heads:
        repeated = head.kind in seen and head.kind not in ("section", "other")
        result.append(replace(head, kind="other") if repeated else head)
        seen.add(head.kind)
    return result


def columns_of(heads: Sequence[Head]) -> tuple[Column, ...]:
    return tuple(Column(head.kind, head.title) for head in heads if isinstance(head.kind, Field))
