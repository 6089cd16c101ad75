"""What is kept outlives killed writers, full disks, missing rights, rivals and damaged files."""

import itertools
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import Document, DocumentKind, Task
from knowledge.store import Documents, MemoryStore, Store, StoreError, open_store
from knowledge.store.lock import locked

FORK = multiprocessing.get_context("fork")
DAY = date(2024, 3, 5)
NOBODY = 65534
KILLS = 200
TOUCHES = {"open", "os.mkdir", "os.rename", "os.remove", "os.truncate"}
"""What Python tells of before it happens; a write to an open file is in a part or a lock."""
LIFE = 0.06
"""Seconds that a writer lives at most: some ten writes."""


def document(id: str, edition: int, tasks: int = 60) -> Document:
    text = f"第{edition}版：实施军秀园、军丽园热力管道改造。" * 3
    return Document(
        id=id,
        name=id,
        kind=DocumentKind.BREAKDOWN,
        tasks=tuple(Task(id, number, text) for number in range(1, tasks + 1)),
    )


def write(store: Store, turn: int) -> None:
    """Do the write of that turn; the same turn always does the same."""
    choice = random.Random(turn)
    id = f"文件{choice.randrange(4)}"
    kind = choice.random()
    if kind < 0.6:
        store.documents.put(document(id, turn))
    elif kind < 0.7:
        store.documents.remove(id)
    elif kind < 0.98:
        store.unanswered.add(f"问题{choice.randrange(30)}", id, DAY)
    else:
        store.unanswered.clear()


def contents(store: Store) -> tuple[Any, ...]:
    return store.documents.all(), store.unanswered.all()


def write_on(folder: Path, turn: int, told: Connection) -> None:
    store = open_store(folder)
    while True:
        write(store, turn)
        told.send(turn)
        turn += 1


def turns_of_a_killed_writer(folder: Path, turn: int, life: float) -> int:
    """Let a process write from a turn on, kill it, and give the first turn it did not report."""
    heard, told = FORK.Pipe(duplex=False)
    writer = FORK.Process(target=write_on, args=(folder, turn, told), daemon=True)
    writer.start()
    told.close()
    time.sleep(life)
    writer.kill()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    while heard.poll():
        try:
            turn = heard.recv() + 1
        except EOFError:
            break
    heard.close()
    return turn


def test_writers_killed_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    moments = random.Random(7)
    expected, turn = MemoryStore(), 0
    for _ in range(KILLS):
        unreported = turns_of_a_killed_writer(tmp_path, turn, moments.uniform(0.0, LIFE))
        for done in range(turn, unreported):
            write(expected, done)
        turn = unreported
        found = open_store(tmp_path)
        if contents(found) != contents(expected):
            # killed after the write and before the report
            write(expected, turn)
            turn += 1
        assert contents(found) == contents(expected)
        assert list(tmp_path.rglob("*.part")) == []
    assert turn > KILLS


def killed_at(touch: int, folder: Path, work: Callable[[], object]) -> bool:
    """Do work in a process that is killed before it touches the folder for that time.

    False where it was done before that.
    """

    def run() -> None:
        left = touch

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            if event in TOUCHES and str(arguments[0]).startswith(str(folder)):
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        sys.addaudithook(count)
        work()

    process = FORK.Process(target=run, daemon=True)
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def step(edition: int) -> list[Document]:
    return [document(id, edition, tasks=2) for id in ("x", "y", "z")]


def test_a_step_that_is_killed_anywhere_is_done_or_not(tmp_path: Path) -> None:
    outcomes = []
    for touch in itertools.count():
        folder = tmp_path / str(touch)
        watcher = filled(folder)
        before = watcher.documents.all()
        if not killed_at(touch, folder, lambda f=folder: open_store(f).documents.put_all(step(2))):
            break
        seen = watcher.documents.all()
        assert seen in (before, tuple(step(2)))
        assert [watcher.documents.get(one.id) for one in seen] == list(seen)
        assert open_store(folder).documents.all() == watcher.documents.all() == seen
        assert sorted(os.listdir(folder)) == [".lock", "documents", "unanswered.json"]
        assert list(folder.rglob("*.part")) == []
        outcomes.append(seen == before)
    assert outcomes == sorted(outcomes, reverse=True), "once it is done it stays so"
    assert outcomes.count(True) > 3 and outcomes.count(False) > 10


def broken_off(folder: Path) -> Store:
    """Give a store in which a step was killed when it was done and no file was written yet."""
    store = filled(folder)
    for touch in itertools.count():
        killed_at(touch, folder, lambda: open_store(folder).documents.put_all(step(2)))
        if (folder / ".documents.step.json").exists():
            return store
    raise AssertionError


def test_a_step_that_was_broken_off_is_read_where_nothing_may_be_written(
    open_folder: Path,
) -> None:
    broken_off(open_folder)
    said = as_nobody(open_folder, 0o500, lambda store: store.documents.all() == tuple(step(2)))
    assert said == "True"
    assert (open_folder / ".documents.step.json").exists()


@pytest.mark.parametrize(
    ("work", "left"),
    [
        (lambda documents: documents.put(document("x", 3)), {"x": 3, "y": 2, "z": 2}),
        (lambda documents: documents.remove("z"), {"x": 2, "y": 2}),
        (lambda documents: documents.put_all([document("w", 3)]), {"x": 2, "y": 2, "z": 2, "w": 3}),
    ],
)
def test_a_step_that_was_broken_off_comes_before_what_is_done_next(
    tmp_path: Path, work: Callable[[Documents], object], left: dict[str, int]
) -> None:
    store = broken_off(tmp_path)
    work(store.documents)
    assert not (tmp_path / ".documents.step.json").exists()
    found = {one.id: int(one.tasks[0].text[1]) for one in open_store(tmp_path).documents.all()}
    assert found == left


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"about":{"1":{"version":1}},"document":{"1":{}}}']
)
def test_a_damaged_step_is_named_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    filled(tmp_path)
    path = tmp_path / ".documents.step.json"
    path.write_bytes(content)
    store = open_store(tmp_path)
    for use in (store.documents.all, lambda: store.documents.put_all(step(2))):
        with pytest.raises(StoreError) as caught:
            use()
        assert str(caught.value).startswith(f"{path} 已损坏，没有改动它")
    assert path.read_bytes() == content
    path.unlink()
    assert store.documents.all() == (document("x", 1),)


def test_readers_see_a_step_whole(tmp_path: Path) -> None:
    def put_steps() -> None:
        store = open_store(tmp_path)
        for edition in range(2, 10):
            store.documents.put_all(step(edition))
            time.sleep(0.02)

    store = open_store(tmp_path)
    store.documents.put_all(step(1))
    writer = FORK.Process(target=put_steps, daemon=True)
    writer.start()
    seen = [store.documents.all()]
    while writer.is_alive():
        seen.append(store.documents.all())
    writer.join()
    editions = [[one.tasks[0].text[1] for one in documents] for documents in seen]
    assert [three for three in editions if len(three) != 3 or len(set(three)) != 1] == []
    assert store.documents.all() == tuple(step(9))


def test_a_step_that_is_done_while_others_read_is_seen_whole(tmp_path: Path) -> None:
    open_store(tmp_path).documents.put_all(step(1))
    names = {str(tmp_path / f"documents/{id}.json") for id in "xyz"}

    def read() -> list[str]:
        opened: list[str] = []

        def write(event: str, arguments: tuple[Any, ...]) -> None:
            if event == "open" and str(arguments[0]) in names:
                opened.append(event)
                if len(opened) == 2:
                    open_store(tmp_path).documents.put_all(step(2))

        reader = open_store(tmp_path)
        sys.addaudithook(write)
        return [one.tasks[0].text[1] for one in reader.documents.all()]

    assert in_another_process(lambda: "".join(read())) == "222"


def test_a_step_on_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    before = contents(filled(tmp_path))
    store = open_store(tmp_path)
    said = on_a_full_disk(lambda: store.documents.put_all([*step(2), document("w", 2)]))
    path = tmp_path / ".documents.step.json"
    assert said == f"StoreError: 磁盘已满，{path} 没有写成，原有内容未动：请腾出空间后再试"
    assert contents(open_store(tmp_path)) == before
    assert not path.exists()


def in_another_process(work: Callable[[], object]) -> str:
    """Run work in a process of its own; give what it returned or the StoreError's sentence."""
    heard, told = FORK.Pipe(duplex=False)

    def run() -> None:
        try:
            told.send(str(work()))
        except StoreError as error:
            told.send(f"StoreError: {error}")

    process = FORK.Process(target=run, daemon=True)
    process.start()
    told.close()
    said = heard.recv()
    process.join()
    heard.close()
    return str(said)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


def as_nobody(folder: Path, rights: int, work: Callable[[Store], object]) -> str:
    """Work as a user who owns the folder's files but has only these rights on the folders."""

    def run() -> object:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return work(open_store(folder))

    folders = [folder / "documents", folder]
    for path in [*folder.rglob("*"), folder] if os.getuid() == 0 else []:
        os.chown(path, NOBODY, NOBODY)
    for path in folders:
        path.chmod(rights)
    try:
        return in_another_process(run)
    finally:
        for path in reversed(folders):
            path.chmod(0o700)


def filled(folder: Path) -> Store:
    store = open_store(folder)
    store.documents.put(document("x", 1))
    store.unanswered.add("一", "x", DAY)
    return store


@pytest.mark.parametrize(
    "work",
    [
        lambda store: store.documents.put(document("x", 2)),
        lambda store: store.documents.put(document("y", 1)),
        lambda store: store.documents.remove("x"),
    ],
)
def test_a_read_only_folder_is_named_and_stays_as_it_was(
    open_folder: Path, work: Callable[[Store], object]
) -> None:
    before = contents(filled(open_folder))
    said = as_nobody(open_folder, 0o500, work)
    assert said.startswith(f"StoreError: {open_folder}")
    assert "没有权限" in said
    assert "请检查权限，或另外指定存放数据的文件夹" in said
    assert contents(open_store(open_folder)) == before


def test_a_read_only_folder_can_be_read_left_over_parts_or_not(open_folder: Path) -> None:
    filled(open_folder)
    (open_folder / "documents/.y.json.7.part").write_bytes(b"{")
    assert as_nobody(open_folder, 0o500, lambda store: len(store.documents.all())) == "1"


def test_a_folder_that_may_not_be_read_is_named(open_folder: Path) -> None:
    filled(open_folder)
    said = as_nobody(open_folder, 0o000, lambda store: store.documents.all())
    assert said.startswith(f"StoreError: {open_folder}")
    assert "没有权限读取：请检查权限" in said


def test_a_folder_that_cannot_be_made_is_named(open_folder: Path) -> None:
    filled(open_folder)
    inner = open_folder / "inner"
    said = as_nobody(
        open_folder, 0o500, lambda _: open_store(inner).documents.put(document("x", 1))
    )
    assert said.startswith(f"StoreError: {inner} 没有权限写入：请检查权限")


def on_a_full_disk(work: Callable[[], object]) -> str:
    def run() -> object:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        return work()

    return in_another_process(run)


@pytest.mark.parametrize("id", ["x", "y"])
def test_a_full_disk_is_named_and_costs_nothing(tmp_path: Path, id: str) -> None:
    before = contents(filled(tmp_path))
    store = open_store(tmp_path)
    said = on_a_full_disk(lambda: store.documents.put(document(id, 2)))
    path = tmp_path / f"documents/{id}.json"
    assert said == f"StoreError: 磁盘已满，{path} 没有写成，原有内容未动：请腾出空间后再试"
    assert contents(open_store(tmp_path)) == before
    assert list(tmp_path.rglob("*.part")) == []


@pytest.fixture
def full_disk() -> Iterator[Callable[[bool], None]]:
    """A switch: while it is on, no file may grow over 100 bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def switch(full: bool) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100 if full else soft, hard))

    yield switch
    switch(False)


def test_a_store_goes_on_after_a_full_disk(
    tmp_path: Path, full_disk: Callable[[bool], None]
) -> None:
    store = filled(tmp_path)
    full_disk(True)
    for question in ("二", "一"):
        with pytest.raises(StoreError, match="磁盘已满"):
            store.unanswered.add(question, "x", DAY)
    full_disk(False)
    store.unanswered.add("三", "x", DAY)
    assert [(one.text, one.times) for one in store.unanswered.all()] == [("三", 1), ("一", 1)]


def hold(folder: Path, told: Connection, done: Connection) -> None:
    with locked(folder):
        told.send(os.getpid())
        done.recv()


def test_a_second_writer_is_told_who_writes_and_can_still_read(tmp_path: Path) -> None:
    store = filled(tmp_path)
    heard, told = FORK.Pipe(duplex=False)
    done, finish = FORK.Pipe(duplex=False)
    holder = FORK.Process(target=hold, args=(tmp_path, told, done), daemon=True)
    holder.start()
    (tmp_path / ".y.part").write_bytes(b"{")
    pid = heard.recv()
    second = open_store(tmp_path, wait=0.0)
    with pytest.raises(StoreError) as caught:
        second.documents.put(document("y", 1))
    sentence = f"{tmp_path} 正由另一个进程（进程号 {pid}）写入：请等它结束后再试"
    assert str(caught.value) == sentence
    assert contents(second) == contents(store)
    assert (tmp_path / ".y.part").exists(), "the part may be the other writer's"
    finish.send(None)
    holder.join()
    second.documents.put(document("y", 1))
    assert [one.id for one in store.documents.all()] == ["x", "y"]


def test_a_writer_that_dies_leaves_no_lock(tmp_path: Path) -> None:
    heard, told = FORK.Pipe(duplex=False)
    done, finish = FORK.Pipe(duplex=False)
    holder = FORK.Process(target=hold, args=(tmp_path, told, done), daemon=True)
    holder.start()
    heard.recv()
    holder.kill()
    holder.join()
    finish.close()
    open_store(tmp_path, wait=0.0).documents.put(document("x", 1))


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    def write_ten(name: str) -> None:
        store = open_store(tmp_path, wait=60.0)
        for edition in range(10):
            store.documents.put(document(f"{name}{edition}", edition, tasks=2))
            store.unanswered.add("同一问", "", DAY)

    writers = [FORK.Process(target=write_ten, args=(name,), daemon=True) for name in "甲乙丙"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store = open_store(tmp_path)
    assert len(store.documents.all()) == 30
    assert [one.times for one in store.unanswered.all()] == [30]


DAMAGE = {
    "empty": b"",
    "cut": b'{"about":{"1":{"version":1}},"document":{"1":{"first_',
    "not JSON": b"\x00" * 64,
    "not UTF-8": '{"about":"数据"}'.encode("gb18030"),
    "a list": b"[]",
    "no version": b'{"document":{}}',
    "no rows": b'{"about":{"1":{"version":1}},"document":{},"unanswered":{"1":5}}',
    "table of lists": b'{"about":{"1":{"version":1}},"document":[],"unanswered":[]}',
    "strange row": b'{"about":{"1":{"version":1}},"document":{"1":{"first_put":1}},'
    b'"unanswered":{"1":{"turn":1,"question":7}}}',
    "too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_document_is_named_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    store = filled(tmp_path)
    path = tmp_path / "documents/x.json"
    path.write_bytes(content)
    for use in (
        lambda: store.documents.get("x"),
        store.documents.all,
        lambda: store.documents.put(document("x", 2)),
    ):
        with pytest.raises(StoreError) as caught:
            use()
        assert str(caught.value).startswith(f"{path} 已损坏，没有改动它：请把它移到别处后再试")
    assert path.read_bytes() == content
    assert [one.text for one in store.unanswered.all()] == ["一"]


@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE.keys())
def test_damaged_questions_are_named_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    store = filled(tmp_path)
    path = tmp_path / "unanswered.json"
    path.write_bytes(content)
    for use in (store.unanswered.all, lambda: store.unanswered.add("二", "", DAY)):
        with pytest.raises(StoreError) as caught:
            use()
        assert str(caught.value).startswith(f"{path} 已损坏，没有改动它：请把它移到别处后再试")
    assert path.read_bytes() == content
    assert store.documents.get("x") == document("x", 1)


def test_a_damaged_document_can_be_removed_by_name(tmp_path: Path) -> None:
    store = filled(tmp_path)
    (tmp_path / "documents/x.json").write_bytes(b"")
    assert store.documents.remove("x") is True
    store.documents.put(document("x", 2))
    assert store.documents.all() == (document("x", 2),)


def test_a_file_of_another_version_is_named_and_not_overwritten(tmp_path: Path) -> None:
    store = filled(tmp_path)
    path = tmp_path / "documents/x.json"
    content = path.read_bytes().replace(b'"version":1', b'"version":2')
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        store.documents.put(document("x", 2))
    assert str(caught.value).startswith(f"{path} 由另一版本的责任通写成（格式2）：请换用那一版本")
    assert path.read_bytes() == content


def test_a_file_under_the_name_of_another_document_is_named(tmp_path: Path) -> None:
    store = filled(tmp_path)
    shutil.copy(tmp_path / "documents/x.json", tmp_path / "documents/y.json")
    with pytest.raises(StoreError, match=r"y\.json 里是另一个文件 x：请改回原名或移走它"):
        store.documents.all()


def test_the_same_document_put_again_keeps_its_place(tmp_path: Path) -> None:
    filled(tmp_path)
    open_store(tmp_path).documents.put(document("y", 1))
    open_store(tmp_path).documents.put(replace(document("x", 2), title="新"))
    assert [one.id for one in open_store(tmp_path).documents.all()] == ["x", "y"]
