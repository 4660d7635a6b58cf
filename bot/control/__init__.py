"""What a command line asks of the desk: carried out by itself, or by the bot that holds the database."""
