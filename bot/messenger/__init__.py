"""The line to people: one adapter a messenger, every refusal a named value."""
