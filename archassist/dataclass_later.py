"""Dataclasses whose methods are written when they are first used.

`dataclasses.dataclass` writes six methods of every class as text and compiles them: 0.3 to 0.5 ms a class, and a start that
imports sixty of them, of which it makes a dozen, waits 20 ms. This one puts a stand-in for each method, which has the
standard library write them on the first call and from then on is out of the way. What comes of it is the same: `fields`,
`replace`, pickles and patterns included.

For what a start imports (docs/start-up.md). Not for classes with `InitVar`, `KW_ONLY` or own keywords of a metaclass.
"""

from __future__ import annotations

import dataclasses
from dataclasses import Field, FrozenInstanceError, field, replace
from threading import RLock
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "replace"]

_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_KNOWN = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
_OF_THE_CLASS = ("__dict__", "__weakref__", "__abstractmethods__")

_BY_HAND = 64
"""Objects of a class that are filled field by field before its `__init__` is worth writing."""

_writing = RLock()
_missing = object()


class _Later:
    """What is still to be written of a class: its namespace as its author left it, and what was asked for."""

    def __init__(self, namespace: dict[str, Any], asked: dict[str, bool]) -> None:
        self.owner: Any = None
        self._namespace: dict[str, Any] | None = namespace
        self._asked = asked
        self._made = False
        self._left = 0
        self.names: list[str] = []

    def make_ready(self, owner: Any, names: list[str]) -> None:
        """Says which class it is in the end, and its own fields. With a base class, objects are not filled by hand."""
        self.owner, self.names = owner, names
        self._left = _BY_HAND if owner.__bases__ == (object,) else 0

    def fill(self, made: Any, given: tuple[Any, ...], named: dict[str, Any]) -> bool:
        """Does for one object what its `__init__` would; False, and nothing is done, where that is not as simple."""
        self._left -= 1
        if self._left < 0 or (namespace := self._namespace) is None or len(given) > len(self.names):
            return False
        values = dict(zip(self.names, given, strict=False))
        if not values.keys().isdisjoint(named):
            return False
        values |= named
        for name in self.names:
            if name not in values:
                default = namespace.get(name, dataclasses.MISSING)
                if isinstance(default, Field):
                    makes = default.default_factory
                    default = default.default if makes is dataclasses.MISSING else makes()
                if default is dataclasses.MISSING:
                    return False
                values[name] = default
        if len(values) > len(self.names):
            return False
        for name, value in values.items():
            object.__setattr__(made, name, value)
        if "__post_init__" in namespace:
            made.__post_init__()
        return True

    def write_init(self) -> None:
        """Writes what makes objects, which is all that most classes are asked for at a start."""
        with _writing:
            if self._namespace is not None and not self._made:
                only = dataclasses.dataclass(
                    frozen=self._asked["frozen"], repr=False, eq=False, match_args=False
                )
                self.owner.__init__ = only(self._unseen(self._namespace)).__init__
                self._made = True

    def write(self) -> None:
        """Has the standard library write the methods, on a class that nobody sees, and takes them over."""
        with _writing:
            if (namespace := self._namespace) is None:
                return
            unseen = dataclasses.dataclass(**self._asked)(self._unseen(namespace))
            kept = {*unseen.__dataclass_fields__, *_OF_THE_CLASS}
            if self._asked["frozen"]:
                kept |= {"__setattr__", "__delattr__"}
            for name, value in vars(unseen).items():
                if name not in kept and value is not namespace.get(name, _missing):
                    setattr(self.owner, name, value)
            self._namespace = None

    def _unseen(self, namespace: dict[str, Any]) -> Any:
        return type(self.owner)(self.owner.__name__, self.owner.__bases__, dict(namespace))


class _Read:
    """Stands for what `dataclasses` and patterns read of a class, until that is there."""

    def __init__(self, later: _Later, name: str) -> None:
        self._later, self._name = later, name

    def __get__(self, instance: object, owner: object = None) -> Any:
        self._later.write()
        return getattr(self._later.owner, self._name)


def _stand_in(later: _Later, name: str) -> Any:
    def method(self: Any, *given: Any, **named: Any) -> Any:
        later.write()
        return getattr(later.owner, name)(self, *given, **named)

    return method


def _making(later: _Later) -> Any:
    def __init__(self: Any, *given: Any, **named: Any) -> None:
        if not later.fill(self, given, named):
            later.write_init()
            later.owner.__init__(self, *given, **named)

    return __init__


def _refuse_setting(_self: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _put_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


def _with_slots(cls: Any, namespace: dict[str, Any], names: list[str], frozen: bool) -> Any:
    inherited = {slot for base in cls.__mro__[1:-1] for slot in base.__dict__.get("__slots__", ())}
    body = {name: value for name, value in namespace.items() if name not in names}
    made = type(cls)(
        cls.__name__,
        cls.__bases__,
        {**body, "__slots__": tuple(each for each in names if each not in inherited)},
    )
    made.__qualname__ = cls.__qualname__
    if frozen:
        made.__getstate__, made.__setstate__ = _state, _put_state
    return made


def _made(cls: Any, frozen: bool, slots: bool, eq: bool, order: bool) -> Any:
    namespace = {name: value for name, value in cls.__dict__.items() if name not in _OF_THE_CLASS}
    later = _Later(namespace, {"frozen": frozen, "eq": eq, "order": order})
    names = [name for name, of in cls.__annotations__.items() if not of.startswith("ClassVar")]
    if slots:
        cls = _with_slots(cls, namespace, names, frozen)
    else:
        for name in names:
            if isinstance(given := namespace.get(name), Field):
                if given.default is dataclasses.MISSING:
                    delattr(cls, name)
                else:
                    setattr(cls, name, given.default)
    later.make_ready(cls, names)
    if "__init__" not in namespace:
        cls.__init__ = _making(later)
    methods = ["__repr__"]
    if eq:
        methods.append("__eq__")
        own_hash = "__hash__" in namespace and (
            namespace["__hash__"] is not None or "__eq__" not in namespace
        )
        if frozen and not own_hash:
            cls.__hash__ = _stand_in(later, "__hash__")
        elif not own_hash:
            cls.__hash__ = None
    if order:
        methods += _ORDER
    for name in methods:
        if name not in namespace:
            setattr(cls, name, _stand_in(later, name))
    if frozen:
        cls.__setattr__, cls.__delattr__ = _refuse_setting, _refuse_deleting
    for name in _KNOWN:
        setattr(cls, name, _Read(later, name))
    return cls


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, order=False):
        """As that of the standard library, of which it takes these options; the methods come later."""
        if cls is None:
            return lambda given: _made(given, frozen, slots, eq, order)
        return _made(cls, frozen, slots, eq, order)
