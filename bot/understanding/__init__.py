"""From what a person typed to what is asked of the documents: tag, compose, account.

Every step is a pure function. What the documents do not hold is named, never dropped to make a
match; what was read into a question is said.
"""

from dataclasses import replace
from datetime import date

from bot.asking import (
    COUNT,
    LIST,
    SOURCE,
    TEXT,
    About,
    documents,
    finished,
    held,
    is_empty,
    is_ranking,
    leaders,
    names_tasks,
    numbered,
    of_documents,
    put,
    spoken,
    units,
    words,
)
from bot.memory import Memory, Read, grounded, spoken_of
from bot.model import Chat, Reading, Unknown
from bot.reader.talk import clean, is_english, small_talk, told_own_unit
from bot.understanding.account import Account, account_for
from bot.understanding.apart import each
from bot.understanding.asked import Asked
from bot.understanding.compose import compose, when_of
from bot.understanding.follow import follow, leans_back
from bot.understanding.ground import Ground
from bot.understanding.intent import content, fresh
from bot.understanding.lexicon import Lexicon
from bot.understanding.marks import Mark, Token
from bot.understanding.naming import mend_slips, name_units, resolve_leaders, resolve_units
from bot.understanding.own_unit import with_own_unit
from bot.understanding.places import Chosen, choose_documents
from bot.understanding.sentences import MOST_QUESTIONS, questions
from bot.understanding.spelled import spell_out
from bot.understanding.titles import name_titled, taken_to_lead
from bot.understanding.today import meant_today
from knowledge import (
    AnyOf,
    Ask,
    Best,
    Cell,
    Compare,
    Condition,
    Cutter,
    DueIs,
    Field,
    How,
    Index,
    Is,
    Numbered,
    Question,
    Says,
    Speaks,
    Tense,
    Total,
    When,
    finds,
    fold,
    run,
)

__all__ = ["Lexicon", "reader", "understand"]

LONG = 28
"""A message of more characters than this may hold words that are beside the point."""
NOTHING_SAID = Memory()
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


def reader(cutter: Cutter, index: Index) -> Read:
    """Read the messages about these documents."""
    lexicon = Lexicon(cutter, index)
    return lambda text, memory, today: understand(text, memory, index, lexicon, today)


def understand(
    text: str, memory: Memory, index: Index, lexicon: Lexicon, today: date | None = None
) -> tuple[Reading, ...]:
    """Read a message as one or several questions, in the order asked.

    Without `today`, 下周 and 已过期 name no day.
    """
    memory = spoken_of(memory)
    scope = (memory.scope,) if memory.scope else ()
    cleaned, spelled = spell_out(clean(text), lexicon, scope)
    if chat := small_talk(cleaned):
        return (Reading(text=cleaned, talk=chat),)
    if own := told_own_unit(cleaned, index, scope):
        return (own,)
    found: list[Reading] = []
    days, dated = meant_today(cleaned, today, lexicon)
    asked = questions(cleaned, Ground(lexicon, index, scope), days)
    for question, tokens in asked[:MOST_QUESTIONS]:
        before = _after(found[-1], memory) if found else memory
        read = _read(question, tokens, before, index, lexicon)
        if found and not all(map(_is_sound, read)) and (bare := _of_another_year(tokens)):
            read = _read(question, bare, before, index, lexicon)
        found += read
    if is_english(cleaned):
        found = [replace(r, english=True) for r in found]
    if said := [f"按“{spelled[:30]}”理解"] * bool(spelled) + [dated] * bool(dated):
        found = [replace(r, assumed=(*said, *r.assumed)) for r in found]
    sound = [r for r in found if _is_sound(r)]
    if any(not r.unknown for r in sound):
        sound, beyond = sound[:MOST_QUESTIONS], sound[MOST_QUESTIONS:]
        beyond += [r for r in found if not _is_sound(r) and len(asked) > 1 and not r.talk]
        unread = (*(r.text for r in beyond), *(question for question, _ in asked[MOST_QUESTIONS:]))
        sound[-1] = replace(sound[-1], skipped=(*sound[-1].skipped, *unread))
    else:
        sound = []
    return tuple(sound or found[:1]) or (Reading(text=cleaned, talk=Chat.UNCLEAR),)


def _after(reading: Reading, memory: Memory) -> Memory:
    """Give the memory in which the next question of the same message is read."""
    asked = grounded(reading.question, memory) if reading.question else None
    return replace(memory, last=reading, question=asked, picked=())


def _is_sound(reading: Reading) -> bool:
    return not reading.talk and all(u.kind != "subject" for u in reading.unknown)


def _of_another_year(tokens: list[Token]) -> list[Token]:
    """Leave of 今年打算通几条 what asks the same of this year; nothing where no year is named."""
    names_year = any(t.mark in (Mark.THIS_YEAR, Mark.LAST_YEAR) for t in tokens)
    return [t for t in tokens if t.mark is not None] if names_year else []


def _read(
    text: str, tokens: list[Token], memory: Memory, index: Index, lexicon: Lexicon
) -> list[Reading]:
    """Read one question; 各多少 asks several things at once."""
    if paging := _page(tokens, memory):
        return [paging]
    tokens = _asking_where(tokens)
    chosen = choose_documents(tokens, index, memory.scope)
    if choosing := _choosing(tokens, chosen, memory, text):
        return [choosing]
    ground = Ground(lexicon, index, chosen.documents)
    tokens, own = with_own_unit(tokens, memory.unit)
    tokens = name_units(tokens, ground)
    tokens, titled, strangers = name_titled(tokens, index, chosen.documents)
    tokens, account = mend_slips(tokens, ground)
    account.readings += own + titled
    account.unknown += strangers
    asked = compose(tokens)
    if asked.has(Mark.SELF) and not (asked.units or asked.numbers):
        return [Reading(text=text, talk=Chat.WHICH_UNIT)]
    _number_of_the_last(asked, memory)
    query = _query(asked, chosen, account, ground)
    knows_all = not (account.unknown and is_empty(query))
    reading = _reading(asked, query, chosen, memory if knows_all else NOTHING_SAID, index, text)
    question = reading.question
    if question and leaders(question) and (word := taken_to_lead(tokens)):
        account.readings.append(f"“{word}”按“分管”理解，牵头的是单位")
    unknown = (*chosen.unknown, *_that_matters(account, reading, text))
    if asked.has(Mark.ORDER) and (unknown or question is None or is_empty(question)):
        return [Reading(text=text, talk=Chat.ORDERED)]
    noted = _noted(reading, unknown, account, text)
    if question is None or noted.talk:
        return [noted]
    if unknown:
        return [_settled(noted, question, asked, index)]
    apart = each(question, asked, index)
    return [
        _settled(replace(noted, skipped=(*noted.skipped, *out)), one, asked, index)
        for one, out in apart
    ]


def _settled(reading: Reading, question: Question, asked: Asked, index: Index) -> Reading:
    """Take what only the notes of the documents explain for a question of what it means."""
    question, note = _of_item_or_all(_against_each_other(question, index), index)
    assumed = (*reading.assumed, note) if note else reading.assumed
    question = finished(question)
    reading = replace(reading, question=question, assumed=assumed)
    how = question.asks[0].how
    term = question.asks[0].term if how == How.MEANING else ""
    if {TEXT, SOURCE} & set(question.asks) and not reading.leans:
        term = content(asked)
    if term and (explained := _explained(term, question, index)):
        is_asked = how == How.MEANING
        unknown = () if is_asked else reading.unknown
        return (
            reading
            if reading.unknown and not is_asked
            else replace(reading, question=explained, unknown=unknown)
        )
    if reading.unknown:
        return reading
    if how == How.MEANING:
        if meant := _collectives(question, index):
            return replace(reading, unknown=tuple(Unknown(m, "members") for m in meant))
        question = finished(replace(question, asks=(TEXT,)))
        reading = replace(reading, question=question)
    if _may_be_explained(question) and not finds(question, index):
        term = "".join(spoken(question))
        return replace(reading, question=_explained(term, question, index) or question)
    return reading


def _against_each_other(question: Question, index: Index) -> Question:
    """Set two documents with tasks that are named against each other; more are put in order."""
    named = [d.id for d in index.scope(documents(question)) if d.tasks]
    if question.each != Cell(Field.DOCUMENT) or not documents(question) or len(named) != 2:
        return question
    where = put(question, About.DOCUMENTS).where
    sides = tuple(of_documents((one,)) for one in named)
    return Question((COUNT,), where, sides=sides, compare=Compare.BESIDE, best=question.best)


def _of_item_or_all(question: Question, index: Index) -> tuple[Question, str]:
    """Take 牵头8项对吗 for the item 8 where it is theirs, or where they do not have so many.

    Give with the item what is to be said of the other reading.
    """
    match question.asks[0].supposed:
        case (AnyOf(((Total() as total,), (Numbered() as item,))),):
            pass
        case _:
            return question, ""
    everything = replace(question, asks=(Ask(How.WHETHER, supposed=(total,)),))
    found, scope = run(everything, index), held(question, About.DOCUMENTS)
    own = run(Question(where=(*question.where, item)), index).tasks
    there = own or run(Question(where=(*scope, item)), index).tasks
    has_so_many = any(total.least <= len(g.tasks) <= total.most for g in found.groups)
    if not there or (has_so_many and not own):
        return everything, ""
    inside = dict.fromkeys(t.document for t in own or found.tasks)
    where = (*(of_documents(inside) or scope), item)
    supposed = held(question, About.UNITS, About.LEADERS)
    asks = (Ask(How.WHETHER, supposed=supposed),)
    return Question(asks, where), f"若问总数，共{len(found.tasks)}项"


def _may_be_explained(question: Question) -> bool:
    is_plain = question.asks[0].how in (How.TELL, How.LIST, How.COUNT) and not is_ranking(question)
    has_words = bool(words(question)) and not numbered(question)
    return is_plain and has_words and question.best.tense is None


def _explained(term: str, question: Question, index: Index) -> Question | None:
    """Ask for the meaning of a term that the notes have; elsewhere, where only those there do."""
    asks = (Ask(How.MEANING, term=term),)
    for scope in dict.fromkeys((documents(question), ())):
        meaning = Question(asks, of_documents(scope))
        if run(meaning, index).groups:
            return meaning
    return None


def _collectives(question: Question, index: Index) -> list[str]:
    """Own up that the document does not list whom a phrase such as 相关街道园区 stands for."""
    keys = {
        index.names.meant_key(name)
        for unit in units(question)
        if isinstance(unit, Is)
        for name in unit.values
    }
    tasks = run(replace(question, asks=(LIST,)), index).tasks if keys else ()
    meant = {p.unit for t in tasks for p in t.parties if p.collective}
    return sorted(unit for unit in meant if index.names.meant_key(unit) in keys)


def _number_of_the_last(asked: Asked, memory: Memory) -> None:
    """Take 最后一项 for the last number where no list stands before it."""
    names_item = any(t.mark == Mark.NTH and t.text.endswith(("项", "条")) for t in asked.tokens)
    if asked.nth is not None and names_item and not memory.picked and not asked.numbers:
        asked.numbers, asked.nth = ((asked.nth, asked.nth),), None


def _noted(reading: Reading, unknown: tuple[Unknown, ...], account: Account, text: str) -> Reading:
    """Put beside a reading what was read into the question, and what was left out of it."""
    named = {u.text for u in unknown}
    beside = (*account.beside, *(u.text for u in account.unknown if u.text not in named))
    if unknown and reading.talk in (Chat.UNCLEAR, Chat.NOTHING_BEFORE):
        reading = replace(reading, talk=None)
    return replace(
        reading,
        text=text,
        unknown=unknown,
        assumed=tuple(dict.fromkeys(account.readings)),
        skipped=tuple(dict.fromkeys(b for b in beside if not b.isascii())),
    )


def _asking_where(tokens: list[Token]) -> list[Token]:
    """Take 有哪些文件 for a question about the documents' words where it names some: 提到停车."""
    if not any(t.mark == Mark.LITERAL for t in tokens) or all(t.mark for t in tokens):
        return tokens
    return [replace(t, mark=Mark.WHERE) if t.mark == Mark.DOCUMENTS else t for t in tokens]


# --- messages about the chat itself


def _page(tokens: list[Token], memory: Memory) -> Reading | None:
    marks = {t.mark for t in tokens} - {Mark.FILLER, Mark.PUNCTUATION, Mark.CONFIRM}
    if marks not in ({Mark.MORE}, {Mark.BACK_PAGE}):
        return None
    last = memory.last
    if last is None or last.talk:
        return Reading(talk=Chat.NOTHING_BEFORE)
    step = 1 if Mark.MORE in marks else -1
    return replace(last, question=memory.question, page=max(1, last.page + step))


def _choosing(tokens: list[Token], chosen: Chosen, memory: Memory, text: str) -> Reading | None:
    """Read 看东丽2023, 看全部, 有哪些文件: nothing is asked of the documents."""
    marks = {t.mark for t in tokens} - {Mark.FILLER, Mark.PUNCTUATION}
    if Mark.ALL in marks and marks <= {Mark.ALL, Mark.CHOOSE, Mark.FILE}:
        return Reading(Question(), talk=Chat.CHOOSE)
    asks = marks & {Mark.LIST, Mark.COUNT, Mark.WHERE, Mark.WHAT}
    if (Mark.DOCUMENTS in marks and None not in marks) or (
        Mark.FILE in marks and asks and len(marks - {None}) == len(marks) <= 3
    ):
        return Reading(talk=Chat.DOCUMENTS)
    if not marks or not marks <= OF_DOCUMENTS:
        return None
    if {Mark.CHOOSE, Mark.ALL_DOCUMENTS} <= marks:
        return Reading(Question(), talk=Chat.CHOOSE)
    has_last = memory.last is not None and memory.last.talk is None
    leans = has_last and text.rstrip("?？。 ").endswith(("的", "呢"))
    is_choice = Mark.CHOOSE in marks or bool(chosen.unknown) or not has_last
    names_one = bool({Mark.DOCUMENT, Mark.DISTRICT, Mark.YEAR, Mark.REPORT} & marks)
    if names_one and is_choice and not leans and chosen.tense is None:
        query = Question(where=of_documents(chosen.documents))
        return Reading(query, talk=Chat.CHOOSE, unknown=chosen.unknown)
    return None


# --- the query


def _query(asked: Asked, chosen: Chosen, account: Account, ground: Ground) -> Question:
    """Give what is looked for; what is asked of it comes later."""
    index, scope = ground.index, ground.scope
    units = resolve_units(asked, ground, account)
    leaders = resolve_leaders(asked, ground, account)
    account_for(asked, ground, account)
    is_literal = asked.has(Mark.LITERAL)
    where: tuple[Condition, ...] = (
        *of_documents(scope),
        *((Numbered(asked.numbers),) if asked.numbers else ()),
        *units,
        *leaders,
        *(_as_worded(due, index, scope) for due in asked.dues),
        *((asked.under,) if asked.under else ()),
        *(Says(Cell(Field.TEXT), (w.text,)) if is_literal else Speaks(w) for w in account.words),
        *asked.counts,
    )
    best = Best(
        tense=chosen.tense or _tense(asked), words=tuple(account.boosts), measure=asked.measure
    )
    query = put(Question((), best=best), where=where)
    if numbered(query):
        return _decided_by_number(query, asked, account, index)
    return _under_headings(asked, query, index)


def _as_worded(due: Condition, index: Index, scope: tuple[str, ...]) -> Condition:
    """Take 12月底前完成 for a limit, unless a deadline is worded just so, as 年底前完成 is."""
    if not isinstance(due, DueIs) or due.what is None or due.when != When.EXACTLY:
        return due
    is_quoted = index.words_deadline(f"{due.words}{due.what}", scope)
    return due if is_quoted else replace(due, when=when_of(due.words))


def _tense(asked: Asked) -> Tense | None:
    if asked.has(Mark.LAST_YEAR, Mark.RESULT):
        return Tense.RESULT
    says_plan = asked.has(Mark.THIS_YEAR) or any("目标" in t.text for t in asked.tokens)
    return Tense.PLAN if says_plan else None


def _decided_by_number(query: Question, asked: Asked, account: Account, index: Index) -> Question:
    """Let a number decide; words that its tasks do not hold are named as unused.

    A unit or person beside a number is what a yes-or-no question supposes, no condition.
    """
    named = Question(where=held(query, About.DOCUMENTS, About.NUMBERS))
    text = fold("".join(t.text for t in run(named, index).tasks[:20]))
    account.beside += [w for w in spoken(query) if w not in text]
    supposed = asked.has(Mark.CONFIRM) or not asked.wants
    gone = () if supposed else (About.UNITS, About.LEADERS)
    return put(query, About.WORDS, About.COUNTS, About.UNDER, *gone)


def _under_headings(asked: Asked, query: Question, index: Index) -> Question:
    """Take words that only a heading says, or that 那部分 follows, for a part of the document."""
    said, scope = spoken(query), documents(query)
    if not said or held(query, About.UNDER):
        return query
    wants_part, phrase = asked.has(Mark.SECTION), "".join(said)
    if not wants_part and (len(phrase) < 4 or index.holds(phrase, scope, in_text=True)):
        return query
    headings = index.headings_with(said, scope)
    if not headings or (not wants_part and not asked.has(Mark.LIST, Mark.COUNT, Mark.TASK)):
        return query
    return put(query, About.WORDS, where=(Is(Cell(Field.HEADING), headings),))


def _reading(
    asked: Asked, query: Question, chosen: Chosen, memory: Memory, index: Index, text: str
) -> Reading:
    listed = replace(query, asks=(LIST,))
    if leans_back(asked, query, memory, text):
        followed = follow(asked, query, chosen.is_typed, memory, index, text)
        if followed is not None:
            return Reading(followed, leans=True)
        by_itself = fresh(asked, query)
        if by_itself and is_ranking(by_itself):
            return Reading(by_itself)
        if not held(query, About.WORDS, About.NUMBERS, About.UNITS, About.LEADERS):
            return Reading(listed, talk=Chat.NOTHING_BEFORE)
    if question := fresh(asked, query):
        return Reading(question)
    return Reading(listed, talk=Chat.NOTHING_BEFORE if asked.has(Mark.HIM) else Chat.UNCLEAR)


def _that_matters(account: Account, reading: Reading, text: str) -> tuple[Unknown, ...]:
    """Keep the unknown words that must be named instead of answering."""
    names = tuple(u for u in account.unknown if u.kind != "subject")
    subjects = tuple(u for u in account.unknown if u.kind == "subject")
    query = reading.question
    if names:
        return names
    if reading.talk or query is None:
        return subjects
    if numbered(query) or names_tasks(query) or (len(text) > LONG and words(query)):
        return ()
    return subjects
