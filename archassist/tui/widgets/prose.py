"""A text whose long lines go on below themselves: under the words of a bullet, not under its sign."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

_BULLET = "• "


def hung(line: Content, width: int) -> list[Content]:
    """A line in as many as it takes in so many columns, each as far to the right as the first one's words begin."""
    bare = line.plain.lstrip(" ")
    indent = len(line.plain) - len(bare) + (len(_BULLET) if bare.startswith(_BULLET) else 0)
    if not 0 < indent < width // 2 or line.cell_length <= width:
        return line.wrap(width) or [line]
    first, *others = line[indent:].wrap(width - indent)
    return [line[:indent] + first, *(Content(" " * indent) + each for each in others)]


class Prose(Static):
    """A text of several lines in the width that there is."""

    _source = Content("")
    _hung_at = 0

    def update(self, content: Content | str = "", *, layout: bool = True) -> None:  # type: ignore[override]
        """Shows another text."""
        self._source = content if isinstance(content, Content) else Content(content)
        self._hang(self.content_size.width, layout)

    def on_resize(self) -> None:
        """The lines fit the width."""
        if self._hung_at != self.content_size.width:
            self._hang(self.content_size.width, layout=True)

    def _hang(self, width: int, layout: bool) -> None:
        self._hung_at = width
        lines = [*self._source.split("\n", allow_blank=True)]
        shown = [part for line in lines for part in (hung(line, width) if width and line else [line])]
        super().update(Content("\n").join(shown), layout=layout)
