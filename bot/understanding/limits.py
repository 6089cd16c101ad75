"""Rules for how many, none and empty: of units, of leaders, of deadlines."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.patterns import ROLES, Composer, U, kind_in, of_kind, role_in
from bot.understanding.phrases import signs
from bot.understanding.stretch import Amount, Span
from knowledge import (
    ENDLESS,
    Cell,
    Condition,
    DueIs,
    Empty,
    Field,
    Many,
    Order,
    Stated,
    Total,
    When,
)

CELLS = {
    **ROLES,
    "leader": Field.LEADER,
    "oversee": Field.LEADER,
    "unit_noun": Field.UNIT,
    "when": Field.DEADLINE,
}
SOME = "<lead|support|responsible|leader|when>"
BLANK = f"({SOME}<manage>?<blank>|<blank>{SOME}|<not>{SOME}(?!{U}))<remove>?"
FILLED = (
    "<list|which_task><have><support|leader>(?!<who|which_unit|unit>)"
    "|<exists><have>?<support|leader>(?!<who|which_unit|unit>)"
)
HAVING = "(?<!<not>)<have><support|leader|lead|when>(?!<who|which_unit|yes_no|not|how_many_units>)"
ROLE_REMOVED = (
    f"(?<!{U})<only>?<lead|support><remove>|<remove|except><lead|support>(?!<unit|subject>)"
)
MANY = f"{SOME}<unit_noun>?<manage>?<stated>?<many>|<many>{SOME}|<many><oversee>"
UNITS_OF_MANY = "<lead|support|responsible><manage|stated>*<many><task>?<unit_noun|which_unit>"
EACH_LEADS_MANY = (
    "<which_leader|leader|which_unit|unit_noun><only>?<oversee|lead|support|manage>?<many>"
)
MANY_LED = "<lead|support|responsible>?<task>?<many><task>?<unit_noun|which_unit>"


def is_of_tasks(amount: Amount) -> bool:
    """Tell whether tasks are counted, not units or people."""
    return amount.what in signs("of_tasks")


def amount_in(run: Sequence[Span]) -> Amount:
    """Give the number of things in a run."""
    return of_kind(run, "many")[0].amount


def blanks(c: Composer) -> None:
    """Fields with nothing in them, or with something."""
    frame = c.frame
    if c.take(
        f"(?<!{U})<only>?<lead|support><remove>|<remove|except><lead|support>(?!<unit|subject>)"
    ):
        frame.cues.add("role_removed")
    for run in c.taking(BLANK):
        empty = Empty(Cell(CELLS[kind_in(run, *CELLS)]))
        frame.add([empty], removed=bool(of_kind(run, "remove", "except")))
    for run in c.taking(FILLED):
        frame.filled.append(Empty(Cell(CELLS[kind_in(run, *CELLS)]), filled=True))


def amounts(c: Composer) -> None:
    """So many units, leaders or tasks."""
    frame = c.frame
    for run in c.taking(UNITS_OF_MANY):
        _each_of(amount_in(run), role_in(run), c)
    for run in c.taking(MANY):
        kind, amount = kind_in(run, *CELLS), amount_in(run)
        if is_of_tasks(amount) and kind != "when":
            frame.total = Total(amount.least, amount.most)
            frame.roles += [ROLES[kind]] if kind in ROLES else []
        else:
            frame.conditions.append(Many(Cell(CELLS[kind]), amount.least, amount.most))


def alone(c: Composer) -> None:
    """One unit or leader only, or several."""
    frame = c.frame
    one_leader: Condition = Many(Cell(Field.LEADER), 1, 1)
    for _ in c.taking("<alone_person><alone>|<alone><alone_person>"):
        frame.conditions.append(one_leader)
    for _ in c.taking("<alone>"):
        frame.conditions.append(Many(Cell(Field.UNIT), 1, 1))
    for _ in c.taking("<alone_person>"):
        frame.conditions.append(one_leader)
    for run in c.taking("<with_others><remove>?"):
        several = Many(Cell(Field.LEADER), 2, ENDLESS)
        frame.add([several], removed=bool(of_kind(run, "remove", "except")))


def having(c: Composer) -> None:
    """Deadlines that stand in the text, and fields that are filled."""
    for _ in c.taking("<text_day>"):
        c.frame.conditions.append(DueIs("", When.BY, None, Stated.TEXT))
    for run in c.taking(HAVING):
        c.frame.filled.append(Empty(Cell(CELLS[run[1].kind]), filled=True))


def holders(c: Composer) -> None:
    """Leaders or units that have so many tasks."""
    for run in c.taking(EACH_LEADS_MANY):
        is_leader = bool(of_kind(run, "which_leader", "leader"))
        _each_with(amount_in(run), Field.LEADER if is_leader else role_in(run), c)
    for run in c.taking(MANY_LED):
        _each_with(amount_in(run), role_in(run), c)


def _each_with(amount: Amount, of: Field, c: Composer) -> None:
    if is_of_tasks(amount):
        _each_of(amount, of, c)


def _each_of(amount: Amount, of: Field, c: Composer) -> None:
    c.frame.each = Cell(of)
    c.frame.order = Order(None, True, 0, amount.least, amount.most)
