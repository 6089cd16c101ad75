"""`zeren explain`: how a sentence is read, from the command line."""

from pathlib import Path

import pytest

from bot.__main__ import main


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_DATA", str(tmp_path))


def test_shows_the_question_its_spans_and_what_came_second(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "--scope", "东丽2023", "城管委牵头8项吗"]) == 0
    said, first, spans, second, *_ = capsys.readouterr().out.splitlines()
    assert said == "城管委牵头8项吗"
    assert first.endswith("牵头=区城管委 -> 是否 {共=8 / 编号=8}")
    assert spans.startswith("读作　城管委〔unit ")
    assert second.startswith("其次　") and second.endswith("编号=8 -> 是否 {牵头=区城管委}")


def test_shows_what_was_read_into_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--scope", "东丽2023", "城管为牵头哪些"]) == 0
    assert "按“区城管委”理解" in capsys.readouterr().out


def test_shows_each_of_two_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--scope", "东丽2023", "停车谁管，59项什么时候完成"]) == 0
    assert capsys.readouterr().out.count("读作　") == 2


def test_without_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 2
    assert capsys.readouterr().err.startswith("zeren: 请写上要看的话")


def test_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "……"]) == 1
    assert capsys.readouterr().out == "没看懂这句话。\n"
