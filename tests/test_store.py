"""What every store promises, on the files and on their twin in memory; then what only files can."""

import json
import os
import stat
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.exact import read as read_exact
from knowledge.model import (
    Column,
    Deadline,
    Document,
    DocumentKind,
    Due,
    Field,
    Official,
    Party,
    Passage,
    Problem,
    ProblemKind,
    Role,
    Task,
    Tense,
    Term,
)
from knowledge.question import Question
from knowledge.store import MemoryStore, Store, StoreError, UnansweredQuestion, open_store
from knowledge.store.encoding import plain, reader

DAY = date(2024, 3, 5)
LATER = date(2024, 3, 6)

TASK = Task(
    document="dongli-2023",
    number=59,
    text="实施军秀园、军丽园热力管道改造。",
    headings=("六、坚持共建共享", "（一）民生"),
    parties=(Party("区城管委", Role.LEAD), Party("各街办(园区)", Role.SUPPORT, collective=True)),
    leaders=("郭磊",),
    deadlines=(
        Deadline("10月底前完成", date(2023, 10, 31), Due.DONE),
        Deadline("持续推进", None, clause="其余", in_text=True),
    ),
    line=412,
    part=2,
    label="五十九",
)
DOCUMENT = Document(
    id="dongli-2023",
    name="东丽2023",
    kind=DocumentKind.BREAKDOWN,
    reference="东丽政发〔2023〕4号",
    year=2023,
    issued=date(2023, 2, 1),
    stated_count=92,
    columns=(Column(Field.LEAD, "牵头单位"),),
    tasks=(TASK,),
    passages=(Passage("dongli-2023", "生产总值增长5%。", tense=Tense.PLAN, line=3),),
    terms=(Term("三区三线", "三类空间和三条控制线", 9),),
    officials=(Official("区长", "李春"),),
    problems=(Problem(3, "串列", ProblemKind.REPAIRED, "郭 磊", "郭磊"),),
)
BAD_IDS = ["", ".hidden", "../outside", "a/b", "a b", "甲" * 65, "a\n", "a\0b", "〔2023〕4号"]


def document(id: str, **changes: object) -> Document:
    return replace(Document(id=id, name=id, kind=DocumentKind.REPORT), **changes)


def ids(store: Store) -> list[str]:
    return [one.id for one in store.documents.all()]


def questions(store: Store) -> list[tuple[str, int]]:
    return [(one.text, one.times) for one in store.unanswered.all()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, folder: Path) -> Store:
    return MemoryStore() if request.param == "memory" else open_store(folder)


@pytest.fixture(params=["memory", "file"])
def small_store(request: pytest.FixtureRequest, folder: Path) -> Store:
    """Keeps three questions."""
    if request.param == "memory":
        return MemoryStore(unanswered_limit=3)
    return open_store(folder, unanswered_limit=3)


@dataclass(frozen=True, slots=True)
class Visitor:
    """A value of another package's, as a record holds it."""

    name: str
    seen: tuple[int, ...] = ()
    first: date | None = None
    question: Question = field(default=Question())


VISITOR = Visitor("张三", (3, 9), DAY, read_exact("编号=1..5,9; 单位=区住建委 -> 清单"))


def test_records_come_back_as_they_were_put(store: Store) -> None:
    visitors = store.records("visitors", Visitor)
    assert (visitors.get("-100"), visitors.all()) == (None, ())
    visitors.put("-100", VISITOR)
    visitors.put("7", Visitor("李四"))
    visitors.put("-100", replace(VISITOR, seen=(4,)))
    again = store.records("visitors", Visitor)
    assert again.all() == (("-100", replace(VISITOR, seen=(4,))), ("7", Visitor("李四")))
    assert sorted(again.keys()) == ["-100", "7"]
    assert store.records("others", Visitor).all() == ()
    assert (again.remove("7"), again.remove("7"), visitors.get("7")) == (True, False, None)


def test_records_have_keys_that_can_be_file_names(store: Store) -> None:
    for key in BAD_IDS:
        with pytest.raises(StoreError, match="不能用"):
            store.records("visitors", Visitor).put(key, VISITOR)


def test_only_one_does_a_deed_at_a_time(store: Store) -> None:
    with store.alone("值守"):
        store.records("visitors", Visitor).put("1", VISITOR)
        with pytest.raises(StoreError, match="值守"), store.alone("值守"):
            pass
    with store.alone("值守"):
        assert store.records("visitors", Visitor).get("1") == VISITOR


def test_a_record_of_another_shape_is_told_and_left_alone(folder: Path) -> None:
    open_store(folder).records("visitors", Visitor).put("1", VISITOR)
    path = folder / "visitors" / "1.json"
    path.write_text(path.read_text("utf-8").replace('"name"', '"called"'), "utf-8")
    before = path.read_bytes()
    again = open_store(folder).records("visitors", Visitor)
    with pytest.raises(StoreError, match="已损坏"):
        again.get("1")
    assert again.keys() == ("1",)
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.documents.all() == ()
    assert store.documents.get("dongli-2023") is None
    assert store.unanswered.all() == ()


def test_a_document_comes_back_as_it_was_put(store: Store) -> None:
    store.documents.put(DOCUMENT)
    assert store.documents.get("dongli-2023") == DOCUMENT
    assert store.documents.all() == (DOCUMENT,)


def test_documents_stand_in_the_order_of_their_first_put(store: Store) -> None:
    for id in ("b", "丙", "a"):
        store.documents.put(document(id))
    store.documents.put(document("丙", title="新"))
    assert ids(store) == ["b", "丙", "a"]
    assert store.documents.all()[1].title == "新"


def test_documents_put_as_one_step_stand_in_their_order(store: Store) -> None:
    for id in ("b", "丙"):
        store.documents.put(document(id))
    store.documents.put_all(document(id, title="新") for id in ("z", "丙", "a"))
    assert ids(store) == ["b", "丙", "z", "a"]
    assert [one.title for one in store.documents.all()] == ["", "新", "新", "新"]
    assert store.documents.get("a") == document("a", title="新")
    store.documents.put(document("z", title="更新"))
    assert store.documents.remove("a") is True
    assert ids(store) == ["b", "丙", "z"]
    assert store.documents.all()[2].title == "更新"


def test_one_document_that_is_refused_holds_back_the_others(store: Store) -> None:
    store.documents.put(document("b"))
    with pytest.raises(StoreError, match="文件编号"):
        store.documents.put_all([document("a"), document("../x"), document("b", title="新")])
    assert store.documents.all() == (document("b"),)


def test_no_documents_are_put_as_nothing(store: Store) -> None:
    store.documents.put_all([])
    assert store.documents.all() == ()


def test_a_removed_document_is_gone_and_comes_last_when_put_again(store: Store) -> None:
    for id in ("a", "b"):
        store.documents.put(document(id))
    assert store.documents.remove("a") is True
    assert store.documents.remove("a") is False
    assert store.documents.get("a") is None
    store.documents.put(document("a"))
    assert ids(store) == ["b", "a"]


@pytest.mark.parametrize("id", BAD_IDS)
def test_an_id_that_is_no_file_name_is_refused(store: Store, id: str) -> None:
    for use in (store.documents.get, store.documents.remove):
        with pytest.raises(StoreError, match="文件编号"):
            use(id)
    with pytest.raises(StoreError, match="文件编号"):
        store.documents.put(document(id))
    assert store.documents.all() == ()


@pytest.mark.parametrize("id", ["x", "甲" * 64, "xiqing-2024", "A_1.b", "东丽-2023.报告"])
def test_an_id_that_is_a_file_name_is_taken(store: Store, id: str) -> None:
    store.documents.put(document(id))
    assert ids(store) == [id]


def test_a_question_is_kept_with_its_scope_and_day(store: Store) -> None:
    store.unanswered.add("低空经济谁负责", "dongli-2023", DAY)
    assert store.unanswered.all() == (UnansweredQuestion("低空经济谁负责", "dongli-2023", DAY, 1),)


def test_a_question_asked_again_is_counted_and_comes_first(store: Store) -> None:
    for text in ("一", "二", "三"):
        store.unanswered.add(text, "", DAY)
    store.unanswered.add(" 一\n", "", LATER)
    assert questions(store) == [("一", 2), ("三", 1), ("二", 1)]
    assert store.unanswered.all()[0].day == LATER


def test_the_same_words_in_another_scope_are_another_question(store: Store) -> None:
    store.unanswered.add("停车", "", DAY)
    store.unanswered.add("停车", "xialu-2023", DAY)
    assert questions(store) == [("停车", 1), ("停车", 1)]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("问" * 500, ["问" * 200]),
        ("南开区\x1b[31m\u3000停车\r\n呢", ["南开区 [31m 停车 呢"]),
        ("半个\ud83d字", ["半个 字"]),
        ("  \n\t", []),
        ("", []),
    ],
)
def test_a_question_is_kept_as_one_short_line(store: Store, asked: str, kept: list[str]) -> None:
    store.unanswered.add(asked, "", DAY)
    assert [text for text, _ in questions(store)] == kept


def test_the_questions_asked_longest_ago_are_forgotten(small_store: Store) -> None:
    for text in ("一", "二", "三", "一", "四", "五"):
        small_store.unanswered.add(text, "", DAY)
    assert questions(small_store) == [("五", 1), ("四", 1), ("一", 2)]


def test_clearing_forgets_all_questions_and_no_document(store: Store) -> None:
    store.unanswered.clear()
    store.documents.put(DOCUMENT)
    store.unanswered.add("一", "", DAY)
    store.unanswered.clear()
    assert store.unanswered.all() == ()
    store.unanswered.add("二", "", DAY)
    assert questions(store) == [("二", 1)]
    assert ids(store) == ["dongli-2023"]


@given(st.builds(Document, id=st.just("x")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_survives_the_encoding(one: Document) -> None:
    assert reader(Document)(json.loads(json.dumps(plain(one)))) == one


@pytest.mark.parametrize(
    "form",
    [
        [],
        {"id": "x", "name": "x"},
        {"id": "x", "name": "x", "kind": "poem"},
        {"id": 7, "name": "x", "kind": "report"},
        {"id": "x", "name": "x", "kind": "report", "year": "2023"},
        {"id": "x", "name": "x", "kind": "report", "year": True},
        {"id": "x", "name": "x", "kind": "report", "issued": "昨天"},
        {"id": "x", "name": "x", "kind": "report", "issued": 20230201},
        {"id": "x", "name": "x", "kind": "report", "tasks": {}},
        {"id": "x", "name": "x", "kind": "report", "tasks": [{"number": 1}]},
        {"id": "x", "name": "x", "kind": "report", "colour": "red"},
    ],
)
def test_a_form_that_is_no_document_is_refused(form: object) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        reader(Document)(form)


def test_what_is_kept_is_there_for_the_next_run(folder: Path) -> None:
    store = open_store(folder)
    store.documents.put(DOCUMENT)
    store.unanswered.add("一", "", DAY)
    again = open_store(folder)
    assert again.documents.all() == (DOCUMENT,)
    assert again.unanswered.all() == store.unanswered.all()


def test_two_open_stores_see_each_others_changes(folder: Path) -> None:
    one, other = open_store(folder), open_store(folder)
    one.documents.put(DOCUMENT)
    one.unanswered.add("一", "", DAY)
    assert other.documents.all() == (DOCUMENT,)
    other.unanswered.add("二", "", DAY)
    one.unanswered.add("三", "", DAY)
    assert questions(other) == questions(one) == [("三", 1), ("二", 1), ("一", 1)]
    other.documents.put(replace(DOCUMENT, title="新"))
    assert one.documents.all()[0].title == "新"
    other.documents.remove("dongli-2023")
    assert one.documents.all() == ()
    assert one.documents.get("dongli-2023") is None


def test_opening_and_reading_make_no_folder(folder: Path) -> None:
    store = open_store(folder)
    store.documents.all()
    store.unanswered.all()
    assert store.documents.remove("x") is False
    store.unanswered.clear()
    assert not folder.exists()


def test_only_the_owner_can_read_what_is_kept(folder: Path) -> None:
    store = open_store(folder)
    store.documents.put(DOCUMENT)
    store.unanswered.add("一", "", DAY)
    rights = {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in [folder, *folder.rglob("*")]
    }
    assert rights == {
        ".": 0o700,
        ".lock": 0o600,
        "documents": 0o700,
        "documents/dongli-2023.json": 0o600,
        "unanswered.json": 0o600,
    }


def test_files_are_plain_readable_utf_8(folder: Path) -> None:
    open_store(folder).documents.put(DOCUMENT)
    text = (folder / "documents/dongli-2023.json").read_text("utf-8")
    assert "区城管委" in text
    assert json.loads(text)["about"] == {"1": {"version": 1}}


def test_half_a_surrogate_pair_costs_nothing(folder: Path) -> None:
    odd = document("x", title="半个\ud83d字")
    open_store(folder).documents.put(odd)
    assert open_store(folder).documents.get("x") == odd


def test_left_over_parts_are_swept_when_opening(folder: Path) -> None:
    open_store(folder).documents.put(DOCUMENT)
    for part in (folder / ".unanswered.json.7.part", folder / "documents/.x.json.7.part"):
        part.write_bytes(b'{"about":')
    assert open_store(folder).documents.all() == (DOCUMENT,)
    assert list(folder.rglob("*.part")) == []


def test_files_of_others_in_the_folder_are_left_alone(folder: Path) -> None:
    store = open_store(folder)
    store.documents.put(DOCUMENT)
    strangers = [folder / "documents" / name for name in ("x (1).json", "._x.json", "notes.txt")]
    for stranger in strangers:
        stranger.write_text("我的")
    assert store.documents.all() == (DOCUMENT,)
    assert all(stranger.read_text() == "我的" for stranger in strangers)


def test_the_folder_may_not_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="不是文件夹"):
        open_store(tmp_path / "data")


def test_a_folder_that_is_in_the_way_is_named(folder: Path) -> None:
    (folder / "documents/x.json").mkdir(parents=True)
    store = open_store(folder)
    with pytest.raises(StoreError, match=r"x\.json 不能读取（.+）：请检查"):
        store.documents.get("x")
    assert os.listdir(folder / "documents") == ["x.json"]
