"""What was read from a file, and why it could not be."""

from dataclasses import dataclass


class ReadError(Exception):
    """A file that cannot be read; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    """The file's name without its folder."""
    lines: tuple[str, ...]
    """As in the file, without line ends; some layouts live by the tabs and spaces."""

    @classmethod
    def of_text(cls, name: str, text: str) -> "Source":
        """Cut at line ends only: form feeds and the like are spaces in official documents."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return cls(name, tuple(lines[:-1] if lines[-1] == "" else lines))
