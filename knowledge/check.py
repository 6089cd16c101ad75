"""What a parse gone wrong, or a document with slips in it, gives itself away by."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from knowledge.layouts.cells import is_leaders_phrase, is_person
from knowledge.model import Document, Field, Problem, ProblemKind, Role, Task

RE_FOREIGN_WORD = re.compile(r"(?<![A-Za-z])(?:and|the|of|or|to|for|in|with)(?![A-Za-z])")
RE_REGION_SIGN = re.compile(r"[区县市州省]")
USUAL_SHARE = 0.8
"""A cell that this share of the tasks has is expected in all of them."""
SHORTEST_ABBREVIATION = 4
ABBREVIATION_SHARE = 0.5
OFTEN = 4
MOST_UNITS = 600
ROLES = {Field.LEAD: Role.LEAD, Field.RESPONSIBLE: Role.RESPONSIBLE}

Check = Callable[[Document], Iterator[Problem]]


def numbers_run_on(document: Document) -> Iterator[Problem]:
    """Every number once and none left out; lists that begin anew at 1 are counted anew."""
    for before, task in pairwise(document.tasks):
        deeper = len(task.headings) - len(before.headings)
        if deeper < 0 or (deeper > 0 and task.number == 1):
            # a list within an item ends or begins; the one around it is counted by itself
            continue
        gap = list(range(before.number + 1, task.number))
        if task.number == before.number:
            if task.line != before.line:
                yield Problem(task.line, f"第{task.number}项的序号重复")
        elif gap and before.label == task.label == "":
            yield Problem(
                task.line, f"缺第{listed(gap)}项（第{before.number}项之后是第{task.number}项）"
            )
        elif (
            task.number < before.number and task.number != 1 and not task.label and not before.label
        ):
            yield Problem(task.line, f"序号倒退：第{before.number}项之后是第{task.number}项")


def listed(numbers: Sequence[int]) -> str:
    if len(numbers) > 3:
        return f"{numbers[0]}至{numbers[-1]}"
    return "、".join(map(str, numbers))


def count_matches_the_cover_letter(document: Document) -> Iterator[Problem]:
    stated, read = document.stated_count, len(document.tasks)
    if stated is not None and document.tasks and stated != read:
        yield Problem(document.tasks[0].line, f"文件称{stated}项，读到{read}项")


def every_task_has_a_text(document: Document) -> Iterator[Problem]:
    for task in document.tasks:
        if not task.text:
            yield Problem(task.line, f"第{task.number}项没有任务内容", ProblemKind.MISSING)


def every_task_has_a_party(document: Document) -> Iterator[Problem]:
    for task in document.tasks:
        if not task.parties:
            yield Problem(task.line, f"第{task.number}项没有责任单位", ProblemKind.MISSING)


def cells_are_filled(document: Document) -> Iterator[Problem]:
    """An empty cell is a slip where nearly all other tasks have one; 配合单位 may be empty."""
    fields = {column.field for column in document.columns}
    optional = {Field.SUPPORT} | (set(ROLES) if set(ROLES) <= fields else set())
    for column in document.columns:
        if column.field in optional:
            continue
        empty = [task for task in document.tasks if task.parties and not has(task, column.field)]
        if len(empty) <= (1 - USUAL_SHARE) * len(document.tasks):
            for task in empty:
                message = f"第{task.number}项 {column.title}一栏为空"
                yield Problem(task.line, message, ProblemKind.MISSING)


def has(task: Task, field: Field) -> bool:
    if field == Field.LEADER:
        return bool(task.leaders)
    if field == Field.DEADLINE:
        return any(not deadline.in_text for deadline in task.deadlines)
    return any(party.role == ROLES.get(field, party.role) for party in task.parties)


def leaders_look_like_people(document: Document) -> Iterator[Problem]:
    for task in document.tasks:
        for leader in task.leaders:
            if not is_person(leader) and not is_leaders_phrase(leader):
                yield Problem(task.line, f"第{task.number}项的领导“{leader}”不像人名")


def no_foreign_words(document: Document) -> Iterator[Problem]:
    for task in document.tasks:
        for found in RE_FOREIGN_WORD.finditer(task.text):
            message = f"第{task.number}项夹有外文单词“{found[0]}”，原文照录"
            yield Problem(task.line, message, original=found[0])


def one_body_one_spelling(document: Document) -> Iterator[Problem]:
    """Two names that are probably one body: both are kept as written."""
    places: dict[str, list[Task]] = defaultdict(list)
    for task in document.tasks:
        for party in task.parties:
            if not party.collective:
                places[party.unit].append(task)
    counts = Counter({unit: len(tasks) for unit, tasks in places.items()})
    for group in spellings(counts):
        said = "、".join(f"{unit}（{where(places[unit])}）" for unit in group)
        rare = min(group, key=lambda unit: counts[unit])
        yield Problem(
            places[rare][0].line,
            f"疑似同一单位的不同写法：{said}",
            ProblemKind.SPELLING,
            original=rare,
        )


def where(tasks: Sequence[Task]) -> str:
    numbers = list(dict.fromkeys(task.number for task in tasks))
    more = f"等{len(numbers)}项" if len(numbers) > 3 else "项"
    return f"第{'、'.join(map(str, numbers[:3]))}{more}"


def spellings(counts: Counter[str]) -> list[list[str]]:
    """Groups of names linked by an abbreviation, a dropped 区 or one rare wrong character."""
    groups: list[list[str]] = []
    for first, second in combinations(list(counts)[:MOST_UNITS], 2):
        if not probably_one(first, second, counts):
            continue
        touched = [group for group in groups if first in group or second in group]
        merged = list(dict.fromkeys([*(u for group in touched for u in group), first, second]))
        groups = [*(group for group in groups if group not in touched), merged]
    return groups


def probably_one(first: str, second: str, counts: Counter[str]) -> bool:
    short, long = sorted((first, second), key=len)
    if "(" in long or "（" in long:
        return False
    if RE_REGION_SIGN.sub("", short, count=1) == RE_REGION_SIGN.sub("", long, count=1):
        return True
    if RE_REGION_SIGN.sub("", long, count=1) == short:
        return True
    if len(short) == len(long):
        return is_slip(first, second, counts)
    near = len(short) >= SHORTEST_ABBREVIATION and len(short) > ABBREVIATION_SHARE * len(long)
    return near and short[0] == long[0] and short[-1] == long[-1] and is_inside(short, long)


def is_inside(short: str, long: str) -> bool:
    """The signs of the short name stand in the long one, in their order: 区市监局, 区市场监管局."""
    signs = iter(long)
    return all(sign in signs for sign in short)


def is_slip(first: str, second: str, counts: Counter[str]) -> bool:
    """One sign differs, in the middle of a name that is elsewhere written otherwise: 区科经局."""
    if len(first) < 4 or first[:2] != second[:2] or first[-1] != second[-1]:
        return False
    differing = sum(a != b for a, b in zip(first, second, strict=True))
    rare, often = sorted((counts[first], counts[second]))
    return differing == 1 and rare == 1 and often >= OFTEN


CHECKS: tuple[Check, ...] = (
    numbers_run_on,
    count_matches_the_cover_letter,
    every_task_has_a_text,
    every_task_has_a_party,
    cells_are_filled,
    leaders_look_like_people,
    no_foreign_words,
    one_body_one_spelling,
)
