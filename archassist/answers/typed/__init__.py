"""What people type, understood: numbers, shares, ranges, units, choices and days, as a grammar over tokens.

Text goes one way: `spelling` makes it plain, `tokens` and `numerals` cut it up, `figures`, `amounts` and `quantities` read
one amount, `shares` one share, `ranges` and `bounds` find ends, `numbers` brings them together, and `readings` goes down
every way in which it may be meant. `choosing` reads choices, `days` days and months, `habits` the numbers of one file. The
way in is `archassist.answers.parse`.
"""
