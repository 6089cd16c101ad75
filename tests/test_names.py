"""Which unit or person a spelling means, and what is only almost one."""

import tomllib
from pathlib import Path

import pytest

from knowledge import Index
from knowledge.unit_key import unit_key

CORPUS = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
CASES = [(d, s, n) for d, spellings in CORPUS.items() for s, n in spellings.items()]


@pytest.mark.parametrize(("document", "spelling", "name"), CASES)
def test_a_spelling_means_one_unit_of_its_document_or_none(
    index: Index, document: str, spelling: str, name: str
) -> None:
    meaning = index.names.unit(spelling, (document,))
    told = index.names.display(meaning.key, document) if meaning else ""
    if not name:
        slips = [s for s in index.names.slips(spelling, (document,)) if s.is_sure]
        assert (told, slips) == ("", [])
        return
    if not told:
        told = index.names.display(index.names.slips(spelling, (document,))[0].key, document)
    assert index.names.key(told) == index.names.key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区发改局(区项目办)", "区发改局"),
        ("下陆区自规分局", "下陆自规分局"),
        ("市规划资源局西青分局", "规资局"),
        ("张家窝镇", "张家窝镇政府"),
        ("长乐投资有限公司", "长乐投资公司"),
    ],
)
def test_two_spellings_of_one_body_have_one_key(one: str, other: str) -> None:
    districts = ("下陆", "西青")
    assert unit_key(one, districts) == unit_key(other, districts)


def test_other_kind_words_are_other_bodies() -> None:
    assert unit_key("城管局") != unit_key("城管委")
    assert unit_key("市场监管局") != unit_key("城市监管局")


@pytest.mark.parametrize(
    ("typed", "key", "is_sure"),
    [
        ("城管为", "城管委", True),
        ("发该委", "发改委", True),
        ("孙小光", "孙晓光", True),
        ("军粮成街", "军粮城街", True),
        ("孙晓明", "孙晓光", False),
    ],
)
def test_slips(index: Index, typed: str, key: str, is_sure: bool) -> None:
    slip = index.names.slips(typed, ("dongli-2023",))[0]
    assert (slip.key, slip.is_sure) == (key, is_sure)


@pytest.mark.parametrize("typed", ["民宗局", "王建国", "区气象局", "崔明", "低空经济"])
def test_what_is_no_slip(index: Index, typed: str) -> None:
    assert not [s for s in index.names.slips(typed, ("dongli-2023",)) if s.is_sure]


def test_suggestions_have_the_same_function_where_there_is_one(index: Index) -> None:
    assert index.names.near("城管局", ("dongli-2023",)) == ("城管委",)
    assert "财政局" in index.names.near("财证局", ("dongli-2023",))
    assert index.names.near_people("崔明", ("dongli-2023",)) == ("崔伟",)


def test_a_name_typed_by_its_sound(index: Index) -> None:
    sounds = index.names.sounds
    assert {index.names.spellings[w] for w in sounds.spelled("chengguanwei")} == {"城管委"}
    assert "发改委" in {index.names.spellings.get(w) for w in sounds.initials("fgw")}
    assert sounds.read("sunxiaoguang") == [frozenset({"孙晓光"})]
    assert sounds.read("xyzxyz") is None
