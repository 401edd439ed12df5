"""The commands, with help and examples. Each has a module, imported only when the command is meant.

Such a module has `arguments(command)`, which adds its arguments to a parser, and `run(chosen)`, which takes what was parsed
and gives back the exit code. Arguments are read for help and for the tab key, too: what only a run needs is imported in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

from archassist import __version__
from archassist.cli.arguments import PATHS
from archassist.cli.output import complain
from archassist.terminal_text import shortened
from archassist.unicode import is_text, spelled
from archassist.words import capital, nearest

_ABOUT = "Interviews a team about its system and advises it on architecture, with reasons."
_EXAMPLES = """\
examples:
  archassist                                   the terminal app, from its start screen
  archassist new checkout.toml                 a new session
  archassist checkout.toml                     the app with that session
  archassist ask checkout.toml                 the same interview, line by line
  archassist set checkout.toml mau_now=40k..80k write_share=10% stale_ok_s=unknown
  archassist assess checkout.toml              phase, decisions, checklist
  archassist why checkout.toml read_scaling    why, from the rules that fired
  archassist export checkout.toml --to docs    ADR drafts, roadmap, readout

exit codes: 0 done, 1 the check says no, 2 bad input, 3 a fault of archassist. Data goes to stdout, messages to stderr."""


class _Parser(argparse.ArgumentParser):
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does; what is to be kept as text has to be text, whichever command it is for."""
        found, rest = super().parse_known_args(args, namespace)
        for action in self._actions:
            if action.dest in PATHS:
                continue
            given = getattr(found, action.dest, None)
            for text in given if isinstance(given, list) else [given]:
                if isinstance(text, str) and not is_text(text):
                    name = "/".join(action.option_strings) or action.metavar or action.dest
                    self.error(f"argument {name}: “{spelled(text)}” is not text in UTF-8")
        return found, rest

    def error(self, message: str) -> NoReturn:
        complain(f"{shortened(message, 400)}. See: {self.prog} --help")
        raise SystemExit(2)


def parser(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The command line except `archassist [SESSION]`, which needs no parsing: all of it, or as much as these words need."""
    top = _Parser(
        prog="archassist",
        usage="archassist [SESSION]\n       archassist COMMAND ... (archassist COMMAND --help)",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("-V", "--version", action="version", version=f"archassist {__version__}")
    commands = top.add_subparsers(
        prog="archassist", metavar="COMMAND", title="commands", parser_class=_Parser, required=True
    )
    _add(commands, COMMANDS, "archassist.cli", words)
    return top


def unknown_command(word: str) -> str:
    """A message for a first word that is neither a command nor a session file."""
    near = nearest(word, COMMANDS)
    hint = f" Did you mean archassist {near}?" if near else ""
    shown = shortened(word, 60)
    return f"There is no command “{shown}”.{hint} Commands: {', '.join(COMMANDS)}."


def _add(commands: Any, known: Mapping[str, str], package: str, words: Sequence[str] | None) -> None:
    """Adds the command that the first word names, or all; those that no word names without their arguments."""
    meant = words[:1] if words and words[0] in known else known
    for name in meant:
        command = _command(commands, name, known[name])
        if words is not None and name not in words:
            continue
        if name == "rules":
            below = command.add_subparsers(metavar="WHAT", title="what", parser_class=_Parser, required=True)
            _add(below, RULES, f"{package}.{name}", None if words is None else words[1:])
            continue
        module = import_module(f"{package}.{name.replace('-', '_')}")
        module.arguments(command)
        command.set_defaults(run=module.run)


def _command(commands: Any, name: str, about: str) -> argparse.ArgumentParser:
    head, _, examples = about.partition("\n")
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=head,
        description=f"{capital(head)}.",
        epilog="examples:\n" + examples if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return command


COMMANDS: Mapping[str, str] = {
    "new": (
        "make a new session file\n"
        "  archassist new checkout.toml --title 'Checkout platform'\n"
        "  archassist new case.toml --example notion-2021\n"
        "  archassist new x --example list"
    ),
    "focus": (
        "what a review is about: what must be decided and by when, what hurts, who is in the room\n"
        "  archassist focus checkout.toml --hurts slow_pages cost --present 'tech lead' product\n"
        "  archassist focus checkout.toml --decide caching=2027-03-31 messaging"
    ),
    "ask": (
        "the interview line by line, for screen readers and plain terminals\n"
        "  archassist ask checkout.toml --core\n"
        "  archassist ask checkout.toml --only workload\n"
        "  archassist ask checkout.toml --only today\n"
        "  archassist ask checkout.toml --as Ana      her own answers, unseen until all are shown"
    ),
    "set": (
        "give answers from a script; all of them are taken, or none\n"
        "  archassist set checkout.toml mau_now=40k..80k write_share=10%\n"
        "  archassist set checkout.toml peak_rps_now=3M/day --grade measured --source 'balancer, May'\n"
        "  archassist set checkout.toml today.caching=shared_cache\n"
        "  archassist set checkout.toml stale_ok_s=unknown 'rto_h=out of scope: nothing to recover'"
    ),
    "assess": (
        "the growth phase, the decisions and the checklist that follow from the answers\n"
        "  archassist assess checkout.toml\n"
        "  archassist assess checkout.toml --json | jq '.decisions[].recommended'"
    ),
    "why": (
        "why an option is recommended, or why another is not\n"
        "  archassist why checkout.toml read_scaling\n"
        "  archassist why checkout.toml write_scaling sharding"
    ),
    "tour": (
        "walk somebody new through a review: where we are, what was decided and why, what comes next; it changes nothing\n"
        "  archassist tour checkout.toml\n"
        "  archassist tour checkout.toml --stop 2\n"
        "  archassist tour checkout.toml --json | jq '.stops[].title'"
    ),
    "diff": (
        "what changed in the advice between two sessions, and because of which answers\n"
        "  archassist diff spring.toml autumn.toml\n"
        "  archassist diff ana.toml ben.toml --json"
    ),
    "decide": (
        "record what the team decided\n"
        "  archassist decide checkout.toml read_scaling read_replicas --because 'lists are slow' --by ana\n"
        "  archassist decide checkout.toml caching http_only --reject --because 'too much to run' --by 'ana, ben'\n"
        "  archassist decide checkout.toml caching http_only --undecide   clears one verdict\n"
        "  archassist decide checkout.toml caching                        clears all of them"
    ),
    "say": (
        "what one person answers, unseen by others until all answers are shown\n"
        "  archassist say checkout.toml --as Ana mau_now=40k..80k 'write_share=10%'\n"
        "  archassist say checkout.toml --as Ben mau_now=60k --note 'from the dashboard'\n"
        "  archassist say checkout.toml --as Ana mau_now=               takes it back"
    ),
    "answers": (
        "what several people answered: who has, what was shown, which differences would change a decision\n"
        "  archassist answers checkout.toml --ask mau_now write_share   puts them to everybody\n"
        "  archassist answers checkout.toml --show mau_now\n"
        "  archassist answers checkout.toml --agree mau_now=40k..60k --by 'Ana, Ben'"
    ),
    "meeting": (
        "the agenda, the clock, the queue of decisions and questions, the parking lot\n"
        "  archassist meeting checkout.toml --plan --minutes 90         an agenda of what is to be decided now\n"
        "  archassist meeting checkout.toml --begin --title 'Scaling'\n"
        "  archassist meeting checkout.toml --next                      this item is dealt with\n"
        "  archassist meeting checkout.toml --park 'Who pays for the second region?' --by Carla\n"
        "  archassist meeting checkout.toml --close --summary 'We cache; sharding waits for the measurement.'"
    ),
    "minutes": (
        "what a meeting came to: decisions, what was changed, actions, what is open\n"
        "  archassist minutes checkout.toml\n"
        "  archassist minutes checkout.toml --of 2026-11-28"
    ),
    "action": (
        "record what the team itself has to do: owner and day\n"
        "  archassist action checkout.toml --title 'Load test with ten times the users' --owner Ben --due 2026-12-15\n"
        "  archassist action checkout.toml load-test-with-ten-times-the-users --status done\n"
        "  archassist action checkout.toml                              lists them"
    ),
    "mark": (
        "record where a checklist item stands\n  archassist mark checkout.toml db.index doing --owner ana"
    ),
    "export": (
        "update ADR drafts and documents from the review; what people edited stays\n"
        "  archassist export checkout.toml --to docs\n"
        "  archassist export checkout.toml --to docs --dry-run       the difference it would make\n"
        "  archassist export checkout.toml --only adr --format nygard"
    ),
    "check": (
        "list records that rely on something no longer true; exit code 1 when there is any\n"
        "  archassist check checkout.toml\n"
        "  archassist check checkout.toml --docs docs --evidence measured.json --sarif findings.sarif"
    ),
    "adopt": (
        "read existing decision records: which decisions they took, and what remains undecided\n"
        "  archassist adopt docs/adr\n"
        "  archassist adopt . --session checkout.toml --confirm caching=0007-use-redis.md"
    ),
    "merge": (
        "merge several people's answers; where they differ, what matters most comes first\n"
        "  archassist merge ana.toml ben.toml\n"
        "  archassist merge ana.toml ben.toml --to together.toml"
    ),
    "forecast": (
        "how users, load and cost may grow, and when limits are crossed\n"
        "  archassist forecast checkout.toml\n"
        "  archassist forecast checkout.toml --date 2026-11-20 --json"
    ),
    "history": (
        "read the monthly users of the past from a CSV file: they tell likely growth from unlikely\n"
        "  archassist history checkout.toml users.csv"
    ),
    "expect": (
        "record a surge of load for hours or days, or users who come in a month\n"
        "  archassist expect checkout.toml 'Black Friday' 2027-11 --factor 9 --days 2\n"
        "  archassist expect checkout.toml 'Launch in Spain' 2027-06 --factor 1.5\n"
        "  archassist expect checkout.toml 'Black Friday'     removes it"
    ),
    "plan": (
        "the roadmap in quarters, under the team's capacity; change it and see what that costs\n"
        "  archassist plan checkout.toml --share 30% --at-once 3 --away 2027-08=50%\n"
        "  archassist plan checkout.toml --pin db.index=2027-01 --postpone obs.traces=2027-06\n"
        "  archassist plan checkout.toml --estimate db.pooler=2..5 --drop sec.pentest\n"
        "  archassist plan checkout.toml --graph dot --around db.index | dot -Tsvg > plan.svg"
    ),
    "prioritise": (
        "rank quality attributes, and see what the ranking changes\n"
        "  archassist prioritise checkout.toml availability cost delivery"
    ),
    "risk": (
        "record a risk that was accepted: owner, reason, expiry\n"
        "  archassist risk checkout.toml one-zone --title 'One zone' --owner ana --expires 2027-06-30\n"
        "  archassist risk checkout.toml            lists them"
    ),
    "rules": (
        "inspect the rules, check them, prove them, add to them\n"
        "  archassist rules list --kind decision\n"
        "  archassist rules explain caching.shared_cache\n"
        "  archassist rules backtest\n"
        "  archassist rules lint my-pack"
    ),
    "serve": (
        "show a review in a browser to those who get a link; needs textual-serve\n"
        "  python -m pip install 'archassist[serve]'\n"
        "  archassist serve checkout.toml\n"
        "  archassist serve                               the reviews of this folder\n"
        "  archassist serve checkout.toml --facilitator Ana --participant Ben Cy --reader Dora --hours 2\n"
        "  archassist serve checkout.toml --url https://reviews.example.com    behind a proxy: see docs/browser.md"
    ),
    "schema": (
        "print the JSON Schema of a file that people write, or of what --json prints\n"
        "  archassist schema                              lists them\n"
        "  archassist schema pack > my-pack/pack.json     for an editor that knows TOML\n"
        "  archassist schema assessment | jq '.required'\n"
        "  archassist schema --to schemas                 all of them"
    ),
    "completion": (
        "print the completion script of a shell\n"
        '  eval "$(archassist completion bash)"\n'
        "  archassist completion fish > ~/.config/fish/completions/archassist.fish"
    ),
}
"""Every command, by the name of its module: what it does in a line, and its examples."""

RULES: Mapping[str, str] = {
    "list": "every object of a pack: its kind, id and what it covers",
    "explain": (
        "everything about one rule, option, decision, practice, question, fact, parameter, contradiction, source, term, "
        "role or check\n"
        "  archassist rules explain write_scaling.sharding.table_ceiling\n"
        "  archassist rules explain unnamed-number"
    ),
    "lint": "what is valid and still not good: unused parts, missing words, bare numbers",
    "test": "run the example beside each rule and practice, and the scenario files",
    "coverage": "which rules and branches the cases and scenarios exercise",
    "backtest": "compare the advice with published cases",
    "first-sight": (
        "assess cases that the rules have not seen, before any rule is changed for them\n"
        "  archassist rules first-sight new-cases\n"
        "  archassist rules first-sight new-cases --keep rules/cases/first-sight.csv"
    ),
    "calibrate": (
        "learn from cases and panels how strongly rules speak; every company is left out once; needs scipy\n"
        "  python -m pip install 'archassist[calibrate]'\n"
        "  archassist rules calibrate --keep rules/calibration.toml"
    ),
    "prove": (
        "prove that every rule can fire, every option can win and nothing contradicts; needs z3-solver\n"
        "  python -m pip install 'archassist[prove]'\n"
        "  archassist rules prove --only contradiction"
    ),
    "graph": (
        "a picture of what needs what: Mermaid for Markdown, DOT for Graphviz; arrows lead to what depends on the other\n"
        "  archassist rules graph requirements --around caching\n"
        "  archassist rules graph prerequisites > practices.mmd\n"
        "  archassist rules graph definitions --around db_util --steps 2 --format dot | dot -Tsvg > load.svg\n"
        "  archassist plan checkout.toml --graph mermaid       the same of a plan"
    ),
    "docs": "the whole knowledge base as Markdown and one HTML page",
    "new": (
        "append a correct skeleton to the right file\n"
        "  archassist rules new rule caching.shared_cache.busy_lists my-pack\n"
        "  archassist rules new practice db.vacuum my-pack --dry-run"
    ),
}
"""The commands behind `archassist rules`, likewise."""
