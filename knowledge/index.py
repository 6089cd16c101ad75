"""Every entry of the documents, found by number, name and words."""

import itertools
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from knowledge.holds import due_check, ordinal_of
from knowledge.model import Deadline, Document, Field, Passage, Role, Task
from knowledge.names import Names
from knowledge.pinyin import sounds_alike
from knowledge.question import (
    ROLE_OF,
    Cell,
    Condition,
    DueIs,
    Is,
    Numbered,
    Picked,
    Speaks,
    Under,
    Word,
)
from knowledge.text import fold

OF_ROLES = (Field.UNIT, Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE)
RE_HAN = re.compile(r"[\u4e00-\u9fff]+")
RE_QUOTED = re.compile(r"“([^“”]{2,10})”")
MOST_COMMON = 1000
"""Entries that hold a word, counted no further."""

Entry = Task | Passage


class Index:
    """Every entry of the documents, found by number, name and words.

    Entries are numbered through; a document's tasks come before its passages, so that any
    posting list is cut to a document by bisection. Text is found by its pairs of characters:
    no segmentation stands between what is typed and what is written.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: dict[str, Document] = {d.id: d for d in documents}
        self.names = Names(self.documents.values())
        self.quoted: set[str] = set()
        """What the documents put in quotation marks, folded: names that no dictionary has."""
        self.undated: set[str] = set()
        """Deadline words that name no day, folded: 持续推进."""
        self._due_words: dict[str, set[str]] = defaultdict(set)
        """Document -> its deadlines as they are worded, folded."""
        self._entries: list[Entry] = []
        self._texts: list[str] = []
        self._lengths = array("I")
        self._ranges: dict[str, tuple[int, int, int]] = {}
        self._headings: dict[str, tuple[str, ...]] = {}
        self._characters: set[str] = set()
        self._bigrams: dict[str, array[int]] = defaultdict(_postings)
        self._numbers: dict[int, array[int]] = defaultdict(_postings)
        self._units: dict[tuple[str, Role], array[int]] = defaultdict(_postings)
        self._leaders: dict[str, array[int]] = defaultdict(_postings)
        self._deadlines: dict[str, dict[Deadline, array[int]]] = defaultdict(_by_deadline)
        """Document -> its deadlines -> the tasks that have them."""
        self._under: dict[tuple[int | None, ...], array[int]] = defaultdict(_postings)
        """Ordinals of headings, from the top level down -> what stands under them."""
        self._ids: dict[str, int] = {}
        self._telling_lead: set[str] = set()
        """Ids of the documents that have a column for the lead."""
        for document in self.documents.values():
            self._add(document)

    def _add(self, document: Document) -> None:
        if any(c.field == Field.LEAD for c in document.columns):
            self._telling_lead.add(document.id)
        first = len(self._entries)
        for task in document.tasks:
            self._add_task(task, len(self._entries))
            self._add_text(task)
        middle = len(self._entries)
        for passage in document.passages:
            self._add_text(passage)
        self._ranges[document.id] = (first, middle, len(self._entries))
        headings = dict.fromkeys(h for t in document.tasks for h in t.headings)
        self._headings[document.id] = tuple(headings)

    def _add_task(self, task: Task, number: int) -> None:
        self._numbers[task.number].append(number)
        self._ids[task.id] = number
        for key, role in {(self.names.party_key(p), p.role) for p in task.parties}:
            self._units[key, role].append(number)
        for leader in {fold(name) for name in task.leaders}:
            self._leaders[leader].append(number)
        for deadline in set(task.deadlines):
            self._deadlines[task.document][deadline].append(number)
        self._due_words[task.document].update(fold(d.text) for d in task.deadlines)
        self.undated.update(fold(d.text) for d in task.deadlines if d.due is None)

    def _add_text(self, entry: Entry) -> None:
        if "“" in entry.text:
            self.quoted.update(fold(q) for q in RE_QUOTED.findall(entry.text))
        text = fold(entry.text)
        whole = "\n".join((text, *map(fold, entry.headings)))
        self._characters.update(whole)
        for pair in {a + b for a, b in pairwise(whole)}:
            self._bigrams[pair].append(len(self._entries))
        ordinals = tuple(map(ordinal_of, entry.headings))
        for level in range(1, len(ordinals) + 1):
            self._under[ordinals[:level]].append(len(self._entries))
        self._entries.append(entry)
        self._texts.append(whole)
        self._lengths.append(len(text))

    # --- entries by their numbers

    @property
    def size(self) -> int:
        return len(self._entries)

    def entry(self, number: int) -> Entry:
        return self._entries[number]

    def number_of(self, task_id: str) -> int | None:
        return self._ids.get(task_id)

    def span(self, document: str) -> tuple[int, int, int]:
        """Give where a document's tasks begin, where its passages begin, and where it ends."""
        return self._ranges[document]

    def texts_of(self, number: int) -> tuple[str, str]:
        """Give an entry's folded text, and the same with its headings."""
        whole = self._texts[number]
        return whole[: self._lengths[number]], whole

    def narrowing(
        self, conditions: Sequence[Condition], documents: Sequence[str] = ()
    ) -> list[tuple[Condition, Sequence[int] | None]]:
        """Put conditions in the order in which they are best held, the rarest first.

        With each go the numbers of all entries for which it holds, where a list of them is kept;
        of words only those of these documents.
        """
        held = [(condition, self._holders(condition, documents)) for condition in conditions]
        size = self.size + 1
        return sorted(held, key=lambda one: size if one[1] is None else len(one[1]))

    def _holders(self, condition: Condition, documents: Sequence[str]) -> Sequence[int] | None:
        match condition:
            case Picked(tasks):
                return sorted({n for t in tasks if (n := self._ids.get(t)) is not None})
            case Numbered(ranges) if all(0 < a <= b < a + MOST_COMMON for a, b in ranges):
                asked = {n for a, b in ranges for n in range(a, b + 1)}
                return _merged([self._numbers.get(n, ()) for n in asked])
            case Is(Cell(Field.LEADER, _, 0), values, False):
                return _merged([self._leaders.get(fold(v), ()) for v in values])
            case Is(Cell(field, _, 0, _, ()), values, False) if field in OF_ROLES and not any(
                v.startswith("*") for v in values
            ):
                keys = {self.names.meant_key(v) for v in values}
                return _merged([self._of_role(key, field) for key in keys])
            case Speaks(word):
                return sorted(set(self._speaking(word, documents)))
            case _:
                return None

    def _of_role(self, key: str, field: Field) -> Sequence[int]:
        """Number the tasks of a unit; one that is responsible where no lead is told may lead."""
        role = ROLE_OF.get(field)
        if role is None:
            return _merged([self._units.get((key, r), ()) for r in Role])
        own = self._units.get((key, role), ())
        if role != Role.LEAD:
            return own
        untold = [
            number
            for number in self._units.get((key, Role.RESPONSIBLE), ())
            if self._entries[number].document not in self._telling_lead
        ]
        return _merged([own, untold])

    def held_last(
        self, condition: Condition, documents: Sequence[str] = ()
    ) -> Sequence[int] | None:
        """Number all that is due on a day or stands under a heading; None for other conditions.

        Of what others leave they are held entry by entry: of somebody's 18 tasks none is due.
        """
        match condition:
            case DueIs():
                return sorted(self._due(condition, documents))
            case Under(ordinals) if ordinals:
                return self._under.get(ordinals, ())
            case _:
                return None

    def _due(self, condition: DueIs, documents: Sequence[str]) -> set[int]:
        found: set[int] = set()
        for document in self.scope(documents):
            fits = due_check(condition, document)
            own = self._deadlines[document.id].items()
            found.update(*(numbers for deadline, numbers in own if fits(deadline)))
        return found

    # --- what there is

    def scope(self, documents: Sequence[str] = ()) -> tuple[Document, ...]:
        """Give the documents of these ids, or all."""
        if not documents:
            return tuple(self.documents.values())
        return tuple(self.documents[d] for d in documents if d in self.documents)

    def task(self, task_id: str) -> Task | None:
        number = self._ids.get(task_id)
        entry = None if number is None else self._entries[number]
        return entry if isinstance(entry, Task) else None

    def holds(self, text: str, documents: Sequence[str] = (), *, in_text: bool = False) -> bool:
        """Tell whether the folded text stands anywhere in the documents, headings included."""
        numbers = self._holding(text, documents)
        if in_text:
            return any(self._in_text(text, n) for n in numbers)
        return next(numbers, None) is not None

    def in_a_task(self, text: str, documents: Sequence[str] = ()) -> bool:
        """Tell whether a task's own words hold the folded text; running text does not count."""
        entries = (self._entries[n] for n in self._holding(text, documents))
        return any(isinstance(e, Task) and text in fold(e.text) for e in entries)

    def holds_all(self, texts: Sequence[str], documents: Sequence[str] = ()) -> bool:
        """Tell whether one entry holds all the folded texts."""
        rest = texts[1:]
        numbers = self._holding(texts[0], documents)
        return any(all(t in self._texts[n] for t in rest) for n in numbers)

    def words_deadline(self, text: str, documents: Sequence[str] = ()) -> bool:
        """Tell whether a deadline is worded so to the letter: 年底前完成."""
        return any(text in self._due_words[d.id] for d in self.scope(documents))

    def frequency(self, text: str, documents: Sequence[str] = ()) -> int:
        """Count the entries that hold the folded text, up to a thousand."""
        return sum(1 for _ in itertools.islice(self._holding(text, documents), MOST_COMMON))

    def headings_with(self, words: Sequence[str], documents: Sequence[str] = ()) -> tuple[str, ...]:
        """Give the headings that tasks stand under and that say all the folded words."""
        headings = (h for d in self.scope(documents) for h in self._headings[d.id])
        return tuple(dict.fromkeys(h for h in headings if all(w in fold(h) for w in words)))

    def stretches(self, start: str, end: str, documents: Sequence[str] = ()) -> list[str]:
        """Find the pieces of text that begin and end so, with a few characters between."""
        pattern = re.compile(f"{re.escape(start)}[\u4e00-\u9fff]{{1,4}}?{re.escape(end)}")
        numbers = itertools.islice(self._holding(start, documents), 200)
        return list(dict.fromkeys(m for n in numbers for m in pattern.findall(self._texts[n])))

    def near_text(
        self, typed: str, documents: Sequence[str] = (), *, is_word: bool = False
    ) -> str | None:
        """Find the one piece of text that is one character away from what was typed.

        A word of the general language (`is_word`) must also sound the same: 低空 is not 低碳.
        """
        if not 3 <= len(typed) <= 12:
            return None
        found: set[str] = set()
        for place in range(len(typed)):
            held = max(typed[:place], typed[place + 1 :], key=len)
            before = 0 if len(typed[:place]) >= len(held) else place + 1
            for number in itertools.islice(self._holding(held, documents), 200):
                start = self._texts[number].index(held) - before
                window = self._texts[number][max(0, start) : start + len(typed)]
                if sum(a != b for a, b in zip(window, typed, strict=False)) == 1 and (
                    len(window) == len(typed) and RE_HAN.fullmatch(window)
                ):
                    found.add(window)
        alike = {f for f in found if sounds_alike(typed, f)}
        chosen = alike if is_word or alike else found
        return chosen.pop() if len(chosen) == 1 else None

    def _holding(self, text: str, documents: Sequence[str] = ()) -> Iterator[int]:
        """Number the entries whose text or headings hold the folded text."""
        texts = self._texts
        if len(text) < 2:
            for first, end in self._spans(documents) if text in self._characters else ():
                yield from (n for n in range(first, end) if text in texts[n])
            return
        lists = [self._bigrams.get(a + b) for a, b in pairwise(text)]
        if any(numbers is None for numbers in lists):
            return
        rarest = min((numbers for numbers in lists if numbers is not None), key=len)
        for first, end in self._spans(documents):
            for place in range(bisect_left(rarest, first), bisect_left(rarest, end)):
                if text in texts[rarest[place]]:
                    yield rarest[place]

    def _in_text(self, text: str, number: int) -> bool:
        """Tell whether what an entry holds stands in its text, not only in its headings."""
        return self._texts[number].find(text) < self._lengths[number]

    def _spans(self, documents: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Give the stretches of entries that belong to the documents."""
        if not documents:
            yield 0, len(self._entries)
        for document in documents:
            if document in self._ranges:
                first, _, end = self._ranges[document]
                yield first, end

    def _speaking(self, word: Word, documents: Sequence[str]) -> Iterator[int]:
        """Number what speaks of a word, a wider one in its own text: see `speaks_of`."""
        for way in (word.text, *word.same):
            yield from self._holding(way, documents)
        for way in word.wider:
            yield from (n for n in self._holding(way, documents) if self._in_text(way, n))
        if word.parts:
            first, *rest = word.parts
            for number in self._holding(first, documents):
                if all(part in self._texts[number] for part in rest):
                    yield number


def _merged(lists: Sequence[Sequence[int]]) -> Sequence[int]:
    """Merge posting lists into one without repeats, in order."""
    filled = [numbers for numbers in lists if numbers]
    if len(filled) < 2:
        return filled[0] if filled else ()
    return sorted(set().union(*filled))


def _postings() -> "array[int]":
    return array("I")


def _by_deadline() -> "dict[Deadline, array[int]]":
    return defaultdict(_postings)
