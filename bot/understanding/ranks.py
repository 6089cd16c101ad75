"""Superlatives and numbers of parties in a question: 牵头最多, 配合单位超过三家, 只分管一项."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.asking import COUNT
from bot.understanding.asked import FIELDS, ROLES, Asked
from bot.understanding.marks import Mark, Token
from knowledge import Ask, Cell, Condition, Empty, Field, How, Many, Order, Question, kinds_of

EVERY = ("每", "各")
RE_WHEN = re.compile("[哪几何啥]|什么")
DENYING = ("没有", "没", "不", "未", "无")
PLACES = 3
"""Places of a ranking that are told."""
BY_NUMBER = ((Mark.MOST, Order(first=PLACES)), (Mark.LEAST, Order(None, False, PLACES)))
BY_DAY = (
    (Mark.EARLIEST, Order(Cell(Field.DEADLINE), False, 1)),
    (Mark.LATEST, Order(Cell(Field.DEADLINE), True, 1)),
)


def of_each(field: Field, order: Order | None = None, kinds: tuple[str, ...] = ()) -> Question:
    """Ask how many tasks each value of a field has; of units, only of these kinds."""
    level = 1 if field == Field.HEADING else 0
    return Question((COUNT,), each=Cell(field, level, kinds=kinds), order=order)


def find_rank(asked: Asked) -> Question | None:
    """Read what is to be ranked, and how."""
    if told := _of_each(asked) or _of_those_without(asked):
        return told
    order = next((order for mark, order in BY_NUMBER if asked.has(mark)), None)
    by_day = next((order for mark, order in BY_DAY if asked.has(mark)), None)
    if order is None and by_day:
        return Question(order=by_day)
    if order is None and asked.has(Mark.MOST_WORD) and asked.has(Mark.HIGHER, Mark.LOWER):
        order = BY_NUMBER[not asked.has(Mark.HIGHER)][1]
    many = asked.value(Mark.MANY_TASKS)
    if order is None and isinstance(many, tuple):
        ranked = _ranked_thing(asked, None)
        return ranked and replace(ranked, order=Order(least=many[0], most=many[1]))
    return _ranked_thing(asked, order) if order else None


def _of_each(asked: Asked) -> Question | None:
    """Read 各单位牵头几项 and 每个区领导分管几项: everybody, with how much they have."""
    every = [t for t in asked.tokens if t.mark in (Mark.OWNER, Mark.LEADER)]
    every = [t for t in every if t.text.startswith(EVERY)]
    if not every or asked.has_content or not asked.has(Mark.COUNT, Mark.LIST, Mark.TASK):
        return None
    if every[0].mark == Mark.LEADER:
        return of_each(Field.LEADER)
    role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), Field.UNIT)
    return of_each(role, kinds=endings_asked(asked))


def _of_those_without(asked: Asked) -> Question | None:
    """Read 哪些单位没有牵头任务: units that have no part in that role."""
    if asked.has_content or asked.has(Mark.ITEM):
        return None
    places = [i for i, t in enumerate(asked.tokens) if t.mark == Mark.OWNER and len(t.text) > 2]
    rest = asked.tokens[places[0] + 1 :] if places else []
    rest = [t for t in rest if t.mark not in (Mark.FILLER, Mark.ONLY)]
    while len(rest) > 2 and rest[0].mark in ROLES:
        rest = rest[1:]
    if len(rest) < 2 or rest[0].text not in DENYING or rest[1].mark not in ROLES:
        return None
    if rest[1].text.endswith(("单位", "部门")):
        return None
    every = Cell(Field.UNIT, kinds=endings_asked(asked))
    return Question((Ask(How.WHICH, every, without=Cell(ROLES[rest[1].mark])),))


def _ranked_thing(asked: Asked, order: Order | None) -> Question | None:
    text = "".join(t.text for t in asked.tokens)
    role = next((ROLES[t.mark] for t in asked.unbound(*ROLES) if t.mark in ROLES), None)
    if role is None and order is None and "牵头" in text:
        role = Field.LEAD
    if asked.has(Mark.WHICH_SECTION):
        return of_each(Field.HEADING, order)
    if (span := _span_asked(asked)) and order:
        return of_each(span, order)
    if asked.has(Mark.WHERE, Mark.ALL_DOCUMENTS) and not asked.has(Mark.OWNER, Mark.LEADER):
        return of_each(Field.DOCUMENT, order)
    if asked.has(Mark.WHICH) or "单位最" in text or "领导最" in text:
        field = next((FIELDS[t.mark] for t in asked.tokens if t.mark in FIELDS), None)
        by_field = order and field and replace(order, cell=Cell(field), first=1)
        return Question(order=by_field) if by_field else None
    if asked.has(Mark.LEADER, Mark.OVERSEE):
        return of_each(Field.LEADER, order)
    endings = endings_asked(asked)
    if asked.has(Mark.OWNER) or endings or role:
        return of_each(role or Field.UNIT, order, endings)
    if order and asked.has(Mark.DISTRICT) and asked.has(Mark.TASK):
        return of_each(Field.DOCUMENT, order)
    is_bare = not (asked.has_content or asked.units or asked.leaders or asked.numbers)
    if is_bare or (asked.has(Mark.TASK, Mark.MANAGE) and not asked.has_content):
        return of_each(role or Field.UNIT, order)
    return None


def _span_asked(asked: Asked) -> Field | None:
    """Tell whether days or months are asked for: 哪天到期的最多, 哪个月任务最多."""
    if asked.has(Mark.OWNER, Mark.LEADER, Mark.WHICH) or asked.has_content:
        return None
    when = [t.text for t in asked.unbound(Mark.DEADLINE) if RE_WHEN.search(t.text)]
    if not when:
        return None
    return Field.MONTH if any("月" in text for text in when) else Field.DAY


def endings_asked(asked: Asked) -> tuple[str, ...]:
    """Give the endings of the kind of unit asked for: 哪些镇, 街道."""
    kinds = [t.value for t in asked.tokens if t.mark == Mark.KIND]
    kinds += [
        (k,) for t in asked.tokens if t.mark == Mark.OWNER for k in kinds_of("local") if k in t.text
    ]
    return tuple(ending for kind in kinds for ending in kind)


def find_counts(asked: Asked) -> Iterator[Condition]:
    """Read 没有配合单位, 配合单位超过三家 and the like."""
    if asked.numbers or asked.nth is not None:
        return
    if asked.has(Mark.ALONE) and (asked.units or asked.leaders):
        yield Many(Cell(Field.UNIT if asked.units else Field.LEADER), 1, 1)
        return
    if asked.has(Mark.BACK) and not asked.has(Mark.LIST, Mark.COUNT, Mark.WHICH):
        return
    for place, token in enumerate(asked.tokens):
        if token.mark in FIELDS and place not in asked.bound:
            yield from _count(asked, place, FIELDS[token.mark])


def _count(asked: Asked, place: int, field: Field) -> Iterator[Condition]:
    nearby = _before(asked, place)
    following = asked.tokens[place + 1 : place + 4]
    if many := next((t for t in (*following, *nearby) if t.mark == Mark.MANY), None):
        asked.bound.add(place)
        yield Many(Cell(field), *many.value)
    elif _is_denied(nearby, following) and not asked.has(Mark.CONFIRM):
        asked.bound.add(place)
        yield Empty(Cell(field))
    elif nearby and nearby[-1].text in ("有", "带") and _asks_for_tasks(asked):
        asked.bound.add(place)
        yield Empty(Cell(field), filled=True)


def _before(asked: Asked, place: int) -> list[Token]:
    """Give up to three marks before a place, back to the next content word."""
    before: list[Token] = []
    for token in reversed(asked.tokens[max(0, place - 3) : place]):
        if token.mark is None:
            break
        before.insert(0, token)
    return before


def _asks_for_tasks(asked: Asked) -> bool:
    asks = asked.has(Mark.LIST, Mark.COUNT, Mark.WHICH)
    return asks and not asked.has_content and not asked.has(Mark.CONFIRM)


def _is_denied(before: Sequence[Token], after: Sequence[Token]) -> bool:
    denying = [t for t in before if t.mark == Mark.NOT]
    if denying:
        between = before[before.index(denying[-1]) :]
        return all(t.mark in (Mark.NOT, Mark.FILLER, Mark.MANAGE) for t in between)
    return bool(after) and after[0].mark == Mark.NOT
