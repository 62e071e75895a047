"""What a row says, as one short name: the same for the same grant, however its amounts and days are written.

Where the row stands in its file makes no difference, nor does what holds for every grant of the funder. So a letter that was
sent is not taken for changed when the workbook is sorted, or when the funder has a new e-mail address.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from hls_procure.grants.row import Row
from hls_procure.model.fields import FieldSchema, ValueProblem

SIZE = 16
#: Values that are kept as they are written: most rows share many of them.
KEPT = 20_000


def row_digest(row: Row, schema: FieldSchema) -> str:
    """32 hexadecimal digits for what a row says."""
    return Digests(schema).of(row)


class Digests:
    """Makes the digests of many rows."""

    def __init__(self, schema: FieldSchema) -> None:
        self.schema = schema
        self._written: dict[tuple[str, str], Any] = {}

    def of(self, row: Row) -> str:
        """The digest of a row."""
        return self.both(row)[0]

    def both(self, row: Row) -> tuple[str, str]:
        """The digest of a row, and one without its id, by which two grants are found that say the same."""
        tree = self.plain(row.tree)
        grant = tree.pop("grant", {})
        grant.pop("id", None)
        said = hashed([tree, grant])
        return hashed([row.id, said]), said

    def plain(self, tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
        """The tree with every value as the product would write it, without what is empty; what cannot be read stays as it is."""
        made: dict[str, Any] = {}
        for name, raw in tree.items():
            path = f"{prefix}{name}"
            if isinstance(raw, str):
                value: Any = self._leaf(path, raw)
            elif isinstance(raw, Mapping):
                value = self.plain(raw, path + ".")
            elif isinstance(raw, list) and any(isinstance(one, Mapping) for one in raw):
                value = [self.plain(one, path + "[].") if isinstance(one, Mapping) else str(one) for one in raw]
            else:
                value = self._read(path, raw)
            if value not in (None, "", {}):
                made[name] = value
        return made

    def _leaf(self, path: str, raw: str) -> Any:
        if not raw:
            return raw
        if (path, raw) not in self._written:
            if len(self._written) >= KEPT:
                self._written.clear()
            self._written[path, raw] = self._read(path, raw)
        return self._written[path, raw]

    def _read(self, path: str, raw: Any) -> Any:
        field = self.schema.get(path)
        if field is None or raw is None:
            return raw
        try:
            return field.write(field.parse(raw))
        except ValueProblem:
            return raw


def hashed(value: Any) -> str:
    """32 hexadecimal digits for plain data."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=SIZE).hexdigest()


def hashed_all(parts: Iterable[str]) -> str:
    """32 hexadecimal digits for several texts in their order."""
    return hashed(list(parts))
