"""What a question is read on: the words, the documents, and which of those it is asked of."""

from dataclasses import dataclass

from bot.understanding.lexicon import Lexicon
from knowledge import Index


@dataclass(frozen=True, slots=True)
class Ground:
    lexicon: Lexicon
    index: Index
    scope: tuple[str, ...]
    """Ids of the documents asked of; empty for all."""

    def holds(self, text: str, *, in_text: bool = False) -> bool:
        """Tell whether the documents hold these characters, or just the texts of their entries."""
        return self.index.holds(text, self.scope, in_text=in_text)
