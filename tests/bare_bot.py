"""A bot of python-telegram-bot that only says 好: what the library itself takes, for the bench."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def on_text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_html("<b>好</b>" * 60)


def main(token: str, base_url: str) -> None:
    builder = Application.builder().token(token).base_url(base_url)
    application = builder.concurrent_updates(8).connection_pool_size(8).pool_timeout(60).build()
    application.add_handler(MessageHandler(filters.TEXT, on_text))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
