"""setup/environment.sh: what is installed, what is said, and what mends what was interrupted.

The tests that install take about a minute and need a registry: they are for CI, or for who asks.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ASKED = "ZEREN_TEST_INSTALL"
PIPED = "59项谁牵头\n"
LONGEST = 240  # seconds
NEWER = "99"
NO_NETWORK = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_FIND_LINKS": "",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_NO_CACHE_DIR": "1",
}

installs = pytest.mark.skipif(
    not (os.environ.get("CI") or os.environ.get(ASKED)),
    reason=f"安装一遍要近一分钟，还要联网：在 CI 里才做，或者 {ASKED}=1 make test",
)


def copy_checkout(to: Path) -> Path:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def surroundings(**changes: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    return {**kept, "PYTHON": sys.executable, **changes}


def prepare(checkout: Path, part: str, **changes: str) -> tuple[int, list[str]]:
    """Prepare a part as make does, and give its exit code and its lines.

    Standard output stays empty and standard input unread, which is seen by what comes after.
    """
    done = subprocess.run(
        ["sh", "-c", f"sh setup/environment.sh {part}; status=$?; cat; exit $status"],
        cwd=checkout,
        env=surroundings(**changes),
        timeout=LONGEST,
        input=PIPED,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout == PIPED
    return done.returncode, done.stderr.splitlines()


def version(checkout: Path, package: str) -> str:
    """Give the version that is installed, or nothing."""
    asking = f"from importlib.metadata import version; print(version({package!r}))"
    told = subprocess.run(
        [checkout / ".venv/bin/python", "-c", asking], capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


def make_wheel(folder: Path, name: str, number: str, *lines: str) -> None:
    info = f"{name}-{number}.dist-info"
    metadata = "\n".join(("Metadata-Version: 2.1", f"Name: {name}", f"Version: {number}", *lines))
    with zipfile.ZipFile(folder / f"{name}-{number}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", "")
        wheel.writestr(f"{info}/METADATA", metadata + "\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What else a registry offers: a newer coverage than the pinned one."""
    folder = tmp_path_factory.mktemp("wheels")
    make_wheel(folder, "coverage", NEWER, "Provides-Extra: toml")
    make_wheel(folder, "leftover", "1")
    return f"{os.environ.get('PIP_FIND_LINKS', '')} {folder}".strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, offered: str) -> Path:
    """A copy with both locks installed, which was first tried without a network."""
    copy = copy_checkout(tmp_path_factory.mktemp("责任 通"))
    status, (begun, why) = prepare(copy, "run", **NO_NETWORK)
    assert status and "正在准备运行环境" in begun
    assert "连不上" in why and "请检查网络" in why and str(copy / ".venv/install.log") in why
    status, lines = prepare(copy, "test", PIP_FIND_LINKS=offered)
    assert (status, len(lines)) == (0, 1)
    return copy


@installs
def test_the_pinned_version_is_installed_though_a_newer_one_is_offered(checkout: Path) -> None:
    pin = next(
        line.split()[0]
        for line in (ROOT / "setup" / "test.lock").read_text("utf-8").splitlines()
        if line.startswith("coverage==")
    )
    assert f"coverage=={version(checkout, 'coverage')}" == pin


@installs
def test_nothing_is_said_or_done_where_all_is_there(checkout: Path) -> None:
    for path in (checkout / "setup").iterdir():
        path.touch()
    (checkout / "pyproject.toml").touch()
    before = (checkout / ".venv/install.log").read_bytes()
    assert prepare(checkout, "run", **NO_NETWORK) == (0, [])
    assert prepare(checkout, "test", **NO_NETWORK) == (0, [])
    assert (checkout / ".venv/install.log").read_bytes() == before


@installs
def test_a_change_of_one_lock_leaves_the_other_part_alone(checkout: Path) -> None:
    running, testing = checkout / "setup/run.lock", checkout / "setup/test.lock"
    testing.write_text(testing.read_text("utf-8") + "# changed\n", "utf-8")
    assert prepare(checkout, "run", **NO_NETWORK) == (0, [])
    assert len(prepare(checkout, "test")[1]) == 1
    running.write_text(running.read_text("utf-8") + "# changed\n", "utf-8")
    assert len(prepare(checkout, "run")[1]) == 1
    assert prepare(checkout, "test", **NO_NETWORK) == (0, [])


@installs
def test_what_no_lock_names_any_more_is_taken_away(checkout: Path, offered: str) -> None:
    pip = [checkout / ".venv/bin/python", "-m", "pip", "install", "--quiet", "leftover"]
    subprocess.run(pip, check=True, env=surroundings(PIP_FIND_LINKS=offered))
    assert version(checkout, "leftover") == "1"
    copy = checkout / ".venv/test.lock"
    copy.write_text(copy.read_text("utf-8") + "leftover==1\n", "utf-8")
    assert prepare(checkout, "test")[0] == 0
    assert version(checkout, "leftover") == ""


@installs
def test_killed_while_the_tools_are_written_it_still_runs_and_is_mended(checkout: Path) -> None:
    pins = (checkout / ".venv/test.lock").rename(checkout / "gone.txt")
    pip = [checkout / ".venv/bin/python", "-m", "pip", "uninstall", "--yes", "-r", pins]
    subprocess.run(pip, check=True, capture_output=True)
    killed = subprocess.Popen(
        ["sh", "setup/environment.sh", "test"],
        cwd=checkout,
        env=surroundings(),
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    written = checkout / ".venv/lib"
    until = time.monotonic() + LONGEST
    while not any(written.glob("*/site-packages/mypy")) and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert (checkout / ".venv/test.unfinished").exists()
    assert prepare(checkout, "run", **NO_NETWORK) == (0, [])
    status, lines = prepare(checkout, "test")
    assert (status, len(lines)) == (0, 1)
    subprocess.run([checkout / ".venv/bin/mypy", "--version"], check=True, capture_output=True)


@installs
def test_a_copy_elsewhere_is_made_anew(checkout: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(checkout, tmp_path / "moved", symlinks=True)
    status, lines = prepare(moved, "run")
    assert status == 0 and len(lines) == 1 and "程序换了位置" in lines[0]
    assert version(moved, "rich") and not version(moved, "pytest")
    subprocess.run([moved / ".venv/bin/zeren", "--help"], check=True, capture_output=True)
    assert str(moved) in (moved / ".venv/bin/zeren").read_text("utf-8")


# What follows ends before anything is installed.


def interpreter(folder: Path, *lines: str) -> Path:
    """Make a Python that is not as it should be."""
    path = folder / "python3.11"
    path.write_text("\n".join(("#!/bin/sh", *lines, f'exec "{sys.executable}" "$@"\n')), "utf-8")
    path.chmod(0o755)
    return path


def failure(tmp_path: Path, python: str | Path) -> str:
    """Give the one sentence with which a first call ends."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT / "setup", copy / "setup")
    status, (_, why) = prepare(copy, "run", PYTHON=str(python))
    assert status == 1 and not (copy / ".venv").exists()
    return why


def test_a_python_that_is_not_there(tmp_path: Path) -> None:
    assert failure(tmp_path, "/nowhere/python3").startswith("没有找到 /nowhere/python3：")


def test_a_python_that_is_too_old(tmp_path: Path) -> None:
    old = interpreter(tmp_path, "echo 3.9", "exit")
    assert f"需要 Python 3.11 或更新的版本（{old} 是 3.9）：请先安装" in failure(tmp_path, old)


def test_a_python_without_venv(tmp_path: Path) -> None:
    bare = interpreter(tmp_path, 'case "$*" in *ensurepip*) exit 1 ;; esac')
    assert "缺少 venv：请先安装（Debian：sudo apt install python3" in failure(tmp_path, bare)


def test_each_script_is_read_by_a_plain_shell() -> None:
    shell = shutil.which("dash") or "sh"
    for script in (ROOT / "setup" / "environment.sh", ROOT / ".ci" / "run"):
        assert subprocess.run([shell, "-n", script], check=False).returncode == 0
