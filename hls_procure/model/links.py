"""Links between records: which of them point to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hls_procure.errors import nearest
from hls_procure.model import paths
from hls_procure.model.fields import Field, FieldSchema
from hls_procure.model.record import record
from hls_procure.model.root import Project


@record
class Loose:
    """A link to a record that is not there: its field, its place, the id, the list it should be in, and a near miss."""

    field: Field
    where: str
    id: str
    home: str
    near: str = ""

    @property
    def text(self) -> str:
        """A sentence without a final stop."""
        return f"{self.where} points to '{self.id}', which is not in {self.home}. {self.near}".strip()


def loose_links(project: Project, schema: FieldSchema) -> Iterator[Loose]:
    """Each link that points to a record that is not there."""
    for field in schema:
        if field.type != "link":
            continue
        home = field.to.removesuffix("[]")
        known = {row.id for row in paths.get(project, home) or ()}
        for where, value in _values(project, field):
            for id in value if isinstance(value, tuple) else (value,):
                if id is not None and id not in known:
                    yield Loose(field, where, id, home, nearest(id, known))


def _values(project: Project, field: Field) -> Iterator[tuple[str, Any]]:
    if not field.in_list:
        yield field.path, paths.get(project, field.path)
        return
    bare = field.in_list.removesuffix("[]")
    for row in paths.get(project, bare) or ():
        yield f"{bare}[{row.id}].{field.name}", getattr(row, paths.attribute(field.name))
