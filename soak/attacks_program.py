"""Attacks on the installation, the cache, the terminal and the templates."""

from __future__ import annotations

import json
import marshal
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import archassist as package
from archassist.shipped import rules_folder
from soak.desk import DAY, archassist, content
from soak.ground import Ground, hold
from soak.terminal import Terminal


class _Evil:
    """What leaves a mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch '{self.mark}'",)


def cache_that_somebody_else_wrote(on: Ground) -> None:
    """Pickles and code in the place of what is kept, under the names that are looked for, old ones and new."""
    cache = _own_home(on)
    on.run("assess", on.session, apart=True)
    code = compile(f"import os; os.system(\"touch '{on.mark}'\")", "x", "exec")
    for text in (
        pickle.dumps(_Evil(on.mark)),
        marshal.dumps(code),
        b"\0" * 32 + pickle.dumps(_Evil(on.mark)),
        b"",
    ):
        for path in cache.iterdir():
            for name in (
                path.name,
                path.name.replace(".sealed", ".pickle"),
                path.name.replace(".sealed", ".code"),
            ):
                (cache / name).unlink(missing_ok=True)
                (cache / name).write_bytes(text)
        cache.chmod(0o777)
        on.run("assess", on.session, codes=(0,), apart=True)
        cache.chmod(0o700)
        on.run("assess", on.session, codes=(0,), apart=True)


def flipped_bits_in_the_cache(on: Ground) -> None:
    """One bit of what is kept is another: the advice is the same."""
    cache = _own_home(on)
    right = on.run("assess", on.session, "--json", apart=True).out
    for _ in range(6):
        path = on.chance.choice(sorted(cache.iterdir()))
        text = bytearray(path.read_bytes())
        text[on.chance.randrange(len(text))] ^= 1 << on.chance.randrange(8)
        path.write_bytes(text)
        hold(
            on.run("assess", on.session, "--json", apart=True).out == right,
            "a flipped bit changed the advice",
            cache=path,
        )


def _own_home(on: Ground) -> Path:
    for name in ("CACHE", "STATE"):
        place = on.folder / name.lower()
        place.mkdir(mode=0o700)
        os.environ[f"XDG_{name}_HOME"] = str(
            place
        )  # of this process of the trial: each attack that needs it says so
    cache = on.folder / "cache" / "archassist"
    on.run("assess", on.session, apart=True)
    hold(cache.is_dir(), "nothing is kept")
    return cache


def rules_new_where_there_is_no_pack(on: Ground) -> None:
    """Skeletons without a pack, into the installation, through a link, with names that lead away."""
    installed = on.folder / "lib" / "site-packages" / "archassist" / "rules"
    shutil.copytree(rules_folder(), installed)
    before = content(installed)
    (on.folder / "link").symlink_to(installed)
    inside = Path(package.__file__).parent
    for words in (
        ["question", "zzz", "--file", "x"],
        ["question", "zzz", str(installed), "--file", "core"],
        ["question", "zzz", "link", "--file", "core"],
        ["practice", "a.b", "link", "--file", "../../x"],
        ["question", "zzz", str(inside), "--file", "x"],
    ):
        on.run("rules", "new", *words, codes=(2,))
    hold(content(installed) == before, "an installation was written to")
    on.run("assess", on.session, codes=(0,))


def escapes_that_reach_the_terminal(on: Ground) -> None:
    """Unknown keys of a session, documents in the preview, names of files opened lately."""
    docs = on.folder / "docs"
    docs.mkdir()
    (docs / "roadmap.md").write_text("# roadmap \x1b]0;PWNED\x07 \u202e\n")
    name = "s\x1b]0;PWNED\x07\u202e.toml"
    (on.folder / name).write_text(
        'schema = 1\n[review]\ntitle = "x"\n[answers]\n"zz\\u001b]0;PWNED\\u0007\\u202e" = 1\n'
    )
    for words in ([name], []):
        terminal = Terminal(*words, cwd=on.folder)
        terminal.listen(2.5)
        for key in ("\x1b", "x", "\x1b[F", "\x1b[A", "\r"):
            terminal.type(key)
            terminal.listen(0.5)
        terminal.kill()
        sent = bytes(terminal.sent)
        hold(
            b"\x1b]0;PWNED" not in sent and "\u202e".encode() not in sent,
            "an escape reached the terminal",
            sent=sent,
        )
        hold(len(sent) > 500, "the app did not start", sent=sent)
    said = on.run("assess", name)
    hold("\x1b" not in said.out + said.err, "an escape is printed", said=said.err)


def templates_that_reach_out_or_never_end(on: Ground) -> None:
    """A team's own template tries to read files, to run code, and to never end."""
    (on.folder / "link.txt").symlink_to("/etc/passwd")
    templates = {
        "{% include 'link.txt' %}": (2,), "{% include '/etc/passwd' %}": (2,), "{% include '../../../../../../etc/passwd' %}": (2,),
        "{{ ''.__class__.__mro__[1].__subclasses__() }}": (0, 2), "{{ cycler.__init__.__globals__.os.system('touch PWNED') }}": (0, 2), "{{ lipsum.__globals__ }}": (0, 2),
        "{{ '%s'|format(review.__class__) }}": (0, 2), "{{ '{0.__class__}'.format(review) }}": (0, 2), "{{ review|attr('__class__') }}": (0, 2),
        "{% for a in range(9**5) %}{% for b in range(9**5) %}{% endfor %}{% endfor %}": (2,), "{{ '%1000000000d'|format(1) }}": (2,), "{{ 'x' * 10**10 }}": (2,),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": (2,), "{{ 1/0 }}": (2,), "{{ 5|code }}": (2,), "{{ review.title + 1 }}": (2,),
    }  # fmt: skip
    for number, (text, codes) in enumerate(templates.items()):
        if number % 3 != on.chance.randrange(3):
            continue
        (on.folder / "own.j2").write_text(text)
        on.export(on.folder / f"t{number}", "--template", "own.j2", "--dry-run", codes=codes)
        found = (
            b"".join(content(on.folder / f"t{number}").values())
            if (on.folder / f"t{number}").exists()
            else b""
        )
        hold(b"root:" not in found and b"<class" not in found, f"{text} reached out")
    (on.folder / "own.j2").write_bytes(b"\xff")
    on.export(on.folder / "latin", "--template", "own.j2", codes=(2,))


def other_start(on: Ground) -> None:
    """A person's own python files and settings in the folder where the installed command is started."""
    script = Path(sys.executable).parent / "archassist"
    if not script.exists():
        on.counts["attacks on the installed command (there is none here)"] += 1
        return
    for name in ("archassist.py", "json.py", "argparse.py", "sitecustomize.py"):
        (on.folder / name).write_text(f"open({str(on.mark)!r}, 'w')\n")
    ran = subprocess.run(
        [script, "assess", "r.toml", "--json"], cwd=on.folder, capture_output=True, check=False, timeout=60
    )
    hold(ran.returncode == 0 and json.loads(ran.stdout), f"it ends with {ran.returncode}")
    hold(not on.mark.exists(), "a module of the folder was imported")
    hold(
        archassist(
            "export", "r.toml", "--to", "docs", "--only", "log", "--date", DAY.isoformat(), cwd=on.folder
        ).code
        == 0,
        "no export",
    )
    hold(not on.mark.exists(), "a module of the folder was imported by a process that was started")


ATTACKS = (
    cache_that_somebody_else_wrote,
    flipped_bits_in_the_cache,
    rules_new_where_there_is_no_pack,
    escapes_that_reach_the_terminal,
    templates_that_reach_out_or_never_end,
    other_start,
)
