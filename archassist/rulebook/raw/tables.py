"""The tables of rule files, as they are written: one model for each kind but the question."""

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from archassist.rulebook.raw.forms import (
    Condition,
    Flag,
    Form,
    Number,
    OneToThree,
    Pair,
    Raw,
    SomeTexts,
    Text,
    Texts,
    UnitName,
    Words,
    Year,
    fault,
    missing,
    refuse,
)
from archassist.rulebook.raw.inline import CaseTable, EffortValue

Sources = Annotated[Texts, Field(description="Ids of the sources of this.")]
Covers = Annotated[Texts, Field(description="Items of the published material that this takes up.")]


class Section(Raw):
    """A part of the interview."""

    title: Words = Field(description="Its name, as people see it.")
    order: Number = Field(description="Its place: sections with lower numbers come first.")
    about: Text = Field(default="", description="What it is about.")
    prepared_by: Text = Field(
        default="", description="Who prepares its questions before a review; empty: whoever its title says."
    )


class Source(Raw):
    """Where a claim comes from."""

    title: Words = Field(description="Its title.")
    author: Text = Field(default="", description="Who wrote it.")
    year: Year | None = Field(default=None, description="The year it was published.")
    where: Annotated[Words, Form("a text", '"https://..."', "")] = Field(
        description="The address of the page, or where to find it: not a site, a category or a repository."
    )
    supports: Text = Field(
        default="",
        description="What it says that rules rest on: one short statement in your own words, with its figures.",
    )
    whole: Text = Field(
        default="",
        description="Why it is cited as a whole, or has no address: what excuses it from broad-source.",
    )
    kind: Literal["primary", "secondary"] = Field(description="Whether its author saw what it tells.")
    note: Text = Field(default="", description="What to know of it.")


class Term(Raw):
    """A word of the field, explained for someone who meets it for the first time."""

    title: Words = Field(description="The word.")
    about: Words = Field(description="What it means.")
    also: Texts = Field(default=(), description="Other spellings under which it is found in texts.")
    source: Sources = ()
    covers: Covers = ()


class Parameter(Raw):
    """A named number that rules and facts use; with a range it is uncertain."""

    value: Number = Field(description="The number, in its unit.")
    unit: UnitName = Field(default="", description="Its unit, such as 1/s, GB or USD/month.")
    range: Pair | None = Field(default=None, description="5th and 95th percentile of what it may be.")
    source: Sources = ()
    basis: Literal["definition", "published", "measured", "judgement"] = Field(
        description="What it rests on."
    )
    note: Text = Field(default="", description="Why it is this number.")

    @field_validator("range")
    @classmethod
    def _holds_the_value(cls, range: tuple[float, float] | None, info: ValidationInfo) -> Any:
        value = info.data.get("value")
        if range and value is not None and not range[0] <= value <= range[1]:
            raise refuse(fault(f"does not hold the value {value:g}", "The value lies inside its range."))
        if range and range[0] <= 0:
            raise refuse(fault(f"starts at {range[0]:g}", "A range that is sampled starts above 0."))
        return range

    @field_validator("basis")
    @classmethod
    def _published_somewhere(cls, basis: str, info: ValidationInfo) -> str:
        if basis == "published" and info.data.get("source") == ():
            remedy = 'Add source = ["..."], or write "judgement".'
            raise refuse(fault("published, but no source is named", remedy))
        return basis


class Fact(Raw):
    """A value computed from answers, parameters and other facts."""

    title: Words = Field(description="What it is, for people.")
    unit: UnitName = Field(default="", description="Its unit; none for shares and for what is true or false.")
    value: Condition = Field(description="The formula, in the rule language.")
    about: Text = Field(default="", description="What it tells.")
    source: Sources = ()
    covers: Covers = ()


class Phase(Raw):
    """A growth phase; of those whose condition holds, the one with the highest order is where the team is."""

    title: Words = Field(description="Its name.")
    order: Number = Field(description="Its place among the phases.")
    about: Words = Field(description="What it is like.")
    when: Condition = Field(description="The condition under which a team is in it.")
    users: Text = Field(default="", description="How many users are usual in it.")
    next: Text = Field(default="", description="What shows that the next one comes.")
    source: Sources = ()
    covers: Covers = ()


class Limit(Raw):
    """Something that ends: a machine that is full, a budget that is spent. It is crossed while its condition holds."""

    title: Words = Field(description="What ends.")
    metric: Words = Field(description="The question or fact to show beside it.")
    when: Condition = Field(description="The condition under which it is crossed.")
    then: Words = Field(description="What happens then.")
    users: Text = Field(
        default="", description="What that means for users and money, in words for everybody."
    )
    of_surges: Flag = Field(
        default=False, description="Whether it is met only in a surge: not before the first that is expected."
    )
    lasting: Flag = Field(default=False, description="Whether what then happens cannot be made good again.")
    decisions: Texts = Field(default=(), description="Decisions that raise it.")
    practices: Texts = Field(default=(), description="Checklist items that raise it, whatever is decided.")
    source: SomeTexts = Field(description="Ids of the sources of this.")
    covers: Covers = ()
    fires: CaseTable = Field(description="Values under which it is crossed.")
    silent: CaseTable = Field(description="Values under which it is not.")


class Contradiction(Raw):
    """Answers that cannot both be true. It is told only while its condition holds whatever the answers leave open."""

    title: Words = Field(description="What does not go together.")
    severity: Literal["impossible", "unlikely"] = Field(
        description="Whether no system can have both, or hardly any."
    )
    when: Condition = Field(description="The condition under which the answers contradict each other.")
    text: Words = Field(
        description="What is said, with the team's numbers: {teams:int} teams and {engineers} engineers. No full stop."
    )
    why: Words = Field(description="Why both cannot be true.")
    check: Words = Field(description="What to look at to find out which answer is wrong.")
    source: Sources = Field(default=(), validate_default=True, description="Ids of the sources of this.")
    covers: Covers = ()
    fires: CaseTable = Field(
        description="Answers that contradict each other: every question behind the condition."
    )
    silent: CaseTable = Field(description="Answers to the same questions that do not.")

    @field_validator("source")
    @classmethod
    def _unlikely_by_somebody(cls, source: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("severity") == "unlikely" and not source:
            raise missing()
        return source


class Signal(Raw):
    """How Prometheus sees a question or fact, whose id is the signal's."""

    promql: Words = Field(description="A query for it.")
    exporter: Words = Field(description="The exporter that feeds it.")
    note: Text = Field(default="", description="What to know of it.")
    source: SomeTexts = Field(description="Ids of the sources of this.")


class Attribute(Raw):
    """A quality that a team can rank: latency, availability, cost ..."""

    title: Words = Field(description="Its name.")
    about: Words = Field(description="What it means.")
    source: Sources = ()


class Pain(Raw):
    """Something that hurts a team, or that is ahead of it, as people say it."""

    title: Words = Field(description="What hurts, in plain words.")
    about: Text = Field(default="", description="When to pick it.")
    decisions: SomeTexts = Field(
        description="Ids of the decisions that it puts at issue, the likeliest remedy first."
    )
    practices: Texts = Field(default=(), description="Checklist items that relieve it, whatever is decided.")
    source: Sources = ()


class Stage(Raw):
    """A stage of the work, such as to measure or to automate. Of items worth the same, an earlier stage's come first."""

    title: Words = Field(description="What is done in it.")
    about: Words = Field(description="Why it comes where it comes, in a sentence.")
    order: Number = Field(description="Its place among the stages.")
    practices: SomeTexts = Field(description="The checklist items that belong to it.")
    source: Sources = ()


class Practice(Raw):
    """A checklist item."""

    title: Words = Field(description="What to do.")
    when: Condition = Field(description="The condition under which it applies.")
    done_if: Condition | None = Field(default=None, description="When the answers show that it is done.")
    after: Texts = Field(default=(), description="Items that come before it.")
    impact: OneToThree = Field(description="What customers feel of it: 1 to 3.")
    effort: EffortValue = Field(description="How long it takes.")
    phase: Texts = Field(default=(), description="Growth phases that it belongs to; none: all.")
    first_step: Text = Field(default="", description="What to begin with.")
    done_when: Words = Field(description="How to see that it is done.")
    owner: Text = Field(default="", description="Who usually does it.")
    business: Text = Field(default="", description="What the business gets from it.")
    why: Text = Field(default="", description="Why it is worth doing.")
    source: Sources = ()
    covers: Covers = ()
    fires: CaseTable = Field(description="Values under which it must apply.")
    silent: CaseTable | None = Field(
        default=None,
        validate_default=True,
        description="Values under which it must not; not for what always applies.",
    )

    @field_validator("silent", mode="before")
    @classmethod
    def _silent_somewhere(cls, silent: Any, info: ValidationInfo) -> Any:
        when = info.data.get("when")
        if silent is None and when is not None and when.names:
            raise missing()
        return silent


class PackHead(Raw):
    """What `pack.toml` says of the pack itself."""

    id: Words = Field(description="The pack's id.")
    title: Words = Field(description="Its title.")
    version: Words = Field(description="Its version.")
