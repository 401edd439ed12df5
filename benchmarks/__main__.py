"""Runs every measurement and prints it: python -m benchmarks."""

from benchmarks import assessment, screen

assessment.main()
screen.main()
