"""Time zones by the names that people give them: 东京, UTC+8, Asia/Tokyo."""

import re
import tomllib
from datetime import datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

RE_OFFSET = re.compile(r"(?:utc|gmt)(?P<sign>[+-])(?P<hours>\d{1,2})")
MOST_EAST, MOST_WEST = 14, 12
"""Hours from UTC that there are zones for."""


def in_zone(moment: datetime, zone: str) -> datetime:
    """Give a moment as the clocks of a zone show it; "" leaves it as it is."""
    return moment.astimezone(ZoneInfo(zone)) if zone else moment


def zone_named(said: str) -> str | None:
    """Give the zone (Asia/Tokyo) that a city, a country, an offset or its own name means."""
    name = said.strip().lower().replace(" ", "_")
    if found := RE_OFFSET.fullmatch(name.replace("_", "")):
        hours, is_east = int(found["hours"]), found["sign"] == "+"
        # the names of these zones count the other way round (POSIX)
        known = hours <= (MOST_EAST if is_east else MOST_WEST)
        return f"Etc/GMT{'-' if is_east else '+'}{hours}" if known else None
    spelled = name.replace("_", " ")
    told = next((zone for zone, names in _names().items() if spelled in names), None)
    return told or _all_zones().get(name)


def zone_told(zone: str) -> str:
    """Name a zone as a reader knows it: 东京, UTC+9."""
    if zone.startswith("Etc/GMT") and zone != "Etc/GMT":
        sign, hours = zone.removeprefix("Etc/GMT")[0], zone.removeprefix("Etc/GMT")[1:]
        return f"UTC{'+' if sign == '-' else '-'}{hours}"
    return next(iter(_names().get(zone, ())), zone)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    text = resources.files("bot").joinpath("zones.toml").read_text("utf-8")
    return {zone: tuple(names) for zone, names in tomllib.loads(text)["zones"].items()}


@cache
def _all_zones() -> dict[str, str]:
    return {zone.lower(): zone for zone in available_timezones()}
