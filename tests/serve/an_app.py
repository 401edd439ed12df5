"""Stands in for the app behind the server: says back what it hears, so that a test sees where every key goes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def say(kind: bytes, said: object) -> None:
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    os.write(1, kind + len(content).to_bytes(4, "big") + content)


def read(size: int) -> bytes:
    got = b""
    while len(got) < size:
        more = os.read(0, size - len(got))
        if not more:
            sys.exit(0)
        got += more
    return got


def main(person: str) -> None:
    os.write(1, b"__GANGLION__\n")
    while True:
        kind, content = read(1), read(int.from_bytes(read(4), "big"))
        heard: Any = content.decode() if kind == b"D" else json.loads(content)
        if kind == b"M" and heard["type"] == "quit":
            with Path("left").open("a") as file:
                file.write(f"{person}\n")
            say(b"M", {"type": "exit"})
            return
        if heard == "environment":
            say(b"D", {**os.environ, "own": sys.argv[2]})
        elif heard == "die":
            sys.exit("a fault")
        elif heard == "tell":
            for told in (
                {"type": "open_url", "url": "https://example.com/", "new_tab": False},
                {"type": "open_url", "url": "javascript:alert(1)", "new_tab": False},
                {"type": "deliver_file_start", "key": "k", "path": "/etc/passwd"},
                {"type": "exit"},
            ):
                say(b"M", told)
            say(b"P", b"packed")
            say(b"D", "told")
        else:
            say(b"D", {"person": person, "process": os.getpid(), "heard": heard})


if __name__ == "__main__":
    main(sys.argv[1])
