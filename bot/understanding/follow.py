"""Follow-ups: a message that leans on the one before is composed onto its Question."""

import re
from dataclasses import replace

from bot.asking import (
    COUNT,
    FACTS,
    LIST,
    SECTION,
    TARGET,
    TEXT,
    About,
    documents,
    dues,
    field_of,
    held,
    in_documents,
    in_field,
    is_empty,
    is_ranking,
    leaders,
    numbered,
    of_documents,
    put,
    supposed,
    units,
    words,
)
from bot.asking import about as about_
from bot.memory import Memory
from bot.understanding.asked import ROLES, Asked
from bot.understanding.intent import SPECIAL, asks_who, claim_of, shaped, who
from bot.understanding.marks import Mark
from bot.understanding.ranks import endings_asked
from knowledge import (
    AnyOf,
    Ask,
    Best,
    Cell,
    Condition,
    Field,
    How,
    Index,
    Is,
    Numbered,
    Of,
    Origin,
    Picked,
    Question,
    Role,
    Task,
    Under,
    finds,
    fold,
    ordinal_of,
)

RE_SINGULAR = re.compile(
    r"它(?!们)|这个(?!区|文件)|那个|这项|那项|该项|此项|这条|那条|该任务|这任务|刚才"
)
RE_ENDS_OPEN = re.compile(r"呢[?？。!！~]*$")
PARTS = ("部分", "板块", "章")
LEANING = (Mark.BACK, Mark.NEXT, Mark.PREVIOUS, Mark.FIX, Mark.HIM, Mark.ITS_UNIT)
INHERITED = (How.TELL, How.COUNT, How.LIST, How.WHICH)


def leans_back(asked: Asked, query: Question, memory: Memory, text: str) -> bool:
    """Tell whether a message can only be meant with the one before it."""
    if asked.has(*LEANING) or asked.nth is not None:
        return True
    if memory.question is None or set(asked.wants) & set(SPECIAL):
        return False
    if is_empty(query) and (asked.has(Mark.SECTION, Mark.FILE) or _only_characters(asked)):
        return False
    if _is_narrowing(asked, query, memory.question) and _says_which(asked):
        return len(memory.picked) > 1
    if asked.has(Mark.THAT) and asked.tokens[0].mark == Mark.THAT:
        return True
    if (
        is_empty(query)
        and not asked.rank
        and not endings_asked(asked)
        and (
            asked.wants
            or query.best.tense
            or asked.has(Mark.THIS_YEAR)
            or documents(query) != documents(memory.question)
        )
    ):
        of_all = asked.has(Mark.TASK, Mark.TOTAL) or any("任务" in t.text for t in asked.tokens)
        return not of_all or not {COUNT, LIST} & set(asked.wants)
    return bool(RE_ENDS_OPEN.search(text)) and not asked.wants


def _only_characters(asked: Asked) -> bool:
    """Tell whether the content is single characters, which no follow-up uses."""
    content = [t.text for t in asked.tokens if t.mark is None]
    return bool(content) and all(len(text) == 1 for text in content)


def _says_which(asked: Asked) -> bool:
    """Tell whether it is asked which of those shown: 哪几个, not 哪些任务."""
    return any(t.text in ("哪几个", "哪个", "哪一个", "哪几项") for t in asked.tokens)


def follow(
    asked: Asked, query: Question, typed_documents: bool, memory: Memory, index: Index, text: str
) -> Question | None:
    """Compose a message onto the last one; None where there is nothing to compose it onto."""
    if memory.question is None:
        return None
    last, shape = _flat(memory.question), memory.question
    memory = replace(memory, question=last)
    if not typed_documents:
        query = in_documents(query, documents(last))
    wants = _settled(asked.wants) or _wants_of_tense(asked, query, memory) or _last_wants(last)
    if asked.has(Mark.HIM, Mark.ITS_UNIT):
        return _of_whom(asked, query, memory, index)
    if asked.nth is not None:
        return _nth(asked, query, wants, typed_documents, memory)
    if asked.has(Mark.NEXT, Mark.PREVIOUS):
        return _neighbour(asked, query, memory, index)
    if asked.supposes and len(memory.picked) == 1 and _is_only_day(query):
        return _of_shown(asked, query, memory)
    if asked.has(Mark.BACK) or _is_narrowing(asked, query, last):
        return _narrow(asked, query, memory, index, text)
    if is_empty(query):
        return _same_subject(asked, query, wants, typed_documents, memory)
    return _asking(_replaced(query, last), wants, shape)


def _flat(question: Question) -> Question:
    """Take the sides of a comparison for conditions like any other."""
    sides = (c for side in question.sides for c in side)
    return replace(put(question, where=sides), sides=(), compare=None)


def _asking(query: Question, wants: tuple[Ask, ...], last: Question) -> Question:
    """Ask for this; where just the last wants are taken over, also for each and in its order."""
    plain = Question(wants, query.where, query.of, best=query.best)
    if wants != last.asks:
        return plain
    sides = tuple((c,) for c in (*leaders(query), *units(query)))
    if last.sides and len(sides) > 1:
        rest = put(plain, About.LEADERS, About.UNITS)
        return replace(rest, sides=sides, compare=last.compare)
    return shaped(plain, last)


def _wants_of_tense(asked: Asked, query: Question, memory: Memory) -> tuple[Ask, ...]:
    """Take 去年呢 for the figure of then, but 完成了吗 of a task for the task itself."""
    if query.best.tense is None:
        return ()
    return (TEXT,) if memory.picked and asked.has(Mark.RESULT) else (TARGET,)


def _last_wants(last: Question) -> tuple[Ask, ...]:
    return tuple(ask for ask in last.asks if ask.how in INHERITED) or (LIST,)


def _settled(wants: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Take 配合单位都有谁 for a fact of a task, not for a list of tasks."""
    facts = tuple(w for w in wants if w in FACTS)
    return facts or wants


def _picked(memory: Memory, index: Index) -> list[Task]:
    return [t for i in memory.picked if (t := index.task(i))]


def _of_whom(asked: Asked, query: Question, memory: Memory, index: Index) -> Question | None:
    """Take 他 for the one leader, 这个单位 for the one owner, that the last reply named."""
    last, tasks = memory.question, _picked(memory, index)
    if last is None:
        return None
    wants = asked.wants if asked.wants and not _asks_leader(asked) else (LIST,)
    if asked.has(Mark.HIM):
        told = _one_spoken_of(last, tasks)
        query = put(query, About.LEADERS, where=told)
        if not told:
            return None
        if asked.count is not None or numbered(query):
            if claimed := claim_of(asked, query):
                return claimed
        elif asks_who(asked, query):
            return who(query)
    else:
        told = units(last)[:1] or _one_owner(tasks, documents(query), index)
        query = put(query, About.UNITS, where=told)
        if not told:
            return None
    return shaped(query, asked.rank) if asked.rank else replace(query, asks=wants)


def _asks_leader(asked: Asked) -> bool:
    return any(ask.cell == Cell(Field.LEADER) for ask in asked.wants)


def _one_spoken_of(last: Question, tasks: list[Task]) -> tuple[Condition, ...]:
    names = {fold(name) for task in tasks for name in task.leaders}
    claimed = tuple(c for c in supposed(last) if about_(c) == About.LEADERS)
    only = tuple(Is(Cell(Field.LEADER), (name,)) for name in names) if len(names) == 1 else ()
    return (leaders(last) or claimed or only)[:1]


def _one_owner(tasks: list[Task], scope: tuple[str, ...], index: Index) -> tuple[Condition, ...]:
    first = tasks[0].parties[:1] if tasks else ()
    owners = {index.names.party_key(p) for t in tasks for p in t.parties if p.role != Role.SUPPORT}
    named = owners if len(owners) == 1 else {index.names.party_key(p) for p in first}
    return tuple(Is(Cell(Field.UNIT), (index.names.name_of(key, scope),)) for key in named)


def _nth(
    asked: Asked, query: Question, wants: tuple[Ask, ...], typed: bool, memory: Memory
) -> Question | None:
    """Take 第二个 for one of the list that was shown, whatever was asked of it since."""
    place = asked.nth or 0
    if not (memory.picked or memory.lists):
        return None
    if not asked.wants or wants == (LIST,):
        wants = (TEXT,)
    before = memory.lists[0].question if memory.lists and not typed else query
    inside = of_documents(documents(before))
    place = memory.first + place if place > 0 else -1
    if memory.lists:
        of, chosen = Of(Origin.SHOWN, places=(place,)), inside
    else:
        one = memory.picked[place - 1 :][:1] if place > 0 else memory.picked[-1:]
        of, chosen = Of(), (*inside, Picked(one))
    return Question(wants, chosen, of, best=Best(tense=query.best.tense))


def _neighbour(asked: Asked, query: Question, memory: Memory, index: Index) -> Question | None:
    """Step to the next number in the documents that the last reply was about, or the next part."""
    step = 1 if asked.has(Mark.NEXT) else -1
    if any(t.text.endswith(PARTS) for t in asked.tokens if t.mark in (Mark.NEXT, Mark.PREVIOUS)):
        return _neighbour_part(asked, query, memory, index, step)
    tasks = _picked(memory, index)
    if not tasks:
        return None
    number = tasks[0].number + step
    inside = (
        tuple(dict.fromkeys(t.document for t in tasks)) if len(tasks) <= 5 else (tasks[0].document,)
    )
    where = (*of_documents(inside), Numbered(((number, number),)))
    return Question(asked.wants or (TEXT,), where)


def _neighbour_part(
    asked: Asked, query: Question, memory: Memory, index: Index, step: int
) -> Question | None:
    """Step to the part behind or before the one that was just spoken of."""
    spoken_of = _part_spoken_of(memory, index)
    if spoken_of is None:
        return None
    where = (*of_documents(documents(query)), Under((spoken_of + step,)))
    return Question(asked.wants or (LIST,), where)


def _part_spoken_of(memory: Memory, index: Index) -> int | None:
    """Give the ordinal of the part that the last message asked of, or was told."""
    last = memory.question
    if last is None:
        return None
    for under in held(last, About.UNDER):
        if isinstance(under, Under):
            return under.ordinals[0]
        headings = under.values if isinstance(under, Is) else ()
        return next(filter(None, map(ordinal_of, headings)), None)
    tasks = _picked(memory, index)
    if SECTION in last.asks and tasks and tasks[0].headings:
        return ordinal_of(tasks[0].headings[0])
    return None


def _is_narrowing(asked: Asked, query: Question, last: Question) -> bool:
    """Tell whether a condition is added: only a day or so, with no subject of another kind."""
    return _is_only_day(query) and not dues(last) and not asked.has(Mark.THAT)


def _is_only_day(query: Question) -> bool:
    others = (About.UNITS, About.LEADERS, About.WORDS, About.NUMBERS)
    return bool(dues(query)) and not held(query, *others)


def _narrow(
    asked: Asked, query: Question, memory: Memory, index: Index, text: str
) -> Question | None:
    """Add conditions to the last Question, or take up just what it showed."""
    last = memory.question
    if last is None or (not memory.picked and is_empty(last)):
        return None
    is_one = bool(RE_SINGULAR.search(text))
    if is_one and words(query) and not _holds(memory, query, index):
        return None
    if memory.picked and (is_empty(query) or (is_one and not numbered(query))):
        return _of_shown(asked, query, memory)
    base = in_documents(last, documents(query))
    if words(last) and memory.picked:
        base = Question(where=(*of_documents(documents(query)), Picked(memory.picked)))
    return _asking(_added(query, base), _settled(asked.wants) or (LIST,), Question(()))


def _holds(memory: Memory, query: Question, index: Index) -> bool:
    """Tell whether the last reply, or any task where it was about none, speaks of what is named."""
    among = (Picked(memory.picked),) if memory.picked else ()
    named = AnyOf(tuple((word,) for word in words(query)))
    return finds(Question(where=(*among, named)), index)


def _of_shown(asked: Asked, query: Question, memory: Memory) -> Question:
    """Ask of just the tasks shown; what is supposed of them is a claim."""
    kept = held(query, About.DOCUMENTS, About.UNITS, About.LEADERS, About.DUES)
    best = Best(tense=query.best.tense)
    of_them = put(Question(where=kept, best=best), where=(Picked(memory.picked),))
    if claimed := claim_of(asked, of_them):
        return claimed
    return replace(of_them, asks=_settled(asked.wants) or (TEXT,))


def _added(query: Question, base: Question) -> Question:
    new = held(query, *(a for a in About if a not in (About.DOCUMENTS, About.NUMBERS, About.TASKS)))
    replaced = (About.UNDER,) if held(query, About.UNDER) else ()
    return put(base, *replaced, where=new)


def _same_subject(
    asked: Asked, query: Question, wants: tuple[Ask, ...], typed: bool, memory: Memory
) -> Question | None:
    """Ask something else of what the last message was about."""
    last = memory.question
    if last is None:
        return None
    role = next((ROLES[t.mark] for t in asked.tokens if t.mark in ROLES), None)
    names_column = any("单位" in t.text or "部门" in t.text for t in asked.tokens)
    if role and units(last) and not names_column and not asked.has(Mark.OWNER):
        base = put(last, About.UNITS, where=(in_field(u, role) for u in units(last)))
        counts = COUNT in last.asks and not is_ranking(last)
        return _asking(base, (COUNT if counts else LIST,), Question(()))
    tense = query.best.tense or (None if asked.has(Mark.THIS_YEAR) else last.best.tense)
    base = in_documents(last, documents(query))
    base = replace(base, best=replace(base.best, tense=tense))
    if (
        not typed
        and not query.best.tense
        and memory.picked
        and len(memory.picked) <= 12
        and LIST not in wants
    ):
        best = Best(measure=asked.measure)
        if words(last) and TARGET in wants:
            base = replace(base, best=replace(last.best, measure=asked.measure))
        else:
            where = (*of_documents(documents(query)), Picked(memory.picked))
            base = Question(where=where, best=best)
    if is_empty(base) and (asked.wants or not is_ranking(last)):
        return None
    return _asking(base, wants, Question(()) if asked.wants else last)


def _replaced(query: Question, old: Question) -> Question:
    """Put the new conditions in the place of those of the same kind."""
    if numbered(query) or words(query):
        return query
    new, before = units(query), units(old)
    if new and before:
        field = field_of(before[0]) or Field.UNIT
        new = tuple(in_field(u, field) if field_of(u) == Field.UNIT else u for u in new)
    takes_units = bool(new) or bool(leaders(query) and not leaders(old))
    takes_leaders = bool(leaders(query)) or bool(new and not before)
    gone = [About.DOCUMENTS, About.TASKS, About.NUMBERS, About.WORDS]
    gone += [About.UNITS] if takes_units else []
    gone += [About.LEADERS] if takes_leaders else []
    gone += [a for a in (About.DUES, About.UNDER, About.COUNTS) if held(query, a)]
    others = held(query, About.DOCUMENTS, About.LEADERS, About.DUES, About.UNDER, About.COUNTS)
    return put(old, *gone, where=(*others, *new))
