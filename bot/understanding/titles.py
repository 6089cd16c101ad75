"""A person called by surname and office: 吴区长 is the one 吴 whom the documents in scope name."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model import Unknown
from bot.understanding.marks import Mark, Token
from knowledge import Index, is_like_a_surname

BETWEEN = (Mark.FILLER, Mark.AND, Mark.EACH, Mark.BOTH, Mark.TOTAL, Mark.ONLY)
HOLDING = (Mark.OWNER, Mark.OFFICIAL)
"""Before 任区长 these ask who holds the office."""
SURNAME_MARKS = (None, Mark.HIGHER, Mark.ONLY)
"""What else a surname may be: 高, 单."""


def name_titled(
    tokens: list[Token], index: Index, scope: Sequence[str]
) -> tuple[list[Token], list[str], list[Unknown]]:
    """Put people in the place of their titles; give also the readings, and whom nobody fits."""
    named: list[Token] = []
    readings: list[str] = []
    unknown: list[Unknown] = []
    for token in tokens:
        if not _is_title(token):
            if token.mark == Mark.PERSON and named and named[-1].mark == Mark.OFFICIAL:
                named[-1] = replace(named[-1], mark=Mark.FILLER)
            named.append(token)
        elif named and named[-1].mark == Mark.PERSON:
            named.append(replace(token, mark=Mark.FILLER))
        elif not _has_surname(named):
            named.append(token)
        else:
            surname = named.pop().text
            people = index.names.surnamed(surname, scope)
            if len(people) == 1:
                readings.append(f"“{surname}{token.text}”按“{people[0]}”理解")
                named.append(Token(people[0], Mark.PERSON, people[0]))
            else:
                unknown.append(Unknown(f"{surname}{token.text}", "surname", people))
    return named, readings, unknown


def taken_to_lead(tokens: Sequence[Token]) -> str:
    """Give the word for leading that is said of a person, who oversees; it is units that lead."""
    after_person = False
    for token in tokens:
        if after_person and token.mark == Mark.LEAD and not token.text.endswith(("单位", "部门")):
            return token.text
        names = token.mark in (Mark.PERSON, Mark.HIM)
        after_person = names or (after_person and token.mark in BETWEEN)
    return ""


def _is_title(token: Token) -> bool:
    """Tell 区长 and 区领导 from 哪位领导 and 分管领导."""
    is_leader = token.mark == Mark.LEADER and token.text.removeprefix("区") == "领导"
    return token.mark == Mark.OFFICIAL or is_leader


def _has_surname(before: Sequence[Token]) -> bool:
    if not before or before[-1].mark not in SURNAME_MARKS:
        return False
    is_asked = len(before) > 1 and before[-2].mark in HOLDING
    return is_like_a_surname(before[-1].text) and not is_asked
