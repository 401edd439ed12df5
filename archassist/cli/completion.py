"""`archassist completion`, and the words that the shells' scripts ask for."""

from __future__ import annotations

import re
from argparse import Namespace

from archassist.cli.output import say_text

_BASH = """\
_archassist() {
    local words cur reply
    read -ra words <<< "${COMP_LINE:0:COMP_POINT}"
    [[ "${COMP_LINE:0:COMP_POINT}" == *" " ]] && words+=("")
    cur="${words[-1]}"
    mapfile -t reply < <(archassist completion-words "${words[@]:1}" 2>/dev/null)
    if [[ "${reply[0]}" == ":files" ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$cur"); compopt -o filenames
        return
    fi
    [[ "${reply[*]}" == *= ]] && compopt -o nospace
    # bash breaks words at =, and replaces only what follows it
    [[ "$cur" == *=* ]] && reply=("${reply[@]#*=}")
    COMPREPLY=("${reply[@]}")
}
complete -F _archassist archassist
"""
_ZSH = """\
#compdef archassist
_archassist() {
    local -a reply
    reply=("${(@f)$(archassist completion-words "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ "$reply[1]" == ":files" ]]; then _files; return; fi
    compadd -S '' -- $reply
}
if [[ "$funcstack[1]" == "_archassist" ]]; then _archassist "$@"; else compdef _archassist archassist; fi
"""
_FISH = """\
function __archassist_words
    set -l words (commandline -opc) (commandline -ct)
    set -l reply (archassist completion-words $words[2..-1] 2>/dev/null)
    if test "$reply[1]" = ":files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $reply
    end
end
complete -c archassist -f -a '(__archassist_words)'
"""
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
_PLAIN = re.compile(r"[\w.+-][\w.:+=-]*", re.ASCII)
FILES = ":files"
"""Stands for: let the shell complete file names."""


def run(chosen: Namespace) -> int:
    """Prints a shell's completion script."""
    say_text(_SCRIPTS[chosen.shell].rstrip("\n"))
    return 0


def candidates(words: list[str]) -> list[str]:
    """What may stand in place of the last of `words` (the words after `archassist`)."""
    from archassist.cli.parser import COMMANDS

    *before, current = words or [""]
    if not before:
        return _begin([*COMMANDS, "--help", "--version"], current) or [FILES]
    command = before[0]
    if command not in COMMANDS:
        return []
    if current.startswith("-"):
        return _begin(_options(command, before), current)
    return _begin(_values(command, before, current), current)


def _begin(words: list[str], current: str) -> list[str]:
    # A shell takes what is printed line by line, and some run it: nothing but plain words may get there.
    plain = [word for word in words if _PLAIN.fullmatch(word)]
    return words if words == [FILES] else [word for word in plain if word.startswith(current)]


def _options(command: str, before: list[str]) -> list[str]:
    from archassist.cli.parser import options_of

    return options_of(before[:2] if command == "rules" and len(before) > 1 else [command])


def _values(command: str, before: list[str], current: str) -> list[str]:
    from archassist.session import GRADES, shipped_rulebook
    from archassist.session.examples import all_examples

    match before[-1]:
        case "--grade":
            return list(GRADES)
        case "--example":
            return list(all_examples())
        case "--only" if command == "export":
            return ["adr", "roadmap", "readout"]
        case "--only" | "--clear":
            return [*shipped_rulebook().questions, *(shipped_rulebook().sections if command == "ask" else ())]
        case "--to" | "--title" | "--by" | "--source" | "--note" | "--date":
            return [FILES]
    plain = [word for word in before[1:] if not word.startswith("-")]
    if command == "completion":
        return ["bash", "zsh", "fish"]
    if command == "rules":
        return [FILES] if plain else ["list"]
    if not plain:
        return [FILES]
    if command == "set":
        question, sign, _ = current.partition("=")
        known = shipped_rulebook().questions
        if not sign:
            return [f"{each}=" for each in known]
        if question in known:
            return [f"{question}={each}" for each in (*known[question].choices, "unknown")]
    if command == "why":
        decisions = shipped_rulebook().decisions
        if len(plain) == 1:
            return list(decisions)
        return list(decisions[plain[1]].options) if plain[1] in decisions and len(plain) == 2 else []
    return []
