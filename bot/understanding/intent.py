"""From marks and accounted content to what is wanted: one intent, or several."""

from dataclasses import replace

from bot.model import FACTS, Claim, Intent, Order, Rank, Thing, Want
from bot.understanding.asked import ROLES, Asked
from bot.understanding.marks import Mark
from bot.understanding.ranks import endings_asked
from knowledge import Query, When, fold

SPECIAL = (Want.OFFICIAL, Want.ABOUT, Want.TERM)
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


def fresh(asked: Asked, query: Query) -> Intent:
    """Give the intent of a question that stands by itself."""
    if asked.rank is None and query.is_empty() and not asked.has_content:
        asked.rank = _all_of(asked)
    if asked.rank:
        of_figures = asked.rank.thing == Thing.DOCUMENT and query.words
        return Intent((Want.TARGET,) if of_figures else (Want.RANK,), query, rank=asked.rank)
    if compared := _compared(asked, query):
        return compared
    if special := _special(asked, query):
        return special
    if claimed := claim_of(asked, query):
        return claimed
    if _asks_where(asked, query):
        return Intent((Want.WHERE,), replace(query, documents=()))
    term = content(asked) if {Want.TEXT, Want.SOURCE} & set(asked.wants) else ""
    return Intent(settled_wants(asked, query), query, term=term)


def _all_of(asked: Asked) -> Rank | None:
    """Read 有哪些单位 and 有哪些区领导: everybody, with how much they have."""
    listed = [t for t in asked.tokens if "哪些" in t.text or "几位" in t.text]
    if asked.has(Mark.COUNT, Mark.MEASURE):
        listed += [t for t in asked.tokens if t.text.endswith(("单位", "部门", "领导"))]
    if any(t.mark in (Mark.LEADER, Mark.OVERSEE) for t in listed):
        return Rank(Order.JUST, Thing.LEADER, least=1)
    names_kind = bool(listed) and any(t.mark == Mark.OWNER and t.value for t in asked.tokens)
    if names_kind or any(t.mark in (Mark.OWNER, *ROLES) for t in listed):
        role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), None)
        return Rank(Order.JUST, Thing.UNIT, role=role, least=1, endings=endings_asked(asked))
    return None


def content(asked: Asked) -> str:
    return "".join(fold(t.text) for t in asked.tokens if t.mark is None)


def _special(asked: Asked, query: Query) -> Intent | None:
    """Read questions that are not about tasks: officials, the document itself, terms."""
    if query.numbers:
        return None
    if asks_who(asked, query):
        return Intent((Want.OFFICIAL,), query)
    if Want.OFFICIAL in asked.wants and not query.units:
        office = next(t.text for t in asked.tokens if t.mark == Mark.OFFICIAL)
        return Intent((Want.OFFICIAL,), query, office=office)
    if Want.ABOUT in asked.wants:
        return Intent((Want.ABOUT,), query)
    if Want.TERM in asked.wants and (term := content(asked)):
        return Intent((Want.TERM,), query, term=term)
    if Want.TERM in asked.wants and len(query.units) == 1 and not query.words:
        return Intent((Want.TERM,), query, term=query.units[0].said)
    return None


def asks_who(asked: Asked, query: Query) -> bool:
    """Tell whether nothing is asked but who somebody is: 崔伟是谁."""
    is_person = bool(query.leaders) and replace(query, leaders=()).is_empty()
    asks = any(t.text in WHO for t in asked.tokens)
    return is_person and asks and all(t.mark in OF_PERSONS for t in asked.tokens)


def _asks_where(asked: Asked, query: Query) -> bool:
    if Want.WHERE not in asked.wants or set(asked.wants) & {Want.TARGET, *FACTS}:
        return False
    return bool(query.units or query.leaders or query.words)


def claim_of(asked: Asked, query: Query) -> Intent | None:
    """Take what a yes-or-no question supposes out of what is looked for."""
    if asked.count is not None and (query.units or query.leaders):
        return Intent((Want.CONFIRM,), query, claim=_count_claimed(asked, asked.count, query))
    if asked.has(Mark.RESULT):
        # 城管委的热力管道办完了吗: no document tells, whoever leads it
        return None
    if not _supposes(asked, query) or not (query.numbers or query.words or query.tasks):
        return None
    alone, only = _alone_or_only(asked)
    if len(query.units) > 1 and any(t.text == "还是" for t in asked.tokens):
        return Intent((Want.OWNER,), replace(query, units=()))
    if query.units:
        told = {ROLES[t.mark] for t in asked.unbound(*ROLES) if t.mark in ROLES}
        role = query.units[0].role or (told.pop() if len(told) == 1 else None)
        unit = replace(query.units[0], role=role)
        claim = Claim(unit=unit, is_alone=alone, is_only=only)
        return Intent((Want.CONFIRM,), replace(query, units=(), counts=()), claim=claim)
    if query.leaders:
        claim = Claim(leader=query.leaders[0], is_alone=alone, is_only=only)
        return Intent((Want.CONFIRM,), replace(query, leaders=(), counts=()), claim=claim)
    if query.dues:
        rest, due = replace(query, dues=()), query.dues[0]
        tells = asked.has(Mark.DUE) or due.when == When.AFTER
        can = any(t.text in CAN for t in asked.tokens) and not asked.has(Mark.DUE)
        claim = Claim(day=due.words, when=due.when if tells else None, is_forecast=can)
        return Intent((Want.CONFIRM,), rest, claim=claim)
    if asked.figure:
        return Intent((Want.CONFIRM,), query, claim=Claim(figure=asked.figure))
    return None


def _count_claimed(asked: Asked, count: int, query: Query) -> Claim:
    """Take so many tasks, or the item of that number, for what somebody is supposed to have."""
    return Claim(
        unit=next(iter(query.units), None),
        leader=next(iter(query.leaders), None),
        count=count,
        number=asked.number,
    )


def _alone_or_only(asked: Asked) -> tuple[bool, bool]:
    """Tell 只有城管委管停车 (nobody else does) from 城管委只管停车 (it does nothing else)."""
    marks = [t.mark for t in asked.tokens]
    if Mark.ONLY not in marks:
        return Mark.ALONE in marks, False
    is_before = not {Mark.UNIT, Mark.PERSON} & set(marks[: marks.index(Mark.ONLY)])
    return is_before or Mark.ALONE in marks, not is_before


def _supposes(asked: Asked, query: Query) -> bool:
    if any(t.text == "还是" for t in asked.tokens) and len(query.units) > 1:
        return True
    if asked.supposes:
        return not asked.has(Mark.LIST)
    return bool(query.numbers and (query.units or query.leaders)) and not asked.wants


def _compared(asked: Asked, query: Query) -> Intent | None:
    if not asked.has(Mark.HIGHER, Mark.LOWER, Mark.COMPARE):
        return None
    if len(query.leaders) > 1 or len(query.units) > 1:
        role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), None)
        units = tuple(replace(u, role=u.role or role) for u in query.units)
        return Intent((Want.COMPARE,), replace(query, units=units))
    if query.words:
        return Intent((Want.TARGET,), query)
    asks_tasks = asked.has(Mark.TASK, Mark.COUNT, Mark.WHICH, Mark.LIST)
    if asks_tasks and asked.has(*PLACES):
        return Intent((Want.RANK,), query, rank=Rank(Order.MOST, Thing.DOCUMENT))
    return None


def settled_wants(asked: Asked, query: Query) -> tuple[Want, ...]:
    """Choose between what the marks of one question ask for together."""
    wants = asked.wants
    if not (query.numbers or query.tasks):
        wants = tuple(Want.TEXT if w == Want.SOURCE else w for w in wants)
    if query.is_empty():
        return _wants_of_all(asked)
    has_subject = bool(query.numbers or query.tasks or query.words)
    facts = tuple(w for w in wants if w in FACTS)
    if has_subject and facts and Want.NUMBER not in facts:
        return (*facts, *((Want.TARGET,) if Want.TARGET in wants else ()))
    if has_subject and Want.TARGET in wants:
        return (Want.TARGET,)
    if Want.COUNT in wants:
        return (Want.COUNT,)
    if query.numbers:
        return facts or (Want.TEXT,)
    if facts == (Want.NUMBER,) and not has_subject:
        return (Want.LIST,)
    if facts and not has_subject and Want.LIST in wants and not asked.free(*OF_SETS):
        return (Want.LIST,)
    if Want.TEXT in wants and query.words and not query.units:
        return (Want.TEXT,)
    return facts or (Want.LIST,)


def _wants_of_all(asked: Asked) -> tuple[Want, ...]:
    """Choose what can be asked of a document as a whole; words left over ask for something else."""
    if asked.has(Mark.SECTION, Mark.WHICH_SECTION):
        return (Want.SECTIONS,)
    if asked.has_content or asked.has(Mark.HIM, Mark.BACK):
        return (Want.CHAT,)
    if Want.COUNT in asked.wants:
        return (Want.COUNT,)
    if Want.LIST in asked.wants and not asked.has(Mark.OWNER, Mark.AMOUNT):
        return (Want.LIST,)
    return (Want.CHAT,)
