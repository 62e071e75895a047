"""What the heads of other people's files mean, kept in ``columns.yaml`` so that the next file is read in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hls_procure.errors import InputError, Problem
from hls_procure.library.yamlfile import load
from hls_procure.project.emit import inline
from hls_procure.project.files import replace

_ABOUT = """# What the heads of a file mean: on the left as they stand in the file, on the right a head of the workbook.
# What stands on the right of nothing is not read. Correct it where it was guessed wrongly.
columns:
"""


def read_map(path: Path) -> dict[str, str]:
    """What was settled; nothing where the file is not there. :raises InputError: it is no map."""
    if not path.is_file():
        return {}
    tree = load(path)
    found = tree.get("columns") if isinstance(tree, Mapping) else None
    if not isinstance(found, Mapping) or any(isinstance(meant, (list, Mapping)) for meant in found.values()):
        do = "Start it with 'columns:', and under it a line for each head, such as: Organisation: Name"
        raise InputError(Problem(path.name, "is no map of columns", do=do))
    return {str(head): str(meant or "") for head, meant in found.items()}


def keep_map(path: Path, read: Mapping[str, str]) -> bool:
    """Add what was made of the heads of a file; what somebody has settled stays. :returns: whether something was written."""
    before = read_map(path)
    after = {**read, **before}
    if not read or after == before:
        return False
    lines = [f"  {inline(head)}:{' ' + inline(meant) if meant else ''}" for head, meant in after.items()]
    replace(path, (_ABOUT + "\n".join(lines) + "\n").encode())
    return True
