"""The one short line that says what was read into a question and not typed."""

from collections.abc import Iterator, Sequence

from bot.wording.conditions import describe
from bot.wording.phrases import MOST_QUOTED, quoted
from bot.wording.view import View
from knowledge import Picked, fold, is_of_document


def notes_of(view: View, texts: Sequence[str] = ()) -> list[str]:
    """Say what was assumed, leant on and skipped; `texts` are what the reply quotes."""
    reading = view.reading
    notes = [*reading.assumed, *_other_words(view, texts)]
    where = [c for c in view.itself.where if not is_of_document(c)]
    is_told = all(isinstance(c, Picked) for c in where)
    if reading.leans and not is_told and (said := describe(view.itself, view.index)):
        notes.append(f"接着上一句：{said}")
    if reading.skipped:
        notes.append(f"没有用到{quoted(reading.skipped[:3])}")
    return [f"（{'；'.join(dict.fromkeys(notes))}）"] if notes else []


def _other_words(view: View, texts: Sequence[str]) -> Iterator[str]:
    """Say which words of the documents stand for one that was typed: 停车 for 停车难."""
    words = [word for word in view.words if word.same or word.wider]
    shown = [fold(t) for t in texts[:MOST_QUOTED]] if words else []
    for word in words:
        if any(word.text in t for t in shown):
            continue
        if way := next((w for w in (*word.same, *word.wider) if any(w in t for t in shown)), ""):
            yield f"“{word.text.upper()}”按“{way.upper()}”找"
