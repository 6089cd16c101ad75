"""From marks and accounted content to what is asked for."""

from dataclasses import replace

from bot import asking
from bot.asking import (
    COUNT,
    FACTS,
    LIST,
    NUMBER,
    OWNER,
    SOURCE,
    TARGET,
    TEXT,
    About,
    field_of,
    is_empty,
    leaders,
    names_tasks,
    numbered,
    put,
    units,
    words,
)
from bot.understanding.asked import ROLES, Asked
from bot.understanding.marks import Mark
from bot.understanding.ranks import PLACES as MOST_PLACES
from bot.understanding.ranks import endings_asked, of_each
from knowledge import (
    AnyOf,
    Ask,
    Cell,
    Compare,
    Condition,
    DueIs,
    Field,
    How,
    Is,
    Numbered,
    Order,
    Question,
    Total,
    When,
    find_days,
    fold,
)

SPECIAL = (asking.OFFICE, asking.ABOUT, asking.MEANING)
PLACES = (Mark.DISTRICT, Mark.DOCUMENT, Mark.WHERE, Mark.ALL_DOCUMENTS)
WHO = (
    "谁",
    "什么人",
    "什么领导",
    "什么职务",
    "啥职务",
    "什么职位",
    "哪个人",
    "哪位领导",
    "哪个领导",
)
CAN = ("能", "能不能", "能够", "可以", "来得及")
OF_PERSONS = (
    Mark.PERSON,
    Mark.HIM,
    Mark.OWNER,
    Mark.LEADER,
    Mark.FILLER,
    Mark.THAT,
    Mark.AND,
    Mark.EACH,
    Mark.PUNCTUATION,
)
OF_SETS = (
    Mark.OWNER,
    Mark.LEADER,
    Mark.OVERSEE,
    Mark.LEAD,
    Mark.SUPPORT,
    Mark.DEADLINE,
    Mark.WHICH_SECTION,
)


def fresh(asked: Asked, query: Question) -> Question | None:
    """Give the Question of a message that stands by itself; None where it asks nothing."""
    if asked.rank is None and is_empty(query) and not asked.has_content:
        asked.rank = _all_of(asked)
    if asked.rank:
        of_figures = asked.rank.each == Cell(Field.DOCUMENT) and words(query)
        return replace(query, asks=(TARGET,)) if of_figures else shaped(query, asked.rank)
    if compared := _compared(asked, query):
        return compared
    if special := _special(asked, query):
        return special
    if claimed := claim_of(asked, query):
        return claimed
    if _asks_where(asked, query):
        return replace(put(query, About.DOCUMENTS), asks=(asking.WHERE,))
    wants = settled_wants(asked, query)
    return replace(query, asks=wants) if wants else None


def shaped(query: Question, like: Question) -> Question:
    """Ask of what one Question names what another one asks for."""
    return replace(query, asks=like.asks, each=like.each, order=like.order)


def _all_of(asked: Asked) -> Question | None:
    """Read 有哪些单位 and 有哪些区领导: everybody, with how much they have."""
    listed = [t for t in asked.tokens if "哪些" in t.text or "几位" in t.text]
    if asked.has(Mark.COUNT, Mark.MEASURE):
        listed += [t for t in asked.tokens if t.text.endswith(("单位", "部门", "领导"))]
    how_many = asked.has(Mark.COUNT, Mark.MEASURE)
    if any(t.mark in (Mark.LEADER, Mark.OVERSEE) for t in listed):
        return _how_many(Field.LEADER) if how_many else of_each(Field.LEADER)
    names_kind = bool(listed) and any(t.mark == Mark.OWNER and t.value for t in asked.tokens)
    if names_kind or any(t.mark in (Mark.OWNER, *ROLES) for t in listed):
        role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), Field.UNIT)
        kinds = endings_asked(asked)
        return _how_many(role, kinds) if how_many else of_each(role, kinds=kinds)
    return None


def _how_many(field: Field, kinds: tuple[str, ...] = ()) -> Question:
    return Question((Ask(How.HOW_MANY, Cell(field, kinds=kinds)),))


def content(asked: Asked) -> str:
    return "".join(fold(t.text) for t in asked.tokens if t.mark is None)


def _special(asked: Asked, query: Question) -> Question | None:
    """Read questions that are not about tasks: officials, the document itself, terms."""
    if numbered(query):
        return None
    if asks_who(asked, query):
        return who(query)
    if asking.OFFICE in asked.wants and not units(query):
        office = next(t.text for t in asked.tokens if t.mark == Mark.OFFICIAL)
        return replace(query, asks=(Ask(How.OFFICE, term=office),))
    if asking.ABOUT in asked.wants:
        return Question((asking.ABOUT,), asking.held(query, About.DOCUMENTS))
    if asking.MEANING in asked.wants and (term := content(asked)):
        return replace(query, asks=(Ask(How.MEANING, term=term),))
    if asking.MEANING in asked.wants and len(units(query)) == 1 and not words(query):
        term = asked.said.get(units(query)[0], "")
        return replace(query, asks=(Ask(How.MEANING, term=term),)) if term else None
    return None


def who(query: Question) -> Question:
    """Ask what the documents name the people of a Question as."""
    named = [name for leader in leaders(query) for name in asking.values(leader)]
    return replace(query, asks=tuple(Ask(How.OFFICE, term=name) for name in named))


def asks_who(asked: Asked, query: Question) -> bool:
    """Tell whether nothing is asked but who somebody is: 崔伟是谁."""
    is_person = bool(leaders(query)) and is_empty(put(query, About.LEADERS))
    asks = any(t.text in WHO for t in asked.tokens)
    return is_person and asks and all(t.mark in OF_PERSONS for t in asked.tokens)


def _asks_where(asked: Asked, query: Question) -> bool:
    if asking.WHERE not in asked.wants or set(asked.wants) & {TARGET, *FACTS}:
        return False
    return bool(units(query) or leaders(query) or words(query))


def claim_of(asked: Asked, query: Question) -> Question | None:
    """Take what a yes-or-no question supposes out of what is looked for."""
    if asked.count is not None and (units(query) or leaders(query)):
        return _whether(query, _count_claimed(asked.count, asked.number))
    if asked.has(Mark.RESULT):
        # 城管委的热力管道办完了吗: no document tells, whoever leads it
        return None
    if not _supposes(asked, query) or not (numbered(query) or words(query) or names_tasks(query)):
        return None
    if len(units(query)) > 1 and any(t.text == "还是" for t in asked.tokens):
        return replace(put(query, About.UNITS), asks=(OWNER,))
    if units(query):
        told = {ROLES[t.mark] for t in asked.unbound(*ROLES) if t.mark in ROLES}
        unit = units(query)[0]
        if field_of(unit) == Field.UNIT and len(told) == 1:
            unit = asking.in_field(unit, told.pop())
        return _of_somebody(asked, put(query, About.UNITS, About.COUNTS), unit)
    if leaders(query):
        rest = put(query, About.LEADERS, About.COUNTS)
        return _of_somebody(asked, rest, leaders(query)[0])
    if asking.dues(query):
        return _of_day(asked, put(query, About.DUES), asking.dues(query)[0])
    if asked.figure:
        return _whether(query, Is(Cell(Field.FIGURE), (asked.figure,)))
    return None


def _whether(query: Question, *conditions: Condition) -> Question:
    return replace(query, asks=(Ask(How.WHETHER, supposed=conditions),))


def _of_somebody(asked: Asked, rest: Question, somebody: Condition) -> Question:
    """Suppose that somebody has a part in something, alone, or in nothing else."""
    alone, only = _alone_or_only(asked)
    if only:
        subject = tuple(c for c in rest.where if asking.about(c) != About.DOCUMENTS)
        of_all = (*asking.held(rest, About.DOCUMENTS), somebody)
        return _whether(replace(rest, where=of_all), *subject)
    if alone and isinstance(somebody, Is):
        of_any = Field.LEADER if somebody.cell.field == Field.LEADER else Field.UNIT
        return _whether(rest, somebody, Is(Cell(of_any), somebody.values, only=True))
    return _whether(rest, somebody)


def _of_day(asked: Asked, rest: Question, due: Condition) -> Question:
    """Suppose a day; 能 asks what no document tells."""
    day = asking.plain(due)
    if not isinstance(day, DueIs):
        return rest
    if not (asked.has(Mark.DUE) or day.when == When.AFTER):
        days = find_days(day.words, 2000)
        is_limit = not days or bool(days[0].before)
        day = replace(day, when=When.EXACTLY if is_limit else When.WITHIN, what=None)
    can = any(t.text in CAN for t in asked.tokens) and not asked.has(Mark.DUE)
    return replace(rest, asks=(Ask(How.CAN if can else How.WHETHER, supposed=(day,)),))


def _count_claimed(count: int, number: int | None) -> Condition:
    """Take so many tasks, or the item of that number, for what somebody is supposed to have."""
    total = Total(count, count)
    return AnyOf(((total,), (Numbered(((number, number),)),))) if number is not None else total


def _alone_or_only(asked: Asked) -> tuple[bool, bool]:
    """Tell 只有城管委管停车 (nobody else does) from 城管委只管停车 (it does nothing else)."""
    marks = [t.mark for t in asked.tokens]
    if Mark.ONLY not in marks:
        return Mark.ALONE in marks, False
    is_before = not {Mark.UNIT, Mark.PERSON} & set(marks[: marks.index(Mark.ONLY)])
    return is_before or Mark.ALONE in marks, not is_before


def _supposes(asked: Asked, query: Question) -> bool:
    if any(t.text == "还是" for t in asked.tokens) and len(units(query)) > 1:
        return True
    if asked.supposes:
        return not asked.has(Mark.LIST)
    return bool(numbered(query) and (units(query) or leaders(query))) and not asked.wants


def _compared(asked: Asked, query: Question) -> Question | None:
    if not asked.has(Mark.HIGHER, Mark.LOWER, Mark.COMPARE):
        return None
    if len(leaders(query)) > 1 or len(units(query)) > 1:
        role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), Field.UNIT)
        of_role = (
            u if field_of(u) != Field.UNIT else asking.in_field(u, role) for u in units(query)
        )
        sides = tuple((c,) for c in (*leaders(query), *of_role))
        rest = put(query, About.LEADERS, About.UNITS)
        return replace(rest, asks=(COUNT,), sides=sides, compare=Compare.BESIDE)
    if words(query):
        return replace(query, asks=(TARGET,))
    asks_tasks = asked.has(Mark.TASK, Mark.COUNT, Mark.WHICH, Mark.LIST)
    if asks_tasks and asked.has(*PLACES):
        return shaped(query, of_each(Field.DOCUMENT, Order(first=MOST_PLACES)))
    return None


def settled_wants(asked: Asked, query: Question) -> tuple[Ask, ...]:
    """Choose between what the marks of one question ask for together."""
    wants = asked.wants
    if not (numbered(query) or names_tasks(query)):
        wants = tuple(TEXT if w == SOURCE else w for w in wants)
    if is_empty(query):
        return _wants_of_all(asked)
    has_subject = bool(numbered(query) or names_tasks(query) or words(query))
    facts = tuple(w for w in wants if w in FACTS)
    if has_subject and facts and NUMBER not in facts:
        return (*facts, *((TARGET,) if TARGET in wants else ()))
    if has_subject and TARGET in wants:
        return (TARGET,)
    if COUNT in wants:
        return (COUNT,)
    if numbered(query):
        return facts or (TEXT,)
    if facts == (NUMBER,) and not has_subject:
        return (LIST,)
    if facts and not has_subject and LIST in wants and not asked.free(*OF_SETS):
        return (LIST,)
    if TEXT in wants and words(query) and not units(query):
        return (TEXT,)
    return facts or (LIST,)


def _wants_of_all(asked: Asked) -> tuple[Ask, ...]:
    """Choose what can be asked of a document as a whole; words left over ask for something else."""
    if asked.has(Mark.SECTION, Mark.WHICH_SECTION):
        return (asking.CONTENTS,)
    if asked.has_content or asked.has(Mark.HIM, Mark.BACK):
        return ()
    if COUNT in asked.wants:
        return (COUNT,)
    if LIST in asked.wants and not asked.has(Mark.OWNER, Mark.AMOUNT):
        return (LIST,)
    return ()
