"""From what a person typed to what is asked of the documents: tag, compose, account.

Every step is a pure function. What the documents do not hold is named, never dropped to make a
match; what was read into a question is said.
"""

import re
from dataclasses import replace
from datetime import date

from bot.model import Chat, Intent, Session, Unknown, Want
from bot.understanding.account import Account, account_for
from bot.understanding.apart import each
from bot.understanding.asked import Asked
from bot.understanding.compose import compose, when_of
from bot.understanding.follow import follow, leans_back
from bot.understanding.ground import Ground
from bot.understanding.intent import fresh
from bot.understanding.lexicon import Lexicon, chat_words
from bot.understanding.marks import Mark, Token
from bot.understanding.naming import mend_slips, name_units, resolve_leaders, resolve_units
from bot.understanding.own_unit import told_own_unit, with_own_unit
from bot.understanding.places import Chosen, choose_documents
from bot.understanding.sentences import MOST_QUESTIONS, questions
from bot.understanding.spelled import spell_out
from bot.understanding.tag import clean
from bot.understanding.titles import name_titled, taken_to_lead
from bot.understanding.today import days_said
from knowledge import DueIs, Index, Query, Tense, Under, When, fold

__all__ = ["Lexicon", "understand"]

EDGE, PARTICLE = r"[\s?？!！。.,，~…、]", "[啊呀呢吧哦噢哈嘛啦吗]"
RE_TRIM = re.compile(rf"^{EDGE}+|(?<!{EDGE}){EDGE}++$")
RE_PARTICLE = re.compile(rf"(?:(?<=.)(?<!{PARTICLE})|(?<=^.)){PARTICLE}++$")
RE_BETWEEN_CHAT = re.compile(r"[\s,，。!！~]+")
COURTESY = ("fine", "thanks", "bye", "hello")
LONGEST_COURTESY = 6
LONG = 28
"""A message of more characters than this may hold words that are beside the point."""
NOTHING_SAID = Session()
"""Stands in for the last message where the new one names what is unknown: that is no follow-up."""
OF_DOCUMENTS = {
    Mark.DOCUMENT,
    Mark.DISTRICT,
    Mark.YEAR,
    Mark.REPORT,
    Mark.FILE,
    Mark.CHOOSE,
    Mark.TASK,
    Mark.ALL_DOCUMENTS,
    Mark.THAT,
}
"""All the marks of a message that only chooses a document."""


def understand(
    text: str, session: Session, index: Index, lexicon: Lexicon, today: date | None = None
) -> tuple[Intent, ...]:
    """Read a message as one or several questions, in the order asked.

    Without `today`, 下周 and 已过期 name no day.
    """
    scope = (session.scope,) if session.scope else ()
    cleaned, spelled = spell_out(clean(text), lexicon, scope)
    if chat := small_talk(cleaned):
        return (Intent((Want.CHAT,), text=cleaned, chat=chat),)
    if own := told_own_unit(cleaned, index, scope):
        return (own,)
    intents: list[Intent] = []
    days, dated = days_said(cleaned, today, lexicon)
    asked = questions(cleaned, Ground(lexicon, index, scope), days)
    for question, tokens in asked[:MOST_QUESTIONS]:
        before = replace(session, last=intents[-1], shown=()) if intents else session
        read = _read(question, tokens, before, index, lexicon)
        if intents and not all(map(_is_sound, read)) and (bare := _of_another_year(tokens)):
            read = _read(question, bare, before, index, lexicon)
        intents += read
    if _is_english(cleaned):
        intents = [replace(i, english=True) for i in intents]
    if said := [f"按“{spelled[:30]}”理解"] * bool(spelled) + [dated] * bool(dated):
        intents = [replace(i, readings=(*said, *i.readings)) for i in intents]
    sound = [i for i in intents if _is_sound(i)]
    if any(not i.unknown for i in sound):
        sound, beyond = sound[:MOST_QUESTIONS], sound[MOST_QUESTIONS:]
        beyond += [i for i in intents if not _is_sound(i) and len(asked) > 1 and not i.chat]
        unread = (*(i.text for i in beyond), *(question for question, _ in asked[MOST_QUESTIONS:]))
        sound[-1] = replace(sound[-1], ignored=(*sound[-1].ignored, *unread))
    else:
        sound = []
    return tuple(sound or intents[:1]) or (Intent((Want.CHAT,), text=cleaned, chat=Chat.UNCLEAR),)


def _is_sound(intent: Intent) -> bool:
    return not intent.chat and all(u.kind != "subject" for u in intent.unknown)


def _of_another_year(tokens: list[Token]) -> list[Token]:
    """Leave of 今年打算通几条 what asks the same of this year; nothing where no year is named."""
    names_year = any(t.mark in (Mark.THIS_YEAR, Mark.LAST_YEAR) for t in tokens)
    return [t for t in tokens if t.mark is not None] if names_year else []


def _is_english(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return text.isascii() and letters >= 6 and " " in text.strip()


def small_talk(text: str) -> Chat | None:
    """Tell what a message says that asks nothing of the documents."""
    bare = RE_PARTICLE.sub("", RE_TRIM.sub("", text)) if text not in chat_words() else text
    words = [RE_TRIM.sub("", part) for part in RE_BETWEEN_CHAT.split(bare)]
    kinds = [chat_words().get(word) for word in (bare, *words)]
    if kinds[0]:
        return Chat(kinds[0])
    if words and all(kinds[1:]):
        return Chat(kinds[-1] or "")
    return _polite_words(bare)


def _polite_words(text: str) -> Chat | None:
    """Read 好的收到谢谢: several words of courtesy in a row, of which the last counts."""
    said, place = None, 0
    while place < len(text):
        ends = range(min(len(text), place + LONGEST_COURTESY), place, -1)
        end = next((e for e in ends if chat_words().get(text[place:e]) in COURTESY), None)
        if end is None:
            return None
        said, place = chat_words()[text[place:end]], end
    return Chat(said) if said else None


def _read(
    text: str, tokens: list[Token], session: Session, index: Index, lexicon: Lexicon
) -> list[Intent]:
    """Read one question; 各多少 asks several things at once."""
    if paging := _page(tokens, session):
        return [paging]
    tokens = _asking_where(tokens)
    chosen = choose_documents(tokens, index, session.scope)
    if choosing := _choosing(tokens, chosen, session, text):
        return [choosing]
    ground = Ground(lexicon, index, chosen.documents)
    tokens, own = with_own_unit(tokens, session.own)
    tokens = name_units(tokens, ground)
    tokens, titled, strangers = name_titled(tokens, index, chosen.documents)
    tokens, account = mend_slips(tokens, ground)
    account.readings += own + titled
    account.unknown += strangers
    asked = compose(tokens)
    if asked.has(Mark.SELF) and not (asked.units or asked.numbers):
        return [Intent((Want.CHAT,), text=text, chat=Chat.WHICH_UNIT)]
    _number_of_the_last(asked, session)
    query = _query(asked, chosen, account, ground)
    knows_all = not (account.unknown and query.is_empty())
    intent = _intent(asked, query, chosen, session if knows_all else NOTHING_SAID, index, text)
    if intent.query.leaders and (word := taken_to_lead(tokens)):
        account.readings.append(f"“{word}”按“分管”理解，牵头的是单位")
    unknown = (*chosen.unknown, *_that_matters(account, intent, text))
    if asked.has(Mark.ORDER) and (unknown or intent.query.is_empty()):
        return [Intent((Want.CHAT,), text=text, chat=Chat.ORDERED)]
    noted = _noted(intent, unknown, account, text)
    return [noted] if unknown else list(each(noted, asked, index))


def _number_of_the_last(asked: Asked, session: Session) -> None:
    """Take 最后一项 for the last number where no list stands before it."""
    names_item = any(t.mark == Mark.NTH and t.text.endswith(("项", "条")) for t in asked.tokens)
    if asked.nth is not None and names_item and not session.shown and not asked.numbers:
        asked.numbers, asked.nth = ((asked.nth, asked.nth),), None


def _noted(intent: Intent, unknown: tuple[Unknown, ...], account: Account, text: str) -> Intent:
    """Put beside an intent what was read into the question, and what was left out of it."""
    named = {u.text for u in unknown}
    beside = (*account.beside, *(u.text for u in account.unknown if u.text not in named))
    if unknown and intent.chat in (Chat.UNCLEAR, Chat.NOTHING_BEFORE):
        intent = replace(intent, chat=None)
    return replace(
        intent,
        text=text,
        unknown=unknown,
        readings=tuple(dict.fromkeys((*intent.readings, *account.readings))),
        ignored=tuple(dict.fromkeys((*intent.ignored, *(b for b in beside if not b.isascii())))),
    )


def _asking_where(tokens: list[Token]) -> list[Token]:
    """Take 有哪些文件 for a question about the documents' words where it names some: 提到停车."""
    if not any(t.mark == Mark.LITERAL for t in tokens) or all(t.mark for t in tokens):
        return tokens
    return [replace(t, mark=Mark.WHERE) if t.mark == Mark.DOCUMENTS else t for t in tokens]


# --- messages about the chat itself


def _page(tokens: list[Token], session: Session) -> Intent | None:
    marks = {t.mark for t in tokens} - {Mark.FILLER, Mark.PUNCTUATION, Mark.CONFIRM}
    if marks not in ({Mark.MORE}, {Mark.BACK_PAGE}):
        return None
    if session.last is None or session.last.chat:
        return Intent((Want.CHAT,), chat=Chat.NOTHING_BEFORE)
    step = 1 if Mark.MORE in marks else -1
    return replace(session.last, page=max(1, session.last.page + step))


def _choosing(tokens: list[Token], chosen: Chosen, session: Session, text: str) -> Intent | None:
    """Read 看东丽2023, 看全部, 有哪些文件: nothing is asked of the documents."""
    marks = {t.mark for t in tokens} - {Mark.FILLER, Mark.PUNCTUATION}
    if Mark.ALL in marks and marks <= {Mark.ALL, Mark.CHOOSE, Mark.FILE}:
        return Intent((Want.CHAT,), chat=Chat.CHOOSE)
    asks = marks & {Mark.LIST, Mark.COUNT, Mark.WHERE, Mark.WHAT}
    if (Mark.DOCUMENTS in marks and None not in marks) or (
        Mark.FILE in marks and asks and len(marks - {None}) == len(marks) <= 3
    ):
        return Intent((Want.CHAT,), chat=Chat.DOCUMENTS)
    if not marks or not marks <= OF_DOCUMENTS:
        return None
    if {Mark.CHOOSE, Mark.ALL_DOCUMENTS} <= marks:
        return Intent((Want.CHAT,), chat=Chat.CHOOSE)
    has_last = session.last is not None and session.last.chat is None
    leans = has_last and text.rstrip("?？。 ").endswith(("的", "呢"))
    is_choice = Mark.CHOOSE in marks or bool(chosen.unknown) or not has_last
    names_one = bool({Mark.DOCUMENT, Mark.DISTRICT, Mark.YEAR, Mark.REPORT} & marks)
    if names_one and is_choice and not leans and chosen.tense is None:
        query = Query(documents=chosen.documents)
        return Intent((Want.CHAT,), query, chat=Chat.CHOOSE, unknown=chosen.unknown)
    return None


# --- the query


def _query(asked: Asked, chosen: Chosen, account: Account, ground: Ground) -> Query:
    index, scope = ground.index, ground.scope
    units = resolve_units(asked.units, ground, account)
    leaders = resolve_leaders(asked.leaders, ground, account)
    account_for(asked, ground, account)
    query = Query(
        documents=scope,
        numbers=asked.numbers,
        units=units,
        leaders=leaders,
        dues=tuple(_as_worded(due, index, scope) for due in asked.dues),
        under=asked.under,
        words=tuple(account.words),
        literal=asked.has(Mark.LITERAL),
        boosts=tuple(account.boosts),
        measure=asked.measure,
        counts=asked.counts,
        tense=chosen.tense or _tense(asked),
    )
    if query.numbers:
        return _decided_by_number(query, asked, account, index)
    return _under_headings(asked, query, index)


def _as_worded(due: DueIs, index: Index, scope: tuple[str, ...]) -> DueIs:
    """Take 12月底前完成 for a limit, unless a deadline is worded just so, as 年底前完成 is."""
    is_quoted = due.what is None or index.words_deadline(f"{due.words}{due.what}", scope)
    is_exact = due.when == When.EXACTLY and not due.negated
    return replace(due, when=when_of(due.words)) if is_exact and not is_quoted else due


def _tense(asked: Asked) -> Tense | None:
    if asked.has(Mark.LAST_YEAR, Mark.RESULT):
        return Tense.RESULT
    says_plan = asked.has(Mark.THIS_YEAR) or any("目标" in t.text for t in asked.tokens)
    return Tense.PLAN if says_plan else None


def _decided_by_number(query: Query, asked: Asked, account: Account, index: Index) -> Query:
    """Let a number decide; words that its tasks do not hold are named as unused.

    A unit or person beside a number is what a yes-or-no question supposes, no condition.
    """
    hits = index.find(Query(query.documents, numbers=query.numbers))
    text = fold("".join(h.entry.text for h in hits[:20]))
    account.beside += [w.text for w in query.words if w.text not in text]
    supposed = asked.has(Mark.CONFIRM) or not asked.wants
    units = query.units if supposed else ()
    leaders = query.leaders if supposed else ()
    return replace(query, words=(), counts=(), under=None, units=units, leaders=leaders)


def _under_headings(asked: Asked, query: Query, index: Index) -> Query:
    """Take words that only a heading says, or that 那部分 follows, for a part of the document."""
    if not query.words or query.under:
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
            return replace(followed, inherited=True)
        by_itself = fresh(asked, query)
        if by_itself.rank:
            return by_itself
        if not (query.words or query.numbers or query.units or query.leaders):
            return Intent((Want.CHAT,), chat=Chat.NOTHING_BEFORE)
    intent = fresh(asked, query)
    if intent.wants == (Want.CHAT,):
        return replace(intent, chat=Chat.NOTHING_BEFORE if asked.has(Mark.HIM) else Chat.UNCLEAR)
    return intent


def _that_matters(account: Account, intent: Intent, text: str) -> tuple[Unknown, ...]:
    """Keep the unknown words that must be named instead of answering."""
    names = tuple(u for u in account.unknown if u.kind != "subject")
    subjects = tuple(u for u in account.unknown if u.kind == "subject")
    query = intent.query
    if names:
        return names
    if intent.chat:
        return subjects
    if query.numbers or query.tasks or (len(text) > LONG and query.words):
        return ()
    return subjects
