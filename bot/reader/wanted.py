"""Rules for what is asked for."""

from __future__ import annotations

from bot.reader.limits import is_of_tasks
from bot.reader.patterns import ROLES, Composer, of_kind, role_in
from bot.reader.phrases import note, signs
from bot.reader.stretch import Span
from knowledge import Ask, Cell, Condition, Field, How, Is, Numbered, Says, Speaks, Total

WHO = "<who|which_unit>"
A_ROLE = "<lead|support|responsible>"
OFFICE = "<official><who|which_unit|what>|<who><official>|<official><list>"
LEADER = f"{WHO}<oversee|leader>|<leader>{WHO}|<which_leader><oversee|manage>?"
MEASURED = (
    "<lead|support|responsible|leader|unit_noun><distinct>?<mark>?<sum>?<measure>"
    "|<measure><lead|support|responsible|unit_noun|leader|which_leader>"
)
HOW_MANY = f"<how_many_units>{A_ROLE}?|{A_ROLE}<unit_noun>?<how_many_units>"
FACTS = (
    ("when", Ask(How.TELL, Cell(Field.DEADLINE))),
    ("how_much|measure|target", Ask(How.TELL, Cell(Field.FIGURE))),
    ("list", Ask(How.LIST)),
    ("which_task", Ask(How.TELL, Cell(Field.NUMBER))),
    ("what", Ask(How.TELL, Cell(Field.TEXT))),
    ("source", Ask(How.TELL, Cell(Field.SOURCE))),
    ("heading", Ask(How.TELL, Cell(Field.HEADING))),
    ("contents", Ask(How.CONTENTS)),
    ("where", Ask(How.WHICH, Cell(Field.DOCUMENT))),
    ("outcome", Ask(How.OUTCOME)),
    ("about", Ask(How.ABOUT)),
)
"""Kinds that ask for one thing, whatever stands beside them."""
WHERE = Ask(How.WHERE)
LEFT = ("these", "it", "unit_of_it", "he", "rest", "next", "previous", "only", "together",
        "result", "plan", "can", "not", "remove")  # fmt: skip
"""Kinds that no rule has taken, kept as cues."""
CLAIMED = 2.0
"""What a number of things that is neither asked for nor claimed costs."""


def parties(c: Composer) -> None:
    """Officials, leaders, units: who they are."""
    for run in c.taking(OFFICE):
        c.frame.asks.append(Ask(How.OFFICE, term=of_kind(run, "official")[0].text))
    for _ in c.taking(LEADER):
        _tell(Field.LEADER, c)
    _party_numbers(c)
    for run in c.taking(f"{WHO}<manage>?{A_ROLE}|{A_ROLE}<manage>?{WHO}"):
        _tell(role_in(run), c)
    for _ in c.taking(f"{WHO}<manage>*|<manage>{WHO}"):
        _tell(Field.OWNER, c)


def _tell(of: Field, c: Composer) -> None:
    c.frame.asks.append(Ask(How.TELL, Cell(of)))


def _speaks(c: Composer) -> bool:
    return any(isinstance(f, Speaks) for f in c.frame.conditions)


def _party_numbers(c: Composer) -> None:
    """How many units or leaders there are."""
    for run in c.taking(MEASURED):
        if of_kind(run, "measure")[0].name in signs("of_things"):
            of = Field.LEADER if of_kind(run, "leader", "which_leader") else role_in(run)
            c.frame.asks.append(Ask(How.HOW_MANY, Cell(of)))
    for run in c.taking(HOW_MANY):
        if _speaks(c) and not of_kind(run, *ROLES):
            c.frame.measure = signs("of_units")[0]
            _tell(Field.FIGURE, c)
        else:
            c.frame.asks.append(Ask(How.HOW_MANY, Cell(role_in(run))))


def counts(c: Composer) -> None:
    """How many tasks."""
    for run in c.taking(f"{A_ROLE}<task>?<how_many>"):
        if run[0].kind == "lead" and c.of_leader():
            _oversees(run[0], c)
        else:
            c.frame.roles.append(role_in(run))
        c.frame.asks.append(Ask(How.COUNT))
    for _ in c.taking("<how_many>|<among_count>"):
        c.frame.asks.append(Ask(How.COUNT))


def _oversees(span: Span, c: Composer) -> None:
    """Read 牵头 of a leader as 分管, and say so."""
    c.frame.notes.append(note("oversees", said=span.text))


def meanings(c: Composer) -> None:
    """What a term means, and what money there is."""
    frame = c.frame
    for _ in c.taking("<define>"):
        named = [v for f in frame.conditions if (v := _term(f))]
        if named:
            frame.conditions = [f for f in frame.conditions if not _term(f)]
            frame.asks.append(Ask(How.MEANING, term=named[-1]))
    for _ in c.taking("<money>"):
        _tell(Field.FIGURE, c)
        frame.conditions.append(Says(Cell(Field.TEXT), signs("of_money")))


def _term(condition: Condition) -> str:
    match condition:
        case Speaks(word):
            return word.text
        case Says(_, words):
            return "".join(words)
        case _:
            return ""


def facts(c: Composer) -> None:
    """Deadlines, figures, texts and places, each by its own words."""
    frame = c.frame
    for kinds, ask in FACTS:
        for run in c.taking(f"<{kinds}>+" if "|" in kinds else f"<{kinds}>"):
            measures = of_kind(run, "measure")
            frame.measure = measures[0].name if measures else frame.measure
            frame.asks.append(WHERE if kinds == "where" and _is_told(c) else ask)
    if c.take("<source_place>"):
        frame.cues.add("source_place")


def _is_told(c: Composer) -> bool:
    """Tell whether words of the text are spoken of: 哪里 asks for their place."""
    return any(isinstance(f, Speaks | Says) for f in c.frame.conditions)


def outcomes(c: Composer) -> None:
    """What became of a plan."""
    frame = c.frame
    if "result" in frame.cues and not frame.asks:
        frame.asks.append(Ask(How.OUTCOME))
    asks_figure = any(a.cell and a.cell.field == Field.FIGURE for a in frame.asks)
    both = frame.cues & {"last_year", "result"} and frame.cues & {"this_year", "plan"}
    if asks_figure and both and _speaks(c):
        frame.asks = [Ask(How.OUTCOME)]


def bare_roles(c: Composer) -> None:
    """Roles and leaders that stand by themselves."""
    lists = any(a.how in (How.LIST, How.COUNT) for a in c.frame.asks)
    for run in c.taking(A_ROLE):
        if run[0].kind == "lead" and lists and c.of_leader():
            _oversees(run[0], c)
        else:
            c.frame.roles.append(ROLES[run[0].kind])
    if c.take("<leader|oversee>"):
        c.frame.cues.add("leader")


def figures(c: Composer) -> None:
    """Figures that something is asked to have: 增速是6%吗."""
    has_subject = any(isinstance(f, Speaks | Says | Numbered) for f in c.frame.conditions)
    for run in c.taking("<figure>"):
        if has_subject and c.has("yes_no"):
            c.frame.conditions.append(Is(Cell(Field.FIGURE), (run[0].text,)))


def whether(c: Composer) -> None:
    """Whether there is any, and whether something is so."""
    frame = c.frame
    exists = c.has("exists", "have")
    if c.take("<exists>") and not frame.asks:
        frame.asks.append(Ask(How.LIST))
    if c.take("<yes_no>"):
        frame.cues.add("exists" if exists else "yes_no")
    for run in c.taking("<many>"):
        amount = run[0].amount
        if is_of_tasks(amount):
            frame.total = Total(amount.least, amount.most)
        if "yes_no" not in frame.cues:
            frame.cost += CLAIMED


def left_cues(c: Composer) -> None:
    """Keep what else the message leans on."""
    c.take("<that>")
    for run in c.taking(f"<{'|'.join(LEFT)}>"):
        c.frame.cues.add(run[0].kind)
