"""From the messenger to the inbox, and from there to the handlers."""
