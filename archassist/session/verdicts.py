"""What a team said of the options of one decision: a verdict for each, with reason, deciders, dissent and date.

In the file the verdict by which the decision stands (accepted, or proposed) has its entries in the decision's table;
those on other options stand below it, one a line:

    [decisions.caching]
    status = "accepted"
    option = "shared_cache"
    by = "Ana, Carla"

    [decisions.caching.options]
    multi_tier = { status = "rejected", because = "too much to run", by = "Ana", date = 2026-11-27 }
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from archassist.answers.shapes import ShapeFault, Table, date_of, shown, strange, table_of, text_of
from archassist.dataclass_later import dataclass, field
from archassist.session.dissent import Dissent, as_text, from_table, read_text, to_table
from archassist.session.entries import DECISION_STATUSES, DecisionStatus
from archassist.words import as_reason

_BETWEEN = re.compile(r"[,;\n](?![^()\n]*\))")
"""What stands between two people: no comma in brackets."""

_HEAD = ("status", "option", "because", "by", "dissent", "against", "date", "review_on")
_BELOW = ("status", "because", "by", "dissent", "against", "date", "review_on")
_RANK: Mapping[str, int] = {"accepted": 0, "proposed": 1, "superseded": 2, "rejected": 3}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the team said of one option. `by` holds everybody who decided, `against` who was against it and what each said,
    `dissent` the same as one text, `date` the day as 2026-11-27, `review_on` the day on which it is looked at again; each
    may be empty. Of `dissent` and `against` either is enough: the other follows from it."""

    status: DecisionStatus
    because: str = ""
    by: tuple[str, ...] = ()
    dissent: str = ""
    date: str = ""
    review_on: str = ""
    against: tuple[Dissent, ...] = ()

    def __post_init__(self) -> None:
        """Both ways to say who was against it say the same."""
        if self.against:
            object.__setattr__(self, "dissent", as_text(self.against))
        elif self.dissent:
            object.__setattr__(self, "against", read_text(self.dissent))


@dataclass(frozen=True, slots=True)
class Taken:
    """What the team did with one decision.

    `status`, `option`, `because` and `by` are those of the verdict by which the decision stands: of the option that
    was accepted, else of one put forward, else of one that was rejected. `option` is empty when the verdict is on the
    decision as a whole. `verdicts` holds every verdict by option, that one among them.
    """

    status: DecisionStatus
    option: str = ""
    because: str = ""
    by: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def verdict(self) -> Verdict:
        """The verdict by which the decision stands."""
        return self.verdicts.get(self.option) or Verdict(self.status, self.because, names(self.by))

    @property
    def accepted(self) -> str:
        """The option that was accepted; empty when none was."""
        return self.option if self.status == "accepted" else ""

    @property
    def rejected(self) -> Mapping[str, Verdict]:
        """The options that were rejected."""
        return {option: each for option, each in self.verdicts.items() if each.status == "rejected"}


def said_of(verdict: Verdict | None) -> str:
    """A verdict in words: status, deciders, day, reason, dissent, review date."""
    if verdict is None:
        return "no verdict"
    who = f" by {', '.join(verdict.by)}" if verdict.by else ""
    when = f" on {verdict.date}" if verdict.date else ""
    why = f", because {as_reason(verdict.because)}" if verdict.because else ""
    against = f" (dissent: {verdict.dissent})" if verdict.dissent else ""
    again = f", to be looked at again on {verdict.review_on}" if verdict.review_on else ""
    return f"{verdict.status}{who}{when}{why}{against}{again}"


def names(said: str | Iterable[str]) -> tuple[str, ...]:
    """The people that a text names, parted by commas, semicolons or lines; each once. A list is taken as it is.

    What stands in brackets parts nobody: “Ada (CTO, decides)” is one person.
    """
    parts = _BETWEEN.split(said) if isinstance(said, str) else said
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def taken_from(value: Any) -> Taken:
    """The decision that a TOML table stands for."""
    table = table_of(value)
    found: dict[str, Verdict] = {}
    if any(key in table for key in _HEAD) or "options" not in table:
        found[text_of(table, "option")] = _verdict_from(table)
    for option, below in table_of(table.get("options", {})).items():
        try:
            found.setdefault(option, _verdict_from(table_of(below)))
        except ShapeFault as error:
            raise ShapeFault(f"options.{option}: {error}") from None
    if not found:
        return Taken("proposed")
    option = min(found, key=lambda each: _RANK[found[each].status])
    stands = found[option]
    return Taken(stands.status, option, stands.because, ", ".join(stands.by), MappingProxyType(found))


def with_verdict(
    before: Any, option: str, verdict: Verdict | None, order: Sequence[str] = ()
) -> Table | None:
    """The decision's table with another verdict on `option`, None: with none. None when nothing is left of it.

    What was said of other options stays. An option that was accepted is superseded when another one is; the first
    words of who accepted it stay with it. `order` is that of the options.
    """
    table = dict(before) if isinstance(before, dict) else {}
    below: dict[str, Any] = dict(table.get("options") or {})
    head = {key: table[key] for key in _HEAD if key in table}
    mine = below.pop(option, None)
    if head and head.get("option", "") == option:
        mine, head = head, {}
    if verdict is not None and verdict.status == "accepted":
        below = {id: _superseded(each) for id, each in below.items()}
    if verdict is not None:
        entries = _verdict_to(verdict) | (strange(mine, _HEAD) if mine is not None else {})
        if verdict.status == "rejected" or (head and verdict.status != "accepted"):
            below[option] = entries
        else:
            if head:
                was = head.pop("option", "")
                below[was] = _superseded(head) if verdict.status == "accepted" else head
            head = {"status": verdict.status} | ({"option": option} if option else {}) | entries
    rest = strange(before, (*_HEAD, "options"))
    places = {id: place for place, id in enumerate(order)}
    options = {id: below[id] for id in sorted(below, key=lambda id: places.get(id, len(places)))}
    made = head | rest | ({"options": options} if options else {})
    return made or None


def verdict_of(
    status: str,
    because: str,
    by: str | Iterable[str],
    dissent: str | Sequence[Dissent],
    date: str | datetime.date,
    review_on: str | datetime.date = "",
) -> Verdict:
    """A verdict as somebody gave it; `dissent` as a text, or person by person. Raises Fault."""
    against = {"dissent": dissent} if isinstance(dissent, str) else to_table(dissent)
    said = {"status": status, "because": because, "by": list(names(by)), **against}
    return _verdict_from(said | {"date": date, "review_on": review_on})


def merge_verdicts(base: Any, mine: Any, theirs: Any) -> Table | None:
    """Two people's changes to one decision since `base`, option by option; None where they changed the same one."""
    was, here, there = (_parts(side) for side in (base, mine, theirs))
    merged: dict[str, tuple[bool, Any]] = {}
    for option in dict.fromkeys([*here, *there, *was]):
        sides = was.get(option), here.get(option), there.get(option)
        if sides[2] in (sides[0], sides[1]):
            kept = sides[1]
        elif sides[1] == sides[0]:
            kept = sides[2]
        else:
            return None
        if kept is not None:
            merged[option] = kept
    heads = [option for option, (head, _) in merged.items() if head and not option.startswith("\0")]
    if len(heads) > 1:
        return None
    made: Table = dict(merged[heads[0]][1]) if heads else {}
    made |= {option[1:]: each for option, (_, each) in merged.items() if option.startswith("\0")}
    if below := {option: each for option, (head, each) in merged.items() if not head}:
        made["options"] = below
    return made


def _parts(side: Any) -> dict[str, tuple[bool, Any]]:
    """What may change apart: whether it stands in the decision's own table, and its entries, by option. Keys of other
    programs begin with a zero byte."""
    table = side if isinstance(side, dict) else {}
    below = table.get("options")
    found = {str(option): (False, each) for option, each in below.items()} if isinstance(below, dict) else {}
    head = {key: table[key] for key in _HEAD if key in table}
    if head:
        found[str(head.get("option", ""))] = True, head
    return found | {f"\0{key}": (True, value) for key, value in strange(side, (*_HEAD, "options")).items()}


def _superseded(entries: Any) -> Any:
    accepted = isinstance(entries, dict) and entries.get("status") == "accepted"
    return {**entries, "status": "superseded"} if accepted else entries


def _verdict_from(table: Table) -> Verdict:
    status = text_of(table, "status") or "proposed"
    if status not in DECISION_STATUSES:
        raise ShapeFault(f"status “{status}” is none of {', '.join(DECISION_STATUSES)}")
    by = table.get("by", "")
    if not isinstance(by, str) and not (isinstance(by, list) and all(isinstance(each, str) for each in by)):
        raise ShapeFault(f"by must be a name or a list of names, not {shown(by)}")
    against = from_table(table)
    return Verdict(
        status,
        text_of(table, "because"),
        names(by),
        as_text(against),
        date_of(table, "date"),
        date_of(table, "review_on"),
        against,
    )


def _verdict_to(verdict: Verdict) -> Table:
    table: Table = {"status": verdict.status}
    if verdict.because:
        table["because"] = verdict.because
    if verdict.by:
        # One text, as it has always been, unless a comma in a name would make two of it.
        joined = ", ".join(verdict.by)
        table["by"] = joined if names(joined) == verdict.by else list(verdict.by)
    table |= to_table(verdict.against)
    if verdict.date:
        table["date"] = datetime.date.fromisoformat(verdict.date)
    if verdict.review_on:
        table["review_on"] = datetime.date.fromisoformat(verdict.review_on)
    return table
