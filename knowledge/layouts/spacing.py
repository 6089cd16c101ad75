"""Spaces that mean something and spaces that do not."""

import re

RE_SPACE = re.compile(r"[\s\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]+")


def squash(text: str) -> str:
    """Drop every space, also the invisible ones."""
    return RE_SPACE.sub("", text)


def tidy(text: str) -> str:
    """Drop spaces and line breaks, but for one between two Latin words or numbers."""
    return RE_SPACE.sub(kept_space, text.strip())


def kept_space(run: re.Match[str]) -> str:
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return " " if latin else ""
