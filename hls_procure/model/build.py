"""From plain text values to a typed project, and back: the only place that knows both shapes.

The plain shape is what YAML and JSON hold: mappings, lists and text. Every problem is collected, none is fatal
on its own, so that a person sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from hls_procure.errors import Problem, nearest
from hls_procure.model import registers
from hls_procure.model.fields import ID, Field, FieldSchema, ValueProblem, generic, write_value
from hls_procure.model.paths import Shape, shapes
from hls_procure.model.root import FORMAT, Project
from hls_procure.model.values import parse_date

_WORDS = Field("", "text")
_REGISTERS = {
    "choices": registers.ClauseChoice,
    "open": registers.OpenItem,
    "suppressions": registers.Suppression,
    "settled": registers.Settled,
}


class Reader:
    """Reads one plain tree into a project.

    :param name: how the file is called in messages.
    """

    def __init__(self, schema: FieldSchema, name: str = "project.yaml") -> None:
        self.schema = schema
        self.name = name
        self.problems: list[Problem] = []

    def project(self, tree: Mapping[str, Any]) -> Project:
        """The project; look at ``problems`` afterwards."""
        version = tree.get("format", str(FORMAT))
        if str(version) != str(FORMAT):
            shown = f"format {version}" if version else "no number of its format"
            self.say(tree, "format", f"has {shown}, and this version of hls-procure reads format {FORMAT}")
        known = shapes(Project)
        values: dict[str, Any] = {}
        for key, raw in tree.items():
            if key == "format":
                continue
            if key not in known:
                self.say(tree, key, f"has an unknown name '{key}'", nearest(key, known), "Correct it or take it out.")
            elif key == "review":
                values[key] = self._review(tree, raw)
            elif key in _REGISTERS:
                values[key] = self._register(tree, key, raw)
            elif raw is not None:
                values[known[key].attribute] = self._value(known[key], raw, key, tree, key)
        return Project(**{name: value for name, value in values.items() if value is not None})

    def record(self, owner: type, raw: Any, path: str, parent: Any = None, key: str = "") -> Any:
        """One dataclass from a mapping; ``path`` ends in ``[]`` for a record of a list."""
        if not isinstance(raw, Mapping):
            self.say(parent, key, f"has {path} as one value, and it is made of named values")
            return None
        names = shapes(owner)
        values: dict[str, Any] = {}
        for name, inner in raw.items():
            if name not in names:
                self._unknown(raw, name, path, names)
            elif inner is not None:
                values[names[name].attribute] = self._value(names[name], inner, f"{path}.{name}", raw, name)
        if path.endswith("[]") and not values.get("id"):
            self.say(
                parent,
                key,
                f"has a record in {path} without an id",
                "Other records point to it by its id.",
                "Give it a short one, like 'bed-and-breakfast'.",
                line=getattr(raw, "line", None),
            )
            return None
        if path.endswith("[]") and not ID.match(values["id"]):
            self.say(
                raw, "id", f"has a record in {path} with the id '{values['id']}'",
                "Other records point to it by its id.", "An id has small letters, figures and hyphens, like 'bed-and-breakfast'.",
            )  # fmt: skip
            return None
        return owner(**{name: value for name, value in values.items() if value is not None})

    def _unknown(self, raw: Any, name: str, path: str, names: Mapping[str, Any]) -> None:
        field = self.schema.get(f"{path}.{name}")
        if field is not None and field.derived:
            why = "It is worked out from other values."
            self.say(raw, name, f"has {field.path}, which nobody fills in", why, "Take it out.")
        else:
            self.say(raw, name, f"has an unknown name '{name}' in {path}", nearest(name, names), "Correct it or take it out.")

    def _value(self, shape: Shape, raw: Any, path: str, parent: Any, key: str) -> Any:
        if shape.record is not None:
            return self.record(shape.record, raw, path, parent, key)
        if shape.rows is not None:
            return self._rows(shape.rows, raw, path + "[]", parent, key)
        return self.leaf(path, raw, parent, key)

    def _rows(self, row: type, raw: Any, path: str, parent: Any, key: str) -> Any:
        if not isinstance(raw, list):
            self.say(parent, key, f"has {path[:-2]} as one value, and it is a list of records")
            return None
        rows = []
        seen: set[str] = set()
        for item in raw:
            made = self.record(row, item, path, parent, key)
            if made is None:
                continue
            if made.id in seen:
                self.say(
                    parent, key, f"has two records with the id '{made.id}' in {path[:-2]}",
                    "Other records point to it by its id.", "Change one of the two.", line=getattr(item, "line", None),
                )  # fmt: skip
            seen.add(made.id)
            rows.append(made)
        return tuple(rows)

    def leaf(self, path: str, raw: Any, parent: Any, key: str) -> Any:
        """One typed value."""
        field = self.schema.get(path)
        if field is None and path.endswith("[].id"):
            return str(raw)
        if field is None or field.derived:
            why = "It is worked out from other values." if field else nearest(path, self.schema.known_words())
            self.say(parent, key, f"has {path}, which nobody fills in", why, "Take it out.")
            return None
        try:
            return field.parse(raw)
        except ValueProblem as error:
            self.say(parent, key, f"{path}: {error}")
            return None

    def _review(self, tree: Mapping[str, Any], raw: Any) -> registers.Review:
        if raw is not None and not isinstance(raw, Mapping):
            self.say(tree, "review", "has review as one value, and it is made of named values")
            return registers.Review()
        for name in raw or ():
            if name != "settled":
                self.say(raw, name, f"has an unknown name '{name}' in review", nearest(name, ["settled"]))
        return registers.Review(self._register(raw or {}, "settled", (raw or {}).get("settled")))

    def _register(self, parent: Any, key: str, raw: Any) -> Any:
        row = _REGISTERS[key]
        made = []
        if raw is not None and not isinstance(raw, list):
            self.say(parent, key, f"has {key} as one value, and it is a list")
            return ()
        for item in raw or ():
            names = {f.name: f for f in fields(row)}
            needed = [n for n, f in names.items() if f.default is MISSING]
            if not isinstance(item, Mapping) or any(not item.get(n) for n in needed):
                self.say(parent, key, f"has a line in {key} without {' and '.join(needed)}", line=getattr(item, "line", None))
                continue
            values: dict[str, Any] = {}
            for name, inner in item.items():
                if name not in names:
                    self.say(item, name, f"has an unknown name '{name}' in {key}", nearest(name, names))
                elif isinstance(inner, str):
                    values[name] = self._register_value(key, name, inner, item)
                elif inner is not None:
                    self.say(item, name, f"has a list or named values for '{name}' in {key}, and it is words")
            if values.get("kind", "later") not in ("later", "deliberate", "tender", "award"):
                self.say(
                    item, "kind", f"has the unknown kind '{values['kind']}' in {key}", "It is later, deliberate, tender or award."
                )
                continue
            if all(n in values and values[n] is not None for n in needed):
                made.append(row(**{n: v for n, v in values.items() if v is not None}))
        return tuple(made)

    def _register_value(self, key: str, name: str, raw: str, item: Any) -> Any:
        if name in ("on", "until") or (name == "by" and key == "open"):
            try:
                return parse_date(raw)
            except ValueError as error:
                self.say(item, name, f"{key}: {error}")
                return None
        if key == "open" and name == "path" and not self._is_place(raw):
            self.say(item, name, f"has '{raw}' in open, which is not a field", nearest(raw, self.schema.known_words()))
            return None
        try:
            return _WORDS.parse(raw)
        except ValueProblem as error:
            self.say(item, name, f"{name} in {key} {error}")
            return None

    def _is_place(self, path: str) -> bool:
        """Whether a path is a field, a list, or something that fields lie in."""
        found = generic(path).removesuffix("[]")
        inside = (f"{found}.", f"{found}[]")
        return self.schema.get(path) is not None or any(one.path.startswith(inside) for one in self.schema)

    def say(self, parent: Any, key: str, what: str, why: str = "", do: str = "", line: int | None = None) -> None:
        """Collect one problem, with its line where the tree knows it."""
        if line is None:
            places = getattr(parent, "places", None)
            if isinstance(places, Mapping) and key in places:
                line = places[key].line
            else:
                line = getattr(parent, "line", None)
        self.problems.append(Problem(f"{self.name}:{line}" if line else self.name, what, why, do))


def plain(value: Any) -> Any:
    """A typed value as mappings, lists and text, without what is not there. The inverse of :class:`Reader`."""
    if is_dataclass(value) and not isinstance(value, type):
        if type(value).__module__.endswith(".values"):
            return write_value(value)
        pairs = ((f.name.rstrip("_"), plain(getattr(value, f.name))) for f in fields(value))
        return {name: inner for name, inner in pairs if inner is not None and inner != {}}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if value is None:
        return None
    return write_value(value)


def plain_project(project: Project) -> dict[str, Any]:
    """The whole project in its plain shape; empty registers are left out."""
    tree: dict[str, Any] = plain(project)
    return {
        key: value
        for key, value in tree.items()
        if not (key in ("choices", "open", "suppressions") and not value) and not (key == "review" and not value.get("settled"))
    }
