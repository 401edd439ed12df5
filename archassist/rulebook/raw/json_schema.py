"""JSON Schema (draft 2020-12) of the TOML files that people write, for editors that complete and check them."""

from __future__ import annotations

import json
import math
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class TomlSchema(GenerateJsonSchema):
    """TOML has no null: what is not written is left out, and a default that stands for nothing is not told."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The form of the value, when there is one."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The form of the value, with a default that is worth telling."""
        made = super().default_schema(schema)
        default = made.get("default")
        if (
            default in (None, "", [], {})
            or default is False
            or (isinstance(default, float) and not math.isfinite(default))
        ):
            made.pop("default", None)
        return made

    def encode_default(self, dft: Any) -> Any:
        """A default as JSON; None for what a file cannot say."""
        return dft if isinstance(dft, bool | int | float | str) else None

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: a title that repeats the key tells nothing."""
        return False


def file_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    made = model.model_json_schema(by_alias=True, schema_generator=TomlSchema)
    about = {key: value for key, value in made.items() if key != "title"}
    return {"$schema": DIALECT, "title": f"archassist: {made['title']}", **about}


def file_text(model: type[BaseModel]) -> str:
    """The same as text, the same bytes for the same version of this program."""
    return as_text(file_schema(model))


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it is published."""
    return json.dumps(schema, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
