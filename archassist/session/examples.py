"""Published cases that ship with the rules, as sessions: only what their sources state is answered."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

from archassist.session import toml_format
from archassist.session.errors import SessionError
from archassist.shipped import rules_folder
from archassist.terminal_text import shortened

_NEAREST = 3
"""How many names are offered instead of one that there is not."""


def examples() -> dict[str, str]:
    """Titles of the examples made for a first look, by name."""
    found = {}
    for path in sorted(_folder("examples").glob("*.toml")):
        head = _read(path).get("review", {})
        found[path.stem] = str(head.get("title", path.stem))
    return found


def example_remarks() -> dict[str, str]:
    """What there is to be seen in these examples, by name: the comment at the head of each file, in a sentence."""
    return {path.stem: _split(path)[0] for path in sorted(_folder("examples").glob("*.toml"))}


def all_examples() -> dict[str, str]:
    """Those, and every other published case that has answers."""
    found = examples()
    return found | {name: title for name, title in _cases().items() if name not in found}


def _cases() -> dict[str, str]:
    found = {}
    for path in sorted(_folder("cases").glob("*.toml")):
        case = _read(path)
        if case.get("answers"):
            found[path.stem] = f"{case['company']}, {case['year']}: {case['situation']}"
    return found


def example_text(name: str) -> str:
    """The session file of one example. Raises SessionError that lists those there are."""
    for folder, made in (("examples", _as_it_is), ("cases", _from_case)):
        path = _folder(folder) / f"{name}.toml"
        # A name is looked up and never made a path of: it may be anything.
        if name in {each.stem for each in _folder(folder).glob("*.toml")} and (
            folder == "examples" or _read(path).get("answers")
        ):
            return made(path)
    shown = shortened(name, 60)
    raise SessionError("example", f"there is no example “{shown}”", remedy=_instead(name))


def _instead(name: str) -> str:
    """The names nearest to one that there is not, the examples, and how all published cases are listed."""
    everything, said = list(all_examples()), name.casefold()
    held = [each for each in everything if len(said) > 2 and said in each]
    near = (held or difflib.get_close_matches(said, everything, _NEAREST))[:_NEAREST]
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    made = ", ".join(examples())
    return f"{meant}Examples: {made}. Published cases go by their names, too: --example list shows them all."


def _as_it_is(path: Path) -> str:
    return _split(path)[1]


def _split(path: Path) -> tuple[str, str]:
    """The comment at the head of an example, and the session below it."""
    head, gap, rest = path.read_text(encoding="utf-8").partition("\n\n")
    if not head.startswith("#") or not gap:
        return "", head + gap + rest
    return " ".join(line.lstrip("# ") for line in head.splitlines()), rest


def _from_case(path: Path) -> str:
    case = _read(path)
    title = _text(f"{case['company']}, {case['year']}")
    lines = ["schema = 1", "", "[review]", f"title = {title}", "", "[answers]"]
    for question, answer in case["answers"].items():
        source = case["sources"][answer["source"]]
        cited = ", ".join(str(source[key]) for key in ("publisher", "year") if key in source)
        parts = [f"{key} = {_value(answer[key])}" for key in ("value", "low", "high") if key in answer]
        parts += ['grade = "documented"', f"source = {_text(str(source['title']) + f' ({cited})')}"]
        if answer.get("note"):
            parts.append(f"note = {_text(answer['note'])}")
        lines.append(f"{question} = {{ {', '.join(parts)} }}")
    if today := case.get("today"):
        lines += ["", "[today]", *(f"{decision} = {_text(option)}" for decision, option in today.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_text(each) for each in value)}]"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _read(path: Path) -> dict[str, Any]:
    return dict(toml_format.read(path.read_text(encoding="utf-8")))


def _folder(name: str) -> Path:
    return rules_folder() / name
