"""Prints the HTML report to PDF with a Chromium that is installed; nothing is fetched."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from pathlib import Path

from archassist.documents.errors import ExportError
from archassist.programs import find_program
from archassist.reading_files import ReadRefused, read_regular
from archassist.records import Memory

PDF = "report.pdf"
"""The name of what is printed."""

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
SECONDS = 90

LARGEST = 50_000_000
"""Bytes beyond which a PDF is none that was printed here."""

_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--no-pdf-header-footer",
    # The page has no scripts and fetches nothing; were text of people ever to become some, it still could not.
    "--blink-settings=scriptEnabled=false",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def check_printable(target: Path, memory: Memory | None) -> bytes | None:
    """The PDF that is there now, None when there is none. Raises ExportError for one that was not printed by the export
    that `memory` tells of, and without a browser."""
    find_browser()
    path = target / PDF
    try:
        before = read_regular(path, LARGEST)
    except FileNotFoundError:
        return None
    except ReadRefused as refused:
        raise ExportError(f"{path} {refused.why}. Move it away to have it printed again.") from None
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}") from None
    if hashlib.sha256(before).hexdigest() != (memory.printed if memory else ""):
        raise ExportError(
            f"{path} is not what archassist printed last. Move it away to have it printed again."
        )
    return before


def find_browser() -> str:
    """Where a browser is. Raises ExportError when none is installed."""
    browser = next((found for name in BROWSERS if (found := find_program(name))), None)
    if browser is None:
        raise ExportError(
            "No Chromium is installed to print with. Open report.html in a browser and print it there."
        )
    return browser


def print_page(page: str) -> bytes:
    """The PDF of a page, printed in a folder of its own that nobody else sees. Raises ExportError without a browser, or
    when it fails."""
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="archassist-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "report.html", folder / "report.pdf"
        source.write_text(page, "utf-8")
        words = [browser, *_FLAGS, f"--user-data-dir={folder / 'profile'}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            words.append("--no-sandbox")  # Chromium refuses its sandbox to root, as in many containers
        words += [f"--print-to-pdf={target}", source.as_uri()]
        try:
            ran = subprocess.run(
                words,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=SECONDS,
                check=False,
                cwd=folder,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ExportError(f"{browser} did not print: {error}") from None
        content = target.read_bytes() if target.is_file() and target.stat().st_size <= LARGEST else b""
    if ran.returncode != 0 or not content.startswith(b"%PDF"):
        raise ExportError(f"{browser} did not print: {ran.stderr.strip()[-200:]}")
    return content
