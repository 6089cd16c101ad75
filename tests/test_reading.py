import codecs
from pathlib import Path

import pytest

from knowledge.reading import ReadError, Source, read

TEXT = "第一行\n\t第二行\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "with mark", "gb18030", "utf-16 le", "utf-16 be", "old Mac"],
)
def test_encodings_of_offices(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(data)
    assert read(path) == Source("文件.txt", ("第一行", "\t第二行"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空文件"),
        (b" \n\t\n", "是空文件"),
        (b"PK\x03\x04\x00\x00", "是Word 或 Excel 文件，不是文本文件：请先另存为 txt"),
        (b"%PDF-1.7", "是PDF 文件，不是文本文件：请先另存为 txt"),
        (b"a\x00b", "不是文本文件"),
        (b"\xff\xff\xff\x80", "编码认不出来"),
        (codecs.BOM_UTF16_LE + b"a", "编码认不出来"),
    ],
)
def test_content_that_cannot_be_read(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=said):
        read(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有文件"):
        read(tmp_path / "没有.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="是文件夹"):
        read(tmp_path)


def test_name_that_no_system_takes() -> None:
    with pytest.raises(ReadError, match="请检查"):
        read(Path("x" * 5000))


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(ReadError, match="超过20MB"):
        read(path)
