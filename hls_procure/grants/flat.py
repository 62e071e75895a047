"""The facts of one row by path, over those that hold for every grant: no project is built to look at them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from hls_procure.grants.row import Row as GrantRow
from hls_procure.model.facts import NOTHING, Environment, FactView, Missing, Row
from hls_procure.model.fields import ID, FieldSchema, ValueProblem
from hls_procure.model.root import Project
from hls_procure.model.values import parse_date


class Unreadable(ValueError):
    """A row that has to be read in the usual way, which says what is wrong with it."""


#: The day that a letter speaks from: no field of the schema.
_DAY = "as_of_date"


def _day(raw: str) -> date:
    try:
        return parse_date(raw)
    except ValueError:
        raise Unreadable(_DAY) from None


class FlatRow:
    """The typed values of one row.

    :param touched: every field and list that the row says something of, in its order.
    """

    __slots__ = ("lists", "touched", "values")

    def __init__(self, row: GrantRow, schema: FieldSchema) -> None:
        """:raises Unreadable: a value that does not fit its field, or a name that is none."""
        self.values: dict[str, Any] = {}
        self.lists: dict[str, tuple[str, ...]] = {}
        self._read(row.tree, "", schema)
        if "grant.id" not in self.values:
            self.values["grant.id"] = row.id
        self.touched = (*(path for path in self.values if "[" not in path), *self.lists)

    def _read(self, tree: Mapping[str, Any], prefix: str, schema: FieldSchema) -> None:
        for name, raw in tree.items():
            path = f"{prefix}{name}"
            if path == _DAY and isinstance(raw, str):
                self.values[path] = _day(raw)
            elif isinstance(raw, str):
                found = schema.get(path)
                if found is None or found.derived:
                    raise Unreadable(path)
                try:
                    self.values[path] = found.parse(raw)
                except ValueProblem:
                    raise Unreadable(path) from None
            elif isinstance(raw, Mapping):
                self._read(raw, path + ".", schema)
            elif isinstance(raw, list) and raw:
                self._rows(raw, path, schema)
            elif raw:
                raise Unreadable(path)

    def _rows(self, rows: list[Any], path: str, schema: FieldSchema) -> None:
        ids = []
        for one in rows:
            id = one.get("id") if isinstance(one, Mapping) else None
            if not isinstance(id, str) or not ID.match(id) or id in ids:
                raise Unreadable(path)
            ids.append(id)
            self._read({name: raw for name, raw in one.items() if name != "id"}, f"{path}[{id}].", schema)
        self.lists[path] = tuple(ids)


class FlatFacts(FactView):
    """A view of one row over the project that holds for every grant."""

    def __init__(self, base: Project, row: FlatRow, schema: FieldSchema, hidden: Container[str] = frozenset()) -> None:
        super().__init__(base, schema, award_known=False, hidden=hidden)
        self.row = row
        self.hidden_fields = hidden

    def get(self, path: str, env: Environment = NOTHING) -> Any:
        """The value, or why there is none."""
        full = self.resolve(path, env) if env else path
        value = self.row.values.get(full)
        if value is None:
            if "[" in full and full[: full.index("[")] in self.row.lists and not full.endswith("].id"):
                found = self.schema.get(full)
                return Missing(full, "hidden") if found and found.path in self._hidden else self.missing(full, found)
            return super().get(full)
        found = self.schema.get(full)
        if found is not None and found.path in self._hidden:
            return Missing(full, "hidden")
        if isinstance(value, str) and not value.strip():
            return self.missing(full, found)
        return value

    def printed(self, path: str) -> Any:
        """The value: what the row says is looked up without asking whether its question is hidden."""
        value = self.row.values.get(path)
        return self.get(path) if value is None or (isinstance(value, str) and not value.strip()) else value

    def plain(self, path: str) -> Any:
        """The value of a running line, hidden or not; None or an empty string where there is none."""
        from hls_procure.model.paths import get

        return self.row.values[path] if path in self.row.values else get(self.project, path)

    def rows(self, path: str, env: Environment = NOTHING) -> tuple[Row, ...] | Missing:
        """The records of a list."""
        bare = self.resolve(path, env).removesuffix("[]")
        ids = self.row.lists.get(bare)
        if ids is None:
            return super().rows(path, env)
        if all(leaf.path in self._hidden for leaf in self.schema.leaves(bare + "[]") if not leaf.derived):
            return ()
        return tuple(Row(f"{bare}[{id}]", id, number) for number, id in enumerate(ids, 1))

    def column(self, path: str) -> tuple[Any, ...] | Missing:
        """The values of one leaf for each record."""
        list_path, _, name = path.rpartition("[].")
        return self._column(list_path, name) if list_path in self.row.lists else super().column(path)
