"""Rules for units and people: their roles, places and negation."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.patterns import ANY_ROLE, ROLE, ROLES, UNITS, Composer, U, of_kind, role_in
from bot.understanding.stretch import Span
from knowledge import Ask, Cell, Condition, Empty, Field, How, Is, Not, Says, fold

PLACE = "<first_place|last_place|nth>"
NO = "(<not|remove|except><and>?)?"
ALONE = "(?!<unit|stranger|unit_kind|lead|support|responsible|subject|day|person>)"
"""A negation of what is before it, not of what follows."""
WITH_UNITS = (
    f"{U}<only>{ROLE}",
    f"{UNITS}{ROLE}?<not>{ALONE}",
    f"{NO}{UNITS}<manage|stated>*<responsible|lead|support>?{PLACE}{ROLE}?"
    f"|{NO}{PLACE}<manage|stated|responsible|lead|support>*{UNITS}"
    f"|{NO}<responsible|lead|support>{PLACE}<manage|stated|what>*{UNITS}",
    f"{NO}{UNITS}<together>?{ROLE}{ROLE}?(?!<who|which_unit|blank|most>)(<remove|not>(?!{U}))?",
    f"{NO}<lead|support|responsible>{UNITS}<remove>?",
    f"{NO}<only>?{UNITS}<together>?<remove>?",
)
WHICH_CONTRASTED = (
    "<which_unit|list><unit_noun>?<only>?<lead|support><mark>?<not><lead|support><task>?"
    "|<not><lead|support><task>?<unit_noun>"
    "|(<which_unit>|<which|list><unit_noun>)<not><lead|support><task>?"
)
PEOPLE = (
    "<not|remove|except>?<person>(<and>?<person>)*<together>?<oversee|manage|leader>*"
    "(<remove|not>(?!<person|unit|day|lead|support|subject|stated>))?"
)
WHO_IS = "<person>(<and>?<person>)*<who>(?!<task|manage|most|higher|oversee>)|<who><person>"
ALONE_PERSON = (
    "<only><manage|stated>*<person><alone_person>?<manage|oversee>*|<person><alone_person>"
)


def roles_contrasted(c: Composer) -> None:
    """One role and not the other: 只牵头不配合."""
    frame = c.frame
    for run in c.taking("<only>?<lead|support><mark|and>?<not><lead|support>"):
        one, other = [ROLES[s.kind] for s in run if s.kind in ROLES]
        if c.has("unit", "stranger") and one == Field.SUPPORT:
            frame.roles.append(one)
        elif c.has("unit", "item", "subject"):
            frame.conditions.append(Empty(Cell(other)))
            frame.roles.append(one)
        else:
            frame.asks.append(Ask(How.WHICH, Cell(one), Cell(other)))
    for run in c.taking(WHICH_CONTRASTED):
        roles = [ROLES[s.kind] for s in run if s.kind in ROLES]
        wanted = roles[0] if len(roles) > 1 else Field.UNIT
        frame.asks.append(Ask(How.WHICH, Cell(wanted), Cell(roles[-1])))
    for _ in c.taking("<not><lead><mark|and>?<only>?<support>"):
        if c.has("unit", "stranger"):
            frame.roles.append(Field.SUPPORT)
            continue
        frame.asks.append(Ask(How.WHICH, Cell(Field.SUPPORT), Cell(Field.LEAD)))


def units_contrasted(c: Composer) -> None:
    """One unit and not the other; a unit in one role and not in the other."""
    for run in c.taking(f"{U}<and|mark>?{U}<not>{ALONE}"):
        first, second = of_kind(run, "unit", "stranger", "unit_kind")
        _add_units([first], c)
        _add_units([second, *of_kind(run, "not")], c)
    for run in c.taking(f"{U}<not><lead|support><and|mark>?<only>?<lead|support>"):
        one, other = [ROLES[s.kind] for s in run if s.kind in ROLES]
        names = c.units(run)
        c.frame.conditions += [Is(Cell(other), names), Not(Is(Cell(one), names))]


def askers(c: Composer) -> None:
    """A unit that somebody asks for, units to choose from, and a unit that helps others."""
    for run in c.taking(f"{U}<asker>"):
        c.asker = c.units(run)
    for run in c.taking(f"<who|which_unit><support>{UNITS}"):
        c.frame.conditions.append(Is(Cell(Field.LEAD), c.units(run)))
        c.frame.asks.append(Ask(How.TELL, Cell(Field.SUPPORT)))
    for run in c.taking(f"<remove|except>{UNITS}<and|also|have>*<who|which_unit>{ROLE}?"):
        c.frame.asks.append(Ask(How.TELL, Cell(role_in(run[1:]))))
    for _ in c.taking(f"{UNITS}<manage|lead>*<either>{UNITS}<manage|lead>*"):
        c.frame.asks.append(Ask(How.TELL, Cell(Field.OWNER)))
    for run in c.taking(f"{UNITS}<helps_whom>|<helps_whom>{UNITS}"):
        c.frame.conditions.append(Is(Cell(Field.SUPPORT), c.units(run)))
        c.frame.asks.append(Ask(How.TELL, Cell(Field.OWNER)))


def units(c: Composer) -> None:
    """Units with their roles, places and negation."""
    for run in c.taking(f"<stated>{U}"):
        if c.ground.holds(said := fold(run[-1].text)):
            c.frame.conditions.append(Says(Cell(Field.TEXT), (said,)))
        else:
            _add_units(run, c)
    for pattern in WITH_UNITS:
        for run in c.taking(pattern):
            _add_units(run, c)


def _add_units(run: Sequence[Span], c: Composer) -> None:
    frame = c.frame
    if "fix" in frame.cues and len(of_kind(run, "unit")) > 1 and of_kind(run, "not"):
        run = of_kind(run, "unit", *ANY_ROLE)[1:]
    if of_kind(run, "only") and run[0].kind != "only":
        frame.cues.add("only_of_unit")
    place = _place_in(run)
    frame.places = [p for p in frame.places if not of_kind(run, "nth") or p != place]
    role = role_in(run)
    if place and role == Field.UNIT:
        role = Field.OWNER
    found = _named(Cell(role, place=place), c.units(run), c.together)
    _add(found, run, c)


def _place_in(run: Sequence[Span]) -> int:
    """Give the place in a list of units that a run names; 0 for any."""
    nth = [s.number for s in of_kind(run, "nth")]
    if nth:
        return nth[-1]
    return 1 if of_kind(run, "first_place") else -1 if of_kind(run, "last_place") else 0


def _named(cell: Cell, names: tuple[str, ...], together: bool) -> list[Condition]:
    """Give one condition for any of the names, or one for each where all are meant."""
    if together and len(names) > 1:
        return [Is(cell, (name,)) for name in names]
    return [Is(cell, names)]


def _add(found: Sequence[Condition], run: Sequence[Span], c: Composer) -> None:
    c.frame.add(
        found, removed=bool(of_kind(run, "remove", "except")), denied=bool(of_kind(run, "not"))
    )


def people(c: Composer) -> None:
    """Leaders, alone or with others."""
    if c.has("who") and not c.has("subject", "item", "unit"):
        for run in c.taking(WHO_IS):
            people = of_kind(run, "person")
            c.frame.asks += [Ask(How.OFFICE, term=person.name) for person in people]
    for run in c.taking(ALONE_PERSON):
        name = of_kind(run, "person")[0].name
        c.frame.conditions.append(Is(Cell(Field.LEADER), (name,), only=True))
    for run in c.taking(PEOPLE):
        names = tuple(s.name for s in of_kind(run, "person"))
        _add(_named(Cell(Field.LEADER), names, c.together), run, c)
