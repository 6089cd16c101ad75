"""Which days are workdays in China, with 调休; years that nobody knows yet go by the week."""

import logging
from collections.abc import Iterable
from datetime import date, timedelta

log = logging.getLogger(__name__)

SATURDAY = 5
DAY = timedelta(days=1)


class Workdays:
    """The calendar of the State Council, and what the operator adds to it."""

    def __init__(self, holidays: Iterable[date] = (), workdays: Iterable[date] = ()) -> None:
        self._holidays = frozenset(holidays)
        self._workdays = frozenset(workdays)
        self._known: dict[date, bool] = {}
        self._unknown_years: set[int] = set()

    def is_workday(self, day: date) -> bool:
        if day not in self._known:
            self._known[day] = self._looked_up(day)
        return self._known[day]

    def on_or_before(self, day: date) -> date:
        while not self.is_workday(day):
            day -= DAY
        return day

    def on_or_after(self, day: date) -> date:
        while not self.is_workday(day):
            day += DAY
        return day

    def _looked_up(self, day: date) -> bool:
        from chinese_calendar import is_workday

        if day in self._workdays or day in self._holidays:
            return day in self._workdays
        try:
            return bool(is_workday(day))
        except NotImplementedError:
            self._say_once(day.year)
            return day.weekday() < SATURDAY

    def _say_once(self, year: int) -> None:
        if year not in self._unknown_years:
            self._unknown_years.add(year)
            log.warning("还没有%d年的放假安排，按周一到周五算；可在配置的 [clock] 里写明", year)
