"""Where values are put into words: each says whether it rests on what nobody answered, or only guessed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from archassist.engine.beliefs import Belief, Exact, Range, Unknown
from archassist.engine.last import Last
from archassist.engine.reason_text import format_value
from archassist.engine.sentences import Said, in_words, noted
from archassist.expressions import Expression, Kind, values_of
from archassist.rulebook import Slot, template_parts

if TYPE_CHECKING:
    from archassist.engine.encoding import Code, Encoding
    from archassist.rulebook import Rulebook

ASSUMED, PARTLY = "assumed", "partly assumed"
"""Said of what follows from no answer at all, and of what follows from some answers and some assumptions."""

GUESSED, PARTLY_GUESSED = "guessed", "partly guessed"
"""Said of what follows from answers alone, of which all or some were given as guesses."""

DIGITS = 2
"""Significant digits of what rests on an assumption: more would say what nobody knows."""

_WHOLE = 0.5
"""Assumed counts from which on parts of one are not told."""

COUNTED = ("", "1", "people", "users")
"""Units of what is counted, whatever it is counted per."""


class Worded(Protocol):
    """What of a compiled pack is needed to put its values into words."""

    rulebook: Rulebook
    encoding: Encoding

    def rests_on(self, name: str) -> frozenset[str]:
        """The questions from which a name follows."""

    def behind(self, expression: Expression) -> frozenset[str]:
        """The questions from which the value of an expression follows."""

    def telling(self, answered: frozenset[str], guessed: frozenset[str]) -> Telling:
        """How values are told to a team that answered these questions."""

    @property
    def shown(self) -> Callable[[str, Code, str], str]:
        """The value of a name inside a sentence, as a format says it."""

    @property
    def measured(self) -> Callable[[str, Code], str]:
        """The value of a name by itself."""


class Grounds(NamedTuple):
    """The questions behind something; what has to be said of it for that; those of them that nobody answered, in order."""

    behind: frozenset[str]
    mark: str
    unanswered: tuple[str, ...]


class Telling:
    """Puts values into words for a team that answered these questions, of which some were only guessed."""

    def __init__(
        self,
        compiled: Worded,
        answered: frozenset[str],
        guessed: frozenset[str] = frozenset(),
        before: Telling | None = None,
    ) -> None:
        self._compiled, self.answered, self.guessed = compiled, answered, guessed
        self._grounds: dict[str, Grounds] = {}
        self._grounds_of: dict[str, Grounds] = {}
        self._among: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self.last: Last = before.last if before else Last()
        """What was told last, to whomever."""
        if before:
            # Most rests on other questions than the one that was answered since.
            changed = (answered ^ before.answered) | (guessed ^ before.guessed)
            self._grounds = _without(before._grounds, changed)
            self._grounds_of = _without(before._grounds_of, changed)

    def mark(self, name: str) -> str:
        """What a value rests on, if that has to be said: "assumed", "guessed", either of them partly, or ""."""
        return self.grounds(name).mark

    def mark_of(self, condition: Expression) -> str:
        """The same of whether a condition holds."""
        return self.grounds_of(condition).mark

    def grounds(self, name: str) -> Grounds:
        """The questions behind a question, fact or parameter."""
        found = self._grounds.get(name)
        if found is None:
            found = self._grounds[name] = self._on(self._compiled.rests_on(name))
        return found

    def grounds_of(self, condition: Expression) -> Grounds:
        """The questions behind a condition."""
        found = self._grounds_of.get(condition.text)
        if found is None:
            found = self._grounds_of[condition.text] = self._on(self._compiled.behind(condition))
        return found

    def grounds_among(self, key: str, behind: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Which of these questions are answered, and which of them with a guess; `key` names what rests on them."""
        found = self._among.get(key)
        if found is None:
            found = self._among[key] = behind & self.answered, behind & self.guessed
        return found

    def _on(self, behind: frozenset[str]) -> Grounds:
        return Grounds(behind, self.marked(behind), tuple(sorted(behind - self.answered)))

    def said(self, name: str, code: Code, format: str = "", middle: Code | None = None) -> Said:
        """A value inside a sentence; `middle` is that of the middle of all answers, where it is another one."""
        if middle is not None:
            return self._said_now(name, code, format, middle)
        made_of = code, self.mark(name)
        return self.last.of("said", (name, format), made_of, self._said_now, name, code, format, None)

    def _said_now(self, name: str, code: Code, format: str, middle: Code | None) -> Said:
        shown = self._compiled.shown
        mark = self.mark(name)
        text = shown(name, self.rounded(name, code), format)
        notes = [mark] if mark else []
        if (
            middle is not None
            and not mark
            and (other := shown(name, self.rounded(name, middle), format)) != text
        ):
            notes.append(f"{other} in the middle of all futures")
        return Said(text, self._vague(name, code), "; ".join(notes))

    def alone(self, name: str, code: Code) -> str:
        """A value where no sentence says what is counted, with its unit and without a mark."""
        return self.last.of("alone", name, (code, self.mark(name)), self._alone, name, code)

    def _alone(self, name: str, code: Code) -> str:
        return self._compiled.measured(name, self.rounded(name, code))

    def in_short(self, name: str, code: float) -> str:
        """A whole number without its unit, with its mark; `name` may be empty for one that rests on nothing."""
        if not name:
            return format_value(code, "int")
        said = self.said(name, code, "int")
        return noted(f"about {said.text}" if said.vague else said.text, said.note)

    def rounded(self, name: str, code: Code) -> Code:
        """A number in as many digits as are known, where it rests on an assumption."""
        if not self._vague(name, code):
            return code
        questions = self._compiled.rulebook.questions
        if name in questions and questions[name].levels:
            return code
        unit = self._compiled.encoding.unit(name)
        if unit.partition("/")[0] in COUNTED and abs(code) >= _WHOLE:
            code = round(code)  # whole people and units, so that every sentence counts as many
        return rounded(float(code), {"share": 1.0, "%": 100.0}.get(unit, 0.0))

    def filled(
        self,
        template: str,
        codes: Mapping[str, Code],
        middle: Mapping[str, Code] | None = None,
        behind: Expression | None = None,
    ) -> str:
        """A template with its names replaced by values in words.

        Where none of them has a mark, and whether the condition `behind` holds rests on an assumption, the sentence as a
        whole says so. What has another value in the `middle` of all answers names that, too.
        """
        if middle is not None:
            return self._sentence(template, codes, middle, behind)
        # From one answer to the next few values change: what was said of the others last time is said again.
        made_of = self.figures(template, codes), self.mark_of(behind) if behind else ""
        key = template, behind.text if behind else ""
        return self.last.of("filled", key, made_of, self._sentence, template, codes, None, behind)

    def figures(self, template: str, codes: Mapping[str, Code]) -> tuple[tuple[Code, ...], tuple[str, ...]]:
        """The values of the names in a template, and what has to be said of each."""
        names, taken = _figures(template)
        return taken(codes), tuple([self.mark(name) for name in names])

    def _sentence(
        self,
        template: str,
        codes: Mapping[str, Code],
        middle: Mapping[str, Code] | None,
        behind: Expression | None,
    ) -> str:
        marked = False

        def said(slot: Slot) -> Said:
            nonlocal marked
            found = self.said(
                slot.name, codes[slot.name], slot.format, None if middle is None else middle[slot.name]
            )
            marked = marked or (bool(found.note) and slot.one is None)
            return found

        text = in_words(template, said)
        return text if marked or behind is None else noted(text, self.mark_of(behind))

    def marked(self, behind: frozenset[str]) -> str:
        """The same of what rests on these questions."""
        open_ = behind - self.answered
        if open_:
            return ASSUMED if len(open_) == len(behind) else PARTLY
        guesses = behind & self.guessed
        if guesses:
            return GUESSED if len(guesses) == len(behind) else PARTLY_GUESSED
        return ""

    def _vague(self, name: str, code: Code) -> bool:
        return (
            self.mark(name) in (ASSUMED, PARTLY)
            and self._compiled.rulebook.types[name].kind is Kind.NUMBER
            and math.isfinite(code)
        )


def _without(grounds: dict[str, Grounds], questions: frozenset[str]) -> dict[str, Grounds]:
    """Those that rest on none of these questions. Of a copy: another thread may add to them."""
    return {name: each for name, each in grounds.copy().items() if questions.isdisjoint(each.behind)}


def telling_of(compiled: Worded, beliefs: Mapping[str, Belief]) -> Telling:
    """How values are told to a team of which this is believed."""
    answered = {id: belief for id, belief in beliefs.items() if not isinstance(belief, Unknown)}
    guessed = (id for id, belief in answered.items() if isinstance(belief, Exact | Range) and belief.guessed)
    return compiled.telling(frozenset(answered), frozenset(guessed))


def rounded(number: float, whole: float = 0.0) -> float:
    """A number in `DIGITS` significant digits; near the `whole` of a share, so many of what is missing from it: 99.95%."""
    if not math.isfinite(number):
        return number
    if whole and 0.9 * whole < number < whole:
        return whole - float(f"{whole - number:.{DIGITS}g}")
    return float(f"{number:.{DIGITS}g}")


@lru_cache(maxsize=4096)
def _figures(template: str) -> tuple[tuple[str, ...], Callable[[Mapping[str, Code]], tuple[Code, ...]]]:
    """The names in a template, and what takes their values."""
    names = tuple({part.name: None for part in template_parts(template) if isinstance(part, Slot)})
    return names, values_of(names)
