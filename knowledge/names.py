"""Which unit or person a spelling means: exact, then alias, then slips; never across what it names.

A unit is known by its key: 区发展改革委, 发展和改革委员会 and 发改委 all have the key 发改委. A key
is a function (发改) and an ending (委); a spelling with another ending means another unit.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.kinds import ending_of, endings
from knowledge.model import Document, Party
from knowledge.pinyin import Sounds, sounds_alike
from knowledge.surnames import is_like_a_person
from knowledge.text import fold
from knowledge.unit_key import (
    RE_BRACKETED,
    RE_LEVEL,
    functions,
    known_functions,
    split_unit,
    unit_key,
    ways_to_write,
)

LONGEST = 14
"""Characters of a name that slips are looked for in, at most."""


class Evidence(StrEnum):
    EXACT = "exact"
    ALIAS = "alias"
    SHORT = "short"
    """Less than its name, but no other name begins so: 城管 for 区城管委."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a spelling means: a unit's key or a person's name."""

    key: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Slip:
    """A stretch of text that is almost a name."""

    start: int
    end: int
    key: str
    is_person: bool
    is_sure: bool
    """Close enough to be answered (and said); otherwise only to be suggested."""


class Names:
    """Every unit and person that the documents name."""

    def __init__(self, documents: Iterable[Document]) -> None:
        documents = tuple(documents)
        self.districts = tuple(sorted({d.district for d in documents if d.district}))
        self._keys: dict[str, str] = {}
        self.units: dict[str, dict[str, str]] = defaultdict(dict)
        """Key -> document -> the name as that document most often writes it."""
        self._written: dict[str, set[str]] = defaultdict(set)
        self.collectives: set[str] = set()
        self.naming_collectives: set[str] = set()
        """Documents that name any."""
        self.people: dict[str, set[str]] = defaultdict(set)
        """Name -> documents."""
        for document in documents:
            self._add(document)

    def _add(self, document: Document) -> None:
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for task in document.tasks:
            for party in task.parties:
                key = self.party_key(party)
                written[key][party.unit] += 1
                if party.collective:
                    self.collectives.add(key)
                    self.naming_collectives.add(document.id)
            for leader in task.leaders:
                self.people[fold(leader)].add(document.id)
        for official in document.officials:
            self.people[fold(official.name)].add(document.id)
        for key, spellings in written.items():
            self._written[key].update(spellings)
            self.units[key][document.id] = max(spellings, key=lambda s: (spellings[s], len(s)))

    def key(self, spelling: str) -> str:
        """Give the unit key of a spelling, remembered."""
        if spelling not in self._keys:
            if len(self._keys) > 100_000:
                self._keys.clear()
            self._keys[spelling] = unit_key(spelling, self.districts)
        return self._keys[spelling]

    def party_key(self, party: Party) -> str:
        """Give the key of a task's party; a collective is known by its whole wording."""
        return fold(party.unit) if party.collective else self.key(party.unit)

    def pair_of(self, party: Party, document: str) -> tuple[str, str]:
        """Give the key of a task's party, and its name as the document writes it."""
        if party.collective:
            return fold(party.unit), party.unit
        key = self.key(party.unit)
        return key, self.display(key, document)

    def display(self, key: str, document: str) -> str:
        """Give a unit's name as the document writes it, or the key where it does not."""
        return self.units.get(key, {}).get(document, key)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every way to write every unit, with its key."""
        longs: dict[str, list[str]] = defaultdict(list)
        for long, short in functions():
            longs[short].append(long)
        ends: dict[str, list[str]] = defaultdict(list)
        for end, short in endings():
            ends[short].append(end)
        found: dict[str, str] = {}
        for key in self.units:
            for spelling in () if key in self.collectives else ways_to_write(key, longs, ends):
                found[spelling] = key
            for text in self._written[key]:
                found[fold(text)] = key
                for part in RE_BRACKETED.findall(fold(text)):
                    if ending_of(part) and key not in self.collectives:
                        found[part] = found[RE_LEVEL.sub("", part)] = key
                found[RE_BRACKETED.sub("", fold(text))] = key
        return found

    @cached_property
    def shorts(self) -> dict[str, frozenset[str]]:
        """A unit's function without its ending -> the keys that have it: 住建 -> {住建委}."""
        found: dict[str, set[str]] = defaultdict(set)
        for key in self.units:
            function, ending = split_unit(key)
            if ending and len(function) >= 2 and key not in self.collectives:
                found[function].add(key)
        return {short: frozenset(keys) for short, keys in found.items()}

    def all_words(self) -> set[str]:
        """Every spelling of more than one character, for the cutter."""
        words = {*self.spellings, *self.shorts, *self.people}
        return {w for w in words if len(w) > 1 and not w.isascii()}

    def is_in(self, key: str, scope: Collection[str]) -> bool:
        """Tell whether one of the documents names the unit or person; no scope is all of them."""
        found: Collection[str] = self.units.get(key) or self.people.get(key) or ()
        return bool(found) if not scope else any(d in found for d in scope)

    def name_of(self, key: str, scope: Collection[str] = ()) -> str:
        """Give a unit's name as the first document in scope that has it writes it."""
        written = self.units.get(key, {})
        return next((name for d, name in written.items() if not scope or d in scope), key)

    def unit(self, spelling: str, scope: Collection[str] = ()) -> Meaning | None:
        """Give the one unit in scope that a spelling means, slips apart."""
        folded = fold(spelling)
        key = self.meant_key(spelling)
        if self.is_in(key, scope):
            is_written = folded in map(fold, self._written[key])
            return Meaning(key, Evidence.EXACT if is_written else Evidence.ALIAS)
        fitting = self._beginning_with(key, scope)
        return Meaning(fitting[0], Evidence.SHORT) if len(fitting) == 1 else None

    def meant_key(self, spelling: str) -> str:
        """Give the key of a unit's name or alias; of an unknown one, the key that it would have."""
        folded = fold(spelling)
        return self.spellings.get(folded) or self.key(folded)

    def is_like_a_unit(self, spelling: str) -> bool:
        """Tell whether a spelling is a function that bodies have, with an ending: 商务委."""
        function, ending = split_unit(self.key(spelling))
        return bool(ending) and (function in self.shorts or function in known_functions())

    def _beginning_with(self, key: str, scope: Collection[str]) -> list[str]:
        """Find the units whose function begins with this one's, ending included where typed."""
        function, ending = split_unit(key)
        if len(key) < 2 or (not ending and len(function) < 2):
            return []
        same = [k for k in self.shorts.get(function, ()) if self.is_in(k, scope)]
        if same and not ending:
            return same
        if same:
            return []
        fitting = [
            k
            for short, keys in self.shorts.items()
            if short.startswith(function) or (ending and _abbreviates(function, short))
            for k in keys
            if self.is_in(k, scope) and (not ending or k.endswith(ending))
        ]
        return fitting or [k for k in self.units if self.is_in(k, scope) and k.endswith(key)]

    def near(self, spelling: str, scope: Collection[str] = (), limit: int = 3) -> tuple[str, ...]:
        """Suggest units in scope, nearest first: same function, then alike letters."""
        from rapidfuzz import fuzz, process

        key = self.key(spelling)
        function, _ = split_unit(key)
        if ending_with := [
            k for k in self.units if k.endswith(key) and k != key and self.is_in(k, scope)
        ]:
            return tuple(k for k in ending_with if k not in self.collectives)[:limit]
        keys = [k for k in self.units if k not in self.collectives and self.is_in(k, scope)]
        same = [k for k in keys if function and split_unit(k)[0].startswith(function[:2])]
        if same:
            return tuple(same)[:limit]
        alike = process.extract(
            function,
            {k: split_unit(k)[0] for k in keys},
            scorer=fuzz.ratio,
            limit=limit,
            score_cutoff=50,
        )
        return tuple(key for _, _, key in alike)

    def near_people(self, name: str, scope: Collection[str] = ()) -> tuple[str, ...]:
        """Suggest people in scope who share all but one character with the name."""
        return tuple(
            p
            for p in self.people
            if self.is_in(p, scope)
            and len(p) == len(name)
            and sum(a == b for a, b in zip(p, name, strict=True)) >= max(1, len(p) - 1)
        )

    def surnamed(self, surname: str, scope: Collection[str] = ()) -> tuple[str, ...]:
        """Give the people in scope who have this surname; 相关区领导 is nobody."""
        people = (p for p in self.people if p.startswith(surname) and is_like_a_person(p))
        return tuple(p for p in people if self.is_in(p, scope))

    @cached_property
    def _gapped(self) -> dict[str, set[str]]:
        """Every name with one character left open -> the names: 城*委 -> {城管委}."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in [*self.spellings, *self.people]:
            if 2 <= len(name) <= LONGEST and self.spellings.get(name) not in self.collectives:
                for gapped in _gaps(name):
                    found[gapped].add(name)
        return found

    def slips(self, text: str, scope: Collection[str] = ()) -> list[Slip]:
        """Find stretches that are one character away from exactly one name in scope."""
        found = []
        for start in range(len(text) - 1):
            for end in range(min(len(text), start + LONGEST), start + 1, -1):
                if slip := self._slip(text[start:end], start, scope):
                    found.append(slip)
        found.sort(key=lambda s: (not s.is_sure, -(s.end - s.start), s.start))
        return found

    def _slip(self, typed: str, start: int, scope: Collection[str]) -> Slip | None:
        names = {n for gapped in _gaps(typed) for n in self._gapped.get(gapped, ())}
        if len(typed) >= 3:
            for place in range(1, len(typed)):
                names |= self._gapped.get(f"{typed[:place]}*{typed[place:]}", set())
                if len(typed) >= 4:
                    names |= {typed[:place] + typed[place + 1 :]} & self.spellings.keys()
        fits = {n: self.spellings.get(n, n) for n in names}
        fits = {n: k for n, k in fits.items() if self.is_in(k, scope)}
        sure = {k: n for n, k in fits.items() if self._is_sure(typed, n)}
        if len(sure) == 1:
            key, name = next(iter(sure.items()))
            return Slip(start, start + len(typed), key, name in self.people, True)
        maybe = {k: n for n, k in fits.items() if n in self.people and len(n) > 2}
        if len(maybe) == 1:
            key = next(iter(maybe))
            return Slip(start, start + len(typed), key, True, False)
        return None

    def _is_sure(self, typed: str, name: str) -> bool:
        """Tell whether a near spelling may stand for the name without asking back."""
        if name in self.people:
            return sounds_alike(typed, name)
        if self.key(typed) in self.units or split_unit(self.key(typed))[0] in known_functions():
            return False
        if sounds_alike(typed, name):
            return len(name) >= 3
        return len(name) >= 4 and typed[-1] == name[-1] and len(typed) <= len(name) + 1

    @cached_property
    def sounds(self) -> Sounds:
        """The names by how they sound, for Chinese typed in Latin letters."""
        return Sounds(w for w in (*self.spellings, *self.people) if not any(map(str.isascii, w)))


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether a function is shortened from another, first character kept: 农, 农业农村."""
    rest = iter(long)
    return short[0] == long[0] and all(c in rest for c in short)


def _gaps(name: str) -> Iterator[str]:
    for place in range(len(name)):
        yield f"{name[:place]}*{name[place + 1 :]}"
