"""A repository's story: thirty records written by hand, a review held over them, and the months after."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.records.line_merge import SUGGESTION
from archassist.records.memory import FOLDER
from archassist.records.record import read_record
from tests.undecided import undecided

TITLES = (
    "Record architecture decisions", "Use PostgreSQL for orders", "Keep one deployable", "Terraform for all environments",
    "Use Redis for sessions", "English in code", "Trunk-based development", "Money in minor units", "UTC everywhere",
    "Feature flags in the database", "No ORM for reports", "Idempotency keys on payments", "Blue deploys on Fridays never",
    "Tailwind for styles", "React for the shop", "Emails through a provider", "PDFs by a headless browser",
    "Two reviewers for migrations", "Keep invoices ten years", "Log as JSON", "Sentry for errors", "OpenAPI first",
    "Cursor pagination", "Soft delete for products", "Images on a CDN", "Search in PostgreSQL", "Cron in one place",
    "Secrets in the vault", "Semantic versions for the SDK", "Rename Basket to Cart",
)  # fmt: skip


def nygard(number: int, title: str) -> str:
    return (
        f"# {number}. {title}\n\nDate: 2025-{number % 12 + 1:02}-10\n\n## Status\n\nAccepted\n\n## Context\n\n"
        f"We talked about “{title}” for a while.\n\n## Decision\n\nWe do it.\n\n## Consequences\n\n* It is done.\n"
    )


def madr(number: int, title: str) -> str:
    return (
        f"---\nstatus: accepted\ndate: 2025-{number % 12 + 1:02}-10\ndeciders: [ana, ben]\nnav_order: {number}\n---\n"
        f"# {title}\n\n## Context and Problem Statement\n\nWe talked about “{title}”.\n\n"
        "## Considered Options\n\n* Yes\n* No\n\n"
        f'## Decision Outcome\n\nChosen option: "Yes", because we want it.\n'
    )


def accept(path: Path) -> None:
    text = path.read_text().replace("status: proposed", "status: accepted")
    path.write_text(text.replace("\nProposed\n", "\nAccepted\n"))


@pytest.mark.parametrize(
    ("write", "folder"), [(nygard, "doc/adr"), (madr, "docs/decisions")], ids=["nygard", "madr"]
)
def test_a_repository_over_the_months(
    write: Callable[[int, str], str],
    folder: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository = tmp_path / "shop"
    adr = repository / folder
    adr.mkdir(parents=True)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(repository)
    for number, title in enumerate(TITLES, 1):
        slug = "-".join(title.lower().replace("(", "").split())
        (adr / f"{number:04}-{slug}.md").write_text(write(number, title))
    by_hand = {path.name: path.read_bytes() for path in adr.iterdir()}

    def run(*words: str, code: int = 0) -> str:
        assert main(list(words)) == code, capsys.readouterr().err
        return capsys.readouterr().out

    # The review begins with what was decided already.
    undecided("notion-2021", "review.toml")
    out = run(
        "adopt",
        ".",
        "--session",
        "review.toml",
        "--confirm",
        "governance=0001-record-architecture-decisions.md",
    )
    assert "perhaps: Ownership and governance" in out
    # Its records join the others, in their dialect and with their numbers.
    run("export", "review.toml", "--all", "--form", "long", "--date", "2026-11-20")
    ours = sorted(path for path in adr.iterdir() if path.name not in by_hand)
    assert ours[0].name == "0031-architecture-style.md"
    assert {read_record(path).dialect for path in ours} == {read_record(adr / next(iter(by_hand))).dialect}
    assert {name: (adr / name).read_bytes() for name in by_hand} == by_hand

    # Ten edits by hand: sections, words, statuses, a rename, a deletion, other line ends.
    edited: dict[str, str] = {}
    for number, path in enumerate(ours[:6]):
        text = path.read_text() + f"\n## Minutes of the meeting\n\nRemark {number} by Ana.\n"
        path.write_text(text.replace("\n", "\r\n") if number == 3 else text)
        edited[path.name] = f"Remark {number} by Ana."
    accepted = next(path for path in ours[:6] if path.name.endswith("write-scaling.md"))
    accept(accepted)
    renamed = ours[7].rename(adr / "0090-how-we-release.md")
    ours[8].unlink()
    (repository / "roadmap.md").write_text(
        (repository / "roadmap.md").read_text().replace("## Not doing", "## Our plan")
    )
    frozen = accepted.read_bytes()
    assert run("check", "review.toml", "--docs", ".", "--date", "2026-12-01") == ""

    # Two months later the answers are other ones.
    run(
        "set",
        "review.toml",
        "shard_key=no",
        "largest_table_gb=5",
        "data_gb=100",
        "data_growth_gb_m=1",
        "engineers=40",
    )
    found = run("check", "review.toml", "--docs", ".", "--date", "2027-01-20", code=1)
    assert accepted.name in found
    assert "[assumption]" in found
    diff = run("export", "review.toml", "--all", "--form", "long", "--date", "2027-01-20", "--dry-run")
    before = {path: path.read_bytes() for path in repository.rglob("*.md") if FOLDER not in path.parts}
    run("export", "review.toml", "--all", "--form", "long", "--date", "2027-01-20")
    for name, remark in edited.items():
        assert remark in (adr / name).read_text(), name
    assert accepted.read_bytes() == frozen, "an accepted record is not rewritten"
    assert not ours[8].exists(), "a deleted record is not made again"
    assert not ours[7].exists(), "a renamed one keeps its name"
    assert renamed.exists()
    assert "## Our plan" in (repository / "roadmap.md").read_text()
    assert {name: (adr / name).read_bytes() for name in by_hand} == by_hand
    changed = {path for path in before if path.exists() and path.read_bytes() != before[path]}
    assert all(f"+++ b/{path.relative_to(repository).as_posix()}" in diff for path in changed)
    new = next(adr.glob("*write-scaling-2.md"))
    assert new.name in diff
    assert accepted.name in new.read_text()
    assert run("export", "review.toml", "--all", "--form", "long", "--date", "2027-01-20") == "", (
        "a second export changes nothing"
    )

    # The team accepts the new record; the old one then says by which it is superseded, and the pipeline is green again.
    accept(new)
    run("export", "review.toml", "--all", "--form", "long", "--date", "2027-02-01", "--only", "adr")
    old = read_record(accepted)
    assert old.status == "superseded"
    assert "0091" in old.said, "one more than the highest number, which somebody gave by hand"
    gone = set(frozen.splitlines()) - set(accepted.read_bytes().splitlines())
    assert gone in ({b"Accepted"}, {b"status: accepted"}), "its status, and nothing else"
    run("check", "review.toml", "--docs", ".", "--date", "2027-02-02", "--json")
    report = json.loads(main_out(run, "review.toml"))
    assert report["ok"]
    assert not any(SUGGESTION in text for text in map(Path.read_text, (adr / name for name in by_hand)))


def main_out(run: Callable[..., str], session: str) -> str:
    return str(
        run("check", session, "--docs", ".", "--date", datetime.date(2027, 2, 2).isoformat(), "--json")
    )
