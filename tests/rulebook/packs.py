"""A small whole pack to write, and to spoil one line at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from archassist.rulebook import Problem, Rulebook, RulebookError, load

PACK = """\
id = "small"
title = "A small pack"
version = "1.0"
"""

WORDS = """\
[section.core]
title = "Core"
order = 1

[source.book]
title = "A book"
author = "An author"
year = 2020
where = "https://example.org/book/one-server"
supports = "One server answered 1,000 reads a second."
kind = "primary"

[phase.start]
title = "Start"
order = 1
about = "The beginning."
when = "True"
"""

QUESTIONS = """\
[question.reads]
section = "core"
title = "Reads"
ask = "How many reads in the peak second?"
why = "They decide how reads scale."
type = "number"
unit = "1/s"
range = [0, 1e6]
prior = [10, 2000]
core = true
covers = ["reads"]

[question.write_share]
section = "core"
title = "Write share"
ask = "What share of statements write?"
why = "Replicas do not help writes."
type = "share"
prior = [0.04, 0.35]

[question.surge]
section = "core"
title = "Surges"
ask = "Are there surges?"
why = "They decide headroom."
type = "choice"
ordered = true
choices = { none = "None", seasonal = "Seasons", viral = "Viral" }
prior = { none = 0.5, seasonal = 0.3, viral = 0.2 }

[question.blocks]
section = "core"
title = "Building blocks"
ask = "What is in place?"
why = "What is there need not be built."
type = "choices"
choices = { cdn = "CDN", queue = "Queue" }
prior = { each = 0.5 }

[question.slo]
section = "core"
title = "Availability goal"
ask = "How available must it be?"
why = "It decides redundancy."
type = "number"
unit = "%"
levels = [99, 99.9]
prior = { "99" = 0.4, "99.9" = 0.6 }

[question.reads_later]
section = "core"
title = "Reads in a year"
ask = "How many reads in a year?"
why = "Growth."
type = "number"
unit = "1/s"
range = [0, 1e7]
prior = { of = "reads", times = [1.2, 6] }
ask_if = "reads > 0"

[question.measured]
section = "core"
title = "Measured writes"
ask = "How many writes in the peak second?"
why = "Better than the estimate."
type = "number"
unit = "1/s"
range = [0, 1e6]
prior = { formula = "writes", spread = [0.5, 2] }
"""

FACTS = """\
[parameter.one_server]
value = 5_000
unit = "1/s"
range = [2000, 10000]
basis = "published"
source = ["book"]

[fact.load]
title = "Load of one server"
unit = "share"
value = "(reads + writes) / one_server"
about = "Share of what one server does."

[fact.writes]
title = "Writes"
unit = "1/s"
value = "reads * write_share"

[fact.surging]
title = "Surges come"
value = "surge >= 'seasonal'"
"""

DECISION = """\
[decision.reads_scale]
title = "Read scaling"
asks = "How will reads keep fitting?"
order = 8

[option.reads_scale.tune]
title = "Tune queries"
about = "First things first."
good = ["Cheap"]
bad = ["Ends somewhere"]
effort = { days = [2, 10] }
reversible = "easy"

[option.reads_scale.replicas]
title = "Read replicas"
about = "Copies for reading."
good = ["Scales reads"]
bad = ["Stale reads"]
effort = { months = [0.5, 2] }
reversible = "costly"
ops_points = "2 if load > 1 else 1"
requires = ["balancing.l7"]
practices = ["db.index"]

[rule.reads_scale.replicas.load]
when = "load > 0.7 and 'cdn' in blocks"
says = "for"
weight = 3
because = "Reads use {load:share} of one server, {reads:rate} with {surge:choice}."
else = "Reads use only {load:share} of one server."
source = ["book"]
fires = { load = 0.9, blocks = ["cdn"] }
silent = { load = 0.2, surge = "none", slo = 99.9 }
"""

PRACTICES = """\
[practice."db.slow-query"]
title = "Log slow queries"
when = "True"
impact = 1
effort = { days = [1, 1] }
done_when = "Slow queries are logged."
fires = {}

[practice."db.index"]
title = "Review indexes"
when = "load > 0.5"
after = ["db.slow-query"]
impact = 3
effort = { days = [2, 8] }
phase = ["start"]
done_when = "No slow query lacks an index."
source = ["book"]
fires = { load = 0.9 }
silent = { load = 0.1 }
"""

RULE = "rule.reads_scale.replicas.load"
REPLICAS = "option.reads_scale.replicas"
INDEX = "practice.db.index"
READS = "question.reads"

FILES = {
    "pack.toml": PACK,
    "words.toml": WORDS,
    "questions/core.toml": QUESTIONS,
    "facts/load.toml": FACTS,
    "decisions/reads_scale.toml": DECISION,
    "practices/db.toml": PRACTICES,
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below `folder` and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


class Bench:
    """A folder with the small pack, or other files, to change, add to and load."""

    def __init__(self, folder: Path, files: Mapping[str, str] = FILES) -> None:
        self.folder = write(folder / "rules", dict(files))

    def add(self, name: str, content: str | bytes) -> None:
        """Add or replace a file."""
        write(self.folder, {name: dedent(content) if isinstance(content, str) else content})

    def change(self, old: str, new: str) -> None:
        """Replace `old`, which stands exactly once in the pack, by `new`."""
        paths = [path for path in self.folder.rglob("*.toml") if old in path.read_text()]
        text = paths[0].read_text()
        assert len(paths) == 1, f"{old!r} is in {len(paths)} files"
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        paths[0].write_text(text.replace(old, new))

    def load(self) -> Rulebook:
        """The pack, which must be sound."""
        return load(self.folder)

    def problems(self) -> list[Problem]:
        """What is wrong with the pack; empty when nothing is."""
        try:
            load(self.folder)
        except RulebookError as error:
            return list(error.problems)
        return []

    def problem(self) -> Problem:
        """The one thing that is wrong with the pack."""
        found = self.problems()
        assert len(found) == 1, "\n".join(map(str, found)) or "nothing is wrong"
        return found[0]

    def line(self, text: str, file: str, below: str = "") -> int:
        """The line of `file` that starts with `text`, the first after one that starts with `below`."""
        lines = (self.folder / file).read_text().splitlines()
        after = next(number for number, line in enumerate(lines) if line.startswith(below))
        return next(
            number for number, line in enumerate(lines, 1) if number > after and line.startswith(text)
        )

    def check(self, old: str, new: str, key: str, said: str) -> None:
        """Spoil the pack by writing `new` for `old`; a problem at its line must have `key` and say `said`."""
        self.change(old, new)
        problems = self.problems()
        found = [problem for problem in problems if problem.key.startswith(key)]
        assert found, "\n".join(map(str, problems)) or "nothing is wrong"
        assert any(said in str(problem) for problem in found), "\n".join(map(str, found))
        file, line = self._place_of(new)
        assert {problem.file for problem in found} == {file}
        assert any(abs(problem.line - line) <= 1 for problem in found), f"{found} should be at {line}"

    def _place_of(self, text: str) -> tuple[str, int]:
        for path in self.folder.rglob("*.toml"):
            before, found, _ = path.read_text().partition(text)
            if found:
                return f"rules/{path.relative_to(self.folder).as_posix()}", before.count("\n") + 1
        raise AssertionError(text)
