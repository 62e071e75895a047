"""Rows and records kept in files instead of in memory: written once, read as often as somebody asks."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import weakref
from array import array
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from hls_procure.grants.row import Row
from hls_procure.project.files import trouble
from hls_procure.work.grants.places import CACHE


class Records:
    """Plain records by a key that may come several times, on the disk; only their keys and places are held."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        self._places: dict[str, array[int]] = {}

    def add(self, key: str, value: Any) -> None:
        """Keep one more record."""
        self._file.seek(0, os.SEEK_END)
        self._places.setdefault(key.lower(), array("Q")).append(self._file.tell())
        self._file.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")

    def get(self, key: str) -> list[Any]:
        """The records of a key, in their order."""
        made = []
        for place in self._places.get(key.lower(), ()):
            self._file.seek(place)
            made.append(json.loads(self._file.readline()))
        return made

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def keys(self) -> list[str]:
        """Every key, in small letters."""
        return list(self._places)

    def __contains__(self, key: str) -> bool:
        return key.lower() in self._places


class Spool:
    """Rows on the disk, written beside the folder's other files and read from there.

    :param folder: the funder's folder. :param name: what they come from, as part of a file name.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / CACHE / f"rows-{name}.jsonl"
        self._new = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        self.count = 0
        try:
            self._path.parent.mkdir(exist_ok=True)
            self._file: IO[str] = self._new.open("w", encoding="utf-8", errors="surrogatepass", newline="\n")
        except OSError:  # a folder that may only be read
            aside = tempfile.mkdtemp(prefix="rows-")
            weakref.finalize(self, shutil.rmtree, aside, ignore_errors=True)
            self._path = Path(aside) / "rows.jsonl"
            self._new = self._path.with_suffix(".new")
            self._file = self._new.open("w", encoding="utf-8", errors="surrogatepass", newline="\n")

    def add(self, row: Row) -> None:
        """Keep one more row. :raises FileProblem: the disk is full, for instance."""
        try:
            self._file.write(json.dumps([row.id, row.where, row.tree], ensure_ascii=False) + "\n")
        except OSError as error:
            self.drop()
            raise trouble(error, self._new, "written") from None
        self.count += 1

    def close(self) -> None:
        """Put the rows in their place. :raises FileProblem: the disk is full, for instance."""
        try:
            self._file.close()
            os.replace(self._new, self._path)
        except OSError as error:
            self.drop()
            raise trouble(error, self._new, "written") from None

    def drop(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            self._file.close()
        self._new.unlink(missing_ok=True)

    def __call__(self) -> Iterator[Row]:
        """The rows in their order."""
        with self._path.open(encoding="utf-8", errors="surrogatepass") as file:
            for line in file:
                id, where, tree = json.loads(line)
                yield Row(id, where, tree)
