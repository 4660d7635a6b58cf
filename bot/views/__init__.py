"""The only readers for people: one file an answer, rights applied."""
