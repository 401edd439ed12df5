"""The interview line by line: every word of it, what is understood, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.session import Review
from tests.cli.interviews import SESSION, Ask, on_disk
from tests.undecided import undecided


@pytest.fixture(autouse=True)
def a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Review.create(SESSION)


# -- which questions


def test_every_open_question_is_asked_in_the_order_of_the_interview(ask: Ask) -> None:
    review = on_disk()
    review.set("engineers", "7")
    asked = ask("", *[""] * 70)
    mine = [each.id for each in review.asked()]
    assert asked.questions == [each for each in mine if each != "engineers"]
    assert f"1 of {len(mine)} questions answered" in asked.out
    assert "next: archassist assess r.toml" in asked.err


def test_only_some_questions_or_sections_or_the_core(ask: Ask) -> None:
    known = on_disk().rulebook.questions
    assert ask("workload engineers").questions == ["engineers"]
    everything = ask("workload engineers", *[""] * 70).questions
    assert everything == [
        each.id for each in known.values() if each.section == "workload" or each.id == "engineers"
    ]
    core = ask("", *[""] * 70, more=("--core",)).questions
    assert core == [each.id for each in known.values() if each.core]
    refused = ask("enginers")
    assert refused.code == 2
    assert refused.err == "archassist: there is no question or section “enginers”. Did you mean engineers?\n"


def test_answered_questions_are_asked_again_only_when_that_is_wanted(ask: Ask) -> None:
    on_disk().set("engineers", "7")
    done = ask("engineers")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "archassist: every one of these questions is answered. Use --again to go through them once more.\n"
    )
    again = ask("engineers", "", more=("--again",))
    assert "so far: 7 people" in again.out
    assert on_disk().answers["engineers"].value == 7


def test_with_all_answered_there_is_nothing_to_ask(ask: Ask) -> None:
    review = on_disk()
    with review.together():
        for question in review.rulebook.questions:
            review.set(question, "unknown")
    done = ask("")
    assert done.err.startswith("archassist: every question is answered.")


# -- answers


@pytest.mark.parametrize(
    ("question", "typed", "understood"),
    [
        ("engineers", "12", "12 people"),
        ("mau_now", "40k..80k", "40,000 to 80,000 users"),
        ("mau_now", "~200", "160 to 250 users"),
        ("data_gb", "2 TB", "2,000 GB"),
        ("write_share", "40%", "40%"),
        ("slo_goal", "99.9", "99.9%"),
        ("stage", "2", "Early fit"),
        ("stage", "scaling", "Scaling"),
        ("blocks", "cdn, read_replica", "CDN, Read replica"),
        ("engineers", "unknown", "unknown"),
        ("engineers", "u", "unknown"),
        ("engineers", "U", "unknown"),
        ("engineers", "n/a: we are one person", "out of scope: we are one person"),
    ],
)
def test_an_answer_is_saved_and_read_back_as_it_was_understood(
    ask: Ask, question: str, typed: str, understood: str
) -> None:
    asked = ask(question, typed)
    assert asked.code == 0
    (line,) = (each for each in asked.out.splitlines() if "understood: " in each)
    assert understood.casefold() in line.casefold()
    assert on_disk().answers[question] == on_disk().read(question, "unknown" if typed in "uU" else typed)


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("engineers", "cats", "“cats” is not a number"),
        ("engineers", "9-", "“9-” is not a range"),
        ("engineers", "5 GB", "people"),
        ("engineers", "u 5", "“u 5” is not a number"),
        ("engineers", "quit now", "“quit now” is not a number"),
        ("engineers", "help me", "“help me” is not a number"),
        ("engineers", "n/a", "Say why it is out of scope"),
        ("engineers", "grade sure", "sure"),
        ("engineers", "grade", "Write it behind the word: grade measured."),
        ("engineers", "note", "Write it behind the word: note TEXT."),
        ("slo_goal", "98.7654", "99"),
        ("stage", "7", "pre_pmf"),
        ("stage", "x" * 100_000, "100,000 characters long"),
        ("blocks", "cdn, nonsense", "nonsense"),
        ("engineers", "1\x002", "contains an invisible character"),
        ("engineers", "caf\udce9", "“caf\\xe9” is not text in UTF-8"),
        ("engineers", "note caf\udce9", "“note caf\\xe9” is not text in UTF-8"),
    ],
)
def test_what_is_not_understood_is_refused_in_one_line_and_asked_again(
    ask: Ask, question: str, typed: str, said: str
) -> None:
    before = Path(SESSION).read_bytes()
    asked = ask(question, typed)
    first, *_ = asked.err.splitlines()
    assert said in first
    assert first.startswith("archassist: ")
    assert asked.err.count("\n") == 2, "one refusal, and what to do next at the end"
    assert asked.out.count(" > ") == 2, "the question is open still"
    assert Path(SESSION).read_bytes() == before


def test_a_refused_answer_costs_none_that_was_given(ask: Ask) -> None:
    asked = ask("engineers mau_now", "many", "12", "nobody", "1.2k")
    assert asked.questions == ["engineers", "mau_now"]
    assert {name: answer.value for name, answer in on_disk().answers.items()} == {
        "engineers": 12,
        "mau_now": 1200,
    }


def test_who_answers_is_kept_with_every_answer(ask: Ask) -> None:
    ask("engineers mau_now", "12", "unknown", more=("--by", "Ana"))
    assert {answer.by for answer in on_disk().answers.values()} == {"Ana"}


def test_what_an_answer_moves_is_said(ask: Ask) -> None:
    review = undecided("notion-2021", "before.toml")
    before = review.assess(samples=0)
    Path(SESSION).write_bytes(Path("before.toml").read_bytes())
    asked = ask("engineers mau_now data_gb", "2", "50", "1", more=("--again",))
    moved = [line for line in asked.out.splitlines() if line.startswith("  changes ")]
    after = on_disk().assess(samples=0)
    titles = {each.id: each.title for each in review.rulebook.decisions.values()}
    for old, new in zip(before.decisions, after.decisions, strict=True):
        said = any(line.startswith(f"  changes {titles[old.id]}: ") for line in moved)
        assert said or old.recommended == new.recommended
    assert moved


# -- words that are no answer


def test_enter_leaves_a_question_for_later_and_back_returns_to_it(ask: Ask) -> None:
    asked = ask("engineers mau_now", "back", "", "back", "9", "", more=())
    assert asked.questions == ["engineers", "engineers", "mau_now", "engineers", "mau_now"]
    assert list(on_disk().answers) == ["engineers"]


@pytest.mark.parametrize("word", ["quit", "exit", "q", "QUIT", " quit "])
def test_quit_stops_with_what_was_answered(ask: Ask, word: str) -> None:
    asked = ask("engineers mau_now", "9", word, "12")
    assert asked.code == 0
    assert "1 of 71 questions answered. Saved in r.toml." in asked.out
    assert list(on_disk().answers) == ["engineers"]


def test_help_why_and_measure_tell_and_ask_again(ask: Ask) -> None:
    question = on_disk().rulebook.questions["mau_now"]
    asked = ask("mau_now", "help", "h", "why", "measure")
    plain = " ".join(asked.out.split())
    assert asked.out.count("note TEXT    keep a remark") == 2
    told = [question.why, question.counts, question.measure, question.estimate]
    assert all(" ".join(text.split()) in plain for text in told)
    assert asked.questions == ["mau_now"]
    assert asked.out.count(" > ") == 5


def test_a_note_parks_an_open_question_and_stays_with_the_answer(ask: Ask) -> None:
    asked = ask("engineers", "note ask Ben", "NOTE  ask Ben, on Monday")
    assert asked.out.count("note kept; the question is parked and still open") == 2
    assert on_disk().parked["engineers"].note == "ask Ben, on Monday"
    later = ask("engineers", "12", "")
    assert "so far: parked; ask Ben, on Monday" in later.out
    assert (on_disk().answers["engineers"].value, on_disk().answers["engineers"].note) == (
        12,
        "ask Ben, on Monday",
    )


def test_a_note_and_a_grade_on_an_answer_leave_its_value(ask: Ask) -> None:
    asked = ask("engineers mau_now", "12", "back", "note the whole team", "grade measured", "")
    assert asked.out.count("  kept\n") == 2
    answer = on_disk().answers["engineers"]
    assert (answer.value, answer.note, answer.grade) == (12, "the whole team", "measured")


def test_undo_takes_back_in_turn_and_goes_to_the_question_it_was_about(ask: Ask) -> None:
    asked = ask(
        "engineers mau_now slo_goal", "12", "99.9", "note why so much", "undo", "undo", "undo", "undo", "7"
    )
    assert "undone: Engineers today: 12 people → not answered" in asked.out
    assert asked.out.count("nothing to undo") == 1
    assert asked.questions == [
        "engineers", "slo_goal", "mau_now", "mau_now", "slo_goal", "engineers", "slo_goal"
    ]  # fmt: skip
    assert {name: answer.value for name, answer in on_disk().answers.items()} == {"engineers": 7}
    assert not on_disk().parked


def test_choices_and_levels_are_listed_with_what_can_be_typed(ask: Ask) -> None:
    asked = ask("stage slo_goal blocks", "", "", "")
    assert "1. Still searching (pre_pmf)" in asked.out
    levels = [f"{level:g}" for level in on_disk().rulebook.questions["slo_goal"].levels]
    assert f"one of {', '.join(levels)} %" in asked.out
    assert "several may be named, with commas between them" in asked.out
