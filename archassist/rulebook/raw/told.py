"""What pydantic found wrong with a table, in the words of this project: at which key, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import Tag, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, InitErrorDetails

from archassist.rulebook.problems import did_you_mean, listed
from archassist.rulebook.raw.forms import Form, Raw, fault, refuse

MOST_STRANGE = 50
"""Unknown keys of one table that are reported one by one."""

AnyRaw = TypeVar("AnyRaw", bound=Raw)
Loc = tuple[str | int, ...]


class Told(NamedTuple):
    """A fault: the keys that lead to it from the table, what is wrong, and what to do."""

    path: tuple[str, ...]
    message: str
    remedy: str


def told(model: type[Raw], data: Mapping[str, Any], error: ValidationError) -> list[Told]:
    """Every fault of a table once, in the order of the model's keys; of a great many unknown keys only the first."""
    found: dict[Told, None] = {}
    strange: dict[tuple[str, ...], list[str]] = {}
    for each in error.errors(include_url=False):
        place, inner, table, rest = _table_of(model, data, each["loc"])
        if each["type"] == "extra_forbidden":
            beside = strange.setdefault(place, [])
            beside.append(str(rest[-1]))
            if len(beside) > MOST_STRANGE:
                continue
        found[_words(place, inner, table, rest, each)] = None
    for place, keys in strange.items():
        if len(keys) > MOST_STRANGE:
            inner = _table_of(model, data, (*place, ""))[1]
            more = f"{len(keys) - MOST_STRANGE:,} more unknown keys"
            found[Told(place, more, f"Known keys: {', '.join(keys_of(inner))}.")] = None
    return list(found)


def inline(model: type[AnyRaw], value: dict[str, Any]) -> AnyRaw:
    """The inline table that is the value of a key. Its faults are told at that key, and begin with the key inside."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise refuse(*_inline_faults(told(model, value, error), model)) from None


def inner(model: type[AnyRaw], value: dict[str, Any]) -> AnyRaw:
    """The inline table that is the value of a key; its faults are told at the keys inside."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise refuse(
            *(fault(each.message, each.remedy, *each.path) for each in told(model, value, error))
        ) from None


def _inline_faults(faults: list[Told], model: type[Raw]) -> Iterator[InitErrorDetails]:
    known = keys_of(model)
    for path, message, remedy in faults:
        if path and path[0] in known:
            yield fault(f"{'.'.join(path)} {message}", remedy)
        else:
            yield fault(message, remedy, *path)


def keys_of(model: type[Raw]) -> dict[str, str]:
    """The keys that a table may have, each with the name of the model's field."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def form_of(field: FieldInfo) -> Form | None:
    """How the value of a field is told of and written."""
    forms = [each for each in field.metadata if isinstance(each, Form)]
    return forms[-1] if forms else _form_of_type(field.annotation)


def _form_of_type(annotation: Any) -> Form | None:
    if get_origin(annotation) is Literal:
        words = get_args(annotation)
        return Form(listed(words), listed(f'"{word}"' for word in words), words[0])
    own = [each for each in getattr(annotation, "__metadata__", ()) if isinstance(each, Form)]
    if own:
        return own[-1]
    inside = (_form_of_type(each) for each in get_args(annotation))
    return next((form for form in inside if form), None)


def _table_of(
    model: type[Raw], data: Mapping[str, Any], loc: Loc
) -> tuple[tuple[str, ...], type[Raw], Mapping[str, Any], Loc]:
    """The innermost table that a place lies in: the keys to it, its model, what it says, and the place inside it."""
    place: tuple[str, ...] = ()
    while len(loc) > 2:
        key, name, *rest = loc
        field = model.model_fields.get(keys_of(model).get(str(key), ""))
        values = data.get(str(key))
        of_values = _values(field.annotation) if field else None
        if of_values is None or not isinstance(values, Mapping):
            break
        tagged = _tagged(of_values, rest[0]) if rest else None
        found = tagged or of_values
        if not (isinstance(found, type) and issubclass(found, Raw)):
            break
        place, model = (*place, str(key), str(name)), found
        data, loc = values.get(str(name), {}), tuple(rest[1:] if tagged else rest)
    return place, model, data, loc


def _values(annotation: Any) -> Any:
    """The type of the values of a mapping, None for what is no mapping."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    return get_args(annotation)[1] if get_origin(annotation) in (dict, Mapping) else None


def _tagged(union: Any, tag: Any) -> Any:
    """The member of a union with this tag."""
    for member in get_args(getattr(union, "__origin__", union)):
        tags = [each.tag for each in getattr(member, "__metadata__", ()) if isinstance(each, Tag)]
        if tag in tags:
            return member.__origin__ if isinstance(member.__origin__, type) else member
    return None


def _words(
    place: tuple[str, ...], model: type[Raw], data: Mapping[str, Any], loc: Loc, error: ErrorDetails
) -> Told:
    context = error.get("ctx", {})
    keys = keys_of(model)
    if error["type"] == "fault":
        at = () if context["whole"] else tuple(str(each) for each in loc)
        return Told((*place, *at), context["message"], context["remedy"])
    if not loc:
        remedy = f"Write [{'.'.join(place)}] and its keys below."
        return Told(place, f"must be a table, not {shown(error['input'])}", remedy)
    key = str(loc[0])
    if error["type"] == "extra_forbidden":
        known = (*keys, *model.OTHER_KEYS)
        remedy = did_you_mean(key, known, f"Known keys: {', '.join(known)}.")
        return Told((*place, key), "unknown key", remedy)
    field = model.model_fields[keys[key]]
    form, at, value = form_of(field) or Form("something else", "..."), (*place, key), data.get(key)
    if error["type"] == "missing" and len(loc) == 1:
        example = model.example_of_missing(key, dict(data)) or form.example
        return Told(place, f'"{key}" is missing', f"Add {key} = {example}.")
    of_values = _values(field.annotation)
    if of_values is not None and len(loc) > 1 and isinstance(value, Mapping):
        # A mapping of texts or lists: what is wrong is wrong at one of its keys.
        inside = str(loc[1])
        of_values = (len(loc) > 2 and _tagged(of_values, loc[2])) or of_values
        at, key, value = (*at, inside), inside, value.get(inside)
        form = _form_of_type(of_values) or Form(
            "a table", "", None, f"Write [{'.'.join(at)}] and its keys below."
        )
    usual = f"Write {key} = {form.example}."
    if _is_empty(error, value):
        return Told(at, "is empty", usual)
    remedy = usual if form.remedy is None else form.remedy.replace("{key}", key)
    if error["type"] == "literal_error":
        remedy = did_you_mean(str(value), get_args(field.annotation))
    return Told(at, f"must be {form.words}, not {shown(value)}", remedy)


def _is_empty(error: ErrorDetails, value: Any) -> bool:
    short = error["type"] in ("string_too_short", "too_short")
    return short and (value == [] or (isinstance(value, str) and not value.strip()))


def shown(value: Any) -> str:
    """A value for a sentence, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"the list {str(value)[:60]}"
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)[:60]
