"""The control API of docs/sandbox.md: what pages show and tests do."""
