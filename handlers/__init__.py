"""Listens: turns an update into a command and calls one workflow step."""
