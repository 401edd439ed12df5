"""Runs every measurement and prints it: python -m benchmarks."""

from benchmarks import ahead, assessment, decision_engine, language, screen

language.main()
decision_engine.main()
assessment.main()
ahead.main()
screen.main()
