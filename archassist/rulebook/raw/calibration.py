"""`calibration.toml` as `archassist rules calibrate` writes it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Hundredths = Annotated[int, Field(ge=-5000, le=5000, description="Hundredths of a point.")]
Chance = Annotated[float, Field(gt=0, le=1)]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True, strict=True)


class Scale(_Written):
    """How large the answers to one question are: mean and standard deviation of the natural logarithm."""

    middle: float
    spread: float = Field(gt=0)


class Weighed(_Written):
    """What was learned of one decision; lists are in the order of `options`."""

    options: list[str]
    base: list[Hundredths]
    stays: Hundredths = Field(default=0, description="What it is worth that an option stands today.")
    rules: dict[str, Annotated[int, Field(ge=0, le=5000)]] = Field(
        default_factory=dict,
        description="By option.rule how strongly the rule speaks, in hundredths of a point.",
    )
    leans: dict[str, list[Hundredths]] = Field(
        default_factory=dict,
        description="By question, or question=choice, what a unit of it adds to each option.",
    )


class CalibrationFile(_Written):
    """What was learned from cases and panels."""

    model_config = ConfigDict(title="the calibration of a pack")

    cases: int = Field(ge=0, description="Decisions of published cases that it was learned from.")
    judgements: int = Field(ge=0, description="Judged decisions of made-up teams that it was learned from.")
    firm: Chance = Field(description="Advice is firm from this chance on.")
    leaning: Chance = Field(description="Advice leans from this chance on.")
    answers: int = Field(default=0, ge=0, description="No advice is firm on fewer answers.")
    unsure: list[str] = Field(default_factory=list, description="Decisions on which no advice is firm.")
    scale: dict[str, Scale] = Field(
        default_factory=dict, description="[scale.QUESTION]: the size of answers."
    )
    decision: dict[str, Weighed] = Field(default_factory=dict, description="[decision.ID]: what was learned.")
