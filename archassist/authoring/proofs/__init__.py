"""Proves claims about a whole pack, or finds the answers that refute them.

Most claims ("this rule can fire") are settled by one example, and many thousand random teams give it. What no
random team shows is put to an SMT solver (z3), which either finds such a team or proves that there is none. Every
team the solver names is tried on the real program before it is believed.
"""

from archassist.authoring.proofs.claims import CLAIMS, NoSuchClaim, prove
from archassist.authoring.proofs.report import Counts, ProofResult, Report
from archassist.authoring.proofs.symbols import MissingProver

__all__ = ["CLAIMS", "Counts", "MissingProver", "NoSuchClaim", "ProofResult", "Report", "prove"]
