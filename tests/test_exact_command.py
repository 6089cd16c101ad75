"""`zeren ask --exact`: an exact question from the command line."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main

QUESTION = "文件=东丽2023; 牵头=区城管委; 时限<=6月底前 -> 清单"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_DATA", str(tmp_path))


def test_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--exact", "文件=东丽2023; 编号=59 -> 牵头"]) == 0
    assert capsys.readouterr().out.startswith("区城管委 牵头\n第59项 ")


def test_nothing_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--exact", QUESTION]) == 1
    told = "区城管委牵头的8项里，没有6月底前到期的，最早的是第59项（10月底前）。\n"
    assert capsys.readouterr().out == told


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--exact", "文件=东丽2023; 编号=59 -> 牵头"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert reply["items"] == ["dongli-2023#59"] and reply["found"] is True


def test_scope(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--scope", "下陆2023", "--exact", "编号=36 -> 牵头"]) == 0
    assert "没有区分牵头和配合" in capsys.readouterr().out


def test_misspelt(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--exact", "牵头 -> 清单"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("zeren: 第4个字") and said.count("\n") == 1


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ask", "--help"])
    assert "--exact" in capsys.readouterr().out
