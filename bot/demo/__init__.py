"""`trucban demo`: sandbox, bot and a sample organisation in one process, on one clock, on one page."""
