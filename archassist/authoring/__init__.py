"""Tools for people who write rules: lint, examples, coverage, proofs, documents, skeletons.

Nothing here is needed to answer questions; every function takes a checked rulebook and gives plain data.
"""
