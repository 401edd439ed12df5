"""A session file as it was last read or written: what a save starts from, and what it is compared with."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.answers.shapes import Table
from archassist.session import backups, codec, file_store, toml_format
from archassist.session.errors import SessionError

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook


class Stored:
    """The text and the tables of the file at `path`. `patience` is how many seconds a save waits for somebody else's."""

    def __init__(self, path: Path, rulebook: Rulebook, tables: Table, text: str, seen: str | None) -> None:
        self.path = path
        self.patience = file_store.PATIENCE
        self._looked_at: tuple[int, ...] | None = None
        self._rulebook = rulebook
        self.took(tables, text, seen)

    @classmethod
    def read(cls, path: Path, rulebook: Rulebook) -> Stored:
        """What the file says. Raises SessionError, naming the last copy that could be read when this one cannot."""
        raw = file_store.read(path)
        try:
            return cls(path, rulebook, codec.parse(path, raw), raw.decode(), file_store.digest(raw))
        except SessionError as error:
            raise with_copy(error) from None

    def took(self, tables: Table, text: str, seen: str | None) -> None:
        """Takes this for what the file says. `seen` is the digest of its content, None when it is to be made."""
        self.tables, self.text, self._seen = copy.deepcopy(tables), text, seen
        self._own: bool | None = None

    @property
    def is_new(self) -> bool:
        """Whether the file is still to be made."""
        return self._seen is None

    @property
    def links(self) -> tuple[str, ...]:
        """A remark when the file has other names."""
        if not (others := file_store.other_names(self.path)):
            return ()
        names = "1 other name" if others == 1 else f"{others} other names"
        said = "A change is saved under this one; they keep what they have."
        return (f"{self.path}: this file has {names} (hard links). {said}",)

    def again(self) -> Stored:
        """The file as it is now. Raises SessionError."""
        raw = file_store.read(self.path)
        return Stored(
            self.path, self._rulebook, codec.parse(self.path, raw), raw.decode(), file_store.digest(raw)
        )

    def news(self) -> Stored | None:
        """The file when others have saved it since it was read, or this was asked; None when not, or it is unreadable."""
        if self.is_new or (stands := file_store.standing(self.path)) in (None, self._looked_at):
            return None
        self._looked_at = stands
        try:
            now = self.again()
        except SessionError:
            return None
        return None if now._seen == self._seen else now

    def follow(self, now: Stored) -> None:
        """Starts from what somebody else has made of the file."""
        self.took(now.tables, now.text, now._seen)

    def put(self, tables: Table) -> None:
        """Saves. Raises Changed when the file is another one by now, and SaveError."""
        text = self._with(tables)
        raw = text.encode()
        file_store.replace(self.path, raw, self._seen, self.patience)
        own = self._own
        self.took(tables, text, file_store.digest(raw))
        self._own = own
        self.keep()

    def keep(self) -> None:
        """Keeps a copy of what could be read."""
        backups.keep(self.path, self.text.encode())

    def _with(self, tables: Table) -> str:
        """The text with these entries: as this program writes it, or as a person wrote it with these in it."""
        wanted = codec.ordered(tables, self._rulebook)
        if self._own is None:
            before = codec.ordered(self.tables, self._rulebook)
            self._own = not self.text or toml_format.write(before, codec.INLINE) == self.text
        if self._own:  # nothing of a person's can be lost
            return toml_format.write(wanted, codec.INLINE)
        from archassist.session import toml_edits

        return toml_edits.rewrite(self.text, wanted, codec.INLINE)


def with_copy(error: SessionError) -> SessionError:
    """The same fault, naming the last copy of the file that could be read when there is one."""
    copy_path = backups.find(error.path)
    if copy_path is None:
        return error
    return SessionError(
        error.path,
        error.message,
        line=error.line,
        column=error.column,
        remedy=error.remedy,
        last_good=copy_path,
    )
