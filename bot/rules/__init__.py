"""Plain functions and frozen values: what the desk decides by, and nothing that can wait."""
