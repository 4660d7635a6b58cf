"""Remembers: one file a family of tables; the first argument is the transaction."""
