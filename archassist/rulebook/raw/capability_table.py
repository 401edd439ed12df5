"""What an option says that it can do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import PlainValidator

from archassist.rulebook.models import Said
from archassist.rulebook.raw.forms import Form, fault, number_of, refuse, table_of


def _said(value: Any) -> Mapping[str, Said]:
    said: dict[str, Said] = {}
    faults = []
    for id, each in table_of(value).items():
        number = number_of(each)
        ends = [number_of(end) for end in each] if isinstance(each, list) else []
        if number is not None:
            said[id] = number
        elif isinstance(each, bool) or (isinstance(each, str) and each.strip()):
            said[id] = each
        elif len(ends) == 2 and ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]:
            said[id] = (ends[0], ends[1])
        else:
            words = "must be a number, [least, most], true or false, a level, or a formula in quotes"
            faults.append(fault(words, f"Write {id} = [0.5, 2].", id))
    if faults:
        raise refuse(*faults)
    return MappingProxyType(said)


Capabilities = Annotated[
    Mapping[str, Said],
    PlainValidator(_said, json_schema_input_type=dict[str, float | bool | str | list[float]]),
    Form("a table", '{ survives = "zone" }', MappingProxyType({})),
]
"""What an option can do, by capability; whether each fits its capability is checked when all are known."""
