"""Runs every measurement and prints it: python -m benchmarks."""

from benchmarks import ahead, assessment, language, screen

language.main()
assessment.main()
ahead.main()
screen.main()
