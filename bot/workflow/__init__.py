"""The only writers: one file a step, one transaction a step."""
