"""Files of separated values as people save them: the usual encodings and separators, row by row."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.grants.tables import Line
from hls_procure.project.files import trouble

SEPARATORS = ",;\t|"
MAX_CELLS = 2_000
_CHUNK = 1 << 20


def encoding_of(path: Path) -> str:
    """UTF-8 with or without a byte-order mark, UTF-16, or the Windows encoding of western Europe. The whole file is looked at.

    :raises FileProblem: it cannot be read, or is no text.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4096)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            zeros = [start[at::2].count(0) * 4 > len(start) for at in (0, 1)]
            if any(zeros):
                return "utf-16-le" if zeros[1] else "utf-16-be"
            if b"\x00" in start or start[:4] in (b"PK\x03\x04", b"%PDF") or start[:5] == b"{\\rtf":
                do = "Save it as CSV, or name a workbook (.xlsx) or a JSON file."
                raise FileProblem(Problem(path.name, "is no file of text", do=do))
            decoder = codecs.getincrementaldecoder("utf-8")()
            while start:
                decoder.decode(start)
                start = file.read(_CHUNK)
            decoder.decode(b"", final=True)
            return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as error:
        raise trouble(error, path, "read") from None


def separator_of(sample: str) -> str:
    """The separator of a file, from its first lines: the one that cuts them into the most parts of the same number."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in sample.splitlines()[:20] if line.strip()]
    if lines and (said := re.match(r"sep=(.)\s*\Z", lines[0])):
        return said[1]
    return max(SEPARATORS, key=lambda sign: (max((line.count(sign) for line in lines[:1]), default=0), sample.count(sign)))


def csv_lines(path: Path) -> Iterator[Line]:
    """The rows of a file that hold something.

    :raises FileProblem: it cannot be read. :raises InputError: quotes that do not close, or text that cannot be read.
    """
    encoding = encoding_of(path)
    errors = "replace" if encoding == "cp1252" else "strict"
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            sample = file.read(65_536)
            separator = separator_of(sample)
            file.seek(0)
            if re.match(r"sep=.\r?\n", sample):
                file.readline()
            reader = csv.reader(file, delimiter=separator, strict=True)
            number = 0 if not re.match(r"sep=.\r?\n", sample) else 1
            before = number
            try:
                for cells in reader:
                    at, number = number + 1, before + reader.line_num
                    if len(cells) > MAX_CELLS:
                        what = f"has {len(cells):,} cells"
                        raise InputError(Problem(f"{path.name}, line {at}", what, f"{MAX_CELLS:,} is the most.", "Split it."))
                    said = {column: cell for column, cell in enumerate(cells, 1) if cell.strip()}
                    if said:
                        yield Line(at, dict(said))
            except csv.Error as error:
                what = f"cannot be read as CSV ({error})"
                do = "Look at the quotes on that line: each one that opens has to close, and one inside is written twice."
                raise InputError(Problem(f"{path.name}, line {before + reader.line_num}", what, do=do)) from None
    except UnicodeError:
        do = "Save it again as CSV in UTF-8."
        raise FileProblem(Problem(path.name, "is cut off, or in an encoding that is not known here", do=do)) from None
    except OSError as error:
        raise trouble(error, path, "read") from None
