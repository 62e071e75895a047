"""Links between records: which of them point to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hls_procure.errors import nearest
from hls_procure.model import paths
from hls_procure.model.fields import Field, FieldSchema
from hls_procure.model.root import Project


def loose_links(project: Project, schema: FieldSchema) -> Iterator[tuple[Field, str]]:
    """Each link that points to a record that is not there: its field, and a sentence without a final stop."""
    for field in schema:
        if field.type != "link":
            continue
        known = {row.id for row in paths.get(project, field.to.removesuffix("[]")) or ()}
        for where, value in _values(project, field):
            for id in value if isinstance(value, tuple) else (value,):
                if id is not None and id not in known:
                    home = field.to.removesuffix("[]")
                    yield field, f"{where} points to '{id}', which is not in {home}. {nearest(id, known)}".strip()


def _values(project: Project, field: Field) -> Iterator[tuple[str, Any]]:
    if not field.in_list:
        yield field.path, paths.get(project, field.path)
        return
    bare = field.in_list.removesuffix("[]")
    for row in paths.get(project, bare) or ():
        yield f"{bare}[{row.id}].{field.name}", getattr(row, paths.attribute(field.name))
