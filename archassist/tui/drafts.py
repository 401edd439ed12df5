"""What somebody typed and did not keep, or what could not be taken: offered again where it was typed, also after quitting.

Drafts are no part of the review. They lie beside the list of recent files; when they cannot be read or kept there, nothing
else suffers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import platformdirs

_MOST = 200
_LONGEST = 100_000


def _file() -> Path:
    return Path(platformdirs.user_state_dir("archassist", appauthor=False)) / "drafts.json"


class Drafts:
    """The drafts of one session file, by the place where they were typed, such as `answer engineers`."""

    def __init__(self, path: Path) -> None:
        self._path = str(path.absolute())
        self._kept: dict[str, str] | None = None
        self._aside: dict[tuple[str, str], str] = {}

    def of(self, place: str) -> str:
        """What was typed at a place and not kept; empty when that is nothing, or not read yet."""
        return (self._kept or {}).get(place, "")

    def read(self) -> int:
        """Reads what there is: not before the first frame, which would wait for it. How many there are."""
        return len(self._mine())

    def keep(self, place: str, text: str) -> None:
        """Keeps what was typed; an empty text, or only spaces, takes it away."""
        mine = self._mine()
        if mine.get(place, "") == text or (not text.strip() and place not in mine):
            return
        if text.strip():
            mine[place] = text[:_LONGEST]
        else:
            del mine[place]
        self._write(mine)

    def drop(self, place: str) -> None:
        """Forgets what was typed at a place."""
        self.keep(place, "")

    def set_aside(self, place: str, stood: str) -> None:
        """Something else was answered at a place where `stood` stood: what was typed there waits for an undo."""
        if text := self.of(place):
            self._aside[place, stood] = text
            self.drop(place)

    def bring_back(self, place: str, stands: str) -> None:
        """Offers again what was typed at a place when the answer that stands now stood there."""
        if (text := self._aside.pop((place, stands), "")) and not self.of(place):
            self.keep(place, text)

    def _mine(self) -> dict[str, str]:
        if self._kept is None:
            self._kept = dict(_read().get(self._path, {}))
        return self._kept

    def _write(self, mine: Mapping[str, str]) -> None:
        import json

        everything = {path: texts for path, texts in _read().items() if path != self._path}
        if mine:
            everything[self._path] = dict(mine)
        while len(everything) > _MOST:
            del everything[next(iter(everything))]
        try:
            file = _file()
            file.parent.mkdir(parents=True, exist_ok=True)
            new = file.with_suffix(".new")
            new.write_text(json.dumps(everything, ensure_ascii=False, indent=1), encoding="utf-8")
            new.replace(file)
        except (OSError, ValueError):
            return


def _read() -> dict[str, dict[str, str]]:
    """All drafts, by session file; what has another form is passed over."""
    import json

    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        path: {place: text for place, text in texts.items() if isinstance(text, str)}
        for path, texts in found.items()
        if isinstance(texts, dict)
    }
