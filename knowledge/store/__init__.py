"""What is kept between two runs: documents, and the questions that found no answer."""

from knowledge.store.embedded import open_store
from knowledge.store.interface import (
    DamagedError,
    Documents,
    Records,
    Store,
    StoreError,
    UnansweredQuestion,
    UnansweredQuestions,
)
from knowledge.store.memory import MemoryStore

__all__ = [
    "DamagedError",
    "Documents",
    "MemoryStore",
    "Records",
    "Store",
    "StoreError",
    "UnansweredQuestion",
    "UnansweredQuestions",
    "open_store",
]
