"""Chinese typed by its sound: dongliqu shui qiantou, diwushijiuxiang, and the initials of names."""

import re
from collections.abc import Iterator

from bot.understanding.lexicon import SPELLED_OUT, Lexicon
from bot.understanding.marks import Mark
from knowledge import chinese_number

RE_LATIN = re.compile(r"[a-z][a-z']*(?: [a-z][a-z']*)*")
RE_HAN = re.compile(r"[\u4e00-\u9fff]")
NUMERALS = {
    "ling": "零",
    "yi": "一",
    "er": "二",
    "san": "三",
    "si": "四",
    "wu": "五",
    "liu": "六",
    "qi": "七",
    "ba": "八",
    "jiu": "九",
    "shi": "十",
    "bai": "百",
}
COUNTED = {"xiang": "项", "hao": "号", "tiao": "条", "ge": "个", "bufen": "部分"}
NUMERAL = "|".join(NUMERALS)
RE_NUMBER = re.compile(
    rf"(?:di(?P<digits>(?:{NUMERAL})+)|^(?P<bare>(?:{NUMERAL}){{2,}}))(?P<counted>{'|'.join(COUNTED)})"
)
"""Without 第 only where nothing stands before it: 50项 sounds like the end of 政务事项."""
RE_NUMERAL = re.compile(NUMERAL)
MOST_LATIN = 64


def spell_out(text: str, lexicon: Lexicon, scope: tuple[str, ...]) -> tuple[str, str]:
    """Write Latin letters as the Chinese words that they spell; give also what was read so."""
    said: list[str] = []
    has_han = bool(RE_HAN.search(text))

    def spelled(match: re.Match[str]) -> str:
        words = match[0].split()
        if len(words) > MOST_LATIN:
            return match[0]
        if any(len(w) > 2 and lexicon.token(w).mark for w in words):
            return match[0]
        whole = _with_numbers("".join(words), lexicon, scope, has_han)
        found = [whole] if whole else [_by_sound(w, lexicon, scope, has_han) or w for w in words]
        read = "".join(found) if whole or any(RE_HAN.search(w) for w in found) else match[0]
        if read != match[0]:
            said.append(read)
        return read

    return RE_LATIN.sub(spelled, text), "".join(said)


def _with_numbers(
    letters: str, lexicon: Lexicon, scope: tuple[str, ...], has_han: bool
) -> str | None:
    """Read letters from end to end, the numbered things in them first."""
    read: list[str] = []
    for piece, number in _cut_at_numbers(letters):
        words = number or _by_sound(piece, lexicon, scope, has_han)
        if words is None:
            return None
        read.append(words)
    return "".join(read)


def _cut_at_numbers(letters: str) -> Iterator[tuple[str, str]]:
    """Give the pieces of a run of letters, each with the number that it spells, if any."""
    place = 0
    for found in RE_NUMBER.finditer(letters):
        digits = found["digits"] or found["bare"]
        number = RE_NUMERAL.sub(lambda m: NUMERALS[m[0]], digits)
        if chinese_number(number) is None:
            continue
        if found.start() > place:
            yield letters[place : found.start()], ""
        yield found[0], f"{'第' if found['digits'] else ''}{number}{COUNTED[found['counted']]}"
        place = found.end()
    if place < len(letters):
        yield letters[place:], ""


def _by_sound(letters: str, lexicon: Lexicon, scope: tuple[str, ...], has_han: bool) -> str | None:
    """Read letters as words spelled one after the other, or as one name's initials."""
    if not 2 <= len(letters) <= MOST_LATIN or "'" in letters:
        return None
    read = None if has_han and len(letters) < 4 else lexicon.sounds.read(letters)
    if read:
        return "".join(_likeliest(words, lexicon) for words in read)
    initials = lexicon.names.sounds.initials(letters) if 3 <= len(letters) <= 6 else frozenset()
    names = lexicon.names
    there = {w: names.spellings.get(w, w) for w in initials}
    there = {w: key for w, key in there.items() if names.is_in(key, scope)}
    if len(set(there.values())) != 1:
        return None
    return min(there, key=lambda w: (len(w), w))


def _likeliest(words: frozenset[str], lexicon: Lexicon) -> str:
    """Of words that sound alike, a name comes before any other."""
    named = [w for w in words if lexicon.token(w).mark in (Mark.UNIT, Mark.PERSON, Mark.DISTRICT)]
    return min(words & set(SPELLED_OUT) or named or words, key=lambda w: (len(w), w))
