"""Telegram: cards with buttons, groups, inline mode; by long polling or by webhook."""

from bot.channels.telegram.service import MEMBERS, Receipt, Service, TelegramTrouble

__all__ = ["MEMBERS", "Receipt", "Service", "TelegramTrouble"]
