"""The command line: each command parses, calls and prints."""

import sys


def main() -> None:
    """Run `hudna` with the arguments of this process and exit with its code."""
    from hudna.cli.application import application

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    application()
