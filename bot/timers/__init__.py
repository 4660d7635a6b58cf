"""One file a duty that falls due by itself; each calls a workflow step."""
