"""What to find out next, and when to stop asking."""

from archassist.interview.next import TOLERANCE, NextQuestions, Worth, find_out_next

__all__ = ["TOLERANCE", "NextQuestions", "Worth", "find_out_next"]
