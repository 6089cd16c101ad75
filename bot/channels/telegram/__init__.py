"""Telegram: cards with buttons, groups, inline mode; by long polling or by webhook."""

from bot.channels.telegram.service import Receipt, Service, TelegramTrouble

__all__ = ["Receipt", "Service", "TelegramTrouble"]
