"""The memory's own files in a plan: what was generated, and suggestions that stand beside their documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from archassist.reading_files import ReadRefused, read_regular
from archassist.records.memory import ATTRIBUTES_FILE, FOLDER, LARGEST, Memory
from archassist.records.staging import Write


def memory_writes(
    target: Path, memory: Memory, beside: Mapping[str, str], remarks: list[str] | None = None
) -> list[Write]:
    """The writes that bring the memory's files up to date; `beside` are suggestions by document.

    A file that is there and cannot be read is left as it is, which `remarks` are told.
    """
    files = memory.files() if memory.documents or memory.printed else {}
    files |= {f"suggestions/{id}.md": text.encode() for id, text in beside.items()}
    writes = []
    for name, content in files.items():
        path = target / FOLDER / name
        now: bytes | None = None
        try:
            now = read_regular(path, LARGEST)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            if not path.is_symlink():  # where it is a link, it is not looked at: the write is refused
                why = (
                    error.why
                    if isinstance(error, ReadRefused)
                    else f"cannot be read: {error.strerror or error}"
                )
                if remarks is not None:
                    remarks.append(
                        f"{path} {why}: it is left as it is, and what it would tell is not remembered."
                    )
                continue
        if now is not None and name == ATTRIBUTES_FILE:
            continue  # people may have added to it
        if now != content:
            writes.append(Write(f"{FOLDER}/{name}", now, content))
    return writes


def beside_text(path: Path, suggestions: Sequence[tuple[Sequence[str], Sequence[str]]]) -> str:
    """What stands beside a document: the passages that people changed, as they would be generated now."""
    return "\n".join(_beside_lines(path, suggestions)) + "\n"


def _beside_lines(path: Path, suggestions: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Iterator[str]:
    yield f"# Suggestions for {path.name}"
    for number, (base, text) in enumerate(suggestions, 1):
        yield from ("", f"## Passage {number}", "", "It was once generated as:", "")
        yield from (f"> {line}".rstrip() for line in base)
        yield from ("", "You changed it. From the present answers it would be:", "")
        yield from (f"> {line}".rstrip() for line in text)
