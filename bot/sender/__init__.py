"""From the outbox to the messenger: claim, render, send, settle."""
