"""Session files as people might write them by hand, made up at random: a text, and what stands on which of its lines."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

Tables = dict[str, Any]
Path = tuple[str, ...]

QUESTIONS = ("mau_now", "rto_h", "stale_ok_s", "write_share", "blocks")
_VALUES: tuple[object, ...] = (
    0,
    7,
    True,
    2.5,
    "plain",
    "two\nlines",
    'with "quotes"',
    "# not a comment",
    "[x]",
    "a=b",
    "\\",
    "é ☃",
    [],
)
_VALUES += (
    [1, 2],
    ["cdn", "queue"],
    {"value": 3, "by": "ana"},
    {"low": 1, "high": 2, "note": "why # so"},
    {},
)


@dataclass
class HandWritten:
    """`statements` are whole lines, with the path whose value they have a part in; comments are `#c1`, `#c2` and so on."""

    rng: Random
    statements: list[tuple[Path, str]] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _apart: dict[Path, Tables] = field(default_factory=dict)
    _many: int = 0

    def text(self) -> str:
        """The whole file."""
        newline = self.rng.choice(["\n", "\n", "\r\n"])
        text = newline.join("\n".join(self._lines).split("\n")) + self.rng.choice([newline, newline, ""])
        return self.rng.choice(["", "", "\ufeff"]) + text

    def write(self) -> HandWritten:
        """Makes up a file."""
        rng = self.rng
        styles = {
            name: rng.choice(["headed", "headed", "dotted", "inline", "apart", "none"])
            for name in ("review", "answers", "decisions", "zone")
        }
        self._between()
        root = [name for name, style in styles.items() if style in ("dotted", "inline")]
        self._say(("schema",), f"{self._key('schema')}{self._equals()}1")
        if rng.random() < 0.3:
            self._say(("extra",), f"extra{self._equals()}{self._value(rng.choice(_VALUES), True)}")
        for name in rng.sample(root, len(root)):
            self._in_root(name, styles[name])
        headed = [name for name, style in styles.items() if style in ("headed", "apart")]
        for name in rng.sample(headed, len(headed)):
            self._headed(name, styles[name])
        for path, value in self._apart.items():
            self._table(path, value)
        if rng.random() < 0.2:
            for _ in range(rng.randint(1, 2)):
                self._say(("list",), "[[ list ]]")
                self._say(("list",), f"x{self._equals()}{self._value(1, False)}")
        self._between()
        return self

    def _in_root(self, name: str, style: str) -> None:
        entries = self._entries(name)
        if style == "inline":
            self._say((name,), f"{name}{self._equals()}{self._value(entries, True)}")
            return
        for key, value in entries.items():
            if isinstance(value, dict) and self.rng.random() < 0.2:
                self._apart[name, key] = value
            elif isinstance(value, dict) and value and self.rng.random() < 0.5:
                for part, inner in value.items():
                    path = name, key, part
                    self._say(path, f"{self._dotted(path)}{self._equals()}{self._value(inner, True)}")
            else:
                self._say(
                    (name, key), f"{self._dotted((name, key))}{self._equals()}{self._value(value, True)}"
                )

    def _headed(self, name: str, style: str) -> None:
        entries = self._entries(name)
        apart = {key: value for key, value in entries.items() if isinstance(value, dict) and style == "apart"}
        if style == "headed" or self.rng.random() < 0.3:
            self._say((name,), self._heading((name,)))
            apart = {key: value for key, value in apart.items() if self.rng.random() < 0.7}
            for key, value in entries.items():
                if key not in apart:
                    self._say(
                        (name, key), f"{self._dotted((key,))}{self._equals()}{self._value(value, True)}"
                    )
        for key, value in apart.items():
            self._table((name, key), value)

    def _table(self, path: Path, value: Tables) -> None:
        self._say(path, self._heading(path))
        for part, inner in value.items():
            self._say((*path, part), f"{self._key(part)}{self._equals()}{self._value(inner, True)}")

    def _entries(self, name: str) -> Tables:
        keys = {"answers": QUESTIONS, "decisions": ("caching", "read_scaling", "a b", "")}.get(
            name, ("title", "é", "x.y", "1")
        )
        return {
            key: self.rng.choice(_VALUES) for key in self.rng.sample(keys, self.rng.randint(1, len(keys)))
        }

    # -- spelling

    def _say(self, path: Path, statement: str) -> None:
        space = self.rng.choice(["", "", "  ", "\t"])
        after = f"{self.rng.choice(['', ' ', '   '])}{self._comment()}" if self.rng.random() < 0.3 else ""
        self.statements.append((path, f"{space}{statement}{after}"))
        self._lines.append(f"{space}{statement}{after}")
        self._between()

    def _between(self) -> None:
        while self.rng.random() < 0.35:
            self._lines.append(self.rng.choice(["", " ", self._comment(), f"  {self._comment()}"]))

    def _comment(self) -> str:
        self._many += 1
        return f"#c{self._many}!{self.rng.choice(['', ' said ana', ' [x] = 1', ' “é”'])}"

    def _heading(self, path: Path) -> str:
        space = self.rng.choice(["", " "])
        return f"[{space}{self._dotted(path)}{space}]"

    def _dotted(self, path: Path) -> str:
        return self.rng.choice([".", ".", " . "]).join(map(self._key, path))

    def _key(self, key: str) -> str:
        plain = key.isascii() and key.replace("_", "").isalnum()
        if plain and self.rng.random() < 0.8:
            return key
        return json.dumps(key) if self.rng.random() < 0.5 or "'" in key else f"'{key}'"

    def _equals(self) -> str:
        return self.rng.choice([" = ", " = ", "=", "  =\t"])

    def _value(self, value: Any, lines: bool) -> str:
        rng = self.rng
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return rng.choice([str(value), f"+{value}", hex(value)])
        if isinstance(value, float):
            return rng.choice([str(value), f"{value}0"])
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            inside = ", ".join(
                f"{self._key(key)}{rng.choice(['=', ' = '])}{self._value(each, lines)}"
                for key, each in value.items()
            )
            return rng.choice(["{%s}", "{ %s }"]) % inside
        if not lines or rng.random() < 0.5:
            return f"[{', '.join(self._value(each, False) for each in value)}]"
        parts = ["["]
        for each in value:
            parts.append(f"  {self._value(each, False)}, {self._comment() if rng.random() < 0.5 else ''}")
        return "\n".join([*parts, f"  {self._comment()}\n]"])

    def _text(self, text: str) -> str:
        ways = [json.dumps(text, ensure_ascii=False)]
        if "'" not in text and "\n" not in text:
            ways.append(f"'{text}'")
        if "\\" not in text and '"' not in text:
            ways += [f'"""{text}"""', f"'''\n{text}'''"]
        return self.rng.choice(ways)


def changed(tables: Tables, rng: Random) -> Tables:
    """The tables after a few changes, such as commands make."""
    made = copy.deepcopy(tables)
    for _ in range(rng.randint(1, 4)):
        name = rng.choice(["review", "answers", "answers", "decisions", "zone", "practices", "list"])
        if name == "list":
            made.pop(name, None) if rng.random() < 0.5 else made.update(list=[{"x": 9}])
            continue
        table = made.setdefault(name, {})
        key = rng.choice([*table, *QUESTIONS, "caching", "new", "a.b"])
        if rng.random() < 0.3:
            table.pop(key, None)
        elif isinstance(table.get(key), dict) and rng.random() < 0.6:
            inside = table[key]
            part = rng.choice([*inside, "by", "x y"])
            if rng.random() < 0.3:
                inside.pop(part, None)
            else:
                inside[part] = rng.choice(_VALUES)
        else:
            table[key] = copy.deepcopy(rng.choice(_VALUES))
    return made
