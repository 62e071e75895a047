"""Frozen dataclasses that cost little to define: the model has more than a hundred, and every command pays for them.

``@record`` makes a real dataclass (``fields``, ``replace`` and ``is_dataclass`` work) that cannot be changed, compares by
value and prints its fields. The usual decorator writes and compiles six methods for each class, which takes ten times as
long; here the methods are shared.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(field,))
def record(owner: type[T]) -> type[T]:
    """Make a frozen dataclass of a class with annotated fields."""
    made: Any = dataclass(init=False, repr=False, eq=False)(owner)
    made.__record__ = tuple((f.name, f.default, f.default_factory) for f in fields(made))
    for name, method in _METHODS.items():
        setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    inside = self.__dict__
    known = self.__record__
    if args:
        if len(args) > len(known):
            raise TypeError(f"{type(self).__name__} takes {len(known)} values, and {len(args)} were given")
        for (name, _, _), value in zip(known, args, strict=False):
            inside[name] = value
        known = known[len(args) :]
    used = 0
    for name, default, factory in known:
        if name in kwargs:
            inside[name] = kwargs[name]
            used += 1
        elif default is not MISSING:
            inside[name] = default
        elif factory is not MISSING:
            inside[name] = factory()
        else:
            raise TypeError(f"{type(self).__name__} needs '{name}'")
    if used != len(kwargs):
        wrong = sorted(set(kwargs) - {name for name, _, _ in known})[0]
        raise TypeError(f"{type(self).__name__} has no field '{wrong}', or was given it twice")


def _eq(self: Any, other: object) -> bool:
    return self.__dict__ == other.__dict__ if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(self.__dict__[name] for name, _, _ in self.__record__))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name, _, _ in self.__record__)
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
