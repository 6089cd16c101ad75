"""The first step: a message becomes marked words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.understanding.ground import Ground
from bot.understanding.lexicon import Lexicon
from bot.understanding.marks import Mark, Token
from bot.understanding.numbers import TAKEN, Found, find_numbers
from bot.understanding.today import Said, within
from knowledge import fold

RE_LATIN = re.compile(r"[a-z][a-z']*(?: [a-z][a-z']*)*")
GLUED_AFTER = (Mark.UNIT, Mark.SHORT, Mark.DISTRICT, Mark.ITEM, Mark.NOT)
GLUED = (
    *GLUED_AFTER,
    Mark.TASK,
    Mark.MANAGE,
    Mark.KIND,
    Mark.LEADER,
    Mark.LIST,
    Mark.REPORT,
    Mark.RESULT,
    Mark.SUPPORT,
    Mark.NTH,
    Mark.MANY,
    Mark.YEAR,
    Mark.PROGRESS,
    Mark.HIGHER,
    Mark.LOWER,
    Mark.EACH,
)
"""Marks of words that may also be a piece of what the documents speak of, before or after it."""
QUOTATION, LONGEST_QUOTING = 12, 400
"""Characters of the shortest stretch that counts as quoted, and of a text that may quote."""
PARTICLES = frozenset("的了呢吗吧啊呀是在和跟与及也都就我你他她它这那有没不谁啥")


def tag(text: str, ground: Ground, days: Sequence[Said] = ()) -> list[Token]:
    """Mark every word of a cleaned message; what it quotes from the documents is one word.

    `days` are those that are only known today, with their places in the text.
    """
    tokens: list[Token] = []
    place = 0
    for start, end in _quotations(text, ground):
        before = within(days, place, start)
        tokens += [*_marked(text[place:start], ground.lexicon, before), Token(text[start:end])]
        place = end
    tokens += _marked(text[place:], ground.lexicon, within(days, place, len(text)))
    tokens = _glue(_join_singles(tokens, ground), ground)
    return _quoted(_titled(tokens, ground), ground)


def _quotations(text: str, ground: Ground) -> Iterator[tuple[int, int]]:
    """Find the long stretches that the documents say to the letter."""
    start = 0
    while len(text) <= LONGEST_QUOTING and start + QUOTATION <= len(text):
        end = start + QUOTATION
        if not ground.holds(fold(text[start:end])):
            start += 1
            continue
        while end < len(text) and ground.holds(fold(text[start : end + 1])):
            end += 1
        yield start, end
        start = end


def _marked(text: str, lexicon: Lexicon, days: Sequence[Said]) -> Iterator[Token]:
    place = 0
    for start, end, token in _found(text, lexicon, days):
        yield from _words(text[place:start], lexicon)
        yield token
        place = end
    yield from _words(text[place:], lexicon)


def _found(text: str, lexicon: Lexicon, days: Sequence[Said]) -> list[Found]:
    """Give the documents named in a text, then the days and numbers around them."""
    named: list[Found] = []
    for name, id in lexicon.documents.items():
        if (start := text.find(name)) >= 0:
            named.append((start, start + len(name), Token(name, Mark.DOCUMENT, id)))
    named.sort(key=lambda f: (f[0], -f[1]))
    found: list[Found] = []
    place = 0
    for start, end, token in [*named, (len(text), len(text), Token(""))]:
        if start >= place:
            near = _counted(text[place:start], within(days, place, start))
            found += [(a + place, b + place, t) for a, b, t in near]
            found += [(start, end, token)] if token.text else []
            place = end
    return found


def _counted(text: str, days: Sequence[Said]) -> list[Found]:
    """Give the days that are known and the numbers of the rest, in order."""
    rest = text
    for day in days:
        rest = rest[: day.start] + TAKEN * (day.end - day.start) + rest[day.end :]
    known = [(day.start, day.end, token) for day in days for token in day.tokens]
    return sorted((*known, *find_numbers(rest)), key=lambda found: found[0])


def _words(text: str, lexicon: Lexicon) -> list[Token]:
    """Mark the words between numbers."""
    tokens: list[Token] = []
    place = 0
    for latin in RE_LATIN.finditer(text):
        tokens += _cut(text[place : latin.start()], lexicon)
        tokens += _english(latin[0].split(), lexicon)
        place = latin.end()
    return tokens + _cut(text[place:], lexicon)


def _cut(text: str, lexicon: Lexicon) -> list[Token]:
    return [lexicon.token(w) for w in lexicon.cutter.cut(text) if w.strip()] if text.strip() else []


def _english(words: list[str], lexicon: Lexicon) -> list[Token]:
    """Mark English words, the longest phrases first."""
    tokens: list[Token] = []
    while words:
        length = next(
            (
                n
                for n in range(min(5, len(words)), 1, -1)
                if lexicon.token(" ".join(words[:n])).mark
            ),
            1,
        )
        tokens.append(lexicon.token(" ".join(words[:length])))
        words = words[length:]
    return tokens


# --- words that belong together


def _join_singles(tokens: list[Token], ground: Ground) -> list[Token]:
    """Join single characters that no dictionary joins but the documents do: 还迁."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last is not None and _are_pieces(last, token) and ground.holds(last.text + token.text):
            joined[-1] = Token(last.text + token.text)
        else:
            joined.append(token)
    return joined


def _are_pieces(one: Token, other: Token) -> bool:
    """Tell whether two tokens may be halves of a word: content, or a verb that is also filler."""
    if (
        len(one.text) != 1
        or len(other.text) != 1
        or one.text in PARTICLES
        or other.text in PARTICLES
    ):
        return False
    marks = {one.mark, other.mark}
    return None in marks and marks <= {None, Mark.FILLER}


def _glue(tokens: list[Token], ground: Ground) -> list[Token]:
    """Unmark words that are a piece of the documents' own wording: 20项 of 20项民心工程."""
    for i, token in enumerate(tokens):
        is_verb = token.mark == Mark.FILLER and token.text not in PARTICLES
        if token.mark not in GLUED and not is_verb:
            continue
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        before = tokens[i - 1] if i else None
        if (_is_content(after) and _speak(token, after, ground)) or (
            (is_verb or token.mark in GLUED_AFTER)
            and _is_content(before)
            and _speak(before, token, ground)
        ):
            tokens[i] = Token(token.text)
    return tokens


def _titled(tokens: list[Token], ground: Ground) -> list[Token]:
    """Take what the documents' own titles call their items for a word for tasks: 实事."""
    titles = [fold(d.title) for d in ground.index.scope(ground.scope) if d.tasks]
    return [
        replace(token, mark=Mark.TASK)
        if titles and token.mark is None and len(token.text) > 1
        and all(fold(token.text) in title for title in titles)
        and not ground.index.in_a_task(fold(token.text), ground.scope)
        else token
        for token in tokens
    ]  # fmt: skip


def _quoted(tokens: list[Token], ground: Ground) -> list[Token]:
    """Take what 提到 is followed by to the letter, where the texts say it so."""
    for i, token in enumerate(tokens[:-1]):
        if token.mark != Mark.LITERAL:
            continue
        after = next((j for j in range(i + 1, len(tokens)) if tokens[j].text not in "“”\"'"), None)
        if after is not None and ground.holds(fold(tokens[after].text), in_text=True):
            tokens[after] = Token(tokens[after].text)
    return tokens


def _is_content(token: Token | None) -> bool:
    return token is not None and token.mark is None


def _speak(one: Token | None, other: Token | None, ground: Ground) -> bool:
    words = [fold(t.text) if t else "" for t in (one, other)]
    return all(words) and len("".join(words)) >= 3 and ground.holds("".join(words))
