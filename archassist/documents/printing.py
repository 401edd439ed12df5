"""Prints the HTML report to PDF with a Chromium that is installed; nothing is fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from archassist.documents.writing import ExportError

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
SECONDS = 90


def print_page(page: Path) -> Path:
    """Print a page beside itself; gives back the PDF. Raises ExportError without a browser, or when it fails."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise ExportError(
            "No Chromium is installed to print with. Open report.html in a browser and print it there."
        )
    if not page.is_file():
        raise ExportError(f"{page}: there is no such page to print.")
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        words = [
            browser,
            "--headless",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={profile}",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            words.append("--no-sandbox")  # Chromium refuses its sandbox to root, as in many containers
        words += [f"--print-to-pdf={target.resolve()}", page.resolve().as_uri()]
        try:
            ran = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.SubprocessError) as error:
            raise ExportError(f"{browser} did not print: {error}") from None
    if ran.returncode != 0 or not target.is_file():
        raise ExportError(f"{browser} did not print: {ran.stderr.strip()[-200:]}")
    return target
