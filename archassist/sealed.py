"""Files that this program wrote for this user on this machine: each carries a seal that only who has the key can make.

What is kept to save time may be code or pickles, which do whatever their author wants; so not one byte of a file is read
before its seal is found to be right. The key is 32 random bytes in the user's state folder. The seal is over the name and
the content: a flipped bit, or a sound file under another name, is no file. The key counts only in the very file it was
written to, so that a copy made elsewhere (an archive, an image, a cache shared between build machines) opens nothing.

A file that fails costs time and nothing else: what was in it is made again.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from archassist.owned import NotOwned, OwnedFolder, check_way, owned_folder

KEY = "cache.key"
SUFFIX = ".sealed"

_LENGTH = 32
_TRIES, _WAIT = 40, 0.005
"""How often, and how many seconds apart, a key is looked for that another process is writing."""
_UNSEALED = r"rules-[0-9a-f]{32}\.pickle|program-[0-9a-f]{32}\.code"
"""What version 0.1.0 kept."""


class SealedFolder:
    """Sealed files in a folder, by name. Names are of the form KIND-ID, and only so many of a kind are kept.

    `remark` is told, at most once, when somebody else may write where only this user should.
    """

    def __init__(self, folder: Path, keys: Path, remark: Callable[[str], None] = lambda _: None) -> None:
        self._folder, self._keys = folder, keys
        self._remark: Callable[[str], None] | None = remark
        self._key = b""

    def read(self, name: str) -> memoryview | None:
        """What was kept under a name; None when nothing was, or nothing that can be trusted."""
        try:
            self._key = self._key or self._found_key(make=False)
            with owned_folder(self._folder) as folder:
                content = memoryview(folder.read(name + SUFFIX))
        except OSError as error:
            self._tell(error)
            return None
        seal, kept = content[:_LENGTH], content[_LENGTH:]
        return kept if hmac.compare_digest(seal, self._seal(name, kept)) else None

    def write(self, name: str, content: bytes, most: int) -> None:
        """Keeps a content under a name, and drops the oldest of its kind beyond `most`; a failure leaves nothing behind."""
        try:
            self._key = self._key or self._found_key(make=True)
            with owned_folder(self._folder, make=True) as folder:
                folder.put(name + SUFFIX, self._seal(name, content) + content)
                _tidy(folder, name.partition("-")[0], most)
        except OSError as error:
            self._tell(error)

    def _seal(self, name: str, content: bytes | memoryview) -> bytes:
        seal = hmac.new(self._key, name.encode() + b"\n", "sha256")
        seal.update(content)
        return seal.digest()

    def _found_key(self, make: bool) -> bytes:
        """The key, made first if that is wanted and there is none. Raises OSError."""
        if make:
            check_way(self._keys)
        with owned_folder(self._keys, make) as folder:
            check_way(self._keys)  # again: it may have been made in between, and not by us
            for _ in range(_TRIES):
                try:
                    with folder.open(KEY) as file:
                        secret, known = file.read(_LENGTH + 1), os.fstat(file.fileno())
                except FileNotFoundError:
                    if not make:
                        raise
                    with contextlib.suppress(FileExistsError):  # another process was faster: theirs is read
                        folder.create(KEY, os.urandom(_LENGTH))
                    continue
                if len(secret) == _LENGTH:
                    return hmac.digest(secret, f"{known.st_ino} {known.st_ctime_ns}".encode(), "sha256")
                # Somebody is writing it at this moment, or was stopped while writing it.
                if abs(time.time() - known.st_mtime) > 10:
                    folder.remove(KEY)
                time.sleep(_WAIT)
        raise NotOwned(self._keys / KEY, "is not a key")

    def _tell(self, error: OSError) -> None:
        if isinstance(error, NotOwned) and self._remark is not None:
            self._remark(f"The cache is not used: {error.path} {error.why}.")
            self._remark = None


def _tidy(folder: OwnedFolder, kind: str, most: int) -> None:
    folder.sweep()
    files = folder.files()
    kept = [name for name in files if name.startswith(f"{kind}-") and name.endswith(SUFFIX)]
    oldest = sorted(kept, key=lambda name: -files[name])[most:]
    for name in (*oldest, *(name for name in files if re.fullmatch(_UNSEALED, name))):
        folder.remove(name)
