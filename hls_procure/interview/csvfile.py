"""Rows of a table from a CSV file: common encodings and separators, heads by label or by name, problems by row and column."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from hls_procure.errors import FileProblem, InputError, Problem, nearest
from hls_procure.interview.answers import CsvRow
from hls_procure.model.playbook import Question

MAX_ROWS = 100_000


def read_csv(path: Path, question: Question) -> list[CsvRow]:
    """The rows of a file as mappings by column name; empty rows and cells are left out.

    :raises FileProblem: the file cannot be read. :raises InputError: a column that is not one, or no row of heads.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileProblem(Problem(str(path), f"could not be read ({error.strerror or error})", do="Check the name.")) from None
    text = decode(raw)
    sample = text[:4096]
    first = sample.splitlines()[0] if sample else ""
    separator = max(",;\t|", key=re.sub(r'"[^"]*"', "", first).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        heads = next(reader, [])
        columns = _columns(heads, question, path.name)
        rows: list[CsvRow] = []
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                raise InputError(
                    Problem(
                        f"{path.name}:{reader.line_num}",
                        f"has {len(cells)} cells under {len(columns)} heads",
                        "A comma in a text needs quotes around the text.",
                    )
                )
            row = CsvRow((name, cell) for name, cell in zip(columns, cells, strict=False) if name and cell.strip())
            row.line = line
            line = reader.line_num + 1
            if row:
                rows.append(row)
            if len(rows) > MAX_ROWS:
                raise InputError(Problem(path.name, f"has more than {MAX_ROWS:,} rows", do="Split it."))
    except csv.Error as error:
        raise InputError(
            Problem(f"{path.name}:{reader.line_num}", f"cannot be read as CSV ({error})", do="Check the quotes on that line.")
        ) from None
    return rows


def decode(raw: bytes) -> str:
    """Text from UTF-8 with or without a byte-order mark, UTF-16 with one, or the Windows encoding of western Europe."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _columns(heads: list[str], question: Question, name: str) -> list[str]:
    known = {"id": "id"}
    for leaf in question.leaves:
        known[leaf.name.lower()] = leaf.name
        known[question.label(leaf.path).strip().lower()] = leaf.name
    columns, problems = [], []
    for head in heads:
        key = head.strip().lower()
        if key and key not in known:
            problems.append(
                Problem(
                    f"{name}:1",
                    f"has a column '{head.strip()}' that {question.id} does not ask for",
                    nearest(key, known),
                    f"There are: {', '.join(sorted(set(known.values())))}.",
                )
            )
        columns.append(known.get(key, ""))
    if not any(columns) and not problems:
        problems.append(
            Problem(
                f"{name}:1",
                "has no heads in its first line",
                do=f"Start it with: {','.join(leaf.name for leaf in question.leaves)}",
            )
        )
    if problems:
        raise InputError(problems)
    return columns
