"""What is kept of the dictionary never changes an answer, whatever becomes of its file."""

import io
import marshal
import multiprocessing
import os
import random
import resource
import signal
import stat
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import Cutter
from knowledge.dictionary import SEAL, Dictionary, load, packed

FORK = multiprocessing.get_context("fork")
DAMAGES = 500
SOURCE = "".join(
    f"{first}{second}{rest} {len(rest) + 3} {kind}\n"
    for first in "热力管道停车住建民政南开天津"
    for second in "网费局委办区市"
    for rest, kind in (("", "n"), ("改造", "v"), ("工程", "ns"))
).encode()
OTHER = "停车 5 v\n热力 7 n\n".encode()
CHARACTERS = "热力管道停车住建民政南开天津网没"
QUESTIONS = ("军秀园热力管道改造谁牵头", "南开区停车收费什么时候完成", "研究生物理想大学")


def told(dictionary: Dictionary) -> object:
    return dictionary.total, [dictionary.beginning_with(c) for c in CHARACTERS]


def loaded(path: Path | None, source: bytes = SOURCE) -> object:
    return told(load(path, io.BytesIO(source)))


def damaged(content: bytes, choice: random.Random) -> bytes:
    """Give the content as a disk, a power cut or another program may leave it."""
    place, length = choice.randrange(len(content)), choice.randint(1, 400)
    noise = choice.randbytes(length)
    flipped = bytes((content[place] ^ 1 << choice.randrange(8),))
    return choice.choice(
        (
            content[:place],
            content[place:],
            content[:place] + flipped + content[place + 1 :],
            content[:place] + bytes(length) + content[place + length :],
            content[:place] + noise + content[place + length :],
            content[:place] + noise + content[place:],
            content[:place] + content[place + length :],
            content + noise,
            content + content,
            bytes(len(content)),
            noise,
            b"",
        )
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small dictionary that is kept."""
    kept = tmp_path / "cache" / "words.marshal"
    loaded(kept)
    return kept


def test_no_damage_changes_a_word_and_each_is_mended(path: Path) -> None:
    whole, expected = path.read_bytes(), loaded(None)
    choice = random.Random(9)
    for _ in range(DAMAGES):
        path.write_bytes(damaged(whole, choice))
        assert loaded(path) == expected
        assert path.read_bytes() == whole
    assert os.listdir(path.parent) == [path.name]


def in_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def to_a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def to_a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def to_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def to_another_dictionary(path: Path) -> None:
    loaded(path, OTHER)


def to_what_only_looks_whole(path: Path) -> None:
    path.write_bytes(bytes(SEAL.size) + packed(io.BytesIO(OTHER)))


def to_what_everyone_may_write(path: Path) -> None:
    loaded(path, OTHER)
    path.write_bytes(sealed_as_ours(path))
    path.chmod(0o666)


def to_what_the_group_may_write(path: Path) -> None:
    to_what_everyone_may_write(path)
    path.chmod(0o620)


def to_another_owners(path: Path) -> None:
    if os.getuid():
        pytest.skip("only root gives files away")
    path.write_bytes(sealed_as_ours(path))
    os.chown(path, 65534, 65534)


def sealed_as_ours(path: Path) -> bytes:
    """Give other words with a seal that is right: only who can have written them tells."""
    other = path.with_name("other")
    loaded(other)
    right = other.read_bytes()
    other.unlink()
    length = int.from_bytes(right[SEAL.size : SEAL.size + 8], "big")
    total, places = marshal.loads(right[SEAL.size + 8 : SEAL.size + 8 + length])
    head = marshal.dumps((total + 1, places))
    content = length.to_bytes(8, "big") + head + right[SEAL.size + 8 + length :]
    fields = SEAL.unpack(right[: SEAL.size])
    return SEAL.pack(*fields[:-2], len(content), zlib.crc32(content)) + content


def test_a_forged_file_with_a_right_seal_is_believed_if_it_is_ours(path: Path) -> None:
    path.write_bytes(sealed_as_ours(path))
    assert loaded(path) != loaded(None), "or the tests of owner and rights would prove nothing"


@pytest.mark.parametrize(
    "turn",
    [
        in_a_folder,
        to_a_link,
        to_a_link_to_nothing,
        to_a_pipe,
        to_another_dictionary,
        to_what_only_looks_whole,
        to_what_everyone_may_write,
        to_what_the_group_may_write,
        to_another_owners,
    ],
)
def test_what_is_not_a_file_of_ours_alone_is_made_anew(
    path: Path, turn: Callable[[Path], None]
) -> None:
    whole = path.read_bytes()
    turn(path)
    assert loaded(path) == loaded(None)
    state = path.lstat()
    assert stat.S_ISREG(state.st_mode) and stat.S_IMODE(state.st_mode) == 0o600
    assert (state.st_uid, path.read_bytes()) == (os.getuid(), whole)


def test_a_folder_with_something_in_it_is_left_alone(path: Path) -> None:
    in_a_folder(path)
    (path / "mine").write_text("我的")
    assert loaded(path) == loaded(None)
    assert (path / "mine").read_text() == "我的"
    assert os.listdir(path.parent) == [path.name]


def test_another_source_is_another_dictionary(path: Path) -> None:
    changed = SOURCE.replace("停网 3".encode(), "停网 4".encode())
    assert changed != SOURCE and len(changed) == len(SOURCE)
    assert loaded(path, changed) == loaded(None, changed) != loaded(None)


def test_many_write_at_once(path: Path) -> None:
    whole, expected = path.read_bytes(), loaded(None)

    def damage_and_load(seed: int) -> None:
        choice = random.Random(seed)
        for _ in range(30):
            path.write_bytes(damaged(whole, choice))
            assert loaded(path) == expected

    writers = [FORK.Process(target=damage_and_load, args=(seed,), daemon=True) for seed in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert loaded(path) == expected
    assert (path.read_bytes(), os.listdir(path.parent)) == (whole, [path.name])


def test_a_full_disk_is_done_without(path: Path) -> None:
    path.unlink()
    expected = loaded(None)

    def load_without_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        assert loaded(path) == expected

    process = FORK.Process(target=load_without_room, daemon=True)
    process.start()
    process.join()
    assert (process.exitcode, os.listdir(path.parent)) == (0, [])


def test_damage_of_the_real_one_changes_no_cut(tmp_path: Path) -> None:
    cutter = Cutter(tmp_path)
    expected = [cutter.cut(question) for question in QUESTIONS]
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    assert [Cutter(tmp_path).cut(question) for question in QUESTIONS] == expected
    for damage in (whole[: len(whole) // 2], whole.replace("管道".encode(), "管家".encode())):
        path.write_bytes(damage)
        mended = Cutter(tmp_path)
        assert [mended.cut(question) for question in QUESTIONS] == expected
        assert path.read_bytes() == whole
