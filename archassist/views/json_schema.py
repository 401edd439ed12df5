"""JSON Schema (draft 2020-12) of what `--json` prints, from the records themselves: `views/plain.py` in another language.

pydantic takes the dataclasses apart; it is imported only here, for `archassist schema`.
"""

from __future__ import annotations

import re
from dataclasses import Field, fields, is_dataclass
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class RecordSchema(GenerateJsonSchema):
    """Says of a record what `plain` makes of it: a `_` behind a name goes, and only what may be absent is not required.

    A key is described by the sentences of the record's docstring that name it.
    """

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """The object of one record."""
        made = super().dataclass_schema(schema)
        record = schema["cls"]
        if is_dataclass(record) and "properties" in made:
            known = {field.name: field for field in fields(record)}
            about = " ".join((record.__doc__ or "").split())
            made["properties"] = {
                name.rstrip("_"): _property(known[name], inner, about)
                for name, inner in made["properties"].items()
            }
            made["required"] = [
                name.rstrip("_") for name, field in known.items() if not field.metadata.get("absent")
            ]
            made["description"] = about
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: a title that repeats the key tells nothing."""
        return False

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        """A number."""
        return {"type": "number"}


def record_schema(record: type, title: str, many: Literal["", "list", "by id"] = "") -> dict[str, Any]:
    """The JSON Schema of a record, of a list of such records, or of records by id (null where one was taken away)."""
    adapter: TypeAdapter[Any] = TypeAdapter(record)
    made = adapter.json_schema(mode="serialization", schema_generator=RecordSchema)
    inner = {key: value for key, value in made.items() if key not in ("$defs", "title")}
    if many == "list":
        inner = {"type": "array", "items": inner}
    elif many == "by id":
        inner = {"type": "object", "additionalProperties": {"anyOf": [inner, {"type": "null"}]}}
    definitions = {"$defs": made["$defs"]} if "$defs" in made else {}
    return {"$schema": DIALECT, "title": title, **inner, **definitions}


def _property(field: Field[Any], inner: dict[str, Any], about: str) -> dict[str, Any]:
    made = {key: value for key, value in inner.items() if key not in ("default", "title")}
    if field.metadata.get("absent") and "anyOf" in made:
        # What is None is left out, and so never null.
        rest = [each for each in made["anyOf"] if each != {"type": "null"}]
        made = {**{key: value for key, value in made.items() if key != "anyOf"}, **_any_of(rest)}
    named = re.compile(rf"`{field.name.rstrip('_')}`")
    told = [sentence for sentence in re.split(r"(?<=[.;]) ", about) if named.search(sentence)]
    return {"description": " ".join(told).rstrip(";"), **made} if told else made


def _any_of(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
