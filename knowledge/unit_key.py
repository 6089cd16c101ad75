"""The key that a unit is known by: a function (发改) and an ending (委), both in short form."""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from typing import Any

from knowledge.kinds import ending_of, endings, kinds_of
from knowledge.text import fold

RE_BRACKETED = re.compile(r"\(([^()]*)\)")
RE_LEVEL = re.compile(r"^(?:本|我)?(?:自治)?[省市区县州旗盟](?=.{2})")
RE_BRANCH = re.compile(r"(?P<body>.+局)(?P<place>.{2,4})(?P<branch>分局)$")


@cache
def unit_words() -> dict[str, Any]:
    """Give what aliases.toml says."""
    return tomllib.loads(resources.files("knowledge").joinpath("aliases.toml").read_text("utf-8"))


@cache
def functions() -> tuple[tuple[str, str], ...]:
    """Long spelling and short one, longest first."""
    pairs = [(long, short) for short, longs in unit_words()["functions"].items() for long in longs]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@cache
def known_functions() -> frozenset[str]:
    return frozenset(unit_words()["known"]["functions"])


def split_unit(spelling: str) -> tuple[str, str]:
    """Split a folded spelling without district into function and ending, both in short form."""
    if (whole := _short_function(spelling)) != spelling:
        return whole, ""
    for end, short in endings():
        if spelling.endswith(end) and len(spelling) > len(end):
            return _short_function(spelling[: -len(end)]), short
    return _short_function(spelling), ""


def _short_function(function: str) -> str:
    for long, short in functions():
        if function == long:
            return short
    return function


def unit_key(spelling: str, districts: Collection[str] = ()) -> str:
    """Give the key of a unit, whatever district, level or brackets it is written with."""
    bare = _bare(RE_BRACKETED.sub("", fold(spelling)) or fold(spelling), districts)
    return "".join(split_unit(bare))


def _bare(spelling: str, districts: Collection[str]) -> str:
    """Leave out the district and the level: 下陆区自规分局, 公安西青分局 -> 自规分局, 公安分局."""
    if branch := RE_BRANCH.match(spelling):
        spelling = branch["body"].removesuffix("局") + branch["branch"]
    for district in districts:
        for named in (f"{district}区", f"{district}县", f"{district}市", district):
            rest = spelling.removeprefix(named)
            if rest != spelling and len(rest) >= (3 if named == district else 2):
                return rest
            if district in spelling and ending_of(spelling) in kinds_of("局", "team"):
                spelling = spelling.replace(named, "")
    function, _ = split_unit(spelling)
    return spelling if function in known_functions() else RE_LEVEL.sub("", spelling)


def ways_to_write(
    key: str, longs: dict[str, list[str]], ends: dict[str, list[str]]
) -> Iterator[str]:
    """Spell a unit out: short and long function, short and long ending, with and without 区."""
    function, ending = split_unit(key)
    for name in (function, *longs.get(function, ())):
        for end in (ending, *ends.get(ending, ())):
            yield name + end
            yield f"区{name}{end}"
