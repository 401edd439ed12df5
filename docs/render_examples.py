"""Renders the examples that ship into docs/examples/, as `archassist export` writes them on one fixed day.

`python docs/render_examples.py` renews them; `--to FOLDER` writes them elsewhere (a test compares).
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import tempfile
from pathlib import Path

from archassist.session import Review
from archassist.session.examples import example_remarks, examples
from archassist.workflows.export import export_plan

DAY = datetime.date(2026, 11, 20)
KINDS = ("adr", "roadmap", "readout", "checklist", "preread", "log", "onboarding", "onepager", "report")


def render(name: str, folder: Path) -> None:
    """Write the documents of one example into a folder that is made for them."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        review = Review.example(name, Path(work) / f"{name}.toml")
        export_plan(review, folder, KINDS, DAY).write()
    shutil.rmtree(folder / ".archassist", ignore_errors=True)  # what the next export would go by


def main() -> None:
    """Write a folder for each example, and a page that leads to all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path(__file__).with_name("examples"))
    target: Path = parser.parse_args().to
    shutil.rmtree(target, ignore_errors=True)
    lines = [
        "# Examples",
        "",
        "What `archassist export` writes, for each example that ships. Begin with a readout.",
        "",
    ]
    for name, title in examples().items():
        render(name, target / name)
        lines += [f"- [{title}]({name}/readout.md): {example_remarks()[name]}"]
    (target / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
