"""The clock, and the workdays, as the settings have them."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.config import ClockConfig, ConfigError
from bot.workdays import Workdays


def clock_of(config: ClockConfig) -> Callable[[], datetime]:
    """Give what tells the time, in the zone and on the day of the settings."""
    try:
        zone = ZoneInfo(config.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(f"没有 {config.zone} 这个时区：请改 [clock] 的 zone") from error
    pinned = _day(config.today) if config.today else None

    def now() -> datetime:
        moment = datetime.now(zone)
        return datetime.combine(pinned, moment.timetz()) if pinned else moment

    return now


def workdays_of(config: ClockConfig) -> Workdays:
    return Workdays(map(_day, config.holidays), map(_day, config.workdays))


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise ConfigError(f"[clock] 里的 {said} 不是日期：请改正") from error
