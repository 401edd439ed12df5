"""What to find out next, when to stop, and which answers a recommendation hangs on."""

from archassist.interview.next import TOLERANCE, NextQuestions, Worth, find_out_next
from archassist.interview.tornado import Swing, tornado

__all__ = ["TOLERANCE", "NextQuestions", "Swing", "Worth", "find_out_next", "tornado"]
