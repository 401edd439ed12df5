"""Published cases: what companies had, did and got, and how the rules' advice compares with it."""

from archassist.casebase.backtest import Agreement, Backtest, CaseVerdict, backtest
from archassist.casebase.case import Case, Cited, half
from archassist.casebase.case_reader import load_cases, read_cases

__all__ = [
    "Agreement",
    "Backtest",
    "Case",
    "CaseVerdict",
    "Cited",
    "backtest",
    "half",
    "load_cases",
    "read_cases",
]
