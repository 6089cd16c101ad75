"""The bodies named in one cell or bracket."""

import re
from collections.abc import Collection, Iterable

from knowledge.kinds import is_collective
from knowledge.layouts.cells import LONGEST_UNIT, is_unit
from knowledge.layouts.spacing import squash
from knowledge.model import Party, Role

RE_SEPARATOR = re.compile(r"[、，,;；。/]+")
RE_LINE_OR_SPACE = re.compile(r"[\s\u3000]+")
RE_AND = re.compile(r"以及|及|和|与|會同|会同")
RE_AND_OTHERS = re.compile(r"等(?=.)|等$")
RE_REGION = re.compile(r"[区县市州省镇乡旗]|国家")
RE_NUMBERED_OTHERS = re.compile(r"等[\d一二三四五六七八九十]+[个家](?:部门|单位)")
LONGEST_LIST = 400
OPENING, CLOSING = "(（〔[【", ")）〕]】"


def split_units(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Cut at separators outside brackets, at 及 and 等, and at spaces that part whole names."""
    found: list[str] = []
    for piece in outside_brackets(text):
        for words in rejoined(RE_LINE_OR_SPACE.split(piece.strip()), known):
            found += split_at_words(words)
    return tuple(dict.fromkeys(unit for unit in found if unit))


def parties(text: str, role: Role, known: Collection[str] = ()) -> tuple[Party, ...]:
    return tuple(party(unit, role) for unit in split_units(text, known))


def party(unit: str, role: Role) -> Party:
    return Party(unit, role, is_collective(unit))


def outside_brackets(text: str) -> list[str]:
    """Cut at separators, but not inside the brackets of a name: 各街办(园区、街道)."""
    pieces, begin, depth = [], 0, 0
    for at, sign in enumerate(text):
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and RE_SEPARATOR.match(sign):
            pieces.append(text[begin:at])
            begin = at + 1
    return [*pieces, text[begin:]]


def rejoined(words: list[str], known: Collection[str]) -> list[str]:
    """Put a name back together that a stray space or line break has cut: 经 开集团."""
    whole: list[str] = []
    for word in words:
        if whole and belong_together(whole[-1], word, known):
            whole[-1] += word
        elif word:
            whole.append(word)
    return whole


def belong_together(left: str, right: str, known: Collection[str]) -> bool:
    if not right or len(left) > 2 * LONGEST_UNIT:
        return False
    if left + right in known:
        return True
    if left in known or is_unit(left):
        return len(right) == 1 or right[0] in CLOSING or right[0] in OPENING
    if len(left) == 1 or len(right) == 1 or left.count("(") + left.count("（") > 0:
        return True
    begins_anew = bool(RE_REGION.match(right)) or right in known
    return bool(RE_REGION.match(left)) and not begins_anew and is_unit(left + right)


def split_at_words(name: str) -> list[str]:
    """Cut at 及, 和 and 等 where whole names stand on both sides; 文化和旅游部 stays whole."""
    name = RE_NUMBERED_OTHERS.sub("", squash(name))
    if len(name) > LONGEST_LIST:
        return [name]
    for others in RE_AND_OTHERS.finditer(name):
        left, right = name[: others.start()], name[others.end() :]
        if is_unit(left) and (not right or is_collective(right) or is_unit(right)):
            return [*split_at_words(left), *(split_at_words(right) if right else [])]
    for joint in RE_AND.finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        if is_unit(left) and is_unit(right):
            return [*split_at_words(left), *split_at_words(right)]
    return [name]


def whole_names(cells: Iterable[str]) -> frozenset[str]:
    """Words that look like names of bodies somewhere: what a cut name may be mended to."""
    pieces = (piece for cell in cells for piece in outside_brackets(cell))
    words = (word for piece in pieces for word in RE_LINE_OR_SPACE.split(piece.strip()))
    return frozenset(word for word in words if is_unit(word))
