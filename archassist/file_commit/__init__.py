"""Moves a set of staged files to their places, all or none, whoever is killed meanwhile.

Nothing but the standard library is imported, and nothing of the package: `mover` is also a program of its own, which has to
start in milliseconds.
"""
