"""The kinds of units (局, 街, 公司), as kinds.toml lists them; every list of kinds is made here."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("knowledge").joinpath("kinds.toml").read_text("utf-8"))


@cache
def kinds_of(*classes: str) -> tuple[str, ...]:
    """Give the short forms of the kinds of these classes, or of a kind that is named itself."""
    kinds = _data()["kinds"].items()
    return tuple(short for c in classes for short, kind in kinds if c in (short, kind["class"]))


@cache
def endings() -> tuple[tuple[str, str], ...]:
    """Give each way in which the name of a unit may end, with its short form, longest first."""
    kinds = ((short, kind["long"]) for short, kind in _data()["kinds"].items() if "long" in kind)
    pairs = [(end, short) for short, longs in kinds for end in (short, *longs)]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


def ending_of(spelling: str) -> str:
    """Give the short form of the kind-word that the spelling ends in; empty where it has none."""
    return next((short for end, short in endings() if spelling.endswith(end)), "")


@cache
def kinds_asked() -> dict[str, tuple[str, ...]]:
    """Give the words for every unit of a kind (街道, 国企), with the endings that such have."""
    return {word: kinds_of(*classes) for word, classes in _data()["asked"].items()}


@cache
def endings_in_cells() -> tuple[str, ...]:
    """Give how the name of a body ends, by which a cell or bracket is told to hold one."""
    cells, kinds = _data()["cells"], _data()["kinds"].items()
    known = (end for short, kind in kinds for end in (short, *kind.get("long", ())))
    return tuple(dict.fromkeys((*(e for e in known if e not in cells["never"]), *cells["endings"])))


def is_collective(unit: str) -> bool:
    """Tell whether a party stands for many: 各街办(园区), 相关部门, or a kind without a name."""
    words = _data()["collective"]
    return unit in words["bare"] or any(mark in unit for mark in words["marks"])


def may_stand_for(collective: str, keys: Iterable[str]) -> bool:
    """Tell whether a collective phrase may stand for one of the units."""
    words, keys = _data()["collective"], tuple(keys)
    is_local = any(key.endswith(kinds_of("local", "area")) for key in keys)
    if any(word in collective for word in words["local"]):
        return is_local
    if any(word in collective for word in words["offices"]):
        return not is_local and any(key.endswith(kinds_of("office")) for key in keys)
    is_other = any(word in collective for word in words["other"])
    return not is_other and any(word in collective for word in words["any"])
