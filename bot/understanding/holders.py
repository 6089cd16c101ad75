"""Units and leaders in a question, with the role said of them and whether they are denied."""

from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.asked import ROLES, Asked, Listed
from bot.understanding.marks import Mark, Token
from knowledge import Cell, Condition, Field, Is, Not

SKIPPED = (Mark.FILLER, Mark.BOTH, Mark.TOTAL, Mark.PUNCTUATION)
JOINING = (Mark.AND, Mark.BOTH, Mark.PUNCTUATION)
LISTING = ("、", "，", ",")
ALTERNATIVES = ("或", "或者", "或是", "还是")
"""Words between names of which each is meant by itself."""
OVERSEEING = (Mark.OVERSEE, Mark.MANAGE, Mark.LEAD, Mark.LEADER)


def _groups(asked: Asked, mark: Mark) -> Iterator[tuple[int, int]]:
    """Give the first and last place of each run of one mark joined by 和 or 、."""
    places = [i for i, t in enumerate(asked.tokens) if t.mark == mark]
    while places:
        first = last = places.pop(0)
        while places and _are_joined(asked.tokens[last + 1 : places[0]]):
            last = places.pop(0)
        yield first, last


def _are_joined(between: Sequence[Token]) -> bool:
    return all(t.mark in JOINING or t.text in ALTERNATIVES for t in between)


def units_of(asked: Asked) -> Iterator[Condition]:
    for first, last in _groups(asked, Mark.UNIT):
        role = _bind_role(asked, first, last)
        negated = is_negated(asked, first) or _is_denied_after(asked, last)
        for spellings in _together(asked, first, last, negated=negated):
            yield _is(role, spellings, negated)
    if asked.rank is None:
        for first, last in _groups(asked, Mark.KIND):
            role = _bind_role(asked, first, last)
            negated = is_negated(asked, first)
            for token in asked.tokens[first : last + 1]:
                if token.mark == Mark.KIND:
                    yield _is(role, tuple(f"*{ending}" for ending in token.value), negated)


def _is(field: Field, values: tuple[str, ...], negated: bool) -> Condition:
    found = Is(Cell(field), values)
    return Not(found) if negated else found


def _together(asked: Asked, first: int, last: int, *, negated: bool) -> list[tuple[str, ...]]:
    """Give the names of a group as one condition where any will do (一共), else one by one."""
    group = asked.tokens[first : last + 1]
    names = tuple(str(t.value) for t in group if t.mark == group[0].mark)
    if len(names) == 1:
        return [names]
    is_each = asked.has(Mark.EACH)
    if asked.has(Mark.TOTAL) and not is_each:
        return [names]
    in_common = asked.has(Mark.BOTH) or any(t.text == "都" for t in asked.tokens)
    if is_each or not (in_common or negated):
        is_apart = is_each or any(t.text in LISTING for t in group)
        asked.lists = (*asked.lists, Listed(names, is_apart))
    return [(name,) for name in names]


def _bind_role(asked: Asked, first: int, last: int) -> Field:
    """Find the role said of a group of units: 发改委配合, 牵头单位是发改委."""
    roles = []
    skipped = (*SKIPPED, Mark.AND, Mark.ALONE, Mark.ONLY, Mark.EACH, Mark.TASK, Mark.CONFIRM)
    for i in range(last + 1, len(asked.tokens)):
        mark = asked.tokens[i].mark
        if mark in ROLES:
            asked.bound.add(i)
            roles.append(ROLES[mark])
        elif mark == Mark.MANAGE:
            asked.bound.add(i)
        elif mark not in skipped or (mark == Mark.PUNCTUATION and roles):
            break
    if not roles:
        roles = list(_role_before(asked, first))
    return roles[0] if len(set(roles)) == 1 else Field.UNIT


def _role_before(asked: Asked, first: int) -> Iterator[Field]:
    for i in range(first - 1, -1, -1):
        token = asked.tokens[i]
        if _is_asked_who_supports(asked, i):
            yield Field.LEAD
            return
        if token.mark in ROLES and i not in asked.bound:
            asked.bound.add(i)
            yield ROLES[token.mark]
        if token.mark not in (Mark.FILLER, Mark.NOT, Mark.CONFIRM):
            return


def _is_asked_who_supports(asked: Asked, place: int) -> bool:
    """Tell 谁配合民政局, which asks for others, from 配合单位是民政局."""
    token, before = asked.tokens[place], asked.tokens[max(0, place - 1)]
    is_verb = token.mark == Mark.SUPPORT and not token.text.endswith(("单位", "部门"))
    return is_verb and place > 0 and before.mark == Mark.OWNER


def _is_denied_after(asked: Asked, last: int) -> bool:
    """Tell whether 没参与 or 不配合 follows a group."""
    rest = asked.tokens[last + 1 : last + 3]
    if len(rest) == 2 and rest[0].mark == Mark.NOT and rest[1].mark in (Mark.MANAGE, *ROLES):
        asked.bound.update((last + 1, last + 2))
        return True
    return False


def is_negated(asked: Asked, first: int) -> bool:
    """Tell whether 不是, 不由 or 除了 stands before a group."""
    for i in range(first - 1, -1, -1):
        token = asked.tokens[i]
        if token.mark in (Mark.NOT, Mark.EXCEPT):
            asked.bound.add(i)
            return True
        if token.mark not in (Mark.FILLER, *ROLES):
            return False
    return False


def leaders_of(asked: Asked) -> Iterator[Condition]:
    for first, last in _groups(asked, Mark.PERSON):
        negated = is_negated(asked, first)
        after = range(last + 1, len(asked.tokens))
        _bind_near(asked, after, OVERSEEING, (*SKIPPED, Mark.ALONE, Mark.ONLY, Mark.EACH))
        before = range(first - 1, -1, -1)
        _bind_near(
            asked, before, (Mark.LEADER, Mark.OVERSEE), (Mark.FILLER, Mark.NOT, Mark.CONFIRM)
        )
        for names in _together(asked, first, last, negated=negated):
            yield _is(Field.LEADER, names, negated)


def _bind_near(
    asked: Asked, places: Iterable[int], binding: Sequence[Mark], skipped: Sequence[Mark]
) -> None:
    for place in places:
        mark = asked.tokens[place].mark
        if mark in binding:
            asked.bound.add(place)
        elif mark not in skipped:
            return
