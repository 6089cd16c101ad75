"""Rules for what is asked for."""

from __future__ import annotations

from bot.understanding.limits import is_of_tasks
from bot.understanding.patterns import ROLES, Composer, of_kind, party_in, role_in
from bot.understanding.phrases import note, signs
from bot.understanding.stretch import Span
from knowledge import (
    Ask,
    Cell,
    Condition,
    DueIs,
    Empty,
    Field,
    How,
    Is,
    Numbered,
    Says,
    Speaks,
    Total,
    fold,
)

WHO = "<who|which_unit>"
A_ROLE = "<lead|support|responsible>"
UNIT_OFFICE = "<unit|stranger><official>"
OFFICE = "<official><who|which_unit|what>|<who><official>|<official><list>"
LEADER = f"{WHO}<oversee|leader>|<leader><have|list>?{WHO}|<which_leader><oversee|manage>?"
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
LEFT = ("keep", "these", "it", "unit_of_it", "he", "rest", "next", "previous", "only", "together",
        "result", "plan", "can", "not", "remove", "except")  # fmt: skip
"""Kinds that no rule has taken, kept as cues."""
UNBOUND = {"remove": 1.5, "except": 1.5, "not": 0.5}
"""What a word costs that takes something away, and nothing that is taken."""
CLAIMED = 2.0
"""What a number of things that is neither asked for nor claimed costs."""


def offices(c: Composer) -> None:
    """Who holds an office in a unit: 水务局局长是谁."""
    for run in c.taking(f"{UNIT_OFFICE}<who|what|which_unit|list>?"):
        name = "".join((*c.units(run), of_kind(run, "official")[0].text))
        c.frame.asks.append(Ask(How.OFFICE, term=name))


def listed(c: Composer) -> None:
    """Several are asked for: 有哪些区领导, 牵头单位都有谁."""
    asking = of_kind(c.spans, "which_leader", "which_unit", "who")
    asking += [
        s for s in c.spans if s.kind in (*ROLES, "leader") and s.text.endswith(signs("of_parties"))
    ]
    is_several = any(sign in s.text for s in asking for sign in signs("several"))
    if is_several or (asking and c.has("have", "list", "exists")):
        c.frame.cues.add("listed")


def kinds(c: Composer) -> None:
    """Which units of a kind there are: 有哪些镇."""
    if all(s.kind in ("list", "exists", "have", "unit_kind", "mark", "taken") for s in c.spans):
        for run in c.taking("<list|exists><unit_kind>|<unit_kind><list>"):
            c.frame.asks.append(Ask(How.WHICH, Cell(Field.UNIT, kinds=party_in(run).kinds)))


def parties(c: Composer) -> None:
    """Officials, leaders, units: who they are."""
    for run in c.taking(OFFICE):
        c.frame.asks.append(Ask(How.OFFICE, term=of_kind(run, "official")[0].text))
    for _ in c.taking(LEADER):
        _tell(Cell(Field.LEADER), c)
    _party_numbers(c)
    for run in c.taking(f"{WHO}<manage|have>?{A_ROLE}|{A_ROLE}<manage|have>*{WHO}"):
        _tell(party_in(run), c)
    for run in c.taking(f"{WHO}<manage>*|<manage>{WHO}"):
        party = party_in(run)
        _tell(party if party.kinds else Cell(Field.OWNER), c)


def _tell(of: Cell, c: Composer) -> None:
    c.frame.asks.append(Ask(How.TELL, of))


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
            _tell(Cell(Field.FIGURE), c)
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


def columns(c: Composer) -> None:
    """Other columns, by their titles: what stands there, or what is to stand there."""
    for run in c.taking("<column><manage|inside>*<stated><subject|quoted|unit>"):
        other = Cell(Field.OTHER, title=run[0].name)
        c.frame.conditions.append(Says(other, (fold(run[-1].text),)))
    for run in c.taking("<not><column>(?!<list|who|what>)|<column><blank>"):
        c.frame.conditions.append(Empty(Cell(Field.OTHER, title=of_kind(run, "column")[0].name)))
    for run in c.taking("<column>"):
        _tell(Cell(Field.OTHER, title=run[0].name), c)


def meanings(c: Composer) -> None:
    """What a term means, and what money there is."""
    frame = c.frame
    for _ in c.taking("<define>"):
        named = [v for f in frame.conditions if (v := _term(f))]
        if named:
            frame.conditions = [f for f in frame.conditions if not _term(f)]
            frame.asks.append(Ask(How.MEANING, term=named[-1]))
    if c.take("<money>"):
        _tell(Cell(Field.FIGURE), c)
        frame.measure = signs("of_money")[0]


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
    if not c.has("can") and c.take("<done><yes_no>"):
        frame.cues.add("result")
    if "result" in frame.cues and not frame.asks:
        frame.asks.append(Ask(How.OUTCOME))
    is_list = all(a.how in (How.LIST, How.COUNT) for a in frame.asks)
    if "result" in frame.cues and is_list and not _speaks(c):
        frame.asks = [Ask(How.OUTCOME)]
    asks_figure = any(a.cell and a.cell.field == Field.FIGURE for a in frame.asks)
    both = frame.cues & {"last_year", "result"} and frame.cues & {"this_year", "plan"}
    if asks_figure and both and _speaks(c):
        frame.asks = [Ask(How.OUTCOME)]
    if any(a.how == How.OUTCOME for a in frame.asks) and _speaks(c):
        frame.conditions = [f for f in frame.conditions if not isinstance(f, DueIs)]


def bare_roles(c: Composer) -> None:
    """Roles and leaders that stand by themselves."""
    lists = any(a.how in (How.LIST, How.COUNT) for a in c.frame.asks)
    for run in c.taking(f"<have>{A_ROLE}"):
        c.frame.roles.append(ROLES[run[1].kind])
        c.frame.cues.add("having")
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
        c.frame.cost += UNBOUND.get(run[0].kind, 0.0)
