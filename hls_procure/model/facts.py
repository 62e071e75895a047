"""A view of a project's facts: typed values, worked-out figures, and what is missing and why.

The view hides what is known only at award while a tender is built, so that no tender can name its winner.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from hls_procure.model import paths
from hls_procure.model.derived import CALCULATIONS, LAW
from hls_procure.model.fields import Field, FieldSchema, generic
from hls_procure.model.found import Found, FoundRoot
from hls_procure.model.registers import OpenItem
from hls_procure.model.root import Project

BlankKind = Literal["unanswered", "later", "deliberate", "tender", "award", "hidden"]


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no value: nobody has answered, it comes later, it is left open on purpose, or it comes at award.

    :param words: what a document prints in its place, where the schema says so.
    """

    path: str
    kind: BlankKind
    words: str = ""
    owner: str | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a list: its path (``alliance.risk_share[housing]``), its id, its place counted from 1."""

    path: str
    id: str
    number: int


Environment = Mapping[str, Row]
NOTHING: Environment = {}


class FactView:
    """Looks facts up by path.

    :param award_known: whether what is known only at award may be shown.
    :param hidden: fields whose question is hidden by its condition; what stands in them counts for nothing.
    :param law: works out what the law room finds; asked at most once, and only where a path begins with ``found.``.
    """

    #: Whether somebody notes what is asked (see :mod:`hls_procure.model.traced`).
    traced = False

    def __init__(
        self,
        project: Project,
        schema: FieldSchema,
        *,
        award_known: bool = True,
        hidden: Container[str] = frozenset(),
        law: Callable[[], Found] | None = None,
    ) -> None:
        self.project = project
        self.schema = schema
        self.award_known = award_known
        self._hidden = hidden
        self._open: dict[str, OpenItem] = {item.path: item for item in project.open}
        self._derived: dict[str, Any] = {}
        self._law = law
        self._found: FoundRoot | None = None

    def decide(self, condition: object, env: Environment, run: Callable[[], Any]) -> Any:
        """The result of a condition; a view that notes what it is asked notes it."""
        return run()

    def resolve(self, path: str, env: Environment = NOTHING) -> str:
        """The full path: a name bound by a loop gives way to the record it stands for."""
        head, dot, rest = path.partition(".")
        row = env.get(head)
        return row.path + dot + rest if row else path

    def field(self, path: str, env: Environment = NOTHING) -> Field | None:
        """The field at a path, if there is one."""
        return self.schema.get(self.resolve(path, env))

    def get(self, path: str, env: Environment = NOTHING) -> Any:
        """The value at a path, or :class:`Missing`."""
        full = self.resolve(path, env)
        field = self.schema.get(full)
        if field is None:
            if full.endswith("].id"):
                return full[full.rindex("[") + 1 : -4]
            raise KeyError(path)
        if field.path in self._hidden:
            return Missing(full, "hidden")
        if self.hidden(field):
            return Missing(full, "award" if field.known == "award" else "tender", field.at_tender)
        if field.derived == LAW:
            found = paths.get(self.findings(), full)
            return Missing(full, "unanswered") if found is None else found
        if field.derived:
            return self._derive(field, full)
        value = paths.get(self.project, full)
        empty = value is None or (isinstance(value, str) and not value.strip())
        return self.missing(full, field) if empty else value

    def printed(self, path: str) -> Any:
        """The value at a full path of which it is known that it may be printed, or :class:`Missing`."""
        return self.get(path)

    def hidden(self, field: Field) -> bool:
        """Whether the field's value may not be shown yet."""
        return field.known != "now" and not self.award_known

    def is_hidden(self, path: str, env: Environment = NOTHING) -> bool:
        """Whether the question of a field is hidden by its condition, or that of a figure it is worked out from."""
        field = self.schema.get(self.resolve(path, env))
        if field is None or not field.derived:
            return field is not None and field.path in self._hidden
        value = self.get(path, env)
        return isinstance(value, Missing) and value.kind == "hidden"

    def missing(self, path: str, field: Field | None = None) -> Missing:
        """Why there is nothing at a path."""
        for probe in _above(path) if self._open else ():
            item = self._open.get(probe)
            if item:
                return Missing(path, item.kind, field.at_tender if field else "", item.owner, item.by)
        words = field.at_tender if field else ""
        if field and field.known != "now":
            return Missing(path, "award" if field.known == "award" else "tender", words)
        return Missing(path, "unanswered", words)

    def rows(self, path: str, env: Environment = NOTHING) -> tuple[Row, ...] | Missing:
        """The records of a list, or why there is none. An empty tuple means that there are none."""
        full = self.resolve(path, env)
        leaves = self.schema.leaves(full.replace("[]", "") + "[]") if "[" not in full.replace("[]", "") else ()
        typed = [leaf for leaf in leaves if not leaf.derived]
        if typed and all(self.hidden(leaf) for leaf in typed):
            return Missing(full, "award", leaves[0].at_tender)
        if typed and all(leaf.path in self._hidden for leaf in typed):
            return ()
        bare = full.removesuffix("[]")
        by_law = bool(leaves) and leaves[0].derived == LAW
        found = paths.get(self.findings() if by_law else self.project, bare)
        if found is None:
            return self.missing(bare)
        return tuple(Row(f"{bare}[{row.id}]", row.id, number) for number, row in enumerate(found, 1))

    def column(self, path: str) -> tuple[Any, ...] | Missing:
        """The values of one leaf for each record: ``alliance.funding.lines[].amount``. Missing if any is missing."""
        list_path, _, name = path.rpartition("[].")
        field = self.schema.get(path)
        simple = field is not None and not field.derived and "[" not in list_path
        records = paths.get(self.project, list_path) if simple else None
        if field is None or records is None or field.path in self._hidden or self.hidden(field):
            return self._column(list_path, name)
        values: tuple[Any, ...] = paths.get(self.project, path)
        for record, value in zip(records, values, strict=True):
            if value is None or (isinstance(value, str) and not value.strip()):
                return self.missing(f"{list_path}[{record.id}].{name}", field)
        return values

    def _column(self, list_path: str, name: str) -> tuple[Any, ...] | Missing:
        """The same, record by record: where a value is worked out, hidden or an id, or there is no list."""
        rows = self.rows(list_path)
        if isinstance(rows, Missing):
            return rows
        values = []
        for row in rows:
            value = row.id if name == "id" else self.get(f"{row.path}.{name}")
            if isinstance(value, Missing):
                return value
            values.append(value)
        return tuple(values)

    @property
    def looks(self) -> bool:
        """Whether there is a law room to ask."""
        return self._law is not None

    def findings(self) -> FoundRoot:
        """What the law room finds; nothing where nobody asked it to look."""
        if self._found is None:
            self._found = FoundRoot(self._law() if self._law else Found())
        return self._found

    def _derive(self, field: Field, full: str) -> Any:
        result = self._derived.get(field.path)
        if result is None:
            result = self._calculate(field)
            self._derived[field.path] = result
        if isinstance(result, Missing) or not field.in_list:
            return result
        list_path = full[: full.rindex("[")]
        key = full[full.rindex("[") + 1 : full.rindex("]")]
        rows = self.rows(list_path)
        if isinstance(rows, Missing):
            return rows
        number = next((row.number for row in rows if row.id == key), 0)
        return result[number - 1] if number else Missing(full, "unanswered")

    def _calculate(self, field: Field) -> Any:
        values = []
        for path in field.inputs:
            value = self.column(path) if "[]." in path else self.get(path)
            if isinstance(value, Missing):
                return value
            values.append(value)
        result = CALCULATIONS[field.derived](*values)
        return Missing(field.path, "unanswered") if result is None else result


def _above(path: str) -> Iterator[str]:
    """A path and everything that it lies in, the nearest first, each as it is, for any record, and as a list."""
    while path:
        general = generic(path)
        yield path
        yield general
        yield general[: general.rindex("[")] if general.endswith("]") else general + "[]"
        path = path.rpartition(".")[0]
