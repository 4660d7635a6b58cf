"""Accounts, chats, messages and what happens among them. No HTTP here."""
