"""Every regular expression of the project, how each is used, and the texts that may stall it."""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import bot
import knowledge

ROOT = Path(bot.__file__).parent.parent
WAYS = {
    **dict.fromkeys(("search", "sub", "subn", "split", "findall", "finditer"), "search"),
    **{"match": "match", "fullmatch": "fullmatch"},
}
ALL_WAYS = frozenset(WAYS.values())
CALLS = frozenset({*WAYS, "compile"})
"""Functions of `re` that are given a pattern."""


@dataclass(frozen=True, slots=True)
class Used:
    """A compiled pattern, where it stands, and the ways in which the code asks it."""

    where: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


# --- collecting


def modules() -> Iterator[ModuleType]:
    for package in (bot, knowledge):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for package in (bot, knowledge):
        for path in sorted(Path(package.__file__).parent.rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def all_used() -> list[Used]:
    """Give every pattern in a global of a module, or built by a function that keeps what it gives.

    A pattern that stands under two names is used in the ways of both.
    """
    kept: dict[re.Pattern[str], tuple[str, frozenset[str]]] = {}
    ways = _ways()
    for module in modules():
        for name, value in vars(module).items():
            is_own = _is_builder(value) and value.__module__ == module.__name__
            for pattern in _patterns_in(value() if is_own else value):
                where, before = kept.get(pattern, (f"{module.__name__}.{name}", frozenset()))
                here = ways.get((module.__name__, name), frozenset())
                kept[pattern] = where, before | here
    return [Used(where, pattern, ways or ALL_WAYS) for pattern, (where, ways) in kept.items()]


def _is_builder(value: Any) -> bool:
    """Tell whether something is a cached function without arguments that gives patterns."""
    if not hasattr(value, "cache_info"):
        return False
    code = value.__wrapped__.__code__
    said = str(value.__wrapped__.__annotations__.get("return", ""))
    return code.co_argcount == 0 and "Pattern" in said


def _patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _patterns_in(one)
    elif isinstance(value, dict):
        for one in (*value.keys(), *value.values()):
            yield from _patterns_in(one)


def _ways() -> dict[tuple[str, str], frozenset[str]]:
    """Give how the name of each module is used: by search, match or fullmatch.

    Where it is handed on, or its use is not seen, it may be any of them.
    """
    ways: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path, tree in sources():
        here = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        home = {
            a.name: (n.module or "", a.name)
            for n in ast.walk(tree)
            if isinstance(n, ast.ImportFrom)
            for a in n.names
        }
        for scope in _scopes(tree):
            bound = _bindings(scope)
            for node, way in _asked(scope):
                for name in _behind(node, bound):
                    ways[home.get(name, (here, name))].add(way)
            for name in _given_away(scope):
                ways[home.get(name, (here, name))] |= ALL_WAYS
    return {name: frozenset(found) for name, found in ways.items()}


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def _asked(scope: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            yield node.value, WAYS[node.attr]


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _bindings(scope: ast.AST) -> dict[str, set[str]]:
    """Give for each name of a function the names in what it stands for."""
    bound: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[target], value=source):
                pass
            case ast.NamedExpr(target=target, value=source):
                pass
            case (
                ast.For(target=target, iter=source) | ast.comprehension(target=target, iter=source)
            ):
                pass
            case _:
                continue
        for name in _names(target):
            bound[name] |= _names(source)
    return bound


def _behind(node: ast.expr, bound: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = _names(node)
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= bound.get(name, set()) - seen
    return seen


def _given_away(scope: ast.AST) -> Iterator[str]:
    """Give the names that a function hands to another one, which may use them in any way."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Call):
            for given in (*node.args, *(k.value for k in node.keywords)):
                if isinstance(given, ast.Name):
                    yield given.id
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name):
            yield node.value.id


def compiled_at_call() -> Iterator[str]:
    """Give the functions that make a pattern anew whenever they are called."""
    for path, tree in sources():
        for scope in _scopes(tree):
            if not _is_cached(scope) and any(map(_makes_a_pattern, ast.walk(scope))):
                yield f"{path.as_posix()}:{scope.name}"  # type: ignore[attr-defined]


def _is_cached(scope: Any) -> bool:
    takes = (*scope.args.args, *scope.args.kwonlyargs)
    return not takes and any("cache" in _names(d) for d in scope.decorator_list)


def _makes_a_pattern(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=attr)):
            return attr in CALLS
    return False


# --- texts made from the pattern itself

ANYTHING = ("9", "a", "中", " ", "、", "的")
CATEGORIES = {
    signs.CATEGORY_DIGIT: ("9",),
    signs.CATEGORY_SPACE: (" ",),
    signs.CATEGORY_WORD: ("a", "中", "9"),
    signs.CATEGORY_NOT_SPACE: ("a", "中", "、"),
    signs.CATEGORY_NOT_WORD: (" ", "、"),
    signs.CATEGORY_NOT_DIGIT: ("a", "中"),
}
MOST_SIGNS = 6
"""Signs of a class that are tried."""
FAILING = "\n\x00"
"""What nothing matches at the end of a text."""
OTHER = "字"
"""What most patterns do not begin with, so that they are tried anew behind it."""
MANY = 4
"""Repeats from which on a bound counts as none."""


@cache
def variants(pattern: Any) -> tuple[str, ...]:
    """Give short texts that a parsed pattern matches, the plainest one first."""
    pieces = [_of_item(item) for item in pattern]
    plain = "".join(piece[0] for piece in pieces)
    found = {plain: None}
    for place, piece in enumerate(pieces):
        before = "".join(p[0] for p in pieces[:place])
        behind = "".join(p[0] for p in pieces[place + 1 :])
        found |= {f"{before}{one}{behind}": None for one in piece}
    return tuple(found)


def _of_item(item: tuple[Any, Any]) -> tuple[str, ...]:
    kind, what = item
    if kind is signs.LITERAL:
        return (chr(what),)
    if kind is signs.ANY:
        return ANYTHING
    if kind is signs.NOT_LITERAL:
        return tuple(c for c in ANYTHING if c != chr(what))
    if kind is signs.IN:
        return _of_class(what)
    if kind is signs.BRANCH:
        return tuple(dict.fromkeys(v for branch in what[1] for v in variants(branch)))
    if kind is signs.SUBPATTERN:
        return variants(what[-1])
    if kind is signs.ATOMIC_GROUP:
        return variants(what)
    if kind in REPEATS:
        least, _, body = what
        once = variants(body)
        return ("", *once) if least == 0 else tuple(v * least for v in once)
    return ("",)


REPEATS = (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT)


def _of_class(members: Any) -> tuple[str, ...]:
    if members[0][0] is signs.NEGATE:
        inside = (
            re.compile(f"[{''.join(map(re.escape, _listed(members)))}]|(?!)")
            if any(k is not signs.NEGATE for k, _ in members)
            else None
        )
        return tuple(c for c in ANYTHING if not (inside and inside.match(c))) or ("中",)
    return tuple(_listed(members))


def _listed(members: Any) -> list[str]:
    found: list[str] = []
    for kind, what in members:
        if kind is signs.LITERAL:
            found.append(chr(what))
        elif kind is signs.RANGE:
            found.append(chr(what[1]))
        elif kind is signs.CATEGORY:
            found += CATEGORIES[what]
    return found[:MOST_SIGNS] if len(found) > MOST_SIGNS else found


@dataclass(frozen=True, slots=True)
class Long:
    """A text of any length: what leads to a repeat, what is repeated, and how it fails."""

    begin: str
    pump: str
    end: str

    def of(self, length: int) -> str:
        times = (length - len(self.begin) - len(self.end)) // len(self.pump) + 1
        return f"{self.begin}{self.pump * times}{self.end}"


def hostile(pattern: re.Pattern[str]) -> list[Long]:
    """Give the texts that may stall a pattern: what a repeat takes, or what follows, many times."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    found: dict[Long, None] = {}
    for begin, pumps, near in _repeats(tree, "", ()):
        for pump in pumps:
            for start, end in ((begin, FAILING), (begin, near), (OTHER, FAILING)):
                found[Long(start, pump, end)] = None
    for sign in ANYTHING:
        found[Long("", sign, FAILING)] = None
    return list(found)


def _repeats(
    tree: Any, begin: str, behind: tuple[Any, ...]
) -> Iterator[tuple[str, list[str], str]]:
    """Give every long repeat: what stands before it, what to repeat, and what nearly ends it."""
    items = list(tree)
    for place, (kind, what) in enumerate(items):
        rest = (*items[place + 1 :], *behind)
        if kind in REPEATS:
            _, most, body = what
            if most is signs.MAXREPEAT or most >= MANY:
                yield begin, _pumps(body, rest), _near_miss(rest)
            yield from _repeats(body, begin, rest)
        elif kind is signs.BRANCH:
            for branch in what[1]:
                yield from _repeats(branch, begin, rest)
        elif kind is signs.SUBPATTERN:
            yield from _repeats(what[-1], begin, rest)
        elif kind is signs.ATOMIC_GROUP:
            yield from _repeats(what, begin, rest)
        elif kind in (signs.ASSERT, signs.ASSERT_NOT):
            yield from _repeats(what[1], begin, rest)
        begin += _of_item((kind, what))[0]


def _pumps(body: Any, rest: tuple[Any, ...]) -> list[str]:
    own = [v for v in variants(body) if v]
    following = [_of_item(item) for item in rest]
    firsts = [next((v for v in one if v), "") for one in following]
    near = [v for one in following[:4] for v in one if v]
    both = [f"{own[0]}{word}" for word in firsts if word] if own else []
    pairs = [a + b for a, b in pairwise(f for f in firsts if f)]
    whole = "".join(firsts)
    return [p for p in dict.fromkeys((*own, *near, *firsts, *both, *pairs, whole)) if p]


def _near_miss(rest: tuple[Any, ...]) -> str:
    firsts = "".join(next((v for v in _of_item(item) if v), "") for item in rest)
    return f"{firsts[:-1]}{FAILING}"
