"""Hostile text in every field that a person can fill, through every output: it is only ever text."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any

from archassist.answers import AnswerError
from archassist.cli import main
from archassist.documents import Wishes
from archassist.exported import FORMATS, KINDS
from archassist.session import Review, SessionError
from archassist.workflows.export import export_plan
from soak.desk import DAY, content
from soak.outputs import formulas, shape, strange
from soak.terminal import Terminal
from soak.trial import Round, Trial

PAYLOADS = (
    "\x1b]0;PWNED\x07\x1b[2J\x1b[31mred", "\x9b31m\x90q\x9c\x85next", "\x07\x08\x7f\x0b\x0cback", "over\rthe line",
    "gpj.\u202eexe\u2066x\u2069\u200f\u061c", "zero\u200b\u2060\ufeff\u00adwidth", "sep\u2028\u2029arators", "tag\U000e0041\U000e007f",
    "z\u0301" + "\u0301" * 200 + "algo", "first\nFAKE: nothing is wrong\n\n# FAKE heading\n", "[red]markup[/] [@click=app.quit]x[/] [link=file:///etc/passwd]y[/link]",
    "<script>alert(1)</script><img src=x onerror=alert(1)><!-- <b>", "</td></tr></table></body><style>*{display:none}</style>&lt;&#60;",
    "[x](javascript:alert(1)) ![p](http://e.org/p.png) <http://e.org> http://e.org", "# head\n* item\n> quote\n```\ncode\n---\n1. one\n| a | b |\n|---|---|",
    "`` ` ``` ~~~ **b** __i__ ~~s~~ \\ \\` [^1] $x$ :smile: @team #1", "{{ 7*7 }}{% for i in range(9) %}x{% endfor %}{# c #}${7*7}#{7*7}<%= 7 %>",
    "=HYPERLINK(\"http://e.org\",\"x\")", "@SUM(1+1)*cmd|' /C calc'!A0", "-2+3+cmd", "\t=1+1", "＝1+1", "../../../etc/passwd", "C:\\con\\..\\x\\u0041",
    "\"quoted\" 'single' “curly” ,;\t|\\n\\0", "---\nstatus: accepted\narchassist: caching\n---", "key: value\n- item\n? x\n! tag\n%YAML 2\n*a &a",
    "<!-- adrlog --><!-- adrlogstop --> -->", "> **Suggested by archassist, because the answers changed:**", "\U0001f469\u200d\U0001f469\u200d\U0001f467 \u0e01\u0e33 \u05d0\u05d1\u05d2 \u0627\u0644",
    "x" * 100_000, "word " * 5_000, "\ud800 half a character", "%s %d {0} {x.__class__} $(reboot) `reboot` ; rm -rf",
)  # fmt: skip
FORMS = tuple(FORMATS)
KINDS_EACH = tuple(KINDS)


class Harmless:
    """What is written for harmless words: the shape of each file, by form of records, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shapes: dict[str, dict[str, Any]] = {}

    def shapes(self, form: str) -> dict[str, Any]:
        """The shapes in one form."""
        if form not in self._shapes:
            place = self._folder / f"{form}-{os.getpid()}"
            place.mkdir()
            files = exported(filled(place / "r.toml", "plain"), place / "docs", form)
            self._shapes[form] = {name: shape(name, text) for name, text in files.items()}
        return self._shapes[form]


def filled(path: Path, words: str) -> Review:
    """A session in which every text is these words. Raises AnswerError or SessionError when they are no text."""
    said = f"Ana {words} end"
    review = Review.example("notion-2021", path)
    with review.together():
        review.retitle(said)
        review.set("write_share", "10%", "measured", said, said, said)
        review.set("rto_h", f"out of scope: {said}")
        review.set("engineers", "20..40", by=said, note=said)
        review.decide("caching", "accepted", "shared_cache", said, [said])
        review.decide("read_scaling", "rejected", "read_replicas", said, [said])
        review.mark("db.index", "doing", said)
        review.accept_risk("zone", said, said, said, "2027-01-31")
        review.expect(said, "2027-11", 3, 1)
    return review


def exported(review: Review, target: Path, form: str) -> dict[str, bytes]:
    """All documents of a session."""
    export_plan(review, target, Wishes(KINDS_EACH, form), DAY).write()
    return {name: text for name, text in content(target).items() if not name.startswith(".archassist")}


def one(round: Round, shared: Harmless) -> None:
    """One text, in every field, through all exports of one form, all commands, and the app."""
    payload = PAYLOADS[round.number % len(PAYLOADS)]
    form = FORMS[round.number % len(FORMS)]
    path = round.folder / "r.toml"
    try:
        review = filled(path, payload)
    except (AnswerError, SessionError) as error:
        round.counts["refused"] += 1
        round.hold(not strange(str(error)), f"the message of refusal holds {strange(str(error))!r}")
        round.hold("\ud800" in payload, f"a text is refused: {error}")
        return
    written = exported(review, round.folder / "docs", form)
    round.tried = len(written)
    for fault in misread(written, shared.shapes(form)):
        round.fail(f"{payload[:40]!r} in {form}: {fault}", docs=round.folder / "docs", session=path)
    for plain in commands(path, round.folder):
        words = [*plain, *round.chance.choice([[], ["--json"]])]
        round.tried += 1
        code, said = _run(words)
        for fault in shown(words, code, said):
            round.fail(f"{payload[:40]!r}: {words[0]}: {fault}", said=said, session=path)
    if round.number % 3 == 0:
        round.tried += 1
        for fault in in_app(path, payload, round.folder):
            round.fail(f"{payload[:40]!r}: the app: {fault}", session=path)


def misread(written: dict[str, bytes], shapes: dict[str, Any]) -> list[str]:
    """What readers make of documents that they do not make of them when the words are harmless."""
    wrong = [f"{name} is there or is not" for name in written.keys() ^ shapes.keys()]
    for name in written.keys() & shapes.keys():
        try:
            if shape(name, written[name]) != shapes[name]:
                wrong.append(f"{name} is read in another way")
        except ValueError as error:
            wrong.append(f"{name} cannot be read: {error}")
        text = written[name].decode("utf-8", "replace")
        if found := strange(text):
            wrong.append(f"{name} holds {found!r}")
        if name.endswith(".csv") and (cells := formulas(text)):
            wrong.append(f"{name}: a cell begins a formula: {cells[0][:60]!r}")
    return wrong


def commands(path: Path, folder: Path) -> list[list[str]]:
    """Every command that shows a session."""
    day = ["--date", DAY.isoformat()]
    return [
        ["assess", str(path), *day], ["why", str(path), "caching"], ["plan", str(path), *day], ["forecast", str(path), *day],
        ["risk", str(path)], ["prioritise", str(path)], ["check", str(path), "--docs", str(folder / "docs"), *day],
        ["adopt", str(folder / "docs")], ["diff", str(path), str(path)], ["set", str(path), "mau_now=51k"],
        ["merge", str(path), str(path)],
    ]  # fmt: skip


def _run(words: list[str]) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    if words[-1] == "--json" and code in (0, 1):
        json.loads(out.getvalue())
    return code, out.getvalue() + err.getvalue()


def shown(words: list[str], code: int, said: str) -> list[str]:
    """What is wrong with what a command printed."""
    wrong = [] if code in (0, 1) else [f"exit code {code}"]
    if found := strange(said):
        wrong.append(f"it prints {found!r}")
    if re.search(r"(?m)^\s*(FAKE|# FAKE)", said):
        wrong.append("a text begins a line of its own")
    return wrong


def in_app(path: Path, payload: str, folder: Path) -> list[str]:
    """Goes through the screens of the app; nothing of the text may reach the terminal as it stands."""
    terminal = Terminal(path, cwd=folder)
    try:
        if not terminal.wait_for("answered", 60):
            return [f"it does not start: {terminal.text[-200:]!r}"]
        for key in ("\x1b", "d", "\r", "\x1b", "r", "p", "\x1b", "x", "\x1b", "L", "?", "\x1b"):
            terminal.type(key)
            terminal.listen(0.25)
        alive = terminal.kill()
    finally:
        terminal.kill()
    wrong = [] if alive else ["it has ended"]
    if len(payload) < 50 and strange(payload) and payload.encode() in terminal.sent:
        wrong.append("the text reaches the terminal as it stands")
    if found := strange(terminal.text.replace("\r", "")) - {"\x08", "\x0e", "\x0f"}:
        wrong.append(f"it sends {found!r}")
    if (
        b"PWNED" in re.sub(rb"[^\x1b]{6}PWNED", b"", bytes(terminal.sent))
        and b"\x1b]0;PWNED" in terminal.sent
    ):
        wrong.append("it sets the title")
    return wrong


TRIAL = Trial("hostile", "outputs of hostile text", len(PAYLOADS), 170, one, Harmless)
