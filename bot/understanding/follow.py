"""Follow-ups: a message that leans on the one before is composed onto its query."""

import re
from dataclasses import replace

from bot.model import FACTS, Intent, Session, Want
from bot.understanding.asked import ROLES, Asked
from bot.understanding.intent import SPECIAL, asks_who, claim_of
from bot.understanding.marks import Mark
from bot.understanding.ranks import endings_asked
from knowledge import Index, LeaderIs, Query, Role, Under, UnitIs, fold, ordinal_of

RE_SINGULAR = re.compile(
    r"它(?!们)|这个(?!区|文件)|那个|这项|那项|该项|此项|这条|那条|该任务|这任务|刚才"
)
RE_ENDS_OPEN = re.compile(r"呢[?？。!！~]*$")
PARTS = ("部分", "板块", "章")
LEANING = (Mark.BACK, Mark.NEXT, Mark.PREVIOUS, Mark.FIX, Mark.HIM, Mark.ITS_UNIT)
INHERITED_WANTS = (
    *FACTS,
    Want.TARGET,
    Want.TEXT,
    Want.COUNT,
    Want.LIST,
    Want.RANK,
    Want.COMPARE,
    Want.CONFIRM,
)


def leans_back(asked: Asked, query: Query, session: Session, text: str) -> bool:
    """Tell whether a message can only be meant with the one before it."""
    if asked.has(*LEANING) or asked.nth is not None:
        return True
    if session.last is None or set(asked.wants) & set(SPECIAL):
        return False
    if query.is_empty() and (asked.has(Mark.SECTION, Mark.FILE) or _only_characters(asked)):
        return False
    if _is_narrowing(asked, query, session.last) and _says_which(asked):
        return len(session.shown) > 1
    if asked.has(Mark.THAT) and asked.tokens[0].mark == Mark.THAT:
        return True
    if (
        query.is_empty()
        and not asked.rank
        and not endings_asked(asked)
        and (
            asked.wants
            or query.tense
            or asked.has(Mark.THIS_YEAR)
            or query.documents != session.last.query.documents
        )
    ):
        of_all = asked.has(Mark.TASK, Mark.TOTAL) or any("任务" in t.text for t in asked.tokens)
        return not of_all or not {Want.COUNT, Want.LIST} & set(asked.wants)
    return bool(RE_ENDS_OPEN.search(text)) and not asked.wants


def _only_characters(asked: Asked) -> bool:
    """Tell whether the content is single characters, which no follow-up uses."""
    content = [t.text for t in asked.tokens if t.mark is None]
    return bool(content) and all(len(text) == 1 for text in content)


def _says_which(asked: Asked) -> bool:
    """Tell whether it is asked which of those shown: 哪几个, not 哪些任务."""
    return any(t.text in ("哪几个", "哪个", "哪一个", "哪几项") for t in asked.tokens)


def follow(
    asked: Asked, query: Query, typed_documents: bool, session: Session, index: Index, text: str
) -> Intent | None:
    """Compose a message onto the last one; None where there is nothing to compose it onto."""
    last = session.last
    if last is None:
        return None
    query = query if typed_documents else replace(query, documents=last.query.documents)
    wants = _settled(asked.wants) or _wants_of_tense(asked, query, session) or _last_wants(last)
    if asked.has(Mark.HIM, Mark.ITS_UNIT):
        return _of_whom(asked, query, wants, session, index)
    if asked.nth is not None:
        return _nth(asked, query, wants, session)
    if asked.has(Mark.NEXT, Mark.PREVIOUS):
        return _neighbour(asked, query, session, index)
    if asked.supposes and len(session.shown) == 1 and _is_only_day(query):
        return _of_shown(asked, query, session)
    if asked.has(Mark.BACK) or _is_narrowing(asked, query, last):
        return _narrow(asked, query, session, index, text)
    if query.is_empty():
        return _same_subject(asked, query, wants, typed_documents, session)
    return Intent(
        wants, _replaced(query, last.query), text, rank=last.rank if not asked.wants else None
    )


def _wants_of_tense(asked: Asked, query: Query, session: Session) -> tuple[Want, ...]:
    """Take 去年呢 for the figure of then, but 完成了吗 of a task for the task itself."""
    if query.tense is None:
        return ()
    return (Want.TEXT,) if session.shown and asked.has(Mark.RESULT) else (Want.TARGET,)


def _last_wants(last: Intent) -> tuple[Want, ...]:
    return tuple(w for w in last.wants if w in INHERITED_WANTS) or (Want.LIST,)


def _settled(wants: tuple[Want, ...]) -> tuple[Want, ...]:
    """Take 配合单位都有谁 for a fact of a task, not for a list of tasks."""
    facts = tuple(w for w in wants if w in FACTS)
    return facts or wants


def _of_whom(
    asked: Asked, query: Query, wants: tuple[Want, ...], session: Session, index: Index
) -> Intent | None:
    """Take 他 for the one leader, 这个单位 for the one owner, that the last reply named."""
    last = session.last
    tasks = [t for i in session.shown if (t := index.task(i))]
    if last is None:
        return None
    wants = asked.wants if asked.wants and Want.LEADER not in asked.wants else (Want.LIST,)
    if asked.rank:
        wants = (Want.RANK,)
    if asked.has(Mark.HIM):
        names = {fold(n) for t in tasks for n in t.leaders}
        claimed = last.claim.leader if last.claim else None
        told = (
            last.query.leaders
            or ((claimed,) if claimed else ())
            or (tuple(LeaderIs(n, (n,)) for n in names) if len(names) == 1 else ())
        )
        query = replace(query, leaders=told[:1])
        wants = (Want.OFFICIAL,) if asks_who(asked, query) else wants
        supposes = asked.count is not None or query.numbers
        answerable = claim_of(asked, query) if told and supposes else None
        return answerable or (Intent(wants, query, rank=asked.rank) if told else None)
    first = tasks[0].parties[:1] if tasks else ()
    owners = {index.names.party_key(p) for t in tasks for p in t.parties if p.role != Role.SUPPORT}
    named = owners if len(owners) == 1 else {index.names.party_key(p) for p in first}
    units = last.query.units or tuple(UnitIs(key, (key,)) for key in named)
    return Intent(wants, replace(query, units=units[:1]), rank=asked.rank) if units else None


def _nth(asked: Asked, query: Query, wants: tuple[Want, ...], session: Session) -> Intent | None:
    place = asked.nth or 0
    if not session.shown:
        return None
    if not asked.wants or wants == (Want.LIST,):
        wants = (Want.TEXT,)
    chosen = session.shown[session.first + place - 1 :][:1] if place > 0 else session.shown[-1:]
    return Intent(wants, Query(query.documents, tasks=chosen or ("",), tense=query.tense))


def _neighbour(asked: Asked, query: Query, session: Session, index: Index) -> Intent | None:
    """Step to the next number in the documents that the last reply was about, or the next part."""
    step = 1 if asked.has(Mark.NEXT) else -1
    if any(t.text.endswith(PARTS) for t in asked.tokens if t.mark in (Mark.NEXT, Mark.PREVIOUS)):
        return _neighbour_part(asked, query, session, index, step)
    tasks = [t for i in session.shown if (t := index.task(i))]
    if not tasks:
        return None
    number = tasks[0].number + step
    documents = (
        tuple(dict.fromkeys(t.document for t in tasks)) if len(tasks) <= 5 else (tasks[0].document,)
    )
    return Intent(asked.wants or (Want.TEXT,), Query(documents, numbers=((number, number),)))


def _neighbour_part(
    asked: Asked, query: Query, session: Session, index: Index, step: int
) -> Intent | None:
    """Step to the part behind or before the one that was just spoken of."""
    spoken_of = _part_spoken_of(session, index)
    if spoken_of is None:
        return None
    part = Under(f"第{spoken_of + step}部分", ordinal=spoken_of + step)
    return Intent(asked.wants or (Want.LIST,), Query(query.documents, under=part))


def _part_spoken_of(session: Session, index: Index) -> int | None:
    """Give the ordinal of the part that the last message asked of, or was told."""
    last = session.last
    if last is None:
        return None
    if under := last.query.under:
        return under.ordinal or next(filter(None, map(ordinal_of, under.headings)), None)
    tasks = [t for i in session.shown[:1] if (t := index.task(i))]
    if Want.SECTION in last.wants and tasks and tasks[0].headings:
        return ordinal_of(tasks[0].headings[0])
    return None


def _is_narrowing(asked: Asked, query: Query, last: Intent) -> bool:
    """Tell whether a condition is added: only a day or so, with no subject of another kind."""
    return _is_only_day(query) and not last.query.dues and not asked.has(Mark.THAT)


def _is_only_day(query: Query) -> bool:
    return bool(query.dues) and not (query.units or query.leaders or query.words or query.numbers)


def _narrow(asked: Asked, query: Query, session: Session, index: Index, text: str) -> Intent | None:
    """Add conditions to the last query, or take up just what it showed."""
    last = session.last
    if last is None or (not session.shown and last.query.is_empty()):
        return None
    is_one = bool(RE_SINGULAR.search(text))
    if is_one and query.words and not _holds(session, query, index):
        return None
    if session.shown and (query.is_empty() or (is_one and not query.numbers)):
        return _of_shown(asked, query, session)
    base = replace(last.query, documents=query.documents)
    if last.query.words and session.shown:
        base = Query(query.documents, tasks=session.shown)
    return Intent(_settled(asked.wants) or (Want.LIST,), _added(query, base))


def _holds(session: Session, query: Query, index: Index) -> bool:
    """Tell whether the last reply was about what is named again."""
    return bool(index.find(Query(tasks=session.shown, words=query.words)))


def _of_shown(asked: Asked, query: Query, session: Session) -> Intent:
    """Ask of just the tasks shown; what is supposed of them is a claim."""
    shown = Query(query.documents, tasks=session.shown, tense=query.tense)
    supposed = replace(shown, units=query.units, leaders=query.leaders, dues=query.dues)
    if claimed := claim_of(asked, supposed):
        return claimed
    return Intent(_settled(asked.wants) or (Want.TEXT,), supposed)


def _added(query: Query, base: Query) -> Query:
    return replace(
        base,
        units=(*base.units, *query.units),
        leaders=(*base.leaders, *query.leaders),
        dues=(*base.dues, *query.dues),
        under=query.under or base.under,
        words=(*base.words, *query.words),
        counts=(*base.counts, *query.counts),
    )


def _same_subject(
    asked: Asked, query: Query, wants: tuple[Want, ...], typed: bool, session: Session
) -> Intent | None:
    """Ask something else of what the last message was about."""
    last = session.last
    if last is None:
        return None
    role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), None)
    names_column = any("单位" in t.text or "部门" in t.text for t in asked.tokens)
    if role and last.query.units and not names_column and not asked.has(Mark.OWNER):
        units = tuple(replace(u, role=role) for u in last.query.units)
        return Intent(
            (Want.COUNT,) if Want.COUNT in last.wants else (Want.LIST,),
            replace(last.query, units=units),
        )
    tense = query.tense or (None if asked.has(Mark.THIS_YEAR) else last.query.tense)
    base = replace(last.query, documents=query.documents, tense=tense)
    if (
        not typed
        and not query.tense
        and session.shown
        and len(session.shown) <= 12
        and Want.LIST not in wants
    ):
        base = Query(query.documents, tasks=session.shown, words=(), measure=asked.measure)
        if last.query.words and Want.TARGET in wants:
            base = replace(last.query, documents=query.documents, measure=asked.measure)
    if base.is_empty() and (asked.wants or not last.rank):
        return None
    return Intent(wants, base, rank=last.rank if not asked.wants else None, claim=None)


def _replaced(query: Query, old: Query) -> Query:
    """Put the new conditions in the place of those of the same kind."""
    if query.numbers or query.words:
        subject = replace(query, units=query.units, dues=query.dues)
        return replace(subject, leaders=query.leaders)
    units = query.units or old.units
    if query.units and old.units:
        role = next((u.role for u in old.units), None)
        units = tuple(
            u if u.role else UnitIs(u.said, u.keys, role, u.endings, u.negated) for u in query.units
        )
    leaders = query.leaders or (() if query.units and not old.units else old.leaders)
    if query.leaders and not old.leaders:
        units = query.units
    return replace(
        old,
        documents=query.documents,
        tasks=(),
        numbers=(),
        words=(),
        units=units,
        leaders=leaders,
        dues=query.dues or old.dues,
        under=query.under or old.under,
        counts=query.counts or old.counts,
    )
