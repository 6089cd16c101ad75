"""The words that questions are made of: words.toml, and the names in the documents."""

import tomllib
from functools import cache
from importlib import resources

from bot.reader.talk import whole_messages
from bot.understanding.marks import Mark, Token
from knowledge import Cutter, Index, Sounds, kinds_asked, normalize, topic_words

SHORTEST_TITLE = 5
"""Characters of a name that a document is known by wherever it stands."""
SPELLED_OUT = ("第", "项", "号", "年", "月底前", "年底前")
"""Words beside the marked ones that people type by their sound."""


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = resources.files("bot.understanding").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def marked_words() -> dict[str, Mark]:
    return {word: Mark(mark) for mark, words in _words()["marks"].items() for word in words}


class Lexicon:
    """Tells what a word does, for the documents that are there now."""

    def __init__(self, cutter: Cutter, index: Index) -> None:
        self.cutter = cutter
        self.names = names = index.names
        self.documents = {
            spelling: document.id
            for document in index.documents.values()
            for name in (document.name, document.title, document.id)
            if len(spelling := normalize(name).removesuffix("…")) >= SHORTEST_TITLE
            and not (document.district and spelling.startswith(document.district))
        }
        """Names, titles and ids of documents, normalised; 东丽2023 is read as district and year."""
        self.undated = {w for w in index.undated if 2 <= len(w) <= 12}
        self.districts = {
            spelling: district
            for district in names.districts
            for spelling in (district, *(district + kind for kind in "区县市州旗"))
        }
        words = {w for w in marked_words() if len(w) > 1 and not w.isascii()}
        quoted = {w for w in index.quoted if not w.isascii()}
        cutter.add(
            words | set(kinds_asked()) | set(self.districts) | names.all_words() | topic_words()
        )
        cutter.add(self.undated | quoted)
        self._sounds: Sounds | None = None

    def token(self, word: str) -> Token:
        """Mark a word that stands alone."""
        if mark := marked_words().get(word):
            return Token(word, mark)
        if word in self.districts:
            return Token(word, Mark.DISTRICT, self.districts[word])
        if word in self.names.people:
            return Token(word, Mark.PERSON, word)
        if word in self.names.spellings and len(word) > 1:
            return Token(word, Mark.UNIT, word)
        if word in self.undated:
            return Token(word, Mark.DAY, word)
        if word in kinds_asked():
            return Token(word, Mark.KIND, kinds_asked()[word])
        if word in self.names.shorts:
            return Token(word, Mark.SHORT, word)
        if not any(c.isalnum() for c in word):
            return Token(word, Mark.PUNCTUATION)
        return Token(word)

    @property
    def sounds(self) -> Sounds:
        """Every word and name by how it sounds, made when first needed."""
        if self._sounds is None:
            words = {
                *marked_words(),
                *whole_messages(),
                *self.districts,
                *self.names.spellings,
                *self.names.people,
                *SPELLED_OUT,
            }
            self._sounds = Sounds(w for w in words if not any(map(str.isascii, w)))
        return self._sounds
