"""A pack of another field, without a single id of the shipped one, goes through interview, forecast, plan and documents.

It names no roles, so that it has no growth model and counts no people; both are said in a plain sentence. With roles in its
`pack.toml` and nothing else it has them.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from archassist import shipped
from archassist.cli import main
from archassist.rulebook import Rulebook, load
from archassist.session import Review, rulebooks
from archassist.shipped import rules_folder
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.decisions import DecisionsScreen
from archassist.tui.screens.export import ExportScreen
from archassist.tui.screens.outlook import OutlookScreen
from archassist.tui.screens.plan import PlanScreen
from tests.test_pack_ids import ids

MOBILE = Path(__file__).parent / "mobile"
DAY = ("--date", "2026-11-20")
ANSWERS = (
    "installs=500k",
    "crash_free=99.2%",
    "store_review_days=3",
    "versions_per_month=4",
    "storefronts=play",
)

ROLES = """
[roles]
users_now = "installs"
users_in_a_year = "installs_next_year"
users_ceiling = "installs_at_most"
people_now = "testers"
charted = ["installs", "hurt"]
charted_in_documents = ["hurt"]
overscaling = ["mending.over_the_air"]
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the pack, which stands for the shipped one."""
    folder = Path(shutil.copytree(MOBILE, tmp_path / "mobile"))
    # Below what modules import by name: a module first imported meanwhile would keep what stands there.
    elsewhere = shipped._folder
    monkeypatch.setattr(shipped, "_folder", lambda name: folder if name == "rules" else elsewhere(name))
    monkeypatch.setattr(rulebooks, "_shipped", None)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def with_roles(pack: Path) -> Path:
    """The same pack with roles."""
    (pack / "pack.toml").write_text((pack / "pack.toml").read_text() + ROLES)
    return pack


@pytest.fixture
def session(pack: Path) -> str:
    """A session with some answers."""
    assert main(["new", "app.toml", "--title", "Our app"]) == 0
    assert main(["set", "app.toml", *ANSWERS, "--by", "ana"]) == 0
    return "app.toml"


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(list(words)) == 0
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(printed(capsys, *words, "--json"))


def test_it_shares_no_id_with_the_shipped_pack(shipped: Rulebook) -> None:
    mobile = load(MOBILE)
    assert ids(mobile) & ids(shipped) == set()
    assert (len(mobile.questions), len(mobile.decisions)) == (10, 3)


def test_answers_give_advice_with_reasons(session: str, capsys: pytest.CaptureFixture[str]) -> None:
    view = told(capsys, "assess", session, *DAY)
    taken = {each["id"]: each["recommended"] for each in view["decisions"]}
    assert taken == {"rollout": "with_a_stop", "mending": "switches", "rhythm": "train"}
    assert "crash.alarm" in {each["id"] for each in view["checklist"]}
    assert "4,000 people would meet a crash" in printed(capsys, "why", session, "rollout").replace("\n", " ")
    assert "Rollout" in printed(capsys, "assess", session, *DAY)


def test_without_a_growth_model_the_forecast_says_so(
    session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    view = told(capsys, "forecast", session, *DAY)
    assert (view["bands"], [each["id"] for each in view["limits"]]) == ({}, ["support_full"])
    assert "The rules have no growth model" in printed(capsys, "forecast", session, *DAY)


def test_without_a_growth_model_no_event_and_no_history_is_taken(
    session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(session).read_text()
    Path("users.csv").write_text("month,users\n2026-09,100\n2026-10,120\n")
    for words in (["expect", session, "fair", "2027-05", "--factor", "3"], ["history", session, "users.csv"]):
        capsys.readouterr()
        assert main(words) == 2
        said = capsys.readouterr().err
        assert "“Releasing a mobile app” have no growth model" in said
        assert "users_now" in said
    assert Path(session).read_text() == before


def test_without_a_count_of_people_the_plan_is_that_of_one(
    session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    view = told(capsys, "plan", session, *DAY)
    assert view["capacity"]["people"] == 1
    assert view["problems"] == [
        "The rules do not ask how many people there are (no role people_now in pack.toml): "
        "this is the plan of one person."
    ]
    assert "rollout.with_a_stop" in {each["id"] for each in view["items"]}
    assert "rollout.with_a_stop" in printed(capsys, "plan", session, *DAY, "--graph", "dot")


def test_answers_that_contradict_each_other_are_told(
    session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, "set", session, "versions_per_month=20", "store_review_days=5").replace("\n", " ")
    assert "contradict each other: 20 versions a month and 5 days in review for each" in said
    assert told(capsys, "set", session, "store_review_days=3 days")["store_review_days"]["contradicts"]
    assert "contradict" not in printed(capsys, "set", session, "store_review_days=0..5")
    view = told(capsys, "assess", session, *DAY)
    assert view["contradictions"] == []


def test_documents_are_written_and_checked(session: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", session, "rollout", "with_a_stop", "--because", "we learned", "--by", "Ana"]) == 0
    printed(capsys, "export", session, "--to", "docs", *DAY)
    assert any("In stages, with a stop" in path.read_text() for path in Path("docs").rglob("*.md"))
    assert main(["check", session, "--docs", "docs", *DAY]) == 0


def test_what_to_prepare_is_sorted_by_who_prepares_it(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "open.toml"]) == 0
    printed(capsys, "export", "open.toml", "--to", "docs", "--only", "preread", *DAY)
    text = next(Path("docs").rglob("preread*.md")).read_text()
    assert "## Product manager" in text
    assert "## Craft" in text, "a section that does not say who has its title"


def test_roles_alone_bring_growth_people_and_charts(
    with_roles: Path, session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("users.csv").write_text("month,users\n2026-09,380000\n2026-10,440000\n")
    assert main(["history", session, "users.csv"]) == 0
    assert main(["set", session, "installs_next_year=2M", "testers=8"]) == 0
    view = told(capsys, "forecast", session, *DAY)
    assert list(view["bands"]) == ["installs", "hurt"]
    installs = view["bands"]["installs"]["middle"]
    assert installs[0] < installs[6] < installs[12]
    assert main(["expect", session, "fair", "2027-05", "--factor", "3"]) == 0
    assert told(capsys, "forecast", session, *DAY)["bands"]["installs"]["middle"][6] > 2 * installs[6]
    plan = told(capsys, "plan", session, *DAY)
    assert (plan["capacity"]["people"], plan["problems"]) == (8, [])


async def test_the_app_interviews_advises_foresees_plans_and_exports(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(pack.parent / "state"))
    model = Model(Review.create(Path("app.toml"), "Our app"))
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press(*"500k", "enter")
        await pilot.pause()
        assert model.review.answers["installs"].value == 500_000
        for name, kind in (
            ("decisions", DecisionsScreen),
            ("outlook", OutlookScreen),
            ("plan", PlanScreen),
            ("export", ExportScreen),
        ):
            await app.run_action(f"show('{name}')")
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, kind)
            if kind is PlanScreen:
                seen = "\n".join(str(each.render()) for each in app.screen.query(Static))
                assert "plan of one person" in " ".join(seen.split())


def test_the_tour_tells_what_was_decided(session: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", session, "rollout", "with_a_stop", "--because", "we learned", "--by", "Ana"]) == 0
    stops = {each["id"]: each for each in told(capsys, "tour", session, *DAY)["stops"]}
    assert list(stops) == ["where", "decided", "rejected", "change", "next", "words"]
    (part,) = stops["decided"]["parts"]
    assert "In stages, with a stop" in part["title"]
    assert part["texts"][0].startswith("Accepted by Ana")
    assert part["texts"][0].endswith("because we learned.")
    said = " ".join(printed(capsys, "tour", session, "--stop", "2", *DAY).split())
    assert "2 of 6. What was decided, and why" in said
    assert f"archassist why {session} rollout with_a_stop" in said


def test_the_shipped_pack_is_meant_elsewhere() -> None:
    assert rules_folder().name == "rules"


REQUIRED = """\
[capability.reached_by_a_fault]
title = "People whom a fault reaches"
kind = "at_most"
unit = "users"
falls_short = "reaches {figure}"

[requirement.few_at_first]
capability = "reached_by_a_fault"
kind = "contract"
when = "installs > installs_many"
needs = "100_000"
text = "a fault reaches at most 100,000 of {installs:count} people (the contract)"
gives = "the contract"
source = ["phased-release"]
fires = { installs = 500_000 }
silent = { installs = 100 }
"""
CAN = {"at_once": '"installs"', "in_stages": "5_000", "with_a_stop": "200_000"}


@pytest.fixture
def with_requirements(pack: Path) -> Path:
    """The same pack, whose rollouts say whom a fault reaches, and with a contract about it."""
    (pack / "required.toml").write_text(REQUIRED)
    decisions = (pack / "decisions.toml").read_text()
    for option, can in CAN.items():
        head = f"[option.rollout.{option}]\n"
        assert head in decisions
        decisions = decisions.replace(head, f"{head}capabilities = {{ reached_by_a_fault = {can} }}\n")
    (pack / "decisions.toml").write_text(decisions)
    return pack


def test_requirements_of_its_own_shut_options_out_and_are_told(
    with_requirements: Path, session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rollout = next(
        each for each in told(capsys, "assess", session, *DAY)["decisions"] if each["id"] == "rollout"
    )
    assert rollout["recommended"] == "in_stages", "with_a_stop scores more and reaches too many"
    (required,) = rollout["requirements"]
    assert (required["id"], required["met"]) == ("few_at_first", True)
    assert [each["option"] for each in required["short"]] == ["at_once", "with_a_stop"]
    assert [each["id"] for each in rollout["options"] if each["excluded_by"]] == ["at_once", "with_a_stop"]
    said = printed(capsys, "why", session, "rollout", "at_once").replace("\n", " ")
    assert "Required: a fault reaches at most 100,000 of 500,000 people (the contract)." in " ".join(
        said.split()
    )


def test_what_nobody_answered_is_not_required(
    with_requirements: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "open.toml"]) == 0
    for decision in told(capsys, "assess", "open.toml", *DAY)["decisions"]:
        assert decision["requirements"] == []


def test_its_examples_hold_and_explain_tells_who_can(
    with_requirements: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "rules", "test", str(with_requirements))["failed"] == []
    said = printed(capsys, "rules", "explain", "reached_by_a_fault", str(with_requirements))
    assert "rollout.in_stages: 5000" in said
    assert "few_at_first" in printed(capsys, "rules", "list", "--kind", "requirement", str(with_requirements))
