"""Runs every measurement and prints it: python -m benchmarks."""

from benchmarks import assessment, language, screen

language.main()
assessment.main()
screen.main()
