"""What is told below a question: how its answer is known, why it is asked, what it decides, how to find the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from archassist.terminal_text import one_line, shortened
from archassist.tui.legible import assemble, content, styled

if TYPE_CHECKING:
    from archassist.answers import Answer
    from archassist.rulebook import Question
    from archassist.session.parked import Parked
    from archassist.views.records.answers import ContradictionView


def noted(about: Answer | Parked) -> list[tuple[str, str] | str]:
    """Evidence and note, each on a line of its own."""
    parts: list[tuple[str, str] | str] = []
    evidence = [about.grade or "", f"by {about.by}" if about.by else "", about.source]
    if any(evidence):
        parts.append((f"\n  evidence: {one_line(' · '.join(filter(None, evidence)))}", "$text-muted"))
    if about.note:
        parts.append(f"\n  note: {shortened(about.note, 300, '…')}")
    return parts


MOST_DECISIONS = 5
"""How many decisions are named before the rest is counted."""


def _some(titles: Sequence[str]) -> str:
    named = ", ".join(titles[:MOST_DECISIONS])
    left = len(titles) - MOST_DECISIONS
    return f"{named}, and {left} more" if left > 0 else named


def guide(
    question: Question,
    decides: Sequence[str],
    open_: Sequence[str] | None = None,
    meanwhile: str = "",
    contradicts: Sequence[ContradictionView] = (),
) -> Content:
    """Why it is asked, what it decides, and how to find the answer.

    `open_` are decisions it can still change; `meanwhile` is what other answers let expect; `contradicts` what does not go
    together with its answer stands first.
    """
    now = "" if open_ is None else _some(open_) if open_ else "no advice any more"
    parts = [
        ("Now it could change: " if open_ else "Now it changes ", now),
        ("Assumed for now: ", meanwhile),
        ("", question.why),
        ("Decides: ", _some(decides)),
        ("How to measure: ", question.measure),
        ("If you can't: ", question.estimate),
        ("What counts: ", question.counts),
        ("Challenge: ", question.challenge),
        ("Out of scope when: ", question.out_of_scope),
    ]
    lines = [styled(f"! {each.shown}", "bold $text-error") for each in contradicts]
    lines += [assemble((label, "bold $text-muted"), text) for label, text in parts if text]
    return content("\n").join(lines)


INTERVIEW_KEYS = (
    ("enter", "confirm what was typed or chosen and go on; what nobody touched is not an answer"),
    ("type", "1.2k · 3M · 40% · 10..50 · ~200 · 2 TB · 15 min · unknown"),
    ("space 1-9", "choose a line of a list; several may be ticked, 0 is none of them"),
    ("↑ ↓ j k g G", "move in a list; enter chooses the line to which you moved"),
    ("tab shift+tab", "next and previous question (also ↑ ↓ while typing, ← → in a list)"),
    ("ctrl+t ctrl+n", "the question that tells most; the next unanswered question"),
    ("page up/down", "scroll the text below a list"),
    ("u F2", "nobody knows: the typical range is assumed instead"),
    ("N F3", "note; an unanswered question is parked with it, and stays open"),
    ("e F4", "evidence: how it is known, by whom, from where"),
    ("O F8", "out of scope, with the reason"),
    ("w ctrl+f", "everybody answers this question, each unseen by the others, until all are shown"),
    ("c", "clear the answer (or empty the field and press enter)"),
    ("esc", "sections and questions; letters act on the question under the cursor there"),
)
"""What the help says of the interview."""
