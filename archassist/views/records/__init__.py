"""What screens, documents and `--json` get to see: frozen records, with their units and meaning.

The names of the fields are public: scripts read them through `--json` (`views/plain.py`). Add fields freely, never rename
one. Shares are shares of the futures that the answers allow, from 0 to 1; `futures` says the same as a word (all, most,
some, few, none); months are written as 2027-03, days as 2027-03-31.
"""
