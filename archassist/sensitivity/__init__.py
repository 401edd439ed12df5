"""What to find out next, when to stop, and which answers a recommendation hangs on."""

from archassist.sensitivity.tornado import Swing, tornado
from archassist.sensitivity.value_of_information import TOLERANCE, NextQuestions, Worth, find_out_next

__all__ = ["TOLERANCE", "NextQuestions", "Swing", "Worth", "find_out_next", "tornado"]
