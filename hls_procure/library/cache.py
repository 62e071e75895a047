"""Keeps what was worked out from library files, by hash, so that the next command starts faster.

The cache holds no answers of a project. It can be deleted at any time; where it cannot be written, nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from hls_procure import __version__

FOLDER = "HLS_PROCURE_CACHE"


def default_folder() -> Path:
    """HLS_PROCURE_CACHE, or ``hls-procure`` in the user's cache folder."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "hls-procure"


@dataclass(frozen=True)
class Cache:
    """Bytes by key. ``folder`` None keeps nothing."""

    folder: Path | None

    @classmethod
    def usual(cls) -> Cache:
        """The cache of this user."""
        try:
            return cls(default_folder())
        except (OSError, RuntimeError):
            return cls(None)

    def _path(self, key: str) -> Path | None:
        if self.folder is None:
            return None
        name = hashlib.sha256(f"{__version__}\n{key}".encode()).hexdigest()
        return self.folder / name[:2] / name[2:]

    def get(self, key: str) -> bytes | None:
        """What was kept, or None. What was damaged since counts as not there."""
        path = self._path(key)
        if path is None:
            return None
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        return raw[32:] if hashlib.sha256(raw[32:]).digest() == raw[:32] else None

    def put(self, key: str, data: bytes) -> None:
        """Keep something; a cache that cannot be written is not an error."""
        path = self._path(key)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f"{path.name}.{os.getpid()}")
            temporary.write_bytes(hashlib.sha256(data).digest() + data)
            os.replace(temporary, path)
        except OSError:
            return
