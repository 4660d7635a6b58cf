"""The command line: `trucban run | demo | setup | check | log …`."""


def main() -> None:
    """Run the command named on the command line."""
