"""The arguments of every command, with help and examples. Commands themselves are imported when they run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from archassist import __version__
from archassist.cli import arguments
from archassist.cli.arguments import json_flag, named, runs
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
            if action.dest in arguments.PATHS:
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


def parser() -> argparse.ArgumentParser:
    """The whole command line except `archassist [SESSION]`, which needs no parsing."""
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
    for name, (about, build) in COMMANDS.items():
        build(_command(commands, name, about))
    return top


def unknown_command(word: str) -> str:
    """A message for a first word that is neither a command nor a session file."""
    near = nearest(word, COMMANDS)
    hint = f" Did you mean archassist {near}?" if near else ""
    shown = shortened(word, 60)
    return f"There is no command “{shown}”.{hint} Commands: {', '.join(COMMANDS)}."


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


def rules_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist rules`"""
    kinds = command.add_subparsers(metavar="WHAT", title="what", parser_class=_Parser, required=True)

    def add(name: str, about: str, run: str, module: str = "rules_check") -> argparse.ArgumentParser:
        made = _command(kinds, name, about)
        made.set_defaults(run=runs(module, run))
        return made

    listing = add("list", "every object of a pack: its kind, id and what it covers", "list_objects", "rules")
    listing.add_argument("--kind", help="only this kind: question, decision, option, rule, fact, ...")
    telling = add(
        "explain",
        "everything about one rule, option, decision, practice, question, fact, parameter, contradiction, source, term, "
        "role or check\n"
        "  archassist rules explain write_scaling.sharding.table_ceiling\n"
        "  archassist rules explain unnamed-number",
        "explain",
        "rules",
    )
    telling.add_argument("id", metavar="ID")
    add("lint", "what is valid and still not good: unused parts, missing words, bare numbers", "lint")
    add("test", "run the example beside each rule and practice, and the scenario files", "test")
    add("coverage", "which rules and branches the cases and scenarios exercise", "coverage")
    add("backtest", "compare the advice with published cases", "backtest")
    seeing = add(
        "first-sight",
        "assess cases that the rules have not seen, before any rule is changed for them\n"
        "  archassist rules first-sight new-cases\n"
        "  archassist rules first-sight new-cases --keep rules/cases/first-sight.csv",
        "run",
        "first_sight",
    )
    seeing.add_argument("cases", type=named, metavar="CASES", help="a folder of case files")
    seeing.add_argument(
        "--keep", type=named, metavar="FILE", help="add what came out to this CSV file; what it holds stays"
    )
    calibrating = add(
        "calibrate",
        "learn from cases and panels how strongly rules speak; every company is left out once; needs scipy\n"
        "  python -m pip install 'archassist[calibrate]'\n"
        "  archassist rules calibrate --keep rules/calibration.toml",
        "run",
        "calibrate",
    )
    calibrating.add_argument(
        "--keep",
        type=named,
        metavar="FILE",
        help="write what was learned to this file (calibration.toml of a pack)",
    )
    proving = add(
        "prove",
        "prove that every rule can fire, every option can win and nothing contradicts; needs z3-solver\n"
        "  python -m pip install 'archassist[prove]'\n"
        "  archassist rules prove --only contradiction",
        "prove",
    )
    proving.add_argument(
        "--only", metavar="CLAIM", action="append", help="only this claim (may be given again)"
    )
    drawing = add(
        "graph",
        "a picture of what needs what: Mermaid for Markdown, DOT for Graphviz; arrows lead to what depends on the other\n"
        "  archassist rules graph requirements --around caching\n"
        "  archassist rules graph prerequisites > practices.mmd\n"
        "  archassist rules graph definitions --around db_util --steps 2 --format dot | dot -Tsvg > load.svg\n"
        "  archassist plan checkout.toml --graph mermaid       the same of a plan",
        "graph",
        "rules",
    )
    drawing.add_argument(
        "which",
        metavar="GRAPH",
        choices=["requirements", "prerequisites", "definitions"],
        help="requirements (of options), prerequisites (of practices) or definitions (where numbers come from)",
    )
    arguments.picture_flags(drawing, "--format", "mermaid")
    writing = add("docs", "the whole knowledge base as Markdown and one HTML page", "docs", "rules")
    writing.add_argument(
        "--to", type=named, metavar="DIR", default="knowledge", help="the folder (default: knowledge)"
    )
    making = add(
        "new",
        "append a correct skeleton to the right file\n"
        "  archassist rules new rule caching.shared_cache.busy_lists my-pack\n"
        "  archassist rules new practice db.vacuum my-pack --dry-run",
        "new",
        "rules",
    )
    making.add_argument("kind", choices=["question", "rule", "decision", "practice", "contradiction"])
    making.add_argument("id", metavar="ID")
    making.add_argument("--file", default="", help="a section for a question, a file name for a practice")
    making.add_argument("--dry-run", action="store_true", help="print it instead")
    for each in kinds.choices.values():
        usual = "rules, in this folder" if each is making else "those that ship"
        each.add_argument(
            "pack", type=named, metavar="PACK", nargs="?", help=f"a folder of rules (default: {usual})"
        )
        if each not in (drawing, writing, making, seeing):
            json_flag(each)


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": (
        "make a new session file\n"
        "  archassist new checkout.toml --title 'Checkout platform'\n"
        "  archassist new case.toml --example notion-2021\n"
        "  archassist new x --example list",
        arguments.new_arguments,
    ),
    "ask": (
        "the interview line by line, for screen readers and plain terminals\n"
        "  archassist ask checkout.toml --core\n"
        "  archassist ask checkout.toml --only workload\n"
        "  archassist ask checkout.toml --only today",
        arguments.ask_arguments,
    ),
    "set": (
        "give answers from a script; all of them are taken, or none\n"
        "  archassist set checkout.toml mau_now=40k..80k write_share=10%\n"
        "  archassist set checkout.toml peak_rps_now=3M/day --grade measured --source 'balancer, May'\n"
        "  archassist set checkout.toml today.caching=shared_cache\n"
        "  archassist set checkout.toml stale_ok_s=unknown 'rto_h=out of scope: nothing to recover'",
        arguments.set_arguments,
    ),
    "assess": (
        "the growth phase, the decisions and the checklist that follow from the answers\n"
        "  archassist assess checkout.toml\n"
        "  archassist assess checkout.toml --json | jq '.decisions[].recommended'",
        arguments.assess_arguments,
    ),
    "why": (
        "why an option is recommended, or why another is not\n"
        "  archassist why checkout.toml read_scaling\n"
        "  archassist why checkout.toml write_scaling sharding",
        arguments.why_arguments,
    ),
    "diff": (
        "what changed in the advice between two sessions, and because of which answers\n"
        "  archassist diff spring.toml autumn.toml\n"
        "  archassist diff ana.toml ben.toml --json",
        arguments.diff_arguments,
    ),
    "decide": (
        "record what the team decided\n"
        "  archassist decide checkout.toml read_scaling read_replicas --because 'lists are slow' --by ana\n"
        "  archassist decide checkout.toml caching http_only --reject --because 'too much to run' --by 'ana, ben'\n"
        "  archassist decide checkout.toml caching http_only --undecide   clears one verdict\n"
        "  archassist decide checkout.toml caching                        clears all of them",
        arguments.decide_arguments,
    ),
    "mark": (
        "record where a checklist item stands\n  archassist mark checkout.toml db.index doing --owner ana",
        arguments.mark_arguments,
    ),
    "export": (
        "update ADR drafts and documents from the review; what people edited stays\n"
        "  archassist export checkout.toml --to docs\n"
        "  archassist export checkout.toml --to docs --dry-run       the difference it would make\n"
        "  archassist export checkout.toml --only adr --format nygard",
        arguments.export_arguments,
    ),
    "check": (
        "list records that rely on something no longer true; exit code 1 when there is any\n"
        "  archassist check checkout.toml\n"
        "  archassist check checkout.toml --docs docs --evidence measured.json --sarif findings.sarif",
        arguments.check_arguments,
    ),
    "adopt": (
        "read existing decision records: which decisions they took, and what remains undecided\n"
        "  archassist adopt docs/adr\n"
        "  archassist adopt . --session checkout.toml --confirm caching=0007-use-redis.md",
        arguments.adopt_arguments,
    ),
    "merge": (
        "merge several people's answers; where they differ, what matters most comes first\n"
        "  archassist merge ana.toml ben.toml\n"
        "  archassist merge ana.toml ben.toml --to together.toml",
        arguments.merge_arguments,
    ),
    "forecast": (
        "how users, load and cost may grow, and when limits are crossed\n"
        "  archassist forecast checkout.toml\n"
        "  archassist forecast checkout.toml --date 2026-11-20 --json",
        arguments.forecast_arguments,
    ),
    "history": (
        "read the monthly users of the past from a CSV file: they tell likely growth from unlikely\n"
        "  archassist history checkout.toml users.csv",
        arguments.history_arguments,
    ),
    "expect": (
        "record an event that multiplies users\n"
        "  archassist expect checkout.toml 'Black Friday' 2027-11 --factor 3 --months 1\n"
        "  archassist expect checkout.toml 'Black Friday'     removes it",
        arguments.expect_arguments,
    ),
    "plan": (
        "the roadmap in quarters, under the team's capacity; change it and see what that costs\n"
        "  archassist plan checkout.toml --share 30% --at-once 3 --away 2027-08=50%\n"
        "  archassist plan checkout.toml --pin db.index=2027-01 --postpone obs.traces=2027-06\n"
        "  archassist plan checkout.toml --estimate db.pooler=2..5 --drop sec.pentest\n"
        "  archassist plan checkout.toml --graph dot --around db.index | dot -Tsvg > plan.svg",
        arguments.plan_arguments,
    ),
    "prioritise": (
        "rank quality attributes, and see what the ranking changes\n"
        "  archassist prioritise checkout.toml availability cost delivery",
        arguments.prioritise_arguments,
    ),
    "risk": (
        "record a risk that was accepted: owner, reason, expiry\n"
        "  archassist risk checkout.toml one-zone --title 'One zone' --owner ana --expires 2027-06-30\n"
        "  archassist risk checkout.toml            lists them",
        arguments.risk_arguments,
    ),
    "rules": (
        "inspect the rules, check them, prove them, add to them\n"
        "  archassist rules list --kind decision\n"
        "  archassist rules explain caching.shared_cache\n"
        "  archassist rules backtest\n"
        "  archassist rules lint my-pack",
        rules_arguments,
    ),
    "schema": (
        "print the JSON Schema of a file that people write, or of what --json prints\n"
        "  archassist schema                              lists them\n"
        "  archassist schema pack > my-pack/pack.json     for an editor that knows TOML\n"
        "  archassist schema assessment | jq '.required'\n"
        "  archassist schema --to schemas                 all of them",
        arguments.schema_arguments,
    ),
    "completion": (
        "print the completion script of a shell\n"
        '  eval "$(archassist completion bash)"\n'
        "  archassist completion fish > ~/.config/fish/completions/archassist.fish",
        arguments.completion_arguments,
    ),
}
"""Every command: what it does in a line, its examples, and its arguments."""
