"""What the name of a file says of a record: its number or date, what stands before it, and the words behind it.

`0042-title.md`, `ADR-1.md`, `ORG-ADR-0003-title.md`, `adr011_title.md`, `20261120-title.md`, `2026-11-20-title.rst`, and
`0005-title/README.md`, where the folder has the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

MARKDOWN = frozenset({".md", ".markdown", ".mdx"})
DOCUMENTS = MARKDOWN | {".rst", ".adoc", ".asciidoc"}
"""Ends of names of files that are read."""

OTHER_DOCUMENTS = frozenset(
    {".txt", ".org", ".htm", ".html", ".docx", ".doc", ".odt", ".pdf", ".tex", ".textile", ".wiki", ".mediawiki"}
)  # fmt: skip
"""Ends of names of documents that are seen, and not read."""

INSIDE = frozenset({"readme", "index", "adr", "decision", "record"})
"""What the record is called in a folder of its own."""

LISTS = frozenset({"readme", "index", "_index", "toc", "summary", "adr-index", "decision-log", "adr-log"})
"""Names of files that list records, and are none."""

_KINDS = r"(?:m?adrs?|l?adl|edr|tdr|pdr|decision|record)"
_DATED = re.compile(
    rf"((?:{_KINDS}[-_ ]?)?)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\3(0[1-9]|[12]\d|3[01])(?![0-9])([-_. ]*)(.*)",
    re.IGNORECASE,
)
_YEAR = re.compile(
    rf"((?:{_KINDS}[-_ ]?)?)((?:19|20)\d\d)(?:([-_.])(0[1-9]|1[0-2]))?(?![0-9])([-_. ]+)(.+)", re.IGNORECASE
)
_IN_YEAR = re.compile(
    rf"((?:{_KINDS}[-_ ]?)?(?:19|20)\d\d[-_.])(\d{{3,4}})(?![0-9])([-_. ]*)(.*)", re.IGNORECASE
)
_KNOWN = re.compile(
    rf"((?:[^\W\d_]{{1,15}}+[-_ ]){{0,4}}?{_KINDS}(?:[-_ #]|(?=\d)))(\d{{1,6}})(?![0-9])([-_.: ]*)(.*)",
    re.IGNORECASE,
)
_PADDED = re.compile(r"((?:[^\W\d_]{1,15}+[-_ ]?){1,5})(0\d{1,5})(?![0-9])([-_.: ]*)(.*)")
_BARE = re.compile(r"()(\d{1,6})(?![0-9])([-_. ]+)(.+)")
_ONLY = re.compile(r"()(\d{3,6})()()")

_TEMPLATE = frozenset(
    {"template", "templates", "vorlage", "plantilla", "modele", "modèle", "modelo", "szablon", "sjabloon", "mall", "шаблон"}
)  # fmt: skip
_ABOUT_TEMPLATES = frozenset(
    """adr adrs madr decision decisions record records architecture architectural bare minimal full long short simple
    default nygard new example title the of for an a md name here your my""".split()  # noqa: SIM905
)
_PLACEHOLDER = re.compile(r"(?:n{3,}|x{3,}|y{3,}|#{3,})(?:[-_ ]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a record's name, as they stand there.

    `number` is None where names hold dates, which are in `dated`. `prefix` stands before the number (`ADR-`), `digits`
    are the number's own, `separator` parts it from the words. `sure` is false where only what is in the file can tell
    whether it is a record: `chapter-01-title.md`.
    """

    number: int | None
    dated: str
    prefix: str
    digits: str
    separator: str
    words: str
    suffix: str
    sure: bool = True

    @property
    def slug(self) -> str:
        """The words, to be compared with others."""
        return self.words.lower()

    @property
    def series(self) -> str:
        """What numbers are counted in: `ADR-3` and `0003-title` are of one series, `ORG-ADR-3` is of another."""
        plain = re.sub(r"[-_ #.]+", "-", self.prefix.lower()).strip("-")
        return "" if re.fullmatch(_KINDS, plain) else plain

    @property
    def twin(self) -> str:
        """The same for one record in two languages or forms: `0003-title.en.md`, `0003-title.rst`."""
        words = re.sub(r"\.[a-z]{2}$", "", self.words)
        return f"{self.prefix}{self.digits}{self.separator}{words}"


def name_of(path: PurePath) -> Name | None:
    """What a file's name says, or that of its folder where it is a record's own; None when it is no record's name."""
    if path.stem.lower() in INSIDE and path.suffix.lower() in DOCUMENTS:
        found = parsed(path.parent.name + path.suffix)
        if found is not None:
            return found
    return parsed(path.name)


@lru_cache(maxsize=20_000)
def parsed(name: str) -> Name | None:
    """What the name of a document says; None when it is no document, or holds neither a number nor a date."""
    stem, dot, suffix = name.rpartition(".")
    suffix = dot + suffix
    if not stem or suffix.lower() not in DOCUMENTS or len(name) > 255:
        return None
    if found := _DATED.fullmatch(stem):
        prefix, *parts, separator, words = found.groups()
        mark = parts.pop(1)
        return Name(None, mark.join(parts), prefix, "", separator, words, suffix)
    if found := _IN_YEAR.fullmatch(stem):
        return Name(int(found[2]), "", found[1], found[2], found[3], found[4], suffix)
    if found := _YEAR.fullmatch(stem):
        dated = found[2] + (f"{found[3]}{found[4]}" if found[3] else "")
        return Name(None, dated, found[1], "", found[5], found[6], suffix)
    if found := _BARE.fullmatch(stem) or _KNOWN.fullmatch(stem) or _ONLY.fullmatch(stem):
        return Name(int(found[2]), "", found[1], found[2], found[3], found[4], suffix)
    if found := _PADDED.fullmatch(stem):
        return Name(int(found[2]), "", found[1], found[2], found[3], found[4], suffix, sure=_speaks(found[1]))
    return None


def is_record_name(name: str) -> bool:
    """Whether a file's name may be that of a record: a number or a date, and mostly words."""
    return parsed(name) is not None


def number_of(name: str) -> int | None:
    """The number in a record's name; None where names hold dates, and for what is no record's name."""
    found = parsed(name)
    return found.number if found else None


@lru_cache(maxsize=20_000)
def is_template(name: str) -> bool:
    """Whether a file's name is that of a template of records: `adr-template.md`, `0000-template.md`, `NNNN-title.md`."""
    stem = PurePath(name).stem.lower()
    if _PLACEHOLDER.match(re.sub(r"^m?adr[-_ ]?", "", stem)):
        return True
    words = set(re.findall(r"[^\W\d_]+", stem))
    if re.match(r"0+\D", stem):
        words = {each for each in words if len(each) > 2}  # what is left out may be a language
    return bool(words & _TEMPLATE) and words <= _TEMPLATE | _ABOUT_TEMPLATES


def _speaks(prefix: str) -> bool:
    """Whether what stands before a number says that this is a record: `ODH-ADR-Operator-`."""
    return any(re.fullmatch(_KINDS, part, re.IGNORECASE) for part in re.split(r"[-_ ]+", prefix))


_FOLDER = re.compile(
    r"(?:m?adrs?|adl|decisions?|(?:(?:architectur(?:e|al)|arch|design|technical|tech|engineering|project|key)"
    r"(?:decisions?(?:records?|logs?)?|adrs?))|decision(?:records?|logs?)|adr(?:records?|logs?|docs?)|(?:docs?)?adrs?)"
)


def is_folder_name(name: str) -> bool:
    """Whether a folder's name says that it holds decision records: `adr`, `Architecture_Decisions`, `09-decisions`."""
    plain = re.sub(r"^\d+|[-_. ]", "", name.lower().replace("-", "").replace("_", ""))
    return bool(_FOLDER.fullmatch(plain))
