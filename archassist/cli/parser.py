"""The arguments of every command, with help and examples. Commands themselves are imported when they run."""

from __future__ import annotations

import argparse
import difflib
import importlib
from collections.abc import Callable
from typing import Any, NoReturn

from archassist import __version__
from archassist.cli.output import complain
from archassist.terminal_text import visible

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

exit codes: 0 done, 1 the check says no, 2 bad input. Data goes to stdout, messages to stderr."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        complain(f"{visible(message)}. See: {self.prog} --help")
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
    commands = top.add_subparsers(metavar="COMMAND", title="commands", parser_class=_Parser, required=True)
    for name, (about, build) in COMMANDS.items():
        build(_command(commands, name, about))
    return top


def options_of(words: list[str]) -> list[str]:
    """The long options that the command named by `words` takes."""
    known = parser()
    for word in words:
        choices = next(
            action.choices for action in known._actions if isinstance(action, argparse._SubParsersAction)
        )
        known = choices[word]
    return [text for action in known._actions for text in action.option_strings if text.startswith("--")]


def unknown_command(word: str) -> str:
    """A message for a first word that is neither a command nor a session file."""
    near = difflib.get_close_matches(word[:40], COMMANDS, n=1, cutoff=0.6)
    hint = f" Did you mean archassist {near[0]}?" if near else ""
    shown = word if len(word) <= 60 else word[:57] + "..."
    return f"There is no command “{shown}”.{hint} Commands: {', '.join(COMMANDS)}."


def _command(commands: Any, name: str, about: str) -> argparse.ArgumentParser:
    head, _, examples = about.partition("\n")
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=head,
        description=head[0].upper() + head[1:] + ".",
        epilog="examples:\n" + examples if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return command


def _runs(module: str, name: str = "run") -> Callable[[argparse.Namespace], int]:
    """A function of a command's module, imported only when the command is used."""

    def run(chosen: argparse.Namespace) -> int:
        home = importlib.import_module(f"archassist.cli.{module}")
        command: Callable[[argparse.Namespace], int] = getattr(home, name)
        return command(chosen)

    return run


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument("session", metavar="SESSION", help="the file to make")
    command.add_argument("--title", default="", help="what the review is about (default: the file's name)")
    command.add_argument(
        "--example", metavar="NAME", help="start from a published case; --example list shows them"
    )
    command.set_defaults(run=_runs("new"))


def _ask(command: argparse.ArgumentParser) -> None:
    _session(command)
    command.add_argument("--core", action="store_true", help="only the core questions")
    command.add_argument("--again", action="store_true", help="ask answered questions too")
    command.add_argument("--only", metavar="ID", nargs="+", help="only these questions or sections")
    command.add_argument("--by", default="", help="who answers")
    command.set_defaults(run=_runs("ask"))


def _set(command: argparse.ArgumentParser) -> None:
    _session(command)
    command.add_argument(
        "answers", metavar="ID=VALUE", nargs="*", help="1.2k, 3M/day, 40%%, 10..50, ~200, unknown"
    )
    command.add_argument("--grade", help="how you know: guessed, estimated, documented or measured")
    command.add_argument("--by", help="who says so")
    command.add_argument("--source", help="where it is written")
    command.add_argument("--note", help="anything else worth keeping")
    command.add_argument("--clear", metavar="ID", nargs="+", default=[], help="take these answers back")
    _json(command)
    command.set_defaults(run=_runs("set"))


def _assess(command: argparse.ArgumentParser) -> None:
    _session(command)
    command.add_argument(
        "--date", metavar="YYYY-MM-DD", help="the day from which months are counted (default: today)"
    )
    _json(command)
    command.set_defaults(run=_runs("assess"))


def _why(command: argparse.ArgumentParser) -> None:
    _session(command)
    command.add_argument("decision", metavar="DECISION")
    command.add_argument("option", metavar="OPTION", nargs="?", help="why this option, or why not")
    _json(command)
    command.set_defaults(run=_runs("why"))


def _diff(command: argparse.ArgumentParser) -> None:
    command.add_argument("old", metavar="OLD", help="a session file")
    command.add_argument("new", metavar="NEW", help="a later or another one")
    _json(command)
    command.set_defaults(run=_runs("diff"))


def _decide(command: argparse.ArgumentParser) -> None:
    _session(command)
    command.add_argument("decision", metavar="DECISION")
    command.add_argument("option", metavar="OPTION", nargs="?", help="none: take back what was recorded")
    command.add_argument(
        "--status", default="accepted", help="proposed, accepted (default), rejected or superseded"
    )
    command.add_argument("--because", default="", help="the team's reason")
    command.add_argument("--by", default="", help="who decided")
    command.set_defaults(run=_runs("decide"))


def _mark(command: argparse.ArgumentParser) -> None:
    _session(command)
    command.add_argument("practice", metavar="PRACTICE")
    command.add_argument("status", metavar="STATUS", help="todo, doing, done or dropped")
    command.add_argument("--owner", default="", help="who does it")
    command.set_defaults(run=_runs("mark"))


def _export(command: argparse.ArgumentParser) -> None:
    _session(command)
    command.add_argument("--to", metavar="DIR", default=".", help="the folder to write into (default: here)")
    command.add_argument("--only", choices=["adr", "roadmap", "readout"], action="append", help="only these")
    command.add_argument("--format", choices=["madr"], default="madr", help="the form of decision records")
    command.add_argument("--date", metavar="YYYY-MM-DD", help="the date to put on documents (default: today)")
    command.add_argument(
        "--dry-run", action="store_true", help="say what would be written, and write nothing"
    )
    _json(command)
    command.set_defaults(run=_runs("export"))


def _rules(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(metavar="WHAT", title="what", parser_class=_Parser, required=True)

    def add(name: str, about: str, run: str, module: str = "rules_check") -> argparse.ArgumentParser:
        made = _command(kinds, name, about)
        made.set_defaults(run=_runs(module, run))
        return made

    listing = add("list", "every object of a pack: its kind, id and what it covers", "list_objects", "rules")
    listing.add_argument("--kind", help="only this kind: question, decision, option, rule, fact, ...")
    telling = add(
        "explain",
        "everything about one rule, option, decision, practice, question, fact, parameter, source, term or check\n"
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
    writing = add("docs", "the whole knowledge base as Markdown and one HTML page", "docs", "rules")
    writing.add_argument("--to", metavar="DIR", default="knowledge", help="the folder (default: knowledge)")
    making = add(
        "new",
        "append a correct skeleton to the right file\n"
        "  archassist rules new rule caching.shared_cache.busy_lists my-pack\n"
        "  archassist rules new practice db.vacuum my-pack --dry-run",
        "new",
        "rules",
    )
    making.add_argument("kind", choices=["question", "rule", "decision", "practice"])
    making.add_argument("id", metavar="ID")
    making.add_argument("--file", default="", help="a section for a question, a file name for a practice")
    making.add_argument("--dry-run", action="store_true", help="print it instead")
    for each in kinds.choices.values():
        each.add_argument(
            "pack", metavar="PACK", nargs="?", help="a folder of rules (default: those that ship)"
        )
        if each not in (writing, making):
            _json(each)


def _completion(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=["bash", "zsh", "fish"])
    command.set_defaults(run=_runs("completion"))


def _session(command: argparse.ArgumentParser) -> None:
    command.add_argument("session", metavar="SESSION", help="a session file")


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="plain data for scripts")


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": (
        "make a new session file\n"
        "  archassist new checkout.toml --title 'Checkout platform'\n"
        "  archassist new case.toml --example notion-2021\n"
        "  archassist new x --example list",
        _new,
    ),
    "ask": (
        "the interview line by line, for screen readers and plain terminals\n"
        "  archassist ask checkout.toml --core\n"
        "  archassist ask checkout.toml --only workload",
        _ask,
    ),
    "set": (
        "give answers from a script; all of them are taken, or none\n"
        "  archassist set checkout.toml mau_now=40k..80k write_share=10%\n"
        "  archassist set checkout.toml peak_rps_now=3M/day --grade measured --source 'balancer, May'\n"
        "  archassist set checkout.toml stale_ok_s=unknown 'rto_h=out of scope: nothing to recover'",
        _set,
    ),
    "assess": (
        "the growth phase, the decisions and the checklist that follow from the answers\n"
        "  archassist assess checkout.toml\n"
        "  archassist assess checkout.toml --json | jq '.decisions[].recommended'",
        _assess,
    ),
    "why": (
        "why an option is recommended, or why another is not\n"
        "  archassist why checkout.toml read_scaling\n"
        "  archassist why checkout.toml write_scaling sharding",
        _why,
    ),
    "diff": (
        "what changed in the advice between two sessions, and because of which answers\n"
        "  archassist diff spring.toml autumn.toml\n"
        "  archassist diff ana.toml ben.toml --json",
        _diff,
    ),
    "decide": (
        "record what the team decided\n"
        "  archassist decide checkout.toml read_scaling read_replicas --because 'lists are slow' --by ana\n"
        "  archassist decide checkout.toml caching http_only --status rejected\n"
        "  archassist decide checkout.toml caching            takes it back",
        _decide,
    ),
    "mark": (
        "record where a checklist item stands\n  archassist mark checkout.toml db.index doing --owner ana",
        _mark,
    ),
    "export": (
        "write ADR drafts, the roadmap and the readout; existing files are never touched\n"
        "  archassist export checkout.toml --to docs\n"
        "  archassist export checkout.toml --only adr --dry-run",
        _export,
    ),
    "rules": (
        "look into the rules, check them, prove them, add to them\n"
        "  archassist rules list --kind decision\n"
        "  archassist rules explain caching.shared_cache\n"
        "  archassist rules backtest\n"
        "  archassist rules lint my-pack",
        _rules,
    ),
    "completion": (
        "print the completion script of a shell\n"
        '  eval "$(archassist completion bash)"\n'
        "  archassist completion fish > ~/.config/fish/completions/archassist.fish",
        _completion,
    ),
}
"""Every command: what it does in a line, its examples, and its arguments."""
