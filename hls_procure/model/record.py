"""Frozen dataclasses that cost little to define: the model has more than a hundred, and every command pays for them.

``@record`` makes a real dataclass (``fields``, ``replace`` and ``is_dataclass`` work) that cannot be changed, compares by
value and prints its fields. The usual decorator writes and compiles six methods for each class, which takes ten times as
long; here the methods are shared, and what only ``fields`` and ``replace`` need is worked out when they ask.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from inspect import get_annotations
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_FIELDS = "__dataclass_fields__"


class _Known:
    """Stands in for what the usual decorator works out of a class, and works it out when somebody asks: few ever do."""

    def __init__(self, owner: type[Any], given: dict[str, Any]) -> None:
        self.owner = owner
        self.given = given

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if self.owner.__dict__.get(_FIELDS) is self:
            for name, value in self.given.items():
                setattr(self.owner, name, value)
            delattr(self.owner, _FIELDS)
            dataclass(init=False, repr=False, eq=False)(self.owner)
        return getattr(owner, _FIELDS)


@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(field,))
def record(owner: type[T]) -> type[T]:
    """Make a frozen dataclass of a class with annotated fields."""
    made: Any = owner
    names: list[str] = []
    defaults: dict[str, Any] = {}
    factories: dict[str, Any] = {}
    for base in owner.__mro__[-1:0:-1]:
        if "__record__" in base.__dict__:
            names += [name for name in base.__record__ if name not in names]  # type: ignore[attr-defined]
            defaults |= base.__defaults__  # type: ignore[attr-defined]
            factories |= base.__factories__  # type: ignore[attr-defined]
    given: dict[str, Any] = {}
    for name in get_annotations(owner):
        if name not in names:
            names.append(name)
        defaults.pop(name, None)
        factories.pop(name, None)
        value = owner.__dict__.get(name, MISSING)
        if isinstance(value, Field):
            given[name] = value
            if value.default_factory is not MISSING:
                factories[name] = value.default_factory
            value = value.default
            if value is MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, value)
        if value is not MISSING:
            defaults[name] = value
    made.__record__ = tuple(names)
    made.__names__ = frozenset(names)
    made.__defaults__ = defaults
    made.__factories__ = factories
    for name, method in (*_METHODS.items(), ("__match_args__", made.__record__)):
        setattr(made, name, method)
    setattr(made, _FIELDS, _Known(owner, given))
    return owner


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    inside = self.__dict__
    inside.update(self.__defaults__)
    inside.update(kwargs)
    if args:
        names = self.__record__
        inside.update(zip(names, args, strict=False))
        if len(args) > len(names) or not kwargs.keys().isdisjoint(names[: len(args)]):
            raise _wrong(self, args, kwargs)
    for name, factory in self.__factories__.items():
        if name not in inside:
            inside[name] = factory()
    if inside.keys() != self.__names__:
        raise _wrong(self, args, kwargs)


def _wrong(self: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> TypeError:
    owner, names = type(self).__name__, self.__record__
    if len(args) > len(names):
        return TypeError(f"{owner} takes {len(names)} values, and {len(args)} were given")
    strange = sorted(set(kwargs) - set(names[len(args) :]))
    if strange:
        return TypeError(f"{owner} has no field '{strange[0]}', or was given it twice")
    missing = next(name for name in names if name not in self.__dict__)
    return TypeError(f"{owner} needs '{missing}'")


def _eq(self: Any, other: object) -> bool:
    return self.__dict__ == other.__dict__ if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(self.__dict__[name] for name in self.__record__))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.__record__)
    return f"{type(self).__qualname__}({shown})"


def _set(self: Any, name: str, value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_METHODS = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _set,
    "__delattr__": _delete,
}
