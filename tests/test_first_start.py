"""A first start that is killed at any moment is made up for by the next one."""

import itertools
import os
import random
import subprocess
import time
from pathlib import Path

import pytest
from conftest import NAMES
from running import ZEREN
from test_store_crash import killed_at

from bot.__main__ import main
from bot.cli.status import ANSWERED
from knowledge import open_store

ROUNDS = 4
LONGEST = 1.2
"""Seconds of a first start."""
ASKED = ("ask", "--scope", "dongli-2023", "59项谁牵头")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("ZEREN_CONFIG", raising=False)


def kept(folder: Path) -> list[str]:
    return [one.id for one in open_store(folder).documents.all()]


def test_a_first_start_killed_anywhere_leaves_all_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = []
    for touch in itertools.count():
        folder = tmp_path / str(touch) / "new" / "zeren"
        monkeypatch.setenv("ZEREN_DATA", str(folder))
        if not killed_at(touch, folder, lambda: main(["documents"])):
            break
        left.append(len(kept(folder)))
        assert main(["documents"]) == ANSWERED
        assert kept(folder) == list(NAMES)
        assert sorted(os.listdir(folder)) == [".lock", "documents"]
    assert left == sorted(left)
    assert set(left) == {0, len(NAMES)}


def test_samples_added_again_and_killed_are_all_there_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = []
    for touch in itertools.count(step=3):
        folder = tmp_path / str(touch)
        (folder / "documents").mkdir(parents=True)
        monkeypatch.setenv("ZEREN_DATA", str(folder))
        if not killed_at(touch, folder, lambda: main(["add", "--samples"])):
            break
        left.append(kept(folder))
    assert left == sorted(left, key=len)
    assert {tuple(ids) for ids in left} == {(), NAMES}


def test_samples_that_were_removed_do_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEREN_DATA", str(tmp_path / "zeren"))
    assert main(["documents"]) == ANSWERED
    for id in NAMES:
        assert main(["remove", id]) == ANSWERED
        main(["documents"])
        assert id not in kept(tmp_path / "zeren")
    assert kept(tmp_path / "zeren") == []


def test_a_process_killed_in_its_first_start_answers_in_its_second(tmp_path: Path) -> None:
    moments = random.Random(3)
    for turn in range(ROUNDS):
        folder = tmp_path / str(turn)
        environ = os.environ | {"ZEREN_DATA": str(folder)}
        first = subprocess.Popen(
            [*ZEREN, *ASKED], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.2, LONGEST))
        first.kill()
        first.wait()
        assert len(kept(folder)) in (0, len(NAMES))
        second = subprocess.run(
            [*ZEREN, *ASKED], env=environ, capture_output=True, text=True, check=True
        )
        assert second.stdout.startswith("区城管委 牵头\n第59项")
        assert kept(folder) == list(NAMES)
        assert list(folder.rglob("*.part")) == []
