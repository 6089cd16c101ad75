"""One form for all text, numbers in words, and words kept whole."""

from pathlib import Path

import pytest

from knowledge import Cutter, arabic, chinese_number, fold, normalize


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("第５９項誰牽頭", "第59项谁牵头"),
        ("第\u200b59\u0007项", "第59项"),
        ("ＧＤＰ（目标）", "gdp(目标)"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_normalize(typed: str, read: str) -> None:
    assert normalize(typed) == read


def test_fold_leaves_out_what_nobody_types() -> None:
    assert fold("推进“无废 城市”建设。") == "推进无废城市建设。"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("五十九", 59),
        ("十", 10),
        ("二十", 20),
        ("一百零三", 103),
        ("二〇二四", 2024),
        ("两百", 200),
        ("59", 59),
        ("", None),
        ("若干", None),
        ("九百九十九", 999),
    ],
)
def test_chinese_numbers(words: str, number: int | None) -> None:
    assert chinese_number(words) == number


def test_numbers_in_words_are_written_in_digits() -> None:
    assert arabic("地铁十一号线") == "地铁11号线"


def test_added_words_are_kept_whole(cutter: Cutter) -> None:
    cutter.add(["区城管委", "军秀园"])
    assert cutter.cut("区城管委和军秀园") == ["区城管委", "和", "军秀园"]
    assert "".join(cutter.cut("pm2.5要达到多少?")) == "pm2.5要达到多少?"


def test_a_long_word_has_parts(cutter: Cutter) -> None:
    cutter.add(["食品安全检查"])
    assert cutter.cut("食品安全检查") == ["食品安全检查"]
    assert cutter.parts("食品安全检查") == ("食品", "安全检查")
    assert cutter.parts("停车") == ()


def test_kinds_of_words(cutter: Cutter) -> None:
    assert cutter.is_light("增加") and cutter.is_light("坏")
    assert not cutter.is_light("幼儿园")
    assert cutter.is_place("南开")


def test_the_dictionary_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    assert Cutter(folder).cut("热力管道")
    kept = list(folder.iterdir())
    assert [f.stat().st_mode & 0o777 for f in kept] == [0o600]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_damaged_dictionary_is_read_anew(tmp_path: Path) -> None:
    Cutter(tmp_path).cut("热力管道")
    for file in tmp_path.iterdir():
        file.write_bytes(b"damaged")
    assert Cutter(tmp_path).cut("热力管道") == ["热力", "管道"]


def test_without_a_place_to_keep_it_words_are_cut_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Cutter(tmp_path / "file" / "cache").cut("热力管道") == ["热力", "管道"]
