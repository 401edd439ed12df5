"""The keys at the foot of the interview, in the order in which they are needed."""

from __future__ import annotations

from archassist.tui.widgets.key_bar import Key


def interview_keys(*, typing: bool, came: bool, room: bool = False) -> list[Key]:
    """What is offered: while somebody is `typing` a key other than the letter, and the way back where they `came` from.

    In a `room` of several people the meeting and everybody's answers come first.
    """

    def key(letter: str, other: str) -> str:
        return other if typing else letter

    back = [Key("esc", "back", "app.return")] if came else []
    sections = [] if came else [Key("esc", "sections", "screen.sections")]
    met = [
        Key(key("m", "^l"), "meeting", "app.show('meeting')"),
        Key(key("w", "^f"), "ask all", "app.everybody"),
    ]
    return [
        *back,
        Key("enter", "next", "screen.confirm"),
        *(met if room else ()),
        Key(key("u", "F2"), "unknown", "screen.unknown"),
        Key("tab", "skip", "screen.next"),
        Key(key("d", "F5"), "decisions", "app.show('decisions')"),
        *sections,
        Key("^t", "find out next", "screen.telling"),
        Key("^z", "undo", "app.undo"),
        Key(key("N", "F3"), "note", "screen.note"),
        Key(key("e", "F4"), "evidence", "screen.evidence"),
        Key(key("r", "F6"), "roadmap", "app.show('checklist')"),
        Key(key("x", "F7"), "export", "app.show('export')"),
        Key(key("O", "F8"), "out of scope", "screen.out_of_scope"),
        Key(key("t", "F9"), "light/dark", "app.light"),
        *(() if room else met),
        Key("^n", "next open", "screen.open_question"),
        Key(key("p", "F11"), "plan", "app.show('plan')"),
        Key(key("L", "F10"), "limits", "app.show('outlook')"),
        Key("^b", "what if", "app.what_if"),
        Key(key("v", "^g"), "present", "app.present"),
        Key("^p", "all commands", "app.command_palette"),
        Key("^q", "quit", "app.quit"),
        Key(key("?", "F1"), "help", "app.help"),
    ]
