"""Questions to try, made of what the documents at hand hold."""

from dataclasses import dataclass

from bot.memory import Memory
from knowledge import Document, Index, Role, Task

NO_DOCUMENTS = "现在一份文件也没有，请先用 zeren add 读入。"


@dataclass(frozen=True, slots=True)
class Example:
    """Names from one document that a question may use."""

    number: int
    unit: str
    asks_owner: str
    leader: str


def examples(memory: Memory, index: Index) -> list[str]:
    """Give two lines of questions that the documents answer."""
    if not index.documents:
        return [NO_DOCUMENTS]
    questions = example_questions(memory, index)
    return [f" {' · '.join(pair)}" for pair in (questions[:2], questions[2:]) if pair]


def example_questions(memory: Memory, index: Index) -> list[str]:
    """Give up to four questions that the documents answer."""
    if not index.documents:
        return []
    told = example_of(memory, index)
    if told is None:
        return ["今年的GDP目标是多少", "提到教育的地方"]
    last = f"{told.leader}分管哪些" if told.leader else "最早到期的是哪项"
    return [
        f"{told.number}项{told.asks_owner}",
        f"{told.unit}有哪些任务",
        "6月底前要完成什么",
        last,
    ]


def example_of(memory: Memory, index: Index) -> Example | None:
    """Take names from the document that is looked at, or the first that has tasks."""
    looked_at = index.documents.get(memory.scope or "")
    documents = [looked_at] if looked_at else list(index.documents.values())
    document = next((d for d in documents if d.tasks), None)
    task = _telling(document) if document else None
    if task is None:
        return None
    party = next(p for p in task.parties if not p.collective)
    asks = "谁牵头" if party.role == Role.LEAD else "谁负责"
    return Example(task.number, party.unit, asks, next(iter(task.leaders), ""))


def _telling(document: Document) -> Task | None:
    """Find a task with a party of its own, from the middle on; the first are all of figures."""
    half = len(document.tasks) // 2
    tasks = (*document.tasks[half:], *document.tasks[:half])
    return next((t for t in tasks if any(not p.collective for p in t.parties)), None)
