"""Texts in Telegram's HTML: escaped, the strong pieces bold, no longer than a message may be."""

from collections.abc import Iterator, Sequence
from html import escape

LONGEST = 4096
"""UTF-16 units of one message, after its tags are taken away, as the Bot API counts them."""
MOST_BOLD = 90
"""Bold pieces of one message; Telegram keeps a hundred entities."""
SHORTEST_BOLD = 2
"""A single character would light up everywhere."""

Span = tuple[int, int]


def messages(text: str, strong: Sequence[str] = ()) -> list[str]:
    """Give the HTML of the one or more messages that a text needs."""
    # half a surrogate pair is no character that could be sent
    clean = text.encode("utf-16-le", "replace").decode("utf-16-le").replace("\0", "")
    spans = _spans(clean, strong)
    made = (_html(clean, part, spans) for part in _parts(clean, spans))
    return [html for html in made if html.strip()]


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text)


def _spans(text: str, strong: Sequence[str]) -> list[Span]:
    """Find the strong pieces, long ones first, none within another."""
    taken: list[Span] = []
    for piece in sorted(set(strong), key=len, reverse=True):
        if len(piece) >= SHORTEST_BOLD and units(piece) < LONGEST:
            taken += [s for s in _occurrences(text, piece) if not _overlaps(s, taken)]
    return sorted(taken)


def _occurrences(text: str, piece: str) -> Iterator[Span]:
    start = text.find(piece)
    while start >= 0:
        yield start, start + len(piece)
        start = text.find(piece, start + len(piece))


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _parts(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Cut a text at line ends where it can be, never inside a strong piece."""
    start = 0
    while start < len(text):
        end = _furthest(text, start)
        if end < len(text):
            line_end = text.rfind("\n", start, end)
            end = line_end + 1 if line_end > start else end
            end = next((first for first, last in spans if start < first < end < last), end)
        yield start, end
        start = end


def _furthest(text: str, start: int) -> int:
    """Give the end of the longest part that one message holds."""
    end = min(len(text), start + LONGEST)
    while units(text[start:end]) > LONGEST:
        end -= max(1, (units(text[start:end]) - LONGEST) // 2)
    return end


def _html(text: str, part: Span, spans: Sequence[Span]) -> str:
    start, end = part
    pieces = []
    for first, last in [s for s in spans if start <= s[0] and s[1] <= end][:MOST_BOLD]:
        bold = escape(text[first:last], quote=False)
        pieces += [escape(text[start:first], quote=False), f"<b>{bold}</b>"]
        start = last
    return "".join([*pieces, escape(text[start:end], quote=False)]).strip("\n")
