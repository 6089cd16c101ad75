"""The arrows between modules: who may import what, and who may touch the world outside."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LIBRARIES = {
    "jieba": ["knowledge.text"],
    "opencc": ["knowledge.text"],
    "pypinyin": ["knowledge.pinyin"],
    "rapidfuzz": ["knowledge.names", "knowledge.index"],
    "tinydb": ["knowledge.store"],
    "prompt_toolkit": ["bot.channels.terminal"],
    "rich": ["bot.channels.terminal"],
    "icalendar": ["bot.calendar_feed"],
    "telegram": ["bot.channels.telegram"],
    "starlette": ["bot.channels.web"],
    "uvicorn": ["bot.channels.web"],
}
"""The only modules, with what is below them, that may import the library."""

WORLD = ["open", "io.open", "os.open", "os.environ", "os.getenv", "time.time", "time.time_ns"]
WORLD += [f"datetime.datetime.{name}" for name in ("now", "today", "utcnow")]
WORLD += ["datetime.date.today"]
RIM = ["bot.__main__", "bot.cli", "bot.config", "bot.channels", "bot.reminders"]
RIM += ["knowledge.store", "knowledge.reading", "knowledge.dictionary"]
"""Where files, the environment and the clock may be touched; dictionary for the one it keeps."""

SEARCH = ["knowledge.names", "knowledge.index", "knowledge.cells", "knowledge.holds"]
FINDING = ["knowledge.run", "knowledge.asked", "knowledge.nearest", "knowledge.ordering"]
FINDING += ["knowledge.reach", "knowledge.found"]
"""What stands above the index."""
SEARCH += FINDING
KEEPING = ["knowledge.store"]
READING = ["knowledge.reading", "knowledge.layouts", "knowledge.check", "knowledge.parse"]
FINDERS = ["knowledge.days", "knowledge.relative_days", "knowledge.deadline", "knowledge.target"]
SHELL = ["bot.app", "bot.commands", "bot.subscribing", "bot.channels", "bot.cli", "bot.__main__"]
ABOVE = ["bot.wording", "bot.reminders", "bot.conversation", *SHELL]
NEVER = {
    "knowledge": ["bot"],
    "knowledge.model": ["knowledge"],
    "knowledge.numerals": ["knowledge"],
    "knowledge.kinds": ["knowledge"],
    "knowledge.periods": ["knowledge.model", "knowledge.text", *FINDERS],
    "knowledge.days": ["knowledge.model", "knowledge.text", "knowledge.deadline"],
    "knowledge.text": [*FINDERS, *READING, *SEARCH, *KEEPING],
    "knowledge.deadline": [*READING, *SEARCH, *KEEPING],
    "knowledge.target": [*READING, *SEARCH, *KEEPING],
    "knowledge.reading": ["knowledge.layouts", "knowledge.check", *SEARCH, *KEEPING],
    "knowledge.layouts": ["knowledge.parse", *SEARCH, *KEEPING],
    "knowledge.check": ["knowledge.parse", *SEARCH, *KEEPING],
    "knowledge.parse": [*SEARCH, *KEEPING],
    "knowledge.names": ["knowledge.index", *READING, *KEEPING],
    "knowledge.question": ["knowledge.text", "knowledge.exact", *FINDERS, *READING, *SEARCH],
    "knowledge.exact": ["knowledge.text", *FINDERS, *READING, *SEARCH, *KEEPING],
    "knowledge.figures": [*READING, *SEARCH, *KEEPING],
    "knowledge.cells": ["knowledge.holds", "knowledge.index", *FINDING, *READING, *KEEPING],
    "knowledge.holds": ["knowledge.index", *FINDING, *READING, *KEEPING],
    "knowledge.index": [*FINDING, *READING, *KEEPING],
    "knowledge.found": ["knowledge.index", "knowledge.run", *READING, *KEEPING],
    "knowledge.run": [*READING, *KEEPING],
    "knowledge.store": ["knowledge.text", *FINDERS, *READING, *SEARCH],
    "bot.model": ["bot"],
    "bot.config": ["bot"],
    "bot.asking": ["bot"],
    "bot.memory": [*ABOVE, "bot.understanding", "bot.subscriptions"],
    "bot.understanding": [*ABOVE, "bot.subscriptions"],
    "bot.wording": ["bot.understanding", "bot.reminders", *SHELL],
    "bot.reminders": SHELL,
    "bot.conversation": ["bot.understanding", "bot.wording", *SHELL],
    "bot.members": ["bot"],
    "bot.limits": ["bot"],
    "bot.workdays": ["bot"],
    "bot.earlier": ["bot.memory", "bot.understanding", *ABOVE],
    "bot.subscriptions": ["bot.memory", "bot.understanding", *ABOVE],
    "bot.app": ["bot.commands", "bot.channels", "bot.cli", "bot.__main__"],
    "bot.subscribing": ["bot.commands", "bot.channels", "bot.cli", "bot.__main__"],
    "bot.commands": ["bot.channels", "bot.cli", "bot.__main__"],
    "bot.channels": ["bot.cli", "bot.__main__"],
    "bot.cli": ["bot.__main__"],
}
"""What a module, with what is below it, never imports; of its own package it may."""


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    tree: ast.Module
    package: bool = False


def module(name: str, source: str, package: bool = False) -> Module:
    return Module(name, ast.parse(source), package)


def modules_of(root: Path) -> list[Module]:
    found = []
    for path in sorted([*root.glob("knowledge/**/*.py"), *root.glob("bot/**/*.py")]):
        parts = path.relative_to(root).with_suffix("").parts
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        found.append(module(name, path.read_text("utf-8"), package))
    return found


def within(name: str, places: str | Iterable[str]) -> bool:
    places = [places] if isinstance(places, str) else places
    return any(name == place or name.startswith(f"{place}.") for place in places)


def origin(one: Module, node: ast.ImportFrom) -> str:
    """Give the module that a from-import names, with its dots resolved."""
    if not node.level:
        return node.module or ""
    parts = one.name.split(".")
    base = parts[: len(parts) - node.level + one.package]
    return ".".join([*base, *([node.module] if node.module else [])])


def imports(one: Module) -> Iterator[tuple[str, str]]:
    """Give what a module imports, anywhere in it, as (local name, full name)."""
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{origin(one, node)}.{alias.name}"


def library_faults(one: Module) -> Iterator[str]:
    for _, name in imports(one):
        places = LIBRARIES.get(name.split(".")[0])
        if places is not None and not within(one.name, places):
            yield f"{one.name} imports {name}"


def arrow_faults(one: Module) -> Iterator[str]:
    for place, forbidden in NEVER.items():
        for _, name in imports(one) if within(one.name, place) else ():
            if within(name, forbidden) and not (place != "knowledge" and within(name, place)):
                yield f"{one.name} imports {name}"


def channel_faults(one: Module) -> Iterator[str]:
    channel = ".".join(one.name.split(".")[:3])
    for _, name in imports(one) if within(one.name, "bot.channels") else ():
        if within(name, "bot.channels") and not within(name, channel):
            yield f"{one.name} imports {name}"


def public_names(modules: Iterable[Module]) -> set[str]:
    """Give what knowledge lists in its __all__."""
    for one in modules:
        for node in one.tree.body if one.name == "knowledge" else []:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(target, ast.Name) and target.id == "__all__":
                return set(ast.literal_eval(node.value))
    return set()


def privacy_faults(one: Module, public: set[str]) -> Iterator[str]:
    allowed = {f"knowledge.{name}" for name in public}
    for _, name in imports(one) if within(one.name, "bot") else ():
        if within(name, "knowledge") and name not in allowed:
            yield f"{one.name} imports {name}"


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def world_faults(one: Module) -> Iterator[str]:
    if within(one.name, RIM):
        return
    full = {local: name for local, name in imports(one) if local != name}
    yield from (f"{one.name} uses {name}" for name in full.values() if name in WORLD)
    for node in ast.walk(one.tree):
        first, _, rest = dotted(node).partition(".") if isinstance(node, ast.expr) else ("", "", "")
        name = f"{full.get(first, first)}.{rest}" if rest else first
        if name in WORLD:
            yield f"{one.name} uses {name}"


def faults(modules: list[Module]) -> list[str]:
    public = public_names(modules)
    return [
        fault
        for one in modules
        for found in (
            library_faults(one),
            arrow_faults(one),
            channel_faults(one),
            privacy_faults(one, public),
            world_faults(one),
        )
        for fault in found
    ]


def test_every_arrow_holds() -> None:
    modules = modules_of(ROOT)
    assert {"knowledge.model", "knowledge.store.files", "bot.config"} <= {m.name for m in modules}
    assert faults(modules) == []


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [
        ("knowledge.index", "from bot.model import Reply", "bot.model.Reply"),
        ("knowledge", "import bot", "bot"),
        ("knowledge.names", "import jieba.posseg", "jieba.posseg"),
        ("knowledge.check", "def f():\n    from rapidfuzz import fuzz", "rapidfuzz.fuzz"),
        ("bot.app", "import tinydb", "tinydb"),
        ("bot.channels.json_lines", "from rich.console import Console", "rich.console.Console"),
        ("knowledge.model", "from knowledge.text import fold", "knowledge.text.fold"),
        ("knowledge.model", "from . import text", "knowledge.text"),
        (
            "knowledge.layouts.report",
            "from ..store import open_store",
            "knowledge.store.open_store",
        ),
        ("knowledge.layouts.report", "from knowledge import names", "knowledge.names"),
        ("knowledge.store.files", "from knowledge.index import Index", "knowledge.index.Index"),
        ("bot.model", "from bot.memory import Memory", "bot.memory.Memory"),
        ("bot.understanding.tag", "from bot.app import Bot", "bot.app.Bot"),
        ("bot.app", "from bot.channels import terminal", "bot.channels.terminal"),
        (
            "bot.channels.web",
            "from bot.channels.terminal import talk",
            "bot.channels.terminal.talk",
        ),
        ("bot.channels.web", "from .terminal import talk", "bot.channels.terminal.talk"),
        ("bot.memory", "from knowledge.index import Index", "knowledge.index.Index"),
        ("bot.memory", "from knowledge import Secret", "knowledge.Secret"),
        ("bot.memory", "import knowledge.index", "knowledge.index"),
    ],
)
def test_a_wrong_import_is_found(name: str, source: str, fault: str) -> None:
    found = faults([module("knowledge", '__all__ = ["Index"]'), module(name, source)])
    assert f"{name} imports {fault}" in found


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("import datetime\nx = datetime.date.today()", "datetime.date.today"),
        ("from datetime import datetime as d\nx = d.now()", "datetime.datetime.now"),
        ("import datetime as dt\nx = dt.datetime.now(None)", "datetime.datetime.now"),
        ("from datetime import date\ntoday = date.today", "datetime.date.today"),
        ("with open('x') as f: pass", "open"),
        ("import os\nx = os.environ['A']", "os.environ"),
        ("from os import environ", "os.environ"),
        ("import time\nx = time.time()", "time.time"),
    ],
)
def test_a_touch_of_the_world_is_found(source: str, fault: str) -> None:
    assert f"bot.memory uses {fault}" in faults([module("bot.memory", source)])


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("knowledge.text", "import jieba\nfrom opencc import OpenCC"),
        ("knowledge.dictionary", "import os\nos.open('cache', 0)"),
        ("knowledge.store.files", "import tinydb\nfrom knowledge.model import Task\nopen('x')"),
        ("knowledge.index", "from rapidfuzz import process\nfrom knowledge.names import Names"),
        ("knowledge.layouts.report", "from knowledge.layouts.table import rows"),
        ("bot.memory", "from knowledge import Index\nfrom bot.model import Reading"),
        ("bot.memory", "opening = 1\nx.open()\nfrom datetime import date\ndate(2023, 1, 1)"),
        ("bot.channels.telegram.app", "import telegram\nfrom .cards import card"),
        ("bot.__main__", "from datetime import date\ndate.today()\nimport bot.channels.terminal"),
    ],
)
def test_a_right_module_has_no_fault(name: str, source: str) -> None:
    public = module("knowledge", '__all__ = ["Index"]', package=True)
    assert faults([public, module(name, source)]) == []


def test_sources_are_found_in_a_tree(tmp_path: Path) -> None:
    (tmp_path / "knowledge/layouts").mkdir(parents=True)
    (tmp_path / "knowledge/__init__.py").write_text('__all__ = ["parse"]\nfrom .parse import parse')
    (tmp_path / "knowledge/layouts/__init__.py").write_text("from .table import rows\nimport bot")
    (tmp_path / "knowledge/layouts/table.py").write_text("from ..index import Index")
    assert faults(modules_of(tmp_path)) == [
        "knowledge.layouts imports bot",
        "knowledge.layouts.table imports knowledge.index.Index",
    ]
