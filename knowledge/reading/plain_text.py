"""Text files in the encodings that Chinese offices use."""

import codecs

from knowledge.reading.source import ReadError, Source

BOMS_OF_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OFFICE_FILES = {
    b"PK\x03\x04": "Word 或 Excel 文件",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel 文件",
    b"%PDF": "PDF 文件",
}
"""What files begin with that are often sent for text, whatever their name says."""
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1a\x1b")


def read_plain_text(name: str, data: bytes) -> Source:
    """Raise ReadError for content that is no text at all."""
    kind = next((kind for begin, kind in OFFICE_FILES.items() if data.startswith(begin)), "")
    if kind:
        raise ReadError(f"“{name}”是{kind}，不是文本文件：请先另存为 txt（UTF-8）再读取。")
    text = decoded(name, data)
    if any(sign in CONTROLS for sign in text):
        raise ReadError(f"“{name}”不是文本文件：请先另存为 txt（UTF-8）再读取。")
    if not text.strip():
        raise ReadError(f"“{name}”是空文件：请换一个有内容的文件。")
    return Source.of_text(name, text)


def decoded(name: str, data: bytes) -> str:
    """Try what the bytes say of themselves first, then UTF-8, then the national standard."""
    encodings = ("utf-16",) if data.startswith(BOMS_OF_UTF16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError(f"“{name}”的编码认不出来：请另存为 UTF-8 编码的 txt 再读取。")
