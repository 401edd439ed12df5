"""What follows from the answers, as text: changes, decisions and how sure they are, what to find out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from archassist.terminal_text import one_line
from archassist.tui.content.meeting_clock import clock_note
from archassist.tui.legible import assemble, content, styled
from archassist.tui.lookahead import reading_order
from archassist.tui.model import Model
from archassist.tui.progress import Recommended
from archassist.words import STANDING_SIGNS
from archassist.words import counted as so_many

_TONES = {"firm": "$text-success", "leaning": "$text-warning", "open": "$text-error"}
STANDINGS = {word: (STANDING_SIGNS[word], tone) for word, tone in _TONES.items()}
"""A sign and a colour for how sure a recommendation is; the word always stands beside them."""


_WORDY = 48
"""Columns from which on there is room for words beside signs."""

SEPARATOR = " › "

_TITLE = 8
"""Columns that are left for the review's title at least."""


class Crumb(NamedTuple):
    """A place in the first line to which a click leads, by its action, such as `app.show('decisions')`."""

    text: str
    action: str


def crumbs(model: Model, places: Sequence[str | Crumb], width: int, home: str = "app.interview") -> Content:
    """Where one is: the review, the screen, and the place in it; the review's title gives way first.

    Each part is a button that leads to its place; the title leads `home`, to the interview. On a tour nothing but the
    tour's own places can be gone to.
    """
    steps = [Crumb(each, "") if isinstance(each, str) else each for each in places]
    behind = SEPARATOR.join(["", *(one_line(each.text) for each in steps)])
    title = content(one_line(model.title))
    title = title.truncate(max(width - len(behind), 8), ellipsis=True)
    title = title.stylize("$text-muted" if places else "bold")
    home = home if places and not model.reading else ""
    whole = assemble(_button(title, home) if home else title, *_path(steps))
    return whole.truncate(max(width, 8), ellipsis=True)


def _path(places: Sequence[Crumb]) -> Iterator[Content]:
    for at, place in enumerate(places, 1):
        yield styled(SEPARATOR, "$text-muted")
        said = styled(one_line(place.text), "bold $accent" if at == len(places) else "$text-muted")
        yield _button(said, place.action) if place.action else said


def place_of(model: Model, question: str) -> tuple[str, str]:
    """A question's title; and its section, with how far down in it the question is."""
    asked = model.question(question)
    mine = [each.id for each in model.questions if each.section == asked.section]
    at = f" {mine.index(question) + 1}/{len(mine)}" if question in mine else ""
    return asked.title, f"{model.rulebook.sections[asked.section].title}{at}"


def head(
    model: Model, width: int, places: Sequence[str | Crumb] = (), home: str = "app.interview"
) -> Content:
    """The first line: where one is, how far the interview is, and the phase; in a meeting its clock instead."""
    total = len(model.questions)
    guesses = f" · {model.guesses} guesses" if model.guesses > 1 else " · 1 guess" if model.guesses else ""
    if parked := len(model.review.parked):
        guesses += f" · {parked} parked"
    unsaved = " · NOT SAVED" if model.unsaved else ""
    if model.trying:
        unsaved += " · WHAT IF"
    phase = (model.now.phase or "not known") if model.assessed else "…"
    far = f"{model.answered} of {total} answered{guesses if width >= 70 else ''}{unsaved}"
    right = clock_note(model, width) or f"phase: {phase}"
    room = width - len(far) - len(right) - 4
    where = SEPARATOR.join(["", *(each if isinstance(each, str) else each.text for each in places)])
    if guesses and room < len(where) + _TITLE:  # where one is comes before how much of it is guessed
        far = far.replace(guesses, "")
        room = width - len(far) - len(right) - 4
    title = crumbs(model, places, max(room, 8), home)
    gap = max(1, width - title.cell_length - len(far) - len(right))
    left = max(1, gap // 2)
    return assemble(title, " " * left, (far, "$text-muted"), " " * (gap - left), (right, "bold $text-muted"))


def changes(model: Model, width: int) -> list[Content]:
    """One line for each thing the last change moved, two where it does not fit."""
    lines = []
    if model.phase_change is not None:
        was, now = model.phase_change
        lines.append(assemble((" ◆ ", "$accent"), "Phase: ", f"{was} → ", (now, "bold")))
    for shift in model.changes:
        fits = len(shift.title) + len(shift.was) + len(shift.now) + 8 <= width
        line = assemble(
            (f" {shift.arrow} ", "bold $accent"),
            f"{shift.title}:{' ' if fits else chr(10) + '   '}{shift.was} → ",
            (shift.now, "bold"),
        )
        lines.append(_button(line, f"app.decision({shift.decision!r})"))
    return lines


def strip(model: Model, most: int, width: int) -> Content:
    """The changes in a few lines, for a narrow screen; the last one says what contradicts, or what to find out next."""
    if not model.assessed:
        return content("…")
    following = list(_contradictions(model, width, 1)) or list(_next_line(model, width))
    if not model.last_changed and not model.changes:
        return content("\n").join([_summary(model), *following])
    lines = changes(model, 10 * width)
    if not lines:
        said = styled(unmoved(model), "$text-muted")
        return content("\n").join([said.truncate(width, ellipsis=True), _summary(model), *following])
    most -= len(following)
    more = len(lines) - most
    if more > 0:
        lines = [*lines[: most - 1], content(f"   and {more + 1} more (d shows all decisions)")]
    return content("\n").join([*(line.truncate(width, ellipsis=True) for line in lines), *following])


def _contradictions(model: Model, width: int, most: int) -> Iterator[Content]:
    """Answers that contradict each other, a line each that leads to one of their questions; the last counts the rest."""
    found = model.contradictions
    for place, each in enumerate(found[:most], 1):
        more = f" (and {len(found) - most} more)" if place == most < len(found) else ""
        title = content(each.title).truncate(max(width - len(more) - 3, 8), ellipsis=True)
        line = assemble((" ! ", "bold $text-error"), title, (more, "$text-muted"))
        yield _button(line, f"screen.jump({each.questions[0]!r})")


def unmoved(model: Model) -> str:
    """What the last answer did when it changed no recommendation: which became surer, which less sure."""
    if model.surer is None:
        return (
            "No advice changed; how sure it is now is being computed."
            if not model.sure
            else "No advice changed."
        )
    if not model.surer:
        return "No advice changed, and none is surer or less sure."
    order = list(STANDINGS)
    groups: dict[str, list[str]] = {}
    for each in model.surer:
        surer = each.was in order and each.now in order and order.index(each.now) < order.index(each.was)
        groups.setdefault(f"now {each.now}" if surer else f"only {each.now}", []).append(each.title)
    return "No advice changed; " + "; ".join(f"{how}: {', '.join(titles)}" for how, titles in groups.items())


def _next_line(model: Model, width: int) -> Iterator[Content]:
    if model.glance.can_stop:
        yield styled("You can stop now: the open questions would change none of this.", "bold")
        return
    for worth in model.glance.find_out_next[:1]:
        question = model.rulebook.questions.get(worth.question)
        if question is not None:
            line = assemble(("Find out next (^t): ", "bold"), question.title)
            yield _button(line.truncate(width, ellipsis=True), f"screen.jump({question.id!r})")


def pane(model: Model, width: int, height: int) -> Content:
    """All that follows, for a wide screen: as many decisions as the height lets in, those to take now first."""
    if not model.assessed:
        return styled("Computing what follows …", "$text-muted")
    blocks = [_changed(model, width)]
    if told := list(_contradictions(model, width, 4)):
        blocks.append(content("\n").join([styled("Do not go together", "bold"), *told]))
    if model.glance.can_stop:
        blocks.append(styled("You can stop now: the open questions would change none of this.", "bold"))
    elif next_ := list(_find_out(model, width)):
        blocks.append(content("\n").join([styled("Find out next (^t)", "bold"), *next_]))
    above = content("\n\n").join(blocks)
    lines = len(above.wrap(width)) + 1
    return content("\n\n").join([above, _decisions(model, width, height - lines)])


def standing(word: str | None) -> Content:
    """How sure a recommendation is: sign and word; dots for None, while that is worked out."""
    if word not in STANDINGS:
        return styled("…", "$text-muted")
    sign, colour = STANDINGS[word]
    return assemble((sign, colour), f" {word}")


def _changed(model: Model, width: int) -> Content:
    title = styled("Changed by your last answer", "bold")
    lines = changes(model, width)
    if lines:
        return content("\n").join([title, *lines])
    said = f" {unmoved(model)}" if model.last_changed else " Nothing yet: answer a question."
    lines = [styled(said, "$text-muted")]
    if taken := len(model.review.decisions) if not model.last_changed else 0:
        # Whoever opens what others decided is more likely to read than to answer.
        tour = f" {so_many(taken, 'decision')} taken: the tour tells them (esc, then W)"
        lines.append(_button(styled(tour, "$text-accent"), "app.tour"))
    return content("\n").join([title, *lines])


def _decisions(model: Model, width: int, height: int) -> Content:
    """What is to be decided, two lines each, in the order in which it is read; the last line counts the rest."""
    advised = {each.id: each for each in model.glance.decisions if each.id in model.rulebook.decisions}
    moved = {each.decision for each in model.changes}
    order = [*(id for id in reading_order(model) if id in advised), *advised]
    order = sorted(dict.fromkeys(order), key=lambda id: id not in moved)
    fits = max((height - 3) // 2, 3)
    lines = [assemble(("Decisions  ", "bold"), counted(model, width >= _WORDY))]
    for id in order[:fits]:
        lines.append(_decision(model, advised[id], width, id in moved))
    if len(order) > fits:
        more = styled(f"  and {len(order) - fits} more (d or F5: all)", "$text-muted")
        lines.append(_button(more, "app.show('decisions')"))
    return content("\n").join(lines)


def _decision(model: Model, advice: Recommended, width: int, moved: bool) -> Content:
    decision = model.rulebook.decisions[advice.id]
    chosen = decision.options.get(advice.recommended)
    sign = standing(advice.standing).truncate(1)
    room = max(width - 2, 6)
    name = content(decision.title).truncate(room, ellipsis=True).stylize("$text-muted")
    text = content(chosen.title if chosen else "not enough answers yet").truncate(room - 2, ellipsis=True)
    mark = ("▸ ", "bold $accent") if moved else "  "
    block = assemble(sign, " ", name, "\n  ", mark, text.stylize("bold" if moved else ""))
    return _button(block, f"app.decision({decision.id!r})")


def counted(model: Model, wordy: bool = True) -> Content:
    """How many recommendations are firm, leaning and open, by sign and number, and by word where there is room."""
    standings = [advice.standing for advice in model.glance.decisions]
    if not any(standings):
        return styled("computing how sure each is …" if standings else "", "$text-muted")
    return content("  ").join(
        [
            assemble((sign, tone), f" {standings.count(word)}", (f" {word}" if wordy else "", "$text-muted"))
            for word, (sign, tone) in STANDINGS.items()
        ]
    )


def _find_out(model: Model, width: int) -> Iterator[Content]:
    for worth in model.glance.find_out_next[:3]:
        question = model.rulebook.questions.get(worth.question)
        if question is not None:
            count = len(worth.decides)
            note = f" (decides {count})" if count else ""
            title = content(f"  {question.title}").truncate(max(width - len(note), 8), ellipsis=True)
            yield _button(assemble(title, note), f"screen.jump({question.id!r})")


def _summary(model: Model) -> Content:
    standings = [advice.standing for advice in model.glance.decisions]
    if not any(standings):
        return styled("Computing how sure each decision is …" if standings else "", "$text-muted")
    words = [f"{standings.count(word)} {word}" for word in STANDINGS if word in standings]
    return assemble(("Decisions: ", "$text-muted"), ", ".join(words))


def _button(content: Content, action: str) -> Content:
    return content.stylize(Style.from_meta({"@click": action}))
