"""Words in Latin letters: English terms, and names typed by their sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.ground import Ground
from bot.understanding.latin import RE_RUN, RE_WORD, english_terms
from bot.understanding.phrases import glossary, note
from bot.understanding.stretch import Span
from knowledge import Word, fold, same_as, wider_than

MOST_SYLLABLES = 3
"""Words that a name typed by its sound is split into, at most."""
SHORTEST_SOUND, LONGEST_SOUND = 5, 40
KNOWN = 2.0
"""What it costs to leave out a term of the glossary, or letters among Chinese."""
RE_CHINESE = re.compile("[\u4e00-\u9fff]")


def english(text: str, ground: Ground) -> Iterator[Span]:
    """Give what the runs of letters in a message may be."""
    is_among_chinese = RE_CHINESE.search(text) is not None
    for run in RE_RUN.finditer(text):
        yield from _terms(run, ground)
        yield from _sounds(run, ground)
        for word in RE_WORD.finditer(run[0]):
            begin = run.start() + word.start()
            worth = KNOWN if word[0] in glossary() or is_among_chinese else 0.8
            yield Span(begin, run.start() + word.end(), "skip", word[0], cost=worth)


def _terms(run: re.Match[str], ground: Ground) -> Iterator[Span]:
    for start, end, chinese in english_terms(run[0]):
        said = run[0][start:end]
        first, *others = map(fold, chinese)
        begin, behind = run.start() + start, run.start() + end
        if known := ground.names.get(first):
            yield Span(begin, behind, known.kind, said, known.key, 0.2)
        else:
            word = Word(first, (*others, *same_as(first)), wider_than(first))
            yield Span(begin, behind, "subject", said, word, 0.6)


def _sounds(run: re.Match[str], ground: Ground) -> Iterator[Span]:
    words = [(m.start(), m.end()) for m in RE_WORD.finditer(run[0])]
    for place, (start, _) in enumerate(words):
        for _, end in words[place : place + MOST_SYLLABLES]:
            letters = run[0][start:end].replace(" ", "")
            if not SHORTEST_SOUND <= len(letters) <= LONGEST_SOUND:
                continue
            begin, behind = run.start() + start, run.start() + end
            for name in ground.index.names.sounds.spelled(letters):
                if known := ground.names.get(name):
                    taken = note("taken", name=name)
                    yield Span(begin, behind, known.kind, name, known.key, 0.3, taken)
