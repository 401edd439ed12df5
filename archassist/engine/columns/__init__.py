"""The same advice for many futures at once, in NumPy columns: one row of each for every future.

Decisions are settled in three ways, for speed, and property tests hold them together: one row by itself in
`engine/resolution.py`; all rows side by side here (`choice`, `step_down`, `resolution`); and, where one or two answers
differ from a baseline, only what follows from those (`baseline`, and `sensitivity/incremental_advice.py`).
"""
