"""The second step: marks next to each other bind, and become conditions and wants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.model import Order, Rank, Thing, Want
from bot.understanding.marks import Mark, Token
from knowledge import (
    ENDLESS,
    Due,
    DueIs,
    Field,
    LeaderIs,
    Many,
    Role,
    Under,
    UnitIs,
    When,
    find_days,
)

ROLES = {Mark.LEAD: Role.LEAD, Mark.SUPPORT: Role.SUPPORT}
ROLE_LIKE = (
    Mark.LEAD,
    Mark.SUPPORT,
    Mark.MANAGE,
    Mark.LIST,
    Mark.COUNT,
    Mark.TASK,
    Mark.AND,
    Mark.UNIT,
    Mark.SHORT,
    Mark.EACH,
    Mark.MOST,
    Mark.LEAST,
    Mark.OWNER,
)
SUBJECTS = (Mark.UNIT, Mark.PERSON, Mark.DAY, Mark.PART, Mark.ITEM, Mark.KIND)
LEVELS = ("区", "县", "市", "州", "镇", "省")
SKIPPED = (Mark.FILLER, Mark.BOTH, Mark.TOTAL, Mark.PUNCTUATION)
JOINING = (Mark.AND, Mark.BOTH, Mark.PUNCTUATION)
FIELDS = {
    Mark.LEAD: Field.LEAD,
    Mark.SUPPORT: Field.SUPPORT,
    Mark.LEADER: Field.LEADER,
    Mark.OVERSEE: Field.LEADER,
    Mark.DEADLINE: Field.DEADLINE,
    Mark.OWNER: Field.RESPONSIBLE,
}


@dataclass(slots=True)
class Asked:
    """What the marks alone say; content is still to be accounted for."""

    tokens: list[Token]
    bound: set[int] = field(default_factory=set)
    """Places of marks that belong to a condition and so are no want."""
    numbers: tuple[tuple[int, int], ...] = ()
    units: tuple[UnitIs, ...] = ()
    leaders: tuple[LeaderIs, ...] = ()
    due: DueIs | None = None
    under: Under | None = None
    counts: tuple[Many, ...] = ()
    measure: str = ""
    rank: Rank | None = None
    nth: int | None = None
    wants: tuple[Want, ...] = ()

    def has(self, *marks: Mark) -> bool:
        return any(t.mark in marks for t in self.tokens)

    def free(self, *marks: Mark) -> bool:
        """Tell whether one of the marks is there and no part of a condition."""
        return any(t.mark in marks and i not in self.bound for i, t in enumerate(self.tokens))

    def value(self, mark: Mark) -> object:
        return next((t.value for t in self.tokens if t.mark == mark), None)

    @property
    def has_conditions(self) -> bool:
        return bool(
            self.numbers or self.units or self.leaders or self.due or self.under or self.counts
        )


def compose(tokens: Sequence[Token]) -> Asked:
    """Bind the marks of one question."""
    asked = Asked(_settle_names(list(tokens)))
    asked.numbers = tuple(r for t in asked.tokens if t.mark == Mark.ITEM for r in t.value)
    asked.nth = next((t.value for t in asked.tokens if t.mark == Mark.NTH), None)
    asked.measure = str(asked.value(Mark.MEASURE) or "")
    if (part := asked.value(Mark.PART)) is not None:
        asked.under = Under(f"第{part}部分", ordinal=int(str(part)))
    asked.units = tuple(_units(asked))
    asked.leaders = tuple(_leaders(asked))
    asked.due = _due(asked)
    asked.rank = _rank(asked)
    asked.counts = tuple(_counts(asked))
    asked.wants = tuple(dict.fromkeys(_wants(asked)))
    return asked


def _settle_names(tokens: list[Token]) -> list[Token]:
    """Take 住建 or 街道 for units where a role or a question for tasks follows; else for content.

    A reference back (里面, 它) that stands behind a name or day in the same message means that.
    """
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        if token.text in LEVELS and i + 1 < len(tokens) and tokens[i + 1].mark == Mark.UNIT:
            tokens[i] = replace(token, mark=Mark.FILLER)
        elif token.mark == Mark.SHORT:
            tokens[i] = replace(token, mark=Mark.UNIT if _is_unit(tokens, i) else None)
        elif token.mark == Mark.KIND:
            asks = i > 0 and tokens[i - 1].mark == Mark.LIST
            if i > 0 and tokens[i - 1].text == "(":
                tokens[i] = replace(token, mark=Mark.FILLER)
                continue
            kind = None if not _is_unit(tokens, i) else Mark.OWNER if asks else Mark.KIND
            tokens[i] = replace(token, mark=kind)
    subject_seen = False
    for i, token in enumerate(tokens):
        if token.mark in (Mark.BACK, Mark.ITS_UNIT) and subject_seen:
            tokens[i] = replace(token, mark=Mark.FILLER)
        subject_seen = subject_seen or token.mark in SUBJECTS
    return tokens


def _is_unit(tokens: Sequence[Token], place: int) -> bool:
    rest = tokens[place + 1 :]
    if rest and rest[0].text in ("是", "由", "归", "为"):
        return False
    after = next((t for t in rest if t.mark not in (*SKIPPED, Mark.NOT)), None)
    if after is None:
        return all(t.mark is not None for t in tokens)
    return after.mark in ROLE_LIKE


def _groups(asked: Asked, mark: Mark) -> Iterator[tuple[int, int]]:
    """Give the first and last place of each run of one mark joined by 和 or 、."""
    places = [i for i, t in enumerate(asked.tokens) if t.mark == mark]
    while places:
        first = last = places.pop(0)
        while places and all(t.mark in JOINING for t in asked.tokens[last + 1 : places[0]]):
            last = places.pop(0)
        yield first, last


def _units(asked: Asked) -> Iterator[UnitIs]:
    for mark in (Mark.UNIT, Mark.KIND):
        for first, last in _groups(asked, mark):
            role = _bind_role(asked, first, last)
            negated = _is_negated(asked, first) or _is_denied_after(asked, last)
            named = [t for t in asked.tokens[first : last + 1] if t.mark == mark]
            if mark == Mark.KIND:
                yield from (
                    UnitIs(t.text, (), role, endings=t.value, negated=negated) for t in named
                )
            elif len(named) > 1 and asked.has(Mark.EACH):
                yield UnitIs(
                    "、".join(t.text for t in named),
                    tuple(str(t.value) for t in named),
                    role,
                    negated=negated,
                )
            else:
                yield from (UnitIs(t.text, (str(t.value),), role, negated=negated) for t in named)


def _bind_role(asked: Asked, first: int, last: int) -> Role | None:
    """Find the role said of a group of units: 发改委配合, 牵头单位是发改委."""
    roles = []
    for i in range(last + 1, len(asked.tokens)):
        mark = asked.tokens[i].mark
        if mark in ROLES:
            asked.bound.add(i)
            roles.append(ROLES[mark])
        elif mark == Mark.MANAGE:
            asked.bound.add(i)
        elif mark not in (*SKIPPED, Mark.AND, Mark.ALONE, Mark.EACH, Mark.TASK) or (
            mark == Mark.PUNCTUATION and roles
        ):
            break
    if not roles:
        for i in range(first - 1, -1, -1):
            token = asked.tokens[i]
            if token.mark in ROLES and i not in asked.bound:
                asked.bound.add(i)
                roles.append(ROLES[token.mark])
            if token.mark not in (Mark.FILLER, Mark.NOT, Mark.CONFIRM):
                break
    return roles[0] if len(set(roles)) == 1 else None


def _is_denied_after(asked: Asked, last: int) -> bool:
    """Tell whether 没参与 or 不配合 follows a group."""
    rest = asked.tokens[last + 1 : last + 3]
    if len(rest) == 2 and rest[0].mark == Mark.NOT and rest[1].mark in (Mark.MANAGE, *ROLES):
        asked.bound.update((last + 1, last + 2))
        return True
    return False


def _is_negated(asked: Asked, first: int) -> bool:
    """Tell whether 不是, 不由 or 除了 stands before a group."""
    for i in range(first - 1, -1, -1):
        token = asked.tokens[i]
        if token.mark in (Mark.NOT, Mark.EXCEPT):
            asked.bound.add(i)
            return True
        if token.mark not in (Mark.FILLER, *ROLES):
            return False
    return False


def _leaders(asked: Asked) -> Iterator[LeaderIs]:
    for first, last in _groups(asked, Mark.PERSON):
        negated = _is_negated(asked, first)
        for place in range(last + 1, len(asked.tokens)):
            mark = asked.tokens[place].mark
            if mark in (Mark.OVERSEE, Mark.MANAGE, Mark.LEAD, Mark.LEADER):
                asked.bound.add(place)
            elif mark not in (*SKIPPED, Mark.ALONE, Mark.EACH):
                break
        for place in range(first - 1, -1, -1):
            mark = asked.tokens[place].mark
            if mark in (Mark.LEADER, Mark.OVERSEE):
                asked.bound.add(place)
            elif mark not in (Mark.FILLER, Mark.NOT, Mark.CONFIRM):
                break
        people = [t for t in asked.tokens[first : last + 1] if t.mark == Mark.PERSON]
        if len(people) > 1 and asked.has(Mark.EACH):
            yield LeaderIs(
                "、".join(t.text for t in people), tuple(str(t.value) for t in people), negated
            )
        else:
            yield from (LeaderIs(t.text, (str(t.value),), negated) for t in people)


def _due(asked: Asked) -> DueIs | None:
    place = next((i for i, t in enumerate(asked.tokens) if t.mark == Mark.DAY), None)
    if place is None:
        return DueIs("", When.BY, Due.PROGRESS) if asked.has(Mark.PROGRESS) else None
    words = str(asked.tokens[place].value)
    rest = asked.tokens[place + 1 :]
    negated = _is_negated(asked, place) or _is_said_before(asked, place, Mark.NOT)
    for i, token in enumerate(asked.tokens):
        if token.mark in (Mark.DEADLINE, Mark.DUE, Mark.DONE, Mark.PROGRESS):
            asked.bound.add(i)
    what = Due.PROGRESS if asked.has(Mark.PROGRESS) else None
    if rest and rest[0].text == "完成":
        what = Due.DONE
    after = any(t.text in ("以后", "之后", "后") for t in rest[:1])
    return DueIs(words, _when(words, what, negated, after), what, negated)


def _is_said_before(asked: Asked, place: int, mark: Mark) -> bool:
    return place > 0 and asked.tokens[place - 1].mark == mark


def _when(words: str, what: Due | None, negated: bool, after: bool) -> When:
    if after:
        return When.AFTER
    if negated or what is not None:
        return When.EXACTLY
    if not find_days(words, 2000):
        return When.EXACTLY
    if words.endswith(("前", "内", "上半年")):
        return When.BY
    return When.WITHIN


def _rank(asked: Asked) -> Rank | None:
    order = next(
        (
            o
            for m, o in (
                (Mark.MOST, Order.MOST),
                (Mark.LEAST, Order.LEAST),
                (Mark.EARLIEST, Order.EARLIEST),
                (Mark.LATEST, Order.LATEST),
            )
            if asked.has(m)
        ),
        None,
    )
    if order is None and asked.has(Mark.MOST_WORD) and asked.has(Mark.HIGHER, Mark.LOWER):
        order = Order.MOST if asked.has(Mark.HIGHER) else Order.LEAST
    if order in (Order.EARLIEST, Order.LATEST):
        return Rank(order, Thing.TASK)
    number = _just_so_many(asked)
    if order is None and number is None:
        return None
    return _ranked_thing(asked, order or Order.JUST, number)


def _just_so_many(asked: Asked) -> int | None:
    """Read 只分管一项 as just one."""
    for i, token in enumerate(asked.tokens):
        if token.mark == Mark.ONLY:
            for later in asked.tokens[i + 1 : i + 5]:
                if later.mark == Mark.SINGLE:
                    return 1
                if later.mark == Mark.ITEM and not later.text.startswith("第"):
                    asked.numbers = ()
                    return int(later.value[0][0])
    return None


def _ranked_thing(asked: Asked, order: Order, number: int | None) -> Rank | None:
    role = next(
        (
            ROLES[t.mark]
            for i, t in enumerate(asked.tokens)
            if t.mark in ROLES and i not in asked.bound
        ),
        None,
    )
    text = "".join(t.text for t in asked.tokens)
    if asked.has(Mark.WHICH_SECTION):
        return Rank(order, Thing.SECTION, number=number)
    if asked.has(Mark.WHERE, Mark.ALL_DOCUMENTS) and not asked.has(Mark.OWNER, Mark.LEADER):
        return Rank(order, Thing.DOCUMENT, number=number)
    if asked.has(Mark.WHICH) or "单位最" in text or "领导最" in text:
        field_ = next((FIELDS[t.mark] for t in asked.tokens if t.mark in FIELDS), None)
        return Rank(order, Thing.TASK, field=field_, number=number) if field_ else None
    if asked.has(Mark.LEADER, Mark.OVERSEE):
        return Rank(order, Thing.LEADER, number=number)
    if asked.has(Mark.OWNER, Mark.KIND) or role:
        return Rank(order, Thing.UNIT, role=role, number=number)
    if order != Order.JUST and asked.has(Mark.DISTRICT) and asked.has(Mark.TASK):
        return Rank(order, Thing.DOCUMENT, number=number)
    if asked.has(Mark.TASK, Mark.MANAGE) and not any(t.mark is None for t in asked.tokens):
        return Rank(order, Thing.UNIT, role=role, number=number)
    return None


def _counts(asked: Asked) -> Iterator[Many]:
    """Read 没有配合单位, 配合单位超过三家 and the like."""
    if asked.has(Mark.ALONE) and (asked.units or asked.leaders):
        yield Many(None if asked.units else Field.LEADER, 1, 1)
        return
    if asked.numbers or asked.nth is not None:
        return
    if asked.has(Mark.BACK) and not asked.has(Mark.LIST, Mark.COUNT, Mark.WHICH):
        return
    for i, token in enumerate(asked.tokens):
        if token.mark not in FIELDS or i in asked.bound:
            continue
        nearby = _adjacent(asked, i)
        following = asked.tokens[i + 1 : i + 4]
        if many := next((t for t in (*following, *nearby) if t.mark == Mark.MANY), None):
            asked.bound.add(i)
            yield Many(FIELDS[token.mark], *many.value)
        elif _is_denied(nearby, following) and not asked.has(Mark.CONFIRM):
            asked.bound.add(i)
            yield Many(FIELDS[token.mark], 0, 0)
        elif nearby and nearby[-1].text in ("有", "带") and _asks_for_tasks(asked):
            asked.bound.add(i)
            yield Many(FIELDS[token.mark], 1, ENDLESS)


def _adjacent(asked: Asked, place: int) -> list[Token]:
    """Give up to three marks before a place, back to the next content word."""
    before: list[Token] = []
    for token in reversed(asked.tokens[max(0, place - 3) : place]):
        if token.mark is None:
            break
        before.insert(0, token)
    return before


def _asks_for_tasks(asked: Asked) -> bool:
    content = any(t.mark is None for t in asked.tokens)
    return (
        asked.has(Mark.LIST, Mark.COUNT, Mark.WHICH) and not content and not asked.has(Mark.CONFIRM)
    )


def _is_denied(before: Sequence[Token], after: Sequence[Token]) -> bool:
    denying = [t for t in before if t.mark == Mark.NOT]
    if denying:
        return all(
            t.mark in (Mark.NOT, Mark.FILLER, Mark.MANAGE)
            for t in before[before.index(denying[-1]) :]
        )
    return bool(after) and after[0].mark == Mark.NOT


def _wants(asked: Asked) -> Iterator[Want]:
    if asked.free(Mark.LEADER, Mark.OVERSEE):
        yield Want.LEADER
    if asked.free(Mark.LEAD):
        yield Want.LEAD
    if asked.free(Mark.SUPPORT):
        yield Want.SUPPORT
    if asked.free(Mark.OWNER) and not asked.free(
        Mark.LEADER, Mark.OVERSEE, Mark.LEAD, Mark.SUPPORT
    ):
        yield Want.OWNER
    if asked.free(Mark.DEADLINE, Mark.DUE):
        yield Want.DEADLINE
    if asked.free(Mark.WHICH_SECTION):
        yield Want.SECTION
    if asked.has(Mark.COUNT) or (asked.has(Mark.TOTAL) and asked.has(Mark.TASK)):
        yield Want.COUNT
    elif asked.has(Mark.AMOUNT, Mark.MEASURE):
        yield Want.TARGET
    if asked.free(Mark.WHICH):
        yield Want.NUMBER
    if asked.has(Mark.DEFINE):
        yield Want.TERM
    if asked.has(Mark.WHERE):
        yield Want.WHERE
    if asked.has(Mark.OFFICIAL):
        yield Want.OFFICIAL
    if asked.has(Mark.ABOUT_DOCUMENT):
        yield Want.ABOUT
    if asked.has(Mark.WHAT):
        yield Want.TEXT
    if asked.has(Mark.LIST):
        yield Want.LIST
