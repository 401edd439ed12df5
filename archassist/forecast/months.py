"""The rule base in every future and every month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine import Belief, Engine
from archassist.engine.columns.futures import Many, settled_columns
from archassist.engine.columns.sampling import Draws
from archassist.forecast.growth import curve_of, users_by_month
from archassist.forecast.past import likelihood, resampled
from archassist.forecast.surges import Launch, Surge, Surged, surged
from archassist.rulebook import Rulebook

HORIZON = 36
"""Months that are looked at. Further on, curves say more about themselves than about the team."""

FUTURES = 512
"""Futures that are followed through all months."""

CANDIDATES = 8
"""So many times more futures are drawn when a history chooses among them."""


@dataclass(frozen=True)
class Forecast:
    """Futures followed through the months 0 to HORIZON.

    `world` has one row for each future and month, the months of one future together; `users` is futures x months.
    Nothing of it is moved by a surge: what its hours bring stands in `surged`, the earliest first.
    """

    rulebook: Rulebook
    futures: int
    months: int
    users: NDArray[Any]
    world: Many
    surged: tuple[Surged, ...] = ()

    def of(self, name: str) -> NDArray[Any]:
        """The values of a question, fact or condition: futures x months."""
        return np.asarray(self.world.columns[name]).reshape(self.futures, self.months)

    def chosen(self, decision: int) -> NDArray[Any]:
        """The option that a decision takes: futures x months."""
        return self.world.chosen[:, decision].reshape(self.futures, self.months)

    def band(
        self, name: str, low: float = 10, high: float = 90
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Percentiles of a number by month: low, middle, high."""
        values = np.percentile(self.of(name), [low, 50, high], axis=0)
        return values[0], values[1], values[2]


def forecast(
    engine: Engine,
    beliefs: Mapping[str, Belief],
    *,
    seed: int = 0,
    futures: int = FUTURES,
    horizon: int = HORIZON,
    history: Mapping[int, float] | None = None,
    launches: Sequence[Launch] = (),
    surges: Sequence[Surge] = (),
) -> Forecast:
    """Follow sampled futures through the months. The same arguments give the same result.

    `history` holds users by month, counted from today (-1 is last month). With two months of it or more, more futures
    are drawn, and those whose growth passes through the history are kept. `launches` multiply users, `surges` the load of
    the busiest hour: limits and figures are looked at in their hours, too, and decisions are not taken for them.
    """
    rulebook, roles = engine.rulebook, engine.rulebook.roles
    months = horizon + 1
    time = np.arange(months + 12, dtype=float)
    past = dict(history or {}) if roles.grow else {}
    drawn = futures * CANDIDATES if len(past) > 1 else futures
    inputs = engine.inputs(beliefs, seed=seed, samples=drawn)
    model = curve_of(Draws(seed, drawn).uniform("growth curve"))
    kept = np.arange(drawn)

    def column(name: str) -> NDArray[Any]:
        return np.broadcast_to(np.asarray(inputs[name], dtype=float), (drawn,))[kept]

    def share(name: str) -> NDArray[Any]:
        if name in rulebook.parameters:
            return column(name)
        return np.asarray(engine.compiled.fact_alone(name, column, many=True), dtype=float)

    def growth() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        return column(roles.users_now), column(roles.users_in_a_year), column(roles.users_ceiling)

    if drawn > futures:
        fit = likelihood(*growth(), model, past)
        kept = resampled(fit, futures)
        model = model[kept]
    if roles.grow:
        users = users_by_month(*growth(), model, time)
        for launch in launches:
            users[:, (time >= launch.month) & (time < launch.end)] *= launch.factor
    else:
        users = np.ones((futures, len(time)))
    factor = {"users": users / users[:, :1], "people": np.ones_like(users), "data": np.ones_like(users)}
    if roles.people_in_a_year:
        people = np.maximum(column(roles.people_now), 1.0)
        yearly = (column(roles.people_in_a_year) - people) / 12.0
        # Headcount plans are lines, not curves, and nobody plans below one.
        factor["people"] = np.maximum(people[:, None] + yearly[:, None] * time, 1.0) / people[:, None]
    if roles.data_added:
        data = np.maximum(column(roles.data_now), 1e-3)
        arriving = column(roles.data_added)[:, None] * np.cumsum(factor["users"], axis=1)
        factor["data"] = (
            1.0 + np.concatenate([np.zeros((futures, 1)), arriving[:, :-1]], axis=1) / data[:, None]
        )

    def carried(id: str, times: NDArray[Any]) -> NDArray[Any]:
        """The answers to a question when what carries it along is so many times today's."""
        grown, moving = times - 1.0, rulebook.questions[id].grows_share
        return np.asarray(column(id)[:, None] * (1.0 + (grown * share(moving)[:, None] if moving else grown)))

    def multiplied(id: str, month: int, times: float) -> NDArray[Any]:
        """The answers to a question in the hours of a surge."""
        grows_with = rulebook.questions[id].grows_with
        carrying = factor[grows_with][:, month : month + 1] if grows_with else np.ones((futures, 1))
        return carried(id, carrying * times).reshape(-1)

    columns: dict[str, Any] = {}
    for name, values in inputs.items():
        whole = np.asarray(values)
        columns[name] = whole if whole.ndim == 0 else np.repeat(whole[kept], months)
    for id, question in rulebook.questions.items():
        if question.grows_with:
            columns[id] = carried(id, factor[question.grows_with][:, :months]).reshape(-1)
    if roles.grow:
        columns[roles.users_now] = users[:, :months].reshape(-1)
        columns[roles.users_in_a_year] = users[:, 12 : months + 12].reshape(-1)
    if roles.people_in_a_year:
        ahead = column(roles.people_now)[:, None] * factor["people"][:, 12 : months + 12]
        columns[roles.people_in_a_year] = ahead.reshape(-1)
    world = settled_columns(engine.compiled, columns, futures * months)
    in_surges = surged(engine.compiled, columns, months, futures, multiplied, surges)
    return Forecast(rulebook, futures, months, users[:, :months], world, in_surges)
