"""What a message is held against: the documents in scope, and the names that they use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from bot.memory import Memory
from bot.understanding.latin import Spelled
from bot.understanding.phrases import note, signs
from bot.understanding.stretch import Span
from knowledge import Cutter, Document, Field, Index, documents_of, fold, normalize

MOST_GROUNDS = 16
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

    grounds: Grounds
    scope: tuple[str, ...] = ()
    """Ids of the documents that the chat looks at; empty for all."""
    homes: tuple[str, ...] = ()
    """Districts that were spoken of: a year alone means their documents."""
    today: date | None = None
    """What 下周 counts from; None where no day is known."""
    lattices: dict[str, list[list[Span]]] = field(default_factory=dict)
    """The spans of the last messages, so that none is cut up twice."""

    def __post_init__(self) -> None:
        self.index, self.cutter = self.grounds.index, self.grounds.cutter
        self.districts = self.grounds.districts

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
    def documents(self) -> tuple[Document, ...]:
        """The documents in scope."""
        known = self.index.documents
        return tuple(known[i] for i in self.scope) if self.scope else tuple(known.values())

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of columns that only some documents have: 备注."""
        documents = self.index.documents.values()
        columns = (c for d in documents for c in d.columns if c.field == Field.OTHER)
        return {fold(c.title): c.title for c in columns}

    @cached_property
    def longest_name(self) -> int:
        """Characters of the longest name."""
        return max(map(len, self.names), default=0)

    @cached_property
    def spelled(self) -> Spelled:
        """The reader of Chinese that is typed by its sound."""
        return self.grounds.spelled

    def holds(self, text: str) -> bool:
        """Tell whether the documents in scope hold a text."""
        return self.index.holds(text, self.scope)

    def holds_all(self, texts: Sequence[str]) -> bool:
        """Tell whether one entry in scope holds all the texts."""
        return self.index.holds_all(texts, self.scope)


class Grounds:
    """What messages are held against while the documents stay what they are."""

    def __init__(self, index: Index, cutter: Cutter) -> None:
        self.index, self.cutter = index, cutter
        self._kept: OrderedDict[tuple[object, ...], Ground] = OrderedDict()

    @cached_property
    def spelled(self) -> Spelled:
        """The reader of sounds."""
        return Spelled(self.index, self.cutter)

    @cached_property
    def districts(self) -> dict[str, str]:
        """What a district is called, and its name as the documents give it."""
        named = [d.district for d in self.index.documents.values() if d.district]
        endings = ("", *signs("district_end"))
        return {fold(name) + ending: name for name in named for ending in endings}

    def of(self, text: str, memory: Memory, today: date | None = None) -> Ground:
        """Give what a message of a chat is held against."""
        scope = self._spoken(text) or ((memory.scope,) if memory.scope else ())
        key = (scope, () if scope else self._homes(memory), today)
        ground = self._kept.pop(key, None) or Ground(self, *key)
        self._kept[key] = ground
        if len(self._kept) > MOST_GROUNDS:
            self._kept.popitem(last=False)
        return ground

    def _spoken(self, text: str) -> tuple[str, ...]:
        """Give the documents of the districts that a text names."""
        named = {name for said, name in self.districts.items() if said in text}
        documents = self.index.documents.values() if named else ()
        return tuple(d.id for d in documents if d.district in named)

    def _homes(self, memory: Memory) -> tuple[str, ...]:
        """Give the districts that were spoken of, unless all were."""
        spoken = documents_of(memory.question.where, self.index) if memory.question else ()
        picked = {t.document for i in memory.picked if (t := self.index.task(i))}
        named = [d for d in spoken if d.id in picked] or list(spoken)
        is_some = len(named) < len(self.index.documents)
        return tuple(sorted({d.district for d in named})) if is_some else ()
