"""Telegram's text: entities in UTF-16 units, from HTML, MarkdownV2 or found in plain text."""
