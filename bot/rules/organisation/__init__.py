"""The organisation: what a file says of it, how it stands, and what makes the one into the other."""
