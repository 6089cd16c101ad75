"""What a message is held against: the documents in scope, and the names that they use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from bot.reader.latin import Spelled
from bot.reader.phrases import note, signs
from knowledge import Cutter, Index, fold, normalize

MOST_OF_A_SHORT = 3
"""Units that a short name may stand for, at most."""


class Name(NamedTuple):
    """What a spelling names."""

    kind: str
    key: str
    cost: float = 0.0
    note: str = ""


@dataclass
class Ground:
    """What a message is held against."""

    index: Index
    cutter: Cutter
    scope: tuple[str, ...] = ()
    """Ids of the documents that the chat looks at; empty for all."""
    homes: tuple[str, ...] = ()
    """Districts that were spoken of: a year alone means their documents."""
    today: date | None = None
    """What 下周 counts from; None where no day is known."""
    districts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for document in self.index.documents.values():
            if document.district:
                name = fold(document.district)
                for ending in ("", *signs("district_end")):
                    self.districts[name + ending] = document.district

    @cached_property
    def names(self) -> dict[str, Name]:
        """Every spelling of a name."""
        found = dict(self._shorts())
        found |= dict(self._full_names())
        for name, district in self.districts.items():
            found.setdefault(name, Name("district", district))
        for document in self.index.documents.values():
            for name in (document.name, document.id, normalize(document.title)):
                found[fold(name)] = Name("document", document.id)
        return found

    def _shorts(self) -> Iterator[tuple[str, Name]]:
        known = self.index.names
        for short, keys in known.shorts.items():
            inside = sorted(k for k in keys if known.is_in(k, self.scope)) or sorted(keys)
            if len(inside) <= MOST_OF_A_SHORT:
                names = note("name_joint").join(known.name_of(k, self.scope) for k in inside)
                yield short, Name("unit", "|".join(inside), 0.35, note("taken", name=names))

    def _full_names(self) -> Iterator[tuple[str, Name]]:
        for spelling, key in self.index.names.spellings.items():
            if len(spelling) > 1:
                yield spelling, Name("unit", key)
        for person in self.index.names.people:
            if len(person) > 1:
                yield person, Name("person", person)

    @cached_property
    def longest_name(self) -> int:
        """Characters of the longest name."""
        return max(map(len, self.names), default=0)

    @cached_property
    def spelled(self) -> Spelled:
        """The reader of Chinese that is typed by its sound."""
        return spelled_of(self.index, self.cutter)

    def holds(self, text: str) -> bool:
        """Tell whether the documents in scope hold a text."""
        return self.index.holds(text, self.scope)

    def holds_all(self, texts: Sequence[str]) -> bool:
        """Tell whether one entry in scope holds all the texts."""
        return self.index.holds_all(texts, self.scope)


@cache
def spelled_of(index: Index, cutter: Cutter) -> Spelled:
    """Give the reader of sounds for an index, made once."""
    return Spelled(index, cutter)
