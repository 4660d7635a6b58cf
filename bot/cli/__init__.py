"""What `trucban` does for someone at a terminal; every word it says is in `templates/`."""
