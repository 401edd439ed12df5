"""Numbers in files, made up beside an oracle that knows what each may mean in the habits of two countries."""

from __future__ import annotations

from pathlib import Path

from archassist.session import shipped_rulebook
from tests.answers.files_fuzz import readers, run


def test_files_made_up_at_random_are_refused_or_mean_what_all_their_cells_can_mean(tmp_path: Path) -> None:
    rulebook = shipped_rulebook()
    counts, wrong = run(200, 14, rulebook, *readers(tmp_path, rulebook))
    assert wrong == []
    assert counts["understood"] > 100, "the generator is out of step with the questions"
    assert counts["refused"], "nothing doubtful was made up"
