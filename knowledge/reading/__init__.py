"""A file of any kind -> Source. A new kind is one module here and one entry in `kinds.READERS`."""

from knowledge.reading.kinds import read
from knowledge.reading.source import ReadError, Source

__all__ = ["ReadError", "Source", "read"]
