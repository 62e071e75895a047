"""Which documents were issued, by number, from the folders that lie in ``issued/``."""

from __future__ import annotations

import re
from pathlib import Path

ISSUED = "issued"
_FOLDER = re.compile(r"(\d{3,})-([A-Z]\d{2}[a-z]?)\Z")


def issue_folders(path: Path) -> list[Path]:
    """The folders of what a project has issued, in order."""
    root = path / ISSUED
    return sorted(found for found in root.iterdir() if _FOLDER.match(found.name)) if root.is_dir() else []


def issue_numbers(path: Path) -> dict[int, str]:
    """Every issue that lies there: its number and its document."""
    pairs = (found.name.partition("-") for found in issue_folders(path))
    return {int(number): document for number, _, document in pairs}
