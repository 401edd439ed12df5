"""`archassist rules list`"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from archassist.cli.output import say, say_json


def run(chosen: Namespace) -> int:
    """Lists every object of a pack."""
    from archassist.casebase import load_cases
    from archassist.rulebook import load
    from archassist.session import AnswerError, shipped_rulebook
    from archassist.session.views import rules_view
    from archassist.shipped import rules_folder

    rulebook = load(Path(chosen.pack)) if chosen.pack else shipped_rulebook()
    objects = rules_view(rulebook, load_cases(Path(chosen.pack) if chosen.pack else rules_folder(), rulebook))
    kinds = list(dict.fromkeys(each["kind"] for each in objects))
    if chosen.kind:
        if chosen.kind not in kinds:
            raise AnswerError(f"There is no kind “{chosen.kind}”. Kinds: {', '.join(kinds)}.")
        objects = [each for each in objects if each["kind"] == chosen.kind]
    if chosen.json:
        say_json(objects)
        return 0
    for each in objects:
        say(f"{each['kind']:10} {each['id']:44} {each['title']}".rstrip())
    return 0
