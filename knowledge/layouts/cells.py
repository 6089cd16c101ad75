"""What a cell looks like, whatever its column: number, heading, person, unit, day, text."""

import re
from dataclasses import dataclass

from knowledge.deadline import is_deadline_phrase
from knowledge.kinds import endings_in_cells, is_collective
from knowledge.layouts.spacing import squash
from knowledge.surnames import SURNAMES, is_like_a_person

RE_NUMBER = re.compile(r"[(（]?(?P<number>\d{1,4})[)）.．、]?$")
RE_HEADING = re.compile(
    r"(?P<numeral>第[一二三四五六七八九十百]{1,4}[章节部分]{1,2}|[一二三四五六七八九十]{1,3}、"
    r"|[(（][一二三四五六七八九十]{1,3}[)）])\s*\S"
)
RE_HAN_WORD = re.compile(r"[\u3400-\u9fff·]+$")
RE_SENTENCE_SIGN = re.compile(r"[。；;！？!?：:％%\d“”]")
RE_BRACKETED = re.compile(r"[(（\[〔【][^()（）\[\]〔〕【】]*[)）\]〕】]$")
RE_LEADERS_IN_GENERAL = re.compile(
    r"(?:各|相关|有关|分管|主要|区|县|市|政府).{0,8}(?:领导|負責人|负责人|区长|县长|市长|主任|書記|书记)$"
)
RE_TEXT_SIGN = re.compile(r"[，,\d%]")
RE_SEPARATOR = re.compile(r"[、，,;；/\s]+")
LONGEST_UNIT = 24


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    """As in the source; several lines are kept apart by line breaks."""
    line: int


def number_in(text: str) -> int | None:
    """Read 12, １２, 12., （12）; None for anything else."""
    found = RE_NUMBER.match(squash(text))
    return int(found["number"]) if found else None


def numeral_of(text: str) -> str:
    """Give the 三、 or （三） that a heading begins with; empty where there is none."""
    found = RE_HEADING.match(text.lstrip())
    return found["numeral"] if found else ""


def is_person(name: str) -> bool:
    """Tell a personal name by its length and surname."""
    name = squash(name)
    if not RE_HAN_WORD.match(name) or name.endswith(endings_in_cells()):
        return False
    return is_like_a_person(name)


def is_leaders_phrase(text: str) -> bool:
    """相关区领导 stands for persons without naming them."""
    return bool(RE_LEADERS_IN_GENERAL.match(squash(text)))


def is_unit(name: str) -> bool:
    """Tell a body by the word that its name ends with."""
    name = RE_BRACKETED.sub("", squash(name))
    if not 2 <= len(name) <= LONGEST_UNIT or RE_SENTENCE_SIGN.search(name):
        return False
    return name.endswith(endings_in_cells()) or (is_collective(name) and len(name) <= 16)


def person_likeness(text: str) -> float:
    """How much of the cell is names of persons, from 0 to 1."""
    if is_leaders_phrase(text):
        return 1.0
    words = [word for word in RE_SEPARATOR.split(text) if word]
    if not words or len(squash(text)) > 40 or RE_SENTENCE_SIGN.search(text):
        return 0.0
    if all(len(word) <= 2 for word in words) and is_person("".join(words)):
        return 1.0
    glued = [word for word in words if is_person(word) or word in SURNAMES or len(word) == 1]
    runs = [word for word in words if len(word) in (4, 5, 6) and word[0] in SURNAMES]
    runs = [word for word in runs if not is_unit(word)]
    return min(1.0, (len(glued) + 0.8 * len([w for w in runs if w not in glued])) / len(words))


def unit_likeness(text: str) -> float:
    """How much of the cell is names of bodies, from 0 to 1."""
    words = [word for word in RE_SEPARATOR.split(text) if word]
    if not words or max(map(len, words)) > LONGEST_UNIT + 6:
        return 0.0
    return sum(is_unit(word) for word in words) / len(words)


def text_likeness(text: str) -> float:
    """How much the cell reads like a task: a sentence, figures, more than a name."""
    plain = squash(text)
    if not plain or is_deadline_phrase(plain):
        return 0.0
    signs = plain.endswith(("。", "；", ".", "！")) or len(plain) > 30
    return min(1.0, 0.4 + 0.4 * signs + 0.2 * bool(RE_TEXT_SIGN.search(plain)))


def day_likeness(text: str) -> float:
    return 1.0 if is_deadline_phrase(squash(text)) else 0.0
