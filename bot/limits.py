"""How many questions one person may ask in a minute."""

from collections import OrderedDict, deque
from enum import StrEnum

MINUTE = 60.0
MOST_PEOPLE = 10_000
"""People who are counted at a time; whoever asked longest ago is forgotten first."""


class Verdict(StrEnum):
    PASS = "pass"
    TELL = "tell"
    """Over the limit for the first time: say so."""
    SILENT = "silent"


class Limiter:
    """Counts the questions of each person over the last minute; times are seconds of any clock."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._told: set[str] = set()

    def admit(self, person: str, now: float) -> Verdict:
        """Count a question of a person; 0 per minute lets everything pass."""
        if not self._most:
            return Verdict.PASS
        asked = self._asked.setdefault(person, deque())
        self._asked.move_to_end(person)
        while asked and asked[0] <= now - MINUTE:
            asked.popleft()
        if len(asked) < self._most:
            asked.append(now)
            self._told.discard(person)
            self._forget()
            return Verdict.PASS
        if person in self._told:
            return Verdict.SILENT
        self._told.add(person)
        return Verdict.TELL

    def _forget(self) -> None:
        while len(self._asked) > MOST_PEOPLE:
            person, _ = self._asked.popitem(last=False)
            self._told.discard(person)
