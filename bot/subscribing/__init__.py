"""Reminders in words: 订阅区城管委, 提前10天提醒我, 59项办结了, 我的订阅.

A message is an instruction only where every word of it is one; anything else is a question to the
documents. What an instruction is about is read as any question is.
"""

from bot.subscribing.instructions import instructed
from bot.subscribing.of_digest import OF_DIGEST, tapped
from bot.subscribing.scene import Scene, covered_by, questions_of, tasks_of
from bot.subscribing.wanted import MOST_SUBSCRIPTIONS

__all__ = [
    "MOST_SUBSCRIPTIONS",
    "OF_DIGEST",
    "Scene",
    "covered_by",
    "instructed",
    "questions_of",
    "tapped",
    "tasks_of",
]
