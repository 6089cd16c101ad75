"""From what a person typed to what is asked of the documents: tag, compose, account.

Every step is a pure function. What the documents do not hold is named, never dropped to make a
match; what was read into a question is said.
"""

import re
from dataclasses import replace

from bot.model import FACTS, Chat, Claim, Intent, Order, Rank, Session, Thing, Unknown, Want
from bot.understanding.account import Account, account_for
from bot.understanding.compose import ROLES, Asked, compose
from bot.understanding.follow import follow, leans_back
from bot.understanding.lexicon import Lexicon, chat_words
from bot.understanding.marks import Mark, Token
from bot.understanding.naming import mend_slips, resolve_leaders, resolve_units
from bot.understanding.places import Chosen, choose_documents
from bot.understanding.tag import clean, spell_out, tag
from knowledge import Index, Query, Tense, Under, fold

__all__ = ["Lexicon", "understand"]

RE_SENTENCE = re.compile(r"[^?？!！;；。\n]+[?？!！;；。\n]*")
RE_CLAUSE = re.compile(r"[,，]")
RE_TRIM = re.compile(r"^[\s?？!！。.,，~…、]+|[\s?？!！。.,，~…、]+$")
RE_PARTICLE = re.compile(r"(?<=.)[啊呀呢吧哦噢哈嘛啦吗]+$")
MOST_QUESTIONS = 5
MOST_SENTENCES = 50
LONG = 28
"""A message of more characters than this may hold words that are beside the point."""
SUBJECTS = (Mark.ITEM, Mark.UNIT, Mark.PERSON, Mark.DAY, Mark.PART, None)
ASKING = (
    Mark.OWNER,
    Mark.LEAD,
    Mark.SUPPORT,
    Mark.LEADER,
    Mark.OVERSEE,
    Mark.DEADLINE,
    Mark.AMOUNT,
    Mark.MEASURE,
    Mark.COUNT,
    Mark.LIST,
    Mark.WHICH,
    Mark.WHERE,
    Mark.DEFINE,
    Mark.WHAT,
    Mark.OFFICIAL,
    Mark.CONFIRM,
    Mark.MOST,
    Mark.LEAST,
    Mark.EARLIEST,
    Mark.LATEST,
    Mark.HIGHER,
)


def understand(text: str, session: Session, index: Index, lexicon: Lexicon) -> tuple[Intent, ...]:
    """Read a message as one or several questions, in the order asked."""
    cleaned, spelled = spell_out(clean(text), lexicon)
    if chat := small_talk(cleaned):
        return (Intent((Want.CHAT,), text=cleaned, chat=chat),)
    intents: list[Intent] = []
    scope = (session.scope,) if session.scope else ()
    for question, tokens in questions(cleaned, lexicon, index, scope):
        before = replace(session, last=intents[-1], shown=()) if intents else session
        intents.append(_read(question, tokens, before, index, lexicon))
    if spelled:
        intents = [replace(i, readings=(f"按“{spelled[:30]}”理解", *i.readings)) for i in intents]
    sound = [i for i in intents if not (i.unknown or i.chat)]
    return tuple(sound or intents[:1]) or (Intent((Want.CHAT,), text=cleaned, chat=Chat.UNCLEAR),)


def small_talk(text: str) -> Chat | None:
    """Tell what a message says that asks nothing of the documents."""
    bare = RE_PARTICLE.sub("", RE_TRIM.sub("", text)) if text not in chat_words() else text
    words = [RE_TRIM.sub("", p) for p in re.split(r"[\s,，。!！~]+", bare)]
    kinds = [chat_words().get(w) for w in (bare, *words)]
    if kinds[0]:
        return Chat(kinds[0])
    if words and all(kinds[1:]):
        return Chat(kinds[-1] or "")
    return None


def questions(
    text: str, lexicon: Lexicon, index: Index, scope: tuple[str, ...]
) -> list[tuple[str, list[Token]]]:
    """Split a message into its questions; what is only told is the subject of the next one."""
    found: list[tuple[str, list[Token]]] = []
    told = ""
    told_tokens: list[Token] = []
    for sentence in RE_SENTENCE.findall(text)[:MOST_SENTENCES]:
        tokens = tag(sentence, lexicon, index, scope)
        if not any(t.mark in (*ASKING, Mark.ITEM) for t in tokens):
            told, told_tokens = told + sentence, told_tokens + tokens
        elif any(t.mark in SUBJECTS for t in tokens):
            found += _clauses(sentence, tokens, lexicon, index, scope)
            told, told_tokens = "", []
        else:
            found.append((told + sentence, told_tokens + tokens))
            told, told_tokens = "", []
    if not found and told:
        found = [(told, told_tokens)]
    return found[:MOST_QUESTIONS]


def _clauses(
    sentence: str, tokens: list[Token], lexicon: Lexicon, index: Index, scope: tuple[str, ...]
) -> list[tuple[str, list[Token]]]:
    """Split at commas where every part names an item and asks something of it."""
    parts = [p for p in RE_CLAUSE.split(sentence) if p.strip()]
    if not 2 <= len(parts) <= MOST_QUESTIONS:
        return [(sentence, tokens)]
    tagged = [(part, tag(part, lexicon, index, scope)) for part in parts]
    for _, own in tagged:
        marks = {t.mark for t in own}
        if Mark.ITEM not in marks or not marks & set(ASKING):
            return [(sentence, tokens)]
    return tagged


def _read(
    text: str, tokens: list[Token], session: Session, index: Index, lexicon: Lexicon
) -> Intent:
    if paging := _page(tokens, session):
        return paging
    chosen = choose_documents(tokens, index, session.scope)
    if choosing := _choosing(tokens, chosen, session, text):
        return choosing
    tokens, account = mend_slips(tokens, lexicon, index, chosen.documents)
    asked = compose(tokens)
    query = _query(asked, chosen, account, lexicon, index)
    intent = _intent(asked, query, chosen, session, index, text)
    unknown = (*chosen.unknown, *_that_matters(account, intent, text))
    if asked.has(Mark.ORDER) and (unknown or intent.query.is_empty()):
        return Intent((Want.CHAT,), text=text, chat=Chat.ORDERED)
    named = {u.text for u in unknown}
    beside = (*account.beside, *(u.text for u in account.unknown if u.text not in named))
    return replace(
        intent,
        text=text,
        unknown=unknown,
        readings=tuple(dict.fromkeys((*intent.readings, *account.readings))),
        ignored=tuple(dict.fromkeys((*intent.ignored, *(b for b in beside if not b.isascii())))),
        english=_is_english(text),
    )


def _is_english(text: str) -> bool:
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return letters >= 6 and " " in text.strip() and not any("\u4e00" <= c <= "\u9fff" for c in text)


def _page(tokens: list[Token], session: Session) -> Intent | None:
    marks = {t.mark for t in tokens} - {Mark.FILLER, Mark.PUNCTUATION, Mark.CONFIRM}
    if marks not in ({Mark.MORE}, {Mark.BACK_PAGE}):
        return None
    if session.last is None or session.last.chat:
        return Intent((Want.CHAT,), chat=Chat.NOTHING_BEFORE)
    step = 1 if Mark.MORE in marks else -1
    return replace(session.last, page=max(1, session.last.page + step))


def _choosing(tokens: list[Token], chosen: Chosen, session: Session, text: str) -> Intent | None:
    """Read 看东丽2023 and 看全部: nothing is asked, a document is chosen."""
    marks = [t.mark for t in tokens if t.mark not in (Mark.FILLER, Mark.PUNCTUATION)]
    if Mark.ALL in marks and set(marks) <= {Mark.ALL, Mark.CHOOSE, Mark.FILE}:
        return Intent((Want.CHAT,), chat=Chat.CHOOSE)
    asks_files = {Mark.FILE} <= set(marks) and set(marks) & {
        Mark.LIST,
        Mark.COUNT,
        Mark.WHERE,
        Mark.WHAT,
    }
    if Mark.DOCUMENTS in marks or (asks_files and None not in marks and len(set(marks)) <= 3):
        return Intent((Want.CHAT,), chat=Chat.DOCUMENTS)
    places = {
        Mark.DISTRICT,
        Mark.YEAR,
        Mark.REPORT,
        Mark.FILE,
        Mark.CHOOSE,
        Mark.TASK,
        Mark.ALL_DOCUMENTS,
        Mark.THAT,
    }
    names_place = bool({Mark.DISTRICT, Mark.YEAR, Mark.REPORT} & set(marks))
    if not marks or not set(marks) <= places:
        return None
    if Mark.CHOOSE in marks and Mark.ALL_DOCUMENTS in marks:
        return Intent((Want.CHAT,), chat=Chat.CHOOSE)
    leans = (
        session.last is not None
        and session.last.chat is None
        and text.rstrip("?？。 ").endswith(("的", "呢"))
    )
    if (
        names_place
        and not leans
        and (Mark.CHOOSE in marks or chosen.unknown or session.last is None or session.last.chat)
    ):
        return Intent(
            (Want.CHAT,),
            Query(documents=chosen.documents),
            chat=Chat.CHOOSE,
            unknown=chosen.unknown,
        )
    return None


def _query(asked: Asked, chosen: Chosen, account: Account, lexicon: Lexicon, index: Index) -> Query:
    scope = chosen.documents
    units = resolve_units(asked.units, index, scope, account)
    leaders = resolve_leaders(asked.leaders, index, scope, account)
    account_for(asked, lexicon, index, scope, account)
    if asked.numbers:
        _numbered(asked, account, index, scope)
    query = Query(
        documents=scope,
        numbers=asked.numbers,
        units=units,
        leaders=leaders,
        due=asked.due,
        under=asked.under,
        words=tuple(account.words),
        literal=asked.has(Mark.LITERAL),
        boosts=tuple(account.boosts),
        measure=asked.measure,
        counts=asked.counts,
        tense=_tense(asked, index, scope),
    )
    return _under_headings(asked, query, index)


def _numbered(asked: Asked, account: Account, index: Index, scope: tuple[str, ...]) -> None:
    """Let a number decide; words that its tasks do not hold are named as unused."""
    hits = index.find(Query(scope, numbers=asked.numbers))
    text = fold("".join(h.entry.text for h in hits[:20]))
    account.beside += [w.text for w in account.words if w.text not in text and not w.text.isascii()]
    account.words = []


def _tense(asked: Asked, index: Index, scope: tuple[str, ...]) -> Tense | None:
    if asked.has(Mark.LAST_YEAR) or (asked.has(Mark.RESULT) and not asked.numbers):
        return Tense.RESULT
    return None


def _under_headings(asked: Asked, query: Query, index: Index) -> Query:
    """Take words that only a heading says, or that 那部分 follows, for a part of the document."""
    if not query.words or query.under or query.numbers:
        return query
    wants_part = asked.has(Mark.SECTION)
    said = "".join(w.text for w in query.words)
    if not wants_part and (len(said) < 4 or index.holds(said, query.documents, in_text=True)):
        return query
    headings = index.headings_with([w.text for w in query.words], query.documents)
    if not headings or (not wants_part and not asked.has(Mark.LIST, Mark.COUNT, Mark.TASK)):
        return query
    return replace(query, words=(), under=Under(said, headings=headings))


def _intent(
    asked: Asked, query: Query, chosen: Chosen, session: Session, index: Index, text: str
) -> Intent:
    if leans_back(asked, query, session, text):
        followed = follow(asked, query, chosen.is_typed, session, index, text)
        if followed is not None:
            return replace(
                followed, inherited=True, claim=followed.claim or _claim(asked, followed.query)[0]
            )
        if not query.words and not query.numbers and not (query.units or query.leaders):
            return Intent((Want.CHAT,), chat=Chat.NOTHING_BEFORE)
    return _fresh(asked, query, text)


def _fresh(asked: Asked, query: Query, text: str) -> Intent:
    if asked.rank:
        return Intent((Want.RANK,), replace(query, words=()), rank=asked.rank)
    if compared := _compared(asked, query):
        return compared
    if Want.OFFICIAL in asked.wants and not (query.numbers or query.units):
        office = next(t.text for t in asked.tokens if t.mark == Mark.OFFICIAL)
        return Intent((Want.OFFICIAL,), query, office=office)
    if Want.ABOUT in asked.wants and not query.numbers:
        return Intent((Want.ABOUT,), query)
    claim, rest = _claim(asked, query)
    if claim is not None:
        return Intent((Want.CONFIRM,), rest, claim=claim)
    term = "".join(fold(t.text) for t in asked.tokens if t.mark is None)
    if term and Want.TERM in asked.wants and not query.numbers:
        return Intent((Want.TERM,), query, term=term)
    if (
        Want.WHERE in asked.wants
        and (query.units or query.leaders or query.words)
        and Want.TARGET not in asked.wants
    ):
        return Intent((Want.WHERE,), replace(query, documents=()))
    return Intent(
        _settled_wants(asked, query), query, term=term if Want.TEXT in asked.wants else ""
    )


def _claim(asked: Asked, query: Query) -> tuple[Claim | None, Query]:
    """Take the unit, leader or day of a yes-or-no question out of what is looked for."""
    states_it = bool(query.numbers) and bool(query.units or query.leaders) and not asked.wants
    if not asked.has(Mark.CONFIRM) and not states_it and not asked.tokens[-1].text.startswith("吧"):
        return None, query
    if not (query.numbers or query.words or query.tasks):
        return None, query
    if query.units:
        return Claim(unit=query.units[0]), replace(query, units=())
    if query.leaders:
        return Claim(leader=query.leaders[0]), replace(query, leaders=())
    if query.due:
        return Claim(day=query.due.words), replace(query, due=None)
    return None, query


def _compared(asked: Asked, query: Query) -> Intent | None:
    if not asked.has(Mark.HIGHER, Mark.LOWER, Mark.COMPARE):
        return None
    if len(query.leaders) > 1 or len(query.units) > 1:
        role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), None)
        query = replace(query, units=tuple(replace(u, role=u.role or role) for u in query.units))
        return Intent(
            (Want.COMPARE,),
            query,
            compared=(*(x.said for x in query.leaders), *(u.said for u in query.units)),
        )
    if query.words:
        return Intent((Want.TARGET,), query)
    if asked.has(Mark.TASK, Mark.COUNT, Mark.WHICH, Mark.LIST) and asked.has(
        Mark.DISTRICT, Mark.WHERE, Mark.ALL_DOCUMENTS
    ):
        return Intent((Want.RANK,), query, rank=Rank(Order.MOST, Thing.DOCUMENT))
    return None


def _settled_wants(asked: Asked, query: Query) -> tuple[Want, ...]:
    """Choose between what the marks of one question ask for together."""
    wants = asked.wants
    has_subject = bool(query.numbers or query.tasks or query.words)
    facts = tuple(w for w in wants if w in FACTS)
    if query.is_empty():
        return _wants_of_all(asked)
    if has_subject and facts and Want.NUMBER not in facts:
        return (*facts, *((Want.TARGET,) if Want.TARGET in wants else ()))
    if has_subject and Want.TARGET in wants:
        return (Want.TARGET,)
    if Want.COUNT in wants:
        return (Want.COUNT,)
    if query.numbers and Want.LIST not in facts:
        return facts or (Want.TEXT,)
    if facts and not has_subject and Want.LIST in wants and not _asks_of_set(asked):
        return (Want.LIST,)
    if Want.TEXT in wants and query.words and not query.units:
        return (Want.TEXT,)
    return facts or (Want.LIST,)


def _wants_of_all(asked: Asked) -> tuple[Want, ...]:
    """Choose what can be asked of a document as a whole."""
    if asked.has(Mark.SECTION, Mark.WHICH_SECTION):
        return (Want.SECTIONS,)
    if Want.COUNT in asked.wants:
        return (Want.COUNT,)
    if (
        Want.LIST in asked.wants
        and asked.has(Mark.TASK, Mark.LIST)
        and not asked.has(Mark.OWNER, Mark.AMOUNT, Mark.HIM)
    ):
        return (Want.LIST,)
    return (Want.CHAT,)


def _asks_of_set(asked: Asked) -> bool:
    """Tell whether a fact is asked of all the tasks of a unit or leader: 归哪个区领导分管."""
    return asked.free(
        Mark.OWNER,
        Mark.LEADER,
        Mark.OVERSEE,
        Mark.LEAD,
        Mark.SUPPORT,
        Mark.DEADLINE,
        Mark.WHICH_SECTION,
    )


def _that_matters(account: Account, intent: Intent, text: str) -> tuple[Unknown, ...]:
    """Keep the unknown words that must be named instead of answering."""
    names = tuple(u for u in account.unknown if u.kind != "subject")
    subjects = tuple(u for u in account.unknown if u.kind == "subject")
    if intent.chat:
        return names or subjects
    if names:
        return names
    if intent.query.numbers or intent.query.tasks:
        return ()
    if len(text) > LONG and intent.query.words:
        return ()
    if intent.query.is_empty() and not intent.rank and not subjects:
        return ()
    return subjects
