"""Rules for each, most and least, shares, differences, averages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.patterns import ROLE, ROLES, Composer, of_kind, party_in
from bot.understanding.phrases import signs
from bot.understanding.stretch import Span
from knowledge import Ask, Cell, Compare, Field, Fold, How, Is, Order, Speaks

RANKS = ("most", "least", "rank", "rank_up", "top")
LEADERS = ("which_leader", "leader", "oversee")
SECTIONS = ("section", "heading", "contents")
THINGS = (
    "<which_unit|unit_noun|how_many_units|which_leader|leader|who|where|section|contents"
    "|lead|support>"
)
RANKED = (
    "<most|least|rank|rank_up|top|which_unit|unit_noun|which_leader|leader|section|heading"
    "|contents|each|oversee|task|manage|who|where>"
)
THE_MOST = (
    "<which_unit|who|unit_noun|which_leader|leader|section|heading>"
    f"{ROLE}?<task>?<oversee>?<task>?<most|least>"
    "|<most|least><which_unit|unit_noun|which_leader|leader|section>"
)
MOST_OF = "<lead|support|responsible|leader><unit_noun|manage|stated|which_task>*<most|least>"
CELLS = {**ROLES, "leader": Field.LEADER}
SECOND = 1.5
"""What it costs that a second thing is asked for each of, and is lost."""


def kinds_each(c: Composer) -> None:
    """各镇政府分别几项: every unit of a kind is a side."""
    for run in c.taking("<each|apart>?<unit_kind><apart>+|<each><unit_kind>"):
        names = c.units_ending(of_kind(run, "unit_kind")[0].ends)
        c.frame.sides += [(Is(Cell(Field.UNIT), (name,)),) for name in names]


def ranks(c: Composer) -> None:
    """What has the most or the least, and what is put in order."""
    if not c.has(*RANKS):
        return
    if any(isinstance(f, Speaks) for f in c.frame.conditions):
        c.take("<most|least|who|which_unit|where>")
        c.frame.asks.append(Ask(How.TELL, Cell(Field.FIGURE)))
    elif thing := _ranked_thing(c):
        tops = [abs(s.number) for s in of_kind(c.spans, "top")]
        first = 1 if c.has("most", "least") else 0
        c.frame.each = thing
        c.frame.order = Order(None, not c.has("least", "rank_up"), first)
        if c.has("most") and c.has("least"):
            c.frame.order = Order()
        if tops:
            c.frame.order = Order(None, True, tops[0])
        c.take(RANKED)
        _roles_of_ranked(c)


def _roles_of_ranked(c: Composer) -> None:
    """A role beside what is ranked is of the units named, where there are several."""
    units = [f for f in c.frame.conditions if isinstance(f, Is) and f.cell.field == Field.UNIT]
    for run in c.taking("<lead|support|responsible>"):
        if len(units) > 1:
            c.frame.roles.append(ROLES[run[0].kind])


def each(c: Composer) -> None:
    """For each of some things."""
    runs = [
        *c.taking(
            f"<each>{THINGS}{ROLE}?|<apart><unit_noun|leader|section>{ROLE}?(?=<task>?<how_many>)"
        ),
        *c.taking("<section|leader|unit_noun><apart>"),
    ]
    for run in runs:
        c.frame.each = c.frame.each or _thing(run)
    c.frame.cost += SECOND * max(0, len(runs) - 1)
    if c.take("<apart>"):
        c.frame.cues.add("apart")


def orders(c: Composer) -> None:
    """The first of an order: of what is named, of a role, of deadlines."""
    frame = c.frame
    for run in c.taking(THE_MOST):
        frame.each = _thing(run)
        frame.order = Order(None, bool(of_kind(run, "most")), 1)
    for run in c.taking(MOST_OF):
        frame.order = Order(Cell(CELLS[run[0].kind]), run[-1].kind == "most", 1)
    for run in c.taking("<when><task>?<most|least>"):
        is_month = any(sign in run[0].text for sign in signs("of_month"))
        frame.each = Cell(Field.MONTH if is_month else Field.DAY)
        frame.order = Order(None, run[-1].kind == "most", 0)
    for run in c.taking("<earliest|latest>"):
        frame.order = Order(Cell(Field.DEADLINE), run[0].kind == "latest", 1)
    for _ in c.taking("<rank>"):
        frame.order = frame.order or Order()
        frame.cues.add("rank")
    for run in c.taking("<top>"):
        frame.order = Order(None, True, abs(run[0].number))


def sums(c: Composer) -> None:
    """Shares, averages, sums and differences."""
    frame = c.frame
    if c.take("<share>"):
        frame.compare = Compare.SHARE
    if c.take("<average>"):
        frame.fold = Fold.AVERAGE
        if frame.each is None:
            frame.each = Cell(Field.LEADER if c.has(*LEADERS) else Field.NUMBER)
            c.take("<leader|oversee|each|task>")
    if c.take("<sum>"):
        frame.cues.add("sum")
    for run in c.taking("<difference>|<compare>|<higher>"):
        frame.cues.add("difference")
        if run[0].kind == "difference":
            frame.compare = Compare.DIFFERENCE


def _ranked_thing(c: Composer) -> Cell | None:
    """Tell what is ranked: units, leaders, parts, documents; None where tasks are."""
    if c.has("when", "earliest", "latest", "which_task"):
        return None
    if c.has(*LEADERS):
        return Cell(Field.LEADER)
    if c.has(*SECTIONS):
        return Cell(Field.HEADING, level=1)
    if c.has("where", "all_documents"):
        return Cell(Field.DOCUMENT)
    if c.has("which_unit", "unit_noun", "who", "each", "unit_kind"):
        return _ranked_unit(c)
    return None


def _ranked_unit(c: Composer) -> Cell:
    place = 1 if c.has("first_place") else 0
    party = party_in(c.spans)
    of = Field.OWNER if place and party.field == Field.UNIT else party.field
    return replace(party, field=of, place=place)


def _thing(run: Sequence[Span]) -> Cell:
    if of_kind(run, *LEADERS):
        return Cell(Field.LEADER)
    if of_kind(run, *SECTIONS):
        return Cell(Field.HEADING, level=1)
    return Cell(Field.DOCUMENT) if of_kind(run, "where") else party_in(run)
