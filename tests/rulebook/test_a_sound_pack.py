"""What a sound pack becomes."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from archassist.expressions import Kind, Unit
from archassist.rulebook import Each, Effort, Formula, Multiple, Place, Rulebook, Spread, Weights, load

from .packs import Bench, write


@pytest.fixture
def book(bench: Bench) -> Rulebook:
    return bench.load()


def test_the_head_names_the_pack(book: Rulebook) -> None:
    assert (book.id, book.title, book.version) == ("small", "A small pack", "1.0")


def test_questions_come_in_the_order_of_their_file(book: Rulebook) -> None:
    order = ["reads", "write_share", "surge", "blocks", "slo", "reads_later", "measured"]
    assert list(book.questions) == order


def test_sections_decide_before_files(bench: Bench) -> None:
    bench.add(
        "a_first.toml",
        """\
        [section.last]
        title = "Last"
        order = 9

        [question.late]
        section = "last"
        title = "Late"
        ask = "?"
        why = "Because."
        type = "share"
        prior = [0.1, 0.2]
        """,
    )
    assert list(bench.load().questions)[-1] == "late"


def test_a_number_question_keeps_unit_range_and_prior(book: Rulebook) -> None:
    reads = book.questions["reads"]
    assert (reads.unit, reads.range, reads.prior) == ("1/s", (0, 1e6), Spread(10, 2000))
    assert (reads.core, reads.covers) == (True, ("reads",))


def test_a_share_lies_between_0_and_1(book: Rulebook) -> None:
    assert book.questions["write_share"].range == (0, 1)


def test_choices_keep_their_order_and_labels(book: Rulebook) -> None:
    surge = book.questions["surge"]
    assert dict(surge.choices) == {"none": "None", "seasonal": "Seasons", "viral": "Viral"}
    assert surge.prior == Weights({"none": 0.5, "seasonal": 0.3, "viral": 0.2})


def test_every_form_of_prior_is_read(book: Rulebook) -> None:
    priors = {id: question.prior for id, question in book.questions.items()}
    assert priors["blocks"] == Each(0.5)
    assert priors["slo"] == Weights({"99": 0.4, "99.9": 0.6})
    assert priors["reads_later"] == Multiple("reads", 1.2, 6)
    assert priors["measured"] == Formula("writes", 0.5, 2)


def test_levels_bound_their_question(book: Rulebook) -> None:
    assert book.questions["slo"].levels == (99, 99.9)
    assert book.questions["slo"].range == (99, 99.9)


def test_every_name_has_a_type(book: Rulebook) -> None:
    types = book.types
    assert types["reads"].unit == types["writes"].unit == types["one_server"].unit == Unit.parse("1/s")
    assert types["load"].unit == types["write_share"].unit == Unit.parse("")
    assert types["slo"].unit == Unit.parse("%")
    assert types["surging"].kind is Kind.FLAG
    assert (types["surge"].kind, types["surge"].ordered) == (Kind.CHOICE, True)
    assert (types["blocks"].kind, types["blocks"].choices) == (Kind.CHOICES, ("cdn", "queue"))


def test_facts_are_ordered_by_what_they_need(book: Rulebook) -> None:
    order = book.fact_order
    assert sorted(order) == ["load", "surging", "writes"]
    assert order.index("writes") < order.index("load")


def test_priors_are_ordered_by_what_they_are_relative_to(book: Rulebook) -> None:
    order = book.prior_order
    assert sorted(order) == sorted([*book.questions, *book.facts])
    assert order.index("reads") < order.index("writes") < order.index("measured")
    assert order.index("reads") < order.index("reads_later")


def test_a_decision_holds_its_options_and_rules(book: Rulebook) -> None:
    decision = book.decisions["reads_scale"]
    assert list(decision.options) == ["tune", "replicas"]
    assert decision.default == "tune"
    assert [rule.id for rule in decision.rules] == ["reads_scale.replicas.load"]


def test_an_option_knows_its_full_id_and_its_load(book: Rulebook) -> None:
    options = book.decisions["reads_scale"].options
    assert options["replicas"].full_id == "reads_scale.replicas"
    assert options["tune"].ops_points == 0
    assert options["replicas"].ops_points.text == "2 if load > 1 else 1"  # type: ignore[union-attr]


def test_effort_is_kept_in_working_days(book: Rulebook) -> None:
    options = book.decisions["reads_scale"].options
    assert options["tune"].effort == Effort(2, 10, "days")
    assert options["replicas"].effort == Effort(10.5, 42, "months")


def test_a_rule_carries_its_words_and_cases(book: Rulebook) -> None:
    (rule,) = book.decisions["reads_scale"].rules
    assert (rule.option, rule.says, rule.weight, rule.source) == ("replicas", "for", 3, ("book",))
    assert rule.otherwise == "Reads use only {load:share} of one server."
    assert dict(rule.fires) == {"load": 0.9, "blocks": ("cdn",)}


def test_a_practice_that_always_applies_needs_no_silent_case(book: Rulebook) -> None:
    assert book.practices["db.slow-query"].silent is None
    assert book.practices["db.index"].after == ("db.slow-query",)


def test_everything_knows_its_place(book: Rulebook, bench: Bench) -> None:
    line = bench.line('[practice."db.index"]', "practices/db.toml")
    assert book.practices["db.index"].place == Place("rules/practices/db.toml", line)


def test_nothing_can_be_changed(book: Rulebook) -> None:
    with pytest.raises(FrozenInstanceError):
        book.title = "Another"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        book.questions["reads"].title = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        book.questions["more"] = book.questions["reads"]  # type: ignore[index]


def test_an_option_may_require_a_decision_that_is_not_there_yet(book: Rulebook) -> None:
    (note,) = book.notes
    assert note.key == "option.reads_scale.replicas.requires"
    assert 'requires "balancing.l7"' in note.message


def test_the_fingerprint_is_that_of_the_content(bench: Bench, tmp_path: Path) -> None:
    first = bench.load().fingerprint
    assert Bench(tmp_path / "elsewhere").load().fingerprint == first
    bench.change('title = "A small pack"', 'title = "Another pack"')
    assert bench.load().fingerprint != first


def test_a_later_pack_adds_and_replaces_by_id(bench: Bench, tmp_path: Path) -> None:
    ours = write(
        tmp_path / "ours",
        {
            "pack.toml": 'id = "ours"\ntitle = "Ours"\nversion = "1"\n',
            "limits.toml": '[parameter.one_server]\nvalue = 9000\nunit = "1/s"\nbasis = "measured"\n',
            "more.toml": '[fact.more]\ntitle = "More"\nunit = "1/s"\nvalue = "reads + writes"\n',
        },
    )
    book = load(bench.folder, ours)
    assert (book.id, book.parameters["one_server"].value) == ("small", 9000)
    assert book.parameters["one_server"].place.file == "ours/limits.toml"
    assert "more" in book.facts


def test_examples_and_cases_are_not_rules(bench: Bench) -> None:
    bench.add("examples/one.toml", 'schema = 1\n[answers]\nreads = "many"\n')
    bench.add("cases/two.toml", "not even TOML")
    bench.add("README.md", "# Not a rule")
    assert bench.problems() == []


def test_a_file_may_have_windows_line_ends_and_a_byte_order_mark(bench: Bench) -> None:
    text = (bench.folder / "facts/load.toml").read_text()
    bench.add("facts/load.toml", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert "load" in bench.load().facts
