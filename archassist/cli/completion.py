"""`archassist completion`, and what the shells are told under the tab key.

argcomplete reads commands, options and choices from the parser itself; here stands only what the parser does not know:
which arguments are ids of the rules, and which are files. Both are looked up only when the cursor stands in their place.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from argcomplete.completers import DirectoriesCompleter, FilesCompleter
from argcomplete.finders import CompletionFinder
from argcomplete.shell_integration import shellcode

from archassist.cli.names import TODAY
from archassist.cli.output import say_text
from archassist.exported import FORMATS, FORMS, KINDS

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook

Words = Iterable[str]
Completer = Callable[..., Words]

_PLAIN = re.compile(r"[\w.+-][\w.:+=-]*", re.ASCII)


def arguments(command: argparse.ArgumentParser) -> None:
    """What may stand behind `archassist completion`."""
    command.add_argument("shell", choices=["bash", "zsh", "fish"])


def run(chosen: argparse.Namespace) -> int:
    """Prints a shell's completion script."""
    say_text(shellcode(["archassist"], shell=chosen.shell).strip("\n"))
    return 0


def complete() -> None:
    """Answers a shell that asks, by way of the environment, what may stand at the cursor; then leaves the process."""
    from archassist.cli.parser import parser

    known = parser(os.environ["COMP_LINE"].split()[1:])
    _equip(known, "")
    _Finder(always_complete_options=False)(known, always_complete_options=False)


class _Finder(CompletionFinder):
    """In the first place a session may stand as well as a command."""

    def collect_completions(
        self,
        active_parsers: list[argparse.ArgumentParser],
        parsed_args: argparse.Namespace,
        cword_prefix: str,
    ) -> list[str]:
        """What may stand at the cursor: a word of the command line as it is known, or a file."""
        found: list[str] = super().collect_completions(active_parsers, parsed_args, cword_prefix)
        if len(active_parsers) == 1 and not cword_prefix.startswith("-"):
            found += _SESSIONS(cword_prefix)
        return found


def _equip(known: argparse.ArgumentParser, command: str) -> None:
    """Gives every argument of a parser, and of those below it, what completes it."""
    for action in known._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                _equip(below, f"{command} {name}".strip())
        elif action.choices is None:
            completer = _COMPLETERS.get(f"{command} {action.dest}") or _COMPLETERS.get(action.dest)
            action.completer = completer or _nothing  # type: ignore[attr-defined]


def _nothing(**_: Any) -> Words:
    """Free text: the names of files would only be in the way."""
    return ()


def _ids(of: Callable[[Rulebook, argparse.Namespace], Words]) -> Completer:
    """Completes ids of the rules. Shells run what is printed through their own quoting: only plain words get there."""

    def completer(parsed_args: argparse.Namespace, **_: Any) -> Words:
        from archassist.session import shipped_rulebook

        return [word for word in of(shipped_rulebook(), parsed_args) if _PLAIN.fullmatch(word)]

    return completer


def _words(words: Words) -> Completer:
    return lambda **_: words


def _options(rules: Rulebook, chosen: argparse.Namespace) -> Words:
    decision = rules.decisions.get(getattr(chosen, "decision", ""))
    return decision.options if decision else ()


def _markable(rules: Rulebook, _: argparse.Namespace) -> Words:
    return [
        *rules.practices,
        *(f"{id}.{option}" for id, each in rules.decisions.items() for option in each.options),
    ]


def _dated(rules: Rulebook, chosen: argparse.Namespace) -> Words:
    return [f"{id}=" for id in _markable(rules, chosen)]


def _answers(rules: Rulebook, prefix: str) -> Words:
    question, sign, _ = prefix.partition("=")
    if not sign:
        return [*(f"{id}=" for id in rules.questions), *(f"{TODAY}.{id}=" for id in rules.decisions)]
    if question.partition(".")[0] == TODAY:
        decision = rules.decisions.get(question.partition(".")[2])
        return [f"{question}={option}" for option in decision.options] if decision else ()
    known = rules.questions.get(question)
    return [f"{question}={value}" for value in (*known.choices, "unknown")] if known else ()


def _today(rules: Rulebook) -> Words:
    return [TODAY, *(f"{TODAY}.{id}" for id in rules.decisions)]


def _answered(prefix: str, **_: Any) -> Words:
    from archassist.session import shipped_rulebook

    return [word for word in _answers(shipped_rulebook(), prefix) if _PLAIN.fullmatch(word)]


def _examples(**_: Any) -> Words:
    from archassist.session.examples import all_examples

    return ["list", *(name for name in all_examples() if _PLAIN.fullmatch(name))]


def _explained(rules: Rulebook, _: argparse.Namespace) -> Words:
    from archassist.authoring.inventory import inventory

    return [described.id for described in inventory(rules)]


def _in_graphs(rules: Rulebook, chosen: argparse.Namespace) -> Words:
    """What the chosen graph holds."""
    if chosen.which == "definitions":
        return [*rules.questions, *rules.facts]
    if chosen.which == "prerequisites":
        return rules.practices
    options = (each.full_id for decision in rules.decisions.values() for each in decision.options.values())
    return [*rules.decisions, *options]


def _kinds(rules: Rulebook, _: argparse.Namespace) -> Words:
    from archassist.authoring.inventory import inventory

    return dict.fromkeys(described.kind for described in inventory(rules))


def _claims(**_: Any) -> Words:
    from archassist.authoring.proofs.claims import CLAIMS

    return list(CLAIMS)


_SESSIONS = FilesCompleter(("toml",))
_FOLDERS = DirectoriesCompleter()
_FILES = FilesCompleter()
_QUESTIONS = _ids(lambda rules, _: rules.questions)
_DECISIONS = _ids(lambda rules, _: rules.decisions)
_GRADES = ("guessed", "estimated", "documented", "measured")

_COMPLETERS: Mapping[str, Completer] = {
    **dict.fromkeys(("session", "sessions", "old", "diff new", "adopt session"), _SESSIONS),
    "new session": _FOLDERS,
    **dict.fromkeys(("to", "docs", "folder", "pack", "old_rules"), _FOLDERS),
    **dict.fromkeys(("file", "evidence", "junit", "sarif", "template", "merge to"), _FILES),
    **dict.fromkeys(("mark practice", "drop", "reset"), _ids(_markable)),
    **dict.fromkeys(("pin", "postpone", "estimate"), _ids(_dated)),
    "decision": _DECISIONS,
    "option": _ids(_options),
    "answers": _answered,
    "clear": _QUESTIONS,
    "ask only": _ids(lambda rules, _: [*rules.questions, *rules.sections, *_today(rules)]),
    "grade": _words(_GRADES),
    "example": _examples,
    "decide status": _words(("proposed", "accepted", "rejected", "superseded")),
    "mark status": _words(("todo", "doing", "done", "dropped")),
    "export only": _words(KINDS),
    "format": _words(FORMATS),
    "form": _words(FORMS),
    "attributes": _ids(lambda rules, _: rules.attributes),
    "confirm": _ids(lambda rules, _: [f"{id}=" for id in rules.decisions]),
    "rules explain id": _ids(_explained),
    "rules graph around": _ids(_in_graphs),
    "plan around": _ids(_markable),
    "rules list kind": _ids(_kinds),
    "rules prove only": _claims,
}
"""What completes an argument, by its name, or by its command and name where the name alone means several things."""
