"""To come."""

METHODS: dict[str, object] = {}
