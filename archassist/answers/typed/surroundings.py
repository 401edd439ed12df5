"""What stands around a number and says nothing of its size: quotes, `about`, `or so`, `?`, a remark in brackets."""

from __future__ import annotations

from archassist.answers.typed.tokens import Token

_ABOUT = frozenset([
    "~", "≈", "about", "around", "approx", "approximately", "roughly", "circa", "ca", "c", "some",
    "ungefähr", "etwa", "rund", "environ", "aproximadamente",
])  # fmt: skip
_ABOUT_BEHIND = (
    ["or", "so"],
    ["-", "ish"],
    ["ish"],
    ["approx"],
    ["approximately"],
    ["roughly"],
    ["give", "or", "take"],
)
_REMARKS = frozenset([
    "measured", "estimated", "guessed", "documented", "estimate", "guess", "roughly", "approx", "today",
    "now", "total",
])  # fmt: skip


def rounded_off(tokens: list[Token]) -> list[Token] | None:
    """The tokens without the word that calls the figure rounded; None when none does."""
    first, rest = tokens[0], tokens[1:]
    if rest and first.word in _ABOUT and not (rest[0].glued and rest[0].text == "$" and first.kind == "word"):
        return rest
    for behind in _ABOUT_BEHIND:
        end = tokens[-len(behind) :]
        if len(tokens) > len(behind) and [token.word for token in end] == behind:
            return None if behind == ["ish"] and end[0].glued else tokens[: -len(behind)]
    return None


def unwrapped(tokens: list[Token]) -> list[Token]:
    """Without quotes around it, `=` in front, a full stop or question mark behind, a remark in brackets."""
    while len(tokens) > 1:
        if tokens[0].text == tokens[-1].text and tokens[0].text in ("'", '"') and len(tokens) > 2:
            tokens = tokens[1:-1]
        elif tokens[0].text == "=":
            tokens = tokens[1:]
        elif tokens[-1].text in ("?", "."):
            tokens = tokens[:-1]
        elif (
            len(tokens) > 3
            and tokens[-1].text == ")"
            and tokens[-3].text == "("
            and tokens[-2].word in _REMARKS
        ):
            tokens = tokens[:-3]
        else:
            break
    return tokens
