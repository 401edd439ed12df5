"""Proves at length what the suite proves in short: kills, edits, damaged inputs, full disks, attacks (`make soak`)."""
