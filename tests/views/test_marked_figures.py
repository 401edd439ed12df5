"""A figure that rests on what nobody answered says so where it stands, in every sentence of every output."""

from __future__ import annotations

import datetime
import html
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archassist.answers.answer import Answer
from archassist.documents import Wishes
from archassist.engine import Engine
from archassist.engine.compiled import Compiled
from archassist.exported import KINDS
from archassist.expressions import Kind
from archassist.rulebook import Rulebook
from archassist.session import Review, rulebooks
from archassist.views.assessment import assessment_view
from archassist.views.plain import plain
from archassist.views.why import why_view
from archassist.workflows.export import export_plan
from tests.trials import THOROUGH, trials

TODAY = datetime.date(2026, 12, 1)
REVIEWS = trials(60, usual=20)
EXPORTED = range(3, REVIEWS, 9 if THOROUGH else 6)
"""Of those the ones of which every output is walked."""

_VALUE = re.compile(r"‹(\d+)‹([^›]*)›")
_BEHIND = re.compile(r"[^‹›\n(]{0,60}?(?:\(|, |\| )(?:partly )?assumed")
_BEFORE = re.compile(
    r"assumed(?:: (?:about |taken to be )?|; )$"
    r"|Money: nobody has given any figure\. We assume:[^\n]*$"
)
_AT_ONCE = re.compile(r"[%/\w]*(?: \w+)?(?: a \w+)? \(assumed\)")


@pytest.fixture(scope="module")
def labelled(shipped: Rulebook) -> Iterator[tuple[str, ...]]:
    """Lets every value that is put into words carry the number of its name; gives back the names."""
    names = tuple(shipped.types)

    def label(kept: Any) -> property:
        def labelling(compiled: Compiled) -> Callable[..., str]:
            def said(name: str, *rest: Any) -> str:
                return f"‹{names.index(name)}‹{kept.__get__(compiled)(name, *rest)}›"

            return said

        return property(labelling)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rulebooks, "_engines", {})
        for method in ("shown", "measured"):
            kept = Compiled.__dict__[method]
            patch.setattr(Compiled, method, label(_Uncached(kept.func)))
        yield names


class Told(NamedTuple):
    """A review with its assessment as it is printed."""

    number: int
    review: Review
    assessment: dict[str, Any]


@pytest.fixture(scope="module")
def told(
    shipped: Rulebook, labelled: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> list[Told]:
    """The reviews of all the teams."""
    assert labelled
    folder = tmp_path_factory.mktemp("told")
    reviews = [drawn(shipped, folder, number) for number in range(REVIEWS)]
    return [
        Told(number, review, without_bare(plain(assessment_view(review, samples=64))))
        for number, review in enumerate(reviews)
    ]


class _Uncached:
    """A cached property whose value is made anew: the cached one lies where the label is now."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make
        self._made: dict[int, Any] = {}

    def __get__(self, compiled: Any, owner: Any = None) -> Any:
        return self._made.setdefault(id(compiled), self._make(compiled))


def drawn(rulebook: Rulebook, folder: Path, number: int) -> Review:
    """A review of a team that does not exist: some answers that go together, some of them guesses."""
    draw = random.Random(number)
    engine = rulebooks.engine_for(rulebook)
    columns = engine.inputs({}, seed=number, samples=4)
    asked = draw.sample(list(rulebook.questions), draw.randint(0, len(rulebook.questions) // 2))
    answers = {}
    for id in asked:
        column = columns[id]
        value = engine.compiled.encoding.decode(
            id, column if not hasattr(column, "item") else column[0].item()
        )
        question = rulebook.questions[id]
        if question.type == "number" and not question.levels and isinstance(value, float) and value > 0.5:
            value = float(round(value))  # nobody counts parts of people
        answers[id] = Answer(kind="exact", value=value, grade=draw.choice([None, "measured", "guessed"]))
    return Review.create(folder / f"{number}.toml", rulebook=rulebook, answers=answers)


def assumed_names(rulebook: Rulebook, answered: Mapping[str, Any]) -> frozenset[str]:
    """The names that follow from a question nobody answered, found from the pack alone."""
    rests: dict[str, bool] = {id: id not in answered for id in rulebook.questions}
    rests |= dict.fromkeys(rulebook.parameters, False)
    for id in rulebook.fact_order:
        rests[id] = any(rests[name] for name in rulebook.facts[id].expression.names)
    return frozenset(id for id, open_ in rests.items() if open_)


def faults(text: str, names: tuple[str, ...], assumed: frozenset[str]) -> Iterator[str]:
    """Values without the mark that they should have, or with one that they should not."""
    for found in _VALUE.finditer(text):
        name, before, behind = names[int(found[1])], text[: found.start()], text[found.end() :]
        marked = _BEHIND.match(behind) or _BEFORE.search(before)
        around = f"{name}: …{before[-60:]}{found[0]}{behind[:60]}…"
        if name in assumed and not marked:
            yield f"not marked: {around}"
        if name not in assumed and _AT_ONCE.match(behind):
            yield f"marked: {around}"


def sentences(value: object) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from sentences(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from sentences(each)


def without_bare(view: dict[str, Any]) -> dict[str, Any]:
    """`--json` without the values of facts, beside which it says in fields of their own whether they are assumed."""
    return {key: value for key, value in view.items() if key != "facts"}


def test_every_value_in_json_and_why_is_marked_by_what_it_rests_on(
    shipped: Rulebook, labelled: tuple[str, ...], told: list[Told]
) -> None:
    found, values = [], 0
    for number, review, assessment in told:
        assumed = assumed_names(shipped, review.answers)
        whys = [why_view(review, decision, samples=64) for decision in shipped.decisions]
        for view in (assessment, *map(plain, whys)):
            for text in sentences(view):
                values += len(_VALUE.findall(text))
                found += [f"{number}: {fault}" for fault in faults(text, labelled, assumed)]
    assert values > 100 * REVIEWS
    assert not found, "\n".join(found[:20])


@pytest.fixture
def few_futures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes reviews cheap: what a figure rests on is the same in few futures as in many."""
    kept = Engine.futures

    def few(engine: Engine, beliefs: Any, *, samples: int = 0, **rest: Any) -> Any:
        return kept(engine, beliefs, samples=64, **rest)

    monkeypatch.setattr(Engine, "futures", few)


def written(review: Review, folder: Path) -> Mapping[str, str]:
    """Everything that an export can write, by name."""
    wishes = Wishes(KINDS, form="long", all=True, undecided=True)
    return {
        write.path: write.after.decode()
        for write in export_plan(review, folder, wishes, TODAY).writes
        if not write.path.startswith(".archassist")
    }


def read_as_text(name: str, text: str) -> str:
    """What a reader of a page sees: tags are between the words, and name no figure."""
    if not name.endswith(".html"):
        return text
    labels = re.sub(r'<svg [^>]*aria-label="([^"]*)"[^>]*>', r"\n\1\n", text)
    return html.unescape(re.sub(r"<[^>]*>", "\n", labels))


def test_every_value_in_every_output_of_an_export_is_marked_by_what_it_rests_on(
    shipped: Rulebook, labelled: tuple[str, ...], few_futures: None, tmp_path: Path
) -> None:
    found, values, kinds = [], 0, set()
    for number in EXPORTED:
        review = drawn(shipped, tmp_path, number)
        review.focus.name_pains(list(shipped.pains)[:3])  # so that something is to be decided
        assumed = assumed_names(shipped, review.answers)
        for name, text in written(review, tmp_path / f"to-{number}").items():
            told = read_as_text(name, text)
            here = len(_VALUE.findall(told))
            values += here
            kinds |= {name.partition("/")[0]} if here else set()
            found += [f"{number} {name}: {fault}" for fault in faults(told, labelled, assumed)]
            if name == "report.html":
                found += [f"{number} {fault}" for fault in chart_faults(shipped, review.answers, text)]
    assert values > 100 * len(EXPORTED)
    assert {"decisions", "roadmap.md", "readout.md", "onepager.md", "onboarding.md", "report.html"} <= kinds
    assert not found, "\n".join(found[:20])


def chart_faults(rulebook: Rulebook, answered: Mapping[str, Any], page: str) -> Iterator[str]:
    """Charts of a page whose title does not say what their course rests on, or says "today" of the years to come."""
    roles, growth = rulebook.roles, page.partition('id="growth"')[2].partition("<table")[0]
    later = {
        "users": {roles.users_in_a_year, roles.users_ceiling},
        "people": {roles.people_in_a_year},
        "data": {roles.data_added},
    }
    engine = rulebooks.engine_for(rulebook)
    for id in roles.charted_in_documents:
        behind = set(engine.compiled.rests_on(id))
        behind |= {each for q in behind for each in later.get(rulebook.questions[q].grows_with, ())}
        known, given = rulebook.figure(id), behind & answered.keys()
        assert known is not None
        mark = "" if given == behind else " (partly assumed)" if given else " (assumed)"
        title = f"{known.title.removesuffix(' today')}{mark}"
        if mark and (f"<h3>{title}</h3>" not in growth or f'aria-label="{title}: from about ' not in growth):
            yield f"not marked: {title}"
        if " today" in growth:
            yield f"told of today: {title}"


def test_facts_say_what_they_rest_on(shipped: Rulebook, tmp_path: Path) -> None:
    for number in range(0, REVIEWS, 6):
        review = drawn(shipped, tmp_path, number)
        assumed = assumed_names(shipped, review.answers)
        guessed = {id for id, answer in review.answers.items() if answer.grade == "guessed"}
        for id, fact in assessment_view(review, samples=0).facts.items():
            behind = set(fact.rests_on)
            open_ = behind - review.answers.keys()
            expected = (
                "assumed" if open_ and open_ == behind
                else "partly assumed" if open_
                else "guessed" if behind and behind <= guessed
                else "partly guessed" if behind & guessed
                else ""
            )  # fmt: skip
            assert (id, fact.mark) == (id, expected)
            assert fact.assumed == (id in assumed)


def test_one_fact_has_one_figure_in_all_sentences_of_a_review(
    shipped: Rulebook, labelled: tuple[str, ...], told: list[Told]
) -> None:
    differing = []
    for number, _, assessment in told:
        said: dict[tuple[str, str], set[str]] = {}
        for text in sentences(assessment):
            if text.startswith("in the more likely futures"):
                continue  # it names the figure of the middle beside its own
            for place, value in _VALUE.findall(text):
                name = labelled[int(place)]
                if shipped.types[name].kind is Kind.NUMBER and (digits := re.search(r"[\d.,]+", value)):
                    unit = value.replace(digits[0], "")  # 268 minutes are 4.5 hours
                    said.setdefault((name, unit), set()).add(digits[0])
        differing += [(number, name, sorted(each)) for name, each in said.items() if len(each) > 1]
    assert not differing, "\n".join(map(str, differing[:40]))
