"""What a status means, in the words that teams use, and where records say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archassist.records.days import day_in
from archassist.records.record import read_record
from archassist.records.statuses import status_of


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Implemented", "accepted"),
        ("Active", "accepted"),
        ("Final", "accepted"),
        ("Agreed", "accepted"),
        ("Done", "accepted"),
        ("In force since 2024-01-01", "accepted"),
        ("Amended by 7", "accepted"),
        ("On hold", "on hold"),
        ("Withdrawn", "deprecated"),
        ("Reverted", "deprecated"),
        ("Not accepted", "rejected"),
        ("Not yet accepted", "proposed"),
        ("no longer accepted", "deprecated"),
        ("RFC", "proposed"),
        ("Akzeptiert", "accepted"),
        ("Abgelehnt", "rejected"),
        ("Entwurf", "proposed"),
        ("Veraltet", "deprecated"),
        ("ersetzt durch ADR-7", "superseded"),
        ("Zurückgestellt", "on hold"),
        ("Accepté", "accepted"),
        ("Refusée", "rejected"),
        ("Brouillon", "proposed"),
        ("remplacé par 4", "superseded"),
        ("Aceptado", "accepted"),
        ("Rechazada", "rejected"),
        ("Borrador", "proposed"),
        ("Reemplazado por 4", "superseded"),
        ("Aceite", "accepted"),
        ("Rejeitado", "rejected"),
        ("Rascunho", "proposed"),
        ("Substituído por 4", "superseded"),
        ("принято", "accepted"),
        ("Отклонено", "rejected"),
        ("Черновик", "proposed"),
        ("Заменён на 4", "superseded"),
        ("承認済み", "accepted"),
        ("却下", "rejected"),
        ("提案中", "proposed"),
        ("廃止", "deprecated"),
        ("未承認", "proposed"),
        ("不採用", "rejected"),
        ("已接受", "accepted"),
        ("已拒绝", "rejected"),
        ("草案", "proposed"),
        ("已废弃", "deprecated"),
        ("已被 ADR-7 取代", "superseded"),
        ("Accepted, partially superseded by 7", "accepted"),
        ("Partly superseded", "accepted"),
        ("Implemented. Parts of this ADR were superseded by [20](a.md)", "accepted"),
        ("Accepted, will be superseded by 9", "accepted"),
        ("Accepted (superseded by 9)", "superseded"),
        ("Implemented. Superseded by [13](a.md)", "superseded"),
        ("~~Accepted~~ superseded by 9", "superseded"),
        ("Proposed -> Accepted", "accepted"),
        ("2024-01-01: Proposed\n2024-03-01: Accepted", "accepted"),
    ],
)
def test_the_words_of_many_teams_are_known(said: str, status: str) -> None:
    assert status_of(said) == status


@pytest.mark.parametrize(
    "said",
    [
        "Provisional",
        "Moved",
        "experimental",
        "Activity",
        "Doneness",
        "Gutgeheißen von allen",
        "✅",
        "???",
        "[proposed | accepted]",
        "{proposed | rejected | accepted}",
        "proposed / accepted / rejected",
        "Vorgeschlagen | **Akzeptiert** | Abgelehnt",
        "Proposed\nAccepted",
    ],
)
def test_what_is_not_known_or_not_chosen_yet_is_never_guessed(said: str) -> None:
    assert status_of(said) == ""


_TITLE = "# 7. Use queues\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{_TITLE}## Status\n\nAccepted\n",
        f"{_TITLE}# Status\n\nAccepted\n",
        f"{_TITLE}### Status\n\nAccepted\n",
        f"{_TITLE}## Status: Accepted\n",
        f"{_TITLE}## 📌 Status\n\n✅ Accepted\n",
        f"{_TITLE}## 2. Status\n\nAccepted\n",
        "Use queues\n==========\n\nStatus\n------\n\nAccepted\n",
        f"{_TITLE}**Status:** Accepted\n",
        f"{_TITLE}**Status**: Accepted | **Date**: 2025-03-04\n",
        f"{_TITLE}Status: Accepted · Owner: me\n",
        f"{_TITLE}- Status: Accepted\n",
        f"{_TITLE}> Status: **Accepted**\n",
        f"{_TITLE}* Статус: принято\n",
        f"{_TITLE}| Status | Date |\n|---|---|\n| Accepted | 2024-01-01 |\n",
        f"{_TITLE}|  |  |\n|--|--|\n| Date | 2024-01-01 |\n| Status | Approved |\n",
        f"{_TITLE}| Status | Accepted |\n|---|---|\n| Date | 2024-01-01 |\n",
        f"{_TITLE}| Status | Accepted |\n",
        f"{_TITLE}| Date | Status |\n|---|---|\n| 2024-01-01 | Proposed |\n| 2024-02-01 | Accepted |\n",
        "---\ntitle: Use queues\nstatus:\n  - accepted\n---\n\n## Context\n",
        "---\nstatus: [accepted]\n---\n# Use queues\n",
        f"{_TITLE}## Metadata\n\n- Status: Accepted\n",
        "<h1>Use queues</h1>\n\n<b>Status:</b> Accepted<br>\n",
        f"{_TITLE}## Status\n\n> One of proposed, accepted.\n\nAccepted\n",
        f"{_TITLE}<!-- Status: proposed -->\nStatus: Accepted\n",
        "## Use queues\n\n### Status\n\nAccepted\n",
    ],
)
def test_title_and_status_are_read_wherever_records_state_them(text: str) -> None:
    record = read_record(Path("0007-use-queues.md"), text.encode())
    assert (record.title, record.status) == ("Use queues", "accepted")


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# 0007 — Use queues", "Use queues"),
        ("# ADR-0007: Use queues", "Use queues"),
        ("# [ADR 7] Use queues", "Use queues"),
        ("# ADR007 - Use queues", "Use queues"),
        ("# 2 phase commit", "2 phase commit"),
        ("# HTTP 2 for all", "HTTP 2 for all"),
        ("", "Use queues"),
        ("# ADR 7", "Use queues"),
        ("# Status", "Use queues"),
    ],
)
def test_a_title_is_without_its_number_and_else_the_words_of_the_name(heading: str, title: str) -> None:
    assert read_record(Path("0007-use-queues.md"), f"{heading}\n\nx\n".encode()).title == title


def test_statements_that_disagree_are_not_understood_unless_one_has_overtaken_the_other() -> None:
    both = "---\nstatus: {}\n---\n# T\n\n## Status\n\n{}\n"
    read = [
        read_record(Path("0001-t.md"), both.format(*each).encode()).status
        for each in (("draft", "Accepted"), ("accepted", "Superseded by 3"), ("active", "Angenommen"))
    ]
    assert read == ["", "superseded", "accepted"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("01.05.2024", "2024-05-01"),
        ("2024/5/1", "2024-05-01"),
        ("1. Mai 2024", "2024-05-01"),
        ("May 1st, 2024", "2024-05-01"),
        ("1er mai 2024", "2024-05-01"),
        ("1 de maio de 2024", "2024-05-01"),
        ("1 мая 2024", "2024-05-01"),
        ("2024年5月1日", "2024-05-01"),
        ("13/05/2024", "2024-05-13"),
        ("05/13/2024", "2024-05-13"),
        ("05/06/2024", ""),
        ("31.02.2024", ""),
        ("2024-13-01", ""),
        ("soon", ""),
        ("YYYY-MM-DD", ""),
    ],
)
def test_a_date_that_could_be_two_days_is_not_read(said: str, day: str) -> None:
    assert day_in(said) == day


@given(
    st.text(max_size=300),
    st.sampled_from(["", "# ", "| a | Status |\n|--|--|\n| ", "Status\n---\n", "---\nstatus: "]),
)
def test_any_text_can_be_read(text: str, before: str) -> None:
    record = read_record(Path("0001-t.md"), (before + text).encode("utf-8", "surrogatepass"))
    assert record.status in ("", "proposed", "accepted", "rejected", "deprecated", "superseded", "on hold")
    assert record.title.encode()


@pytest.mark.parametrize(
    "piece",
    ["#", "# x", " ", "|", "| a ", "Status:", "**", "x:", "<b>", "[", "- ", "\n# Status\n", "=\n", "(", "->"],
)
def test_reading_takes_time_in_proportion_to_length(piece: str) -> None:
    for text in (piece * (200_000 // len(piece)), "# T\n\nStatus: " + piece * (200_000 // len(piece)) + "x"):
        read_record(Path("0001-t.md"), text.encode())
