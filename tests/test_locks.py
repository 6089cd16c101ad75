"""What the locks pin is all that is asked for, for every Python and system, and nothing besides."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNNING = (*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"])
TESTING = PROJECT["project"]["optional-dependencies"]["dev"]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = (
    *product([("linux", "Linux")], ["x86_64", "aarch64"]),
    *product([("darwin", "Darwin")], ["x86_64", "arm64"]),
)

Place = dict[str, str]
Pins = dict[str, str]


def place(python: str, system: tuple[str, str], machine: str) -> Place:
    return {
        **default_environment(),
        "python_version": python,
        "python_full_version": f"{python}.1",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.1",
        "platform_python_implementation": "CPython",
        "os_name": "posix",
        "sys_platform": system[0],
        "platform_system": system[1],
        "platform_machine": machine,
    }


@pytest.fixture(
    params=[place(python, *machine) for python, machine in product(PYTHONS, MACHINES)],
    ids=lambda at: f"{at['python_version']}-{at['sys_platform']}-{at['platform_machine']}",
)
def somewhere(request: pytest.FixtureRequest) -> Place:
    """One of the places where the locks hold."""
    chosen: Place = request.param
    return chosen


def entries(lock: str) -> list[str]:
    text = (ROOT / "setup" / lock).read_text("utf-8")
    return re.split(r"\n(?=\S)", text.strip())


def pins(lock: str, at: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for entry in entries(lock):
        required = Requirement(entry.partition(" \\\n")[0])
        if required.marker is None or required.marker.evaluate({**at, "extra": ""}):
            (only,) = required.specifier
            assert only.operator == "=="
            yield required.name, only.version


def pinned(locks: Iterable[str], at: Place) -> Pins:
    """Give the version of every package; what is pinned twice fails."""
    every = [pin for lock in locks for pin in pins(lock, at)]
    names = [name for name, _ in every]
    assert sorted(set(names)) == sorted(names)
    return dict(every)


def needs(name: str, version: str) -> list[str]:
    """Give what a package asks for; one that is not for this machine is not known here."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        here = {key: str(value) for key, value in default_environment().items()}
        assert name not in pinned(("run.lock", "test.lock"), here), "安装得不全：先运行 make test"
        return []
    assert found.version == version, "环境与锁定的不符：先运行 make test"
    return found.requires or []


def closure(asked: Iterable[str], known: Pins, at: Place) -> set[str]:
    """Follow what is asked for, extras and markers evaluated; each is to be met by its pin."""
    ahead = [(text, "") for text in asked]
    seen = set()
    while ahead:
        text, extra = ahead.pop()
        required = Requirement(text)
        if required.marker and not required.marker.evaluate({**at, "extra": extra}):
            continue
        name = canonicalize_name(required.name)
        assert name in known, f"{text} 没有锁定"
        assert required.specifier.contains(known[name], prereleases=True), (
            f"{text} 锁定成了别的版本"
        )
        for wanted in {"", *required.extras} - {has for reached, has in seen if reached == name}:
            seen.add((name, wanted))
            ahead += [(need, wanted) for need in needs(name, known[name])]
    return {name for name, _ in seen}


def test_running_needs_what_its_lock_pins_and_nothing_else(somewhere: Place) -> None:
    known = pinned(["run.lock"], somewhere)
    assert closure(RUNNING, known, somewhere) == set(known)


def test_the_tests_need_what_both_locks_pin_and_nothing_else(somewhere: Place) -> None:
    known = pinned(["run.lock", "test.lock"], somewhere)
    assert closure([*RUNNING, *TESTING], known, somewhere) == set(known)


def test_an_extra_is_followed() -> None:
    at = place("3.11", *MACHINES[0])
    known = pinned(["run.lock"], at)
    assert "aiolimiter" in closure(["python-telegram-bot[rate-limiter]"], known, at)
    assert "aiolimiter" not in closure(["python-telegram-bot"], known, at)
    tools = pinned(["run.lock", "test.lock"], at)
    del tools["coverage"]
    with pytest.raises(AssertionError, match=r"coverage\[toml\].* 没有锁定"):
        closure(["pytest-cov"], tools, at)


def test_running_brings_no_tool_of_the_tests(somewhere: Place) -> None:
    tools = {canonicalize_name(Requirement(tool).name) for tool in TESTING}
    assert not tools & set(pinned(["run.lock"], somewhere))


@pytest.mark.parametrize("lock", ["run.lock", "test.lock"])
def test_a_lock_is_pins_with_hashes_and_names_no_registry(lock: str) -> None:
    for entry in entries(lock):
        pin, *hashes = entry.split(" \\\n    ")
        assert re.fullmatch(r"[a-z0-9-]+==[A-Za-z0-9.+!]+( ; .+)?", pin)
        assert hashes and all(
            re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", known) for known in hashes
        )
        assert "windows" not in pin and not re.search(r"win32|nt'", pin)


def test_markers_are_of_the_place_and_not_of_this_machine() -> None:
    """The walk above would prove nothing if the marker of another system held here."""
    darwin = place("3.14", *MACHINES[-1])
    assert Marker("sys_platform == 'darwin' and python_version == '3.14'").evaluate(darwin)
    assert not Marker("sys_platform == 'linux'").evaluate(darwin)
