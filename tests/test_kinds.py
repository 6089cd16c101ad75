"""The one list of kinds of units, and what is made of it."""

import tomllib
from importlib import resources

import pytest

from knowledge import ending_of, kinds_asked, kinds_of, may_stand_for
from knowledge.kinds import endings, endings_in_cells, is_collective

LIST = tomllib.loads(resources.files("knowledge").joinpath("kinds.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("spelling", "ending"),
    [
        ("区发展和改革委员会", "委"),
        ("下陆区自规分局", "局"),
        ("江东街道办事处", "街"),
        ("东方有限责任公司", "公司"),
        ("东方集团有限公司", "集团"),
        ("临空经济技术开发区", "经开区"),
        ("临空经济区", ""),
        ("热力管道", ""),
    ],
)
def test_what_a_unit_ends_in(spelling: str, ending: str) -> None:
    assert ending_of(spelling) == ending


def test_classes_and_single_kinds() -> None:
    assert kinds_of("office", "local") == ("局", "委", "办", "街", "镇", "乡")
    assert kinds_of("局", "team") == ("局", "支队", "大队")
    assert kinds_asked()["乡镇"] == ("镇", "乡")


def test_every_word_asked_for_names_some_kind() -> None:
    for word, classes in LIST["asked"].items():
        assert all(kinds_of(c) for c in classes), word


def test_no_ending_is_of_two_kinds() -> None:
    spellings = [end for end, _ in endings()]
    assert len(spellings) == len(set(spellings))


def test_what_is_never_told_by_its_ending_in_a_cell() -> None:
    assert not set(LIST["cells"]["never"]) & set(endings_in_cells())
    assert {"局", "管理委员会", "派出所", "廳"} <= set(endings_in_cells())


@pytest.mark.parametrize("unit", ["各街办(园区)", "相关部门", "街道", "区政府各部门"])
def test_stands_for_many(unit: str) -> None:
    assert is_collective(unit)


@pytest.mark.parametrize("unit", ["江东街道", "区城管委", "中心镇政府"])
def test_stands_for_itself(unit: str) -> None:
    assert not is_collective(unit)


@pytest.mark.parametrize(
    ("collective", "key", "may"),
    [
        ("各街办(园区)", "江东街", True),
        ("各街办(园区)", "临空经济区", True),
        ("各街办(园区)", "城管委", False),
        ("区政府各部门", "城管委", True),
        ("区政府各部门", "江东街", False),
        ("相关单位", "城投集团", True),
        ("垂管单位", "税务局", False),
    ],
)
def test_whom_a_collective_may_stand_for(collective: str, key: str, may: bool) -> None:
    assert may_stand_for(collective, (key,)) == may
