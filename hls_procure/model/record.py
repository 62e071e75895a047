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
    known = fields(made)
    made.__record__ = tuple(f.name for f in known)
    made.__names__ = frozenset(made.__record__)
    made.__defaults__ = {f.name: f.default for f in known if f.default is not MISSING}
    made.__factories__ = tuple((f.name, f.default_factory) for f in known if f.default_factory is not MISSING)
    for name, method in _METHODS.items():
        setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    inside = self.__dict__
    inside.update(self.__defaults__)
    inside.update(kwargs)
    if args:
        names = self.__record__
        inside.update(zip(names, args, strict=False))
        if len(args) > len(names) or not kwargs.keys().isdisjoint(names[: len(args)]):
            raise _wrong(self, args, kwargs)
    for name, factory in self.__factories__:
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
