"""Write run.lock, the closure of what running needs, and test.lock, what the tests need on top.

Needs uv and packaging, which `make lock` installs into an environment of its own.
"""

import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.markers import Marker

HERE = Path(__file__).parent
PROJECT = HERE.parent / "pyproject.toml"
OLDEST = "3.11"
ENVIRONMENTS = tuple(
    {"python_version": python, "sys_platform": system, "platform_machine": machine}
    for python, (system, machine) in product(
        (OLDEST, "3.12", "3.13", "3.14"),
        (("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "x86_64"), ("darwin", "arm64")),
    )
)
SYSTEMS = {
    "linux": {"platform_system": "Linux", "os_name": "posix"},
    "darwin": {"platform_system": "Darwin", "os_name": "posix"},
}
CPYTHON = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
COMPILE = (
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config"),
    *("--universal", "--python-version", OLDEST, "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
)


@dataclass(frozen=True, slots=True)
class Pin:
    """One version of a package, and where it is installed."""

    package: str
    """The name and the version: rich==15.0.0."""
    marker: str
    places: frozenset[int]
    """Which of the ENVIRONMENTS."""
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.package.partition("==")[0]


def main() -> None:
    build = tomllib.loads(PROJECT.read_text("utf-8"))["build-system"]["requires"]
    with TemporaryDirectory() as folder:
        tools, run_lock = Path(folder, "build.in"), HERE / "run.lock"
        tools.write_text("\n".join(build), "utf-8")
        run = tuple(pins(resolve(PROJECT, tools)))
        write(run_lock, run)
        tests = pins(resolve(PROJECT, "--extra", "dev", "--constraint", run_lock))
        write(HERE / "test.lock", on_top(tests, run))


def resolve(*asked: str | Path) -> str:
    """Resolve for every system and Python at once, afresh: what was locked before has no say."""
    return subprocess.run([*COMPILE, *asked], check=True, stdout=subprocess.PIPE, text=True).stdout


def pins(resolved: str) -> Iterator[Pin]:
    for line in resolved.replace("\\\n", " ").splitlines():
        requirement, *hashes = line.split(" --hash=")
        package, _, marker = (part.strip() for part in requirement.partition(" ;"))
        places = frozenset(i for i in range(len(ENVIRONMENTS)) if holds(marker, ENVIRONMENTS[i]))
        if places:
            everywhere = len(places) == len(ENVIRONMENTS)
            yield Pin(package, "" if everywhere else marker, places, tuple(map(str.strip, hashes)))


def holds(marker: str, place: Mapping[str, str]) -> bool:
    known = {"python_full_version": place["python_version"] + ".0", **CPYTHON}
    return not marker or Marker(marker).evaluate(
        {**place, **known, **SYSTEMS[place["sys_platform"]]}
    )


def on_top(tests: Iterator[Pin], run: Sequence[Pin]) -> Iterator[Pin]:
    """Leave out what running has already, where it has it."""
    for pin in tests:
        had = frozenset[int]().union(*(known.places for known in run if known.name == pin.name))
        if pin.places <= had:
            continue
        rest = pin.places - had
        marker = pin.marker if rest == pin.places else " or ".join(map(spelt, sorted(rest)))
        yield Pin(pin.package, marker, rest, pin.hashes)


def spelt(place: int) -> str:
    """Give the marker of one environment."""
    return " and ".join(f"{key} == '{value}'" for key, value in ENVIRONMENTS[place].items())


def write(path: Path, pins: Iterator[Pin] | Sequence[Pin]) -> None:
    lines = (
        " \\\n    ".join(
            (
                f"{pin.package} ; {pin.marker}" if pin.marker else pin.package,
                *(f"--hash={known}" for known in pin.hashes),
            )
        )
        for pin in pins
    )
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
