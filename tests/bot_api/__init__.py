"""A local Telegram Bot API server, and the hand that writes to the bot through it."""
