"""A funder's folder with a workbook that exists only in memory, and letters as they lie after building."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hls_procure.grants.digest import row_digest
from hls_procure.grants.row import Row
from hls_procure.model.build import plain_project
from hls_procure.model.grant import Funder, Promise
from hls_procure.model.root import Project
from hls_procure.project.files import digest
from hls_procure.work.grants.acts import Desk
from hls_procure.work.grants.reading import Batch
from hls_procure.work.workspace import Workspace

BASE = Project(funder=Funder(name="The Long Acre Fund", commitments=(Promise("hear", "We publish it", "chair", "each March"),)))


def row(id: str, name: str, pounds: str = "20000", starts: str = "2027-01-15") -> Row:
    year = int(starts[:4])
    half = str(int(pounds) // 2)
    tree = {
        "recipient": {"name": name, "short_name": name},
        "grant": {
            "starts": starts,
            "years": "2",
            "payments": [
                {"id": "year-1", "on": starts, "amount": half},
                {"id": "year-2", "on": f"{year + 1}{starts[4:]}", "amount": half},
            ],
        },
    }
    return Row(id, f"grants.xlsx, Grants, row {id[-1]}", tree)


class FunderFolder:
    """The folder, its rows, and a desk at which things are recorded."""

    def __init__(self, path: Path, rows: Iterable[Row]) -> None:
        self.path = path
        path.mkdir(exist_ok=True)
        self.rows = {one.id: one for one in rows}
        self.schema = Workspace(path).schema
        self.hour = 8
        self.numbers: dict[str, int] = {}

    def read(self, path: Path) -> list[Batch]:
        rows = tuple(self.rows.values())
        return [Batch(BASE, str(path / "grants.xlsx"), len(rows), lambda: iter(rows))]

    def build(self, draft: bool = False) -> None:
        """Letters and their manifest, as ``grant letters`` leaves them."""
        entries: list[dict[str, Any]] = []
        for id, one in self.rows.items():
            path = self.path / "letters" / "Roots" / f"{id}.docx"
            path.parent.mkdir(parents=True, exist_ok=True)
            data = f"Dear {one.tree['recipient']['name']}, {row_digest(one, self.schema)} {draft}".encode()
            path.write_bytes(data)
            entry = {"id": id, "file": f"Roots/{id}.docx", "sha256": digest(data), "key": f"key-{id[-1]}", "draft": draft}
            entries.append({**entry, "digest": row_digest(one, self.schema), "number": self.numbers.get(id, 1)})
        manifest = {"format": 1, "source": "grants.xlsx", "base": plain_project(BASE), "letters": entries}
        (self.path / "letters" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    def letter(self, id: str) -> Path:
        return self.path / "letters" / "Roots" / f"{id}.docx"

    def desk(self) -> Desk:
        self.hour += 1
        now = datetime(2027, 1, 15 + self.hour // 24, self.hour % 24, tzinfo=UTC)
        return Desk(self.path, read=self.read, now=lambda: now, by="grants lead")
