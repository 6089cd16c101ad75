"""The names of persons in one cell, with inner spaces gone and glued names apart."""

import re
from collections.abc import Collection

from knowledge.layouts.cells import is_leaders_phrase, is_person
from knowledge.layouts.spacing import squash
from knowledge.surnames import DOUBLE_SURNAMES, SURNAMES

RE_HARD_SEPARATOR = re.compile(r"[、，,;；/\n\r]+")
RE_OFFICE = re.compile(
    r"(?:区委|县委|市委|党组)?(?:常务|常委)?[、]?(?:副?(?:区长|县长|市长|镇长|乡长|主任|书记)|同志)[：:]?"
)
RE_SPACED_SIGN = re.compile(r"(?P<space>(?:(?<![^\S\n])[^\S\n]+)?)(?P<sign>\S)")
LONGEST_RUN = 60
GLUED, INNER_SPACE, NO_SURNAME, KNOWN = 1.0, 2.0, 5.0, -1.5


def split_people(cell: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Cut at separators, then where a surname begins; `known` are names seen alone elsewhere."""
    found: list[str] = []
    for piece in RE_HARD_SEPARATOR.split(cell):
        if is_leaders_phrase(piece):
            found.append(squash(piece))
            continue
        names = RE_OFFICE.sub(" ", piece)
        if len(squash(names)) > LONGEST_RUN or is_person(names):
            found.append(squash(names))
        else:
            found += names_in_run(names, known)
    return tuple(dict.fromkeys(name for name in found if name))


def names_in_run(piece: str, known: Collection[str]) -> list[str]:
    """Find the cheapest way to cut a run of signs and spaces into names."""
    signs = [(found["sign"], bool(found["space"])) for found in RE_SPACED_SIGN.finditer(piece)]
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(signs) + 1):
        ways = [
            (best[start][0] + cost_of_name(signs[start:end], known), best[start][1], start)
            for start in range(max(0, end - 4), end)
        ]
        cost, names, start = min(ways, key=lambda way: way[0])
        best.append((cost, [*names, "".join(sign for sign, _ in signs[start:end])]))
    return best[-1][1]


def cost_of_name(signs: list[tuple[str, bool]], known: Collection[str]) -> float:
    """Weigh one candidate: a surname in front, two or three signs, 郭 磊 spaced but not 庞 铁强."""
    name = "".join(sign for sign, _ in signs)
    double = name[:2] in DOUBLE_SURNAMES and len(name) >= 3
    spaces = sum(spaced for _, spaced in signs[1:])
    cost = 0.0 if signs[0][1] else GLUED
    if name in known:
        return cost + KNOWN
    if len(name) == 1 or (len(name) == 4 and not double):
        cost += NO_SURNAME
    if name[0] not in SURNAMES and not double:
        cost += NO_SURNAME
    return cost + INNER_SPACE * (spaces if len(name) != 2 else 0)
