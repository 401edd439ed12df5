"""The command line: a thin face that asks the session for plain data and prints it."""

from archassist.cli.main import main

__all__ = ["main"]
