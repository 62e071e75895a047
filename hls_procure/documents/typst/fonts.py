"""The fonts of PDF files come from packages, never from the machine: the same document looks the same everywhere.

Which characters a font has is read from its own table (``cmap``), as the OpenType specification describes it.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from hls_procure.errors import InputError, Problem

#: Packages with fonts (SIL Open Font License), and what each family is called. Arimo is as wide as Arial, letter by letter.
PACKAGES = {"fontpkg_arimo": "Arimo", "fontpkg_noto_sans_arabic": "Noto Sans Arabic"}
NEEDS = Problem(
    "pdf",
    "cannot be made here: the part that makes PDF files is not installed",
    "It is optional, since it is large.",
    'Install it in your copy of hls-procure: pip install ".[pdf]"',
)


def require() -> None:
    """Make sure that PDF files can be made. :raises InputError: typst or a font is not installed."""
    if any(find_spec(name) is None for name in ("typst", *PACKAGES)):
        raise InputError(NEEDS)


def font_files() -> tuple[Path, ...]:
    """The upright font of each family, in the order in which they are asked for a character."""
    require()
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        folders = list(spec.submodule_search_locations or ()) if spec else []
        files = [path for folder in folders for path in sorted(Path(folder, "files").glob("*.ttf")) if "Italic" not in path.name]
        if not files:
            raise InputError(NEEDS)
        found.append(files[0])
    return tuple(found)


@cache
def repertoires() -> tuple[frozenset[int], ...]:
    """The code points that each font has a glyph for."""
    return tuple(code_points(path.read_bytes()) for path in font_files())


def code_points(font: bytes) -> frozenset[int]:
    """The code points of a TrueType or OpenType font. :raises ValueError: it has no table of Unicode characters."""
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            return _of_table(font, offset)
    raise ValueError("this font has no table of characters")


def _of_table(font: bytes, start: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if platform in (0, 3) and kind == 12:
            found |= _groups(font, start + offset)
        elif platform in (0, 3) and kind == 4:
            found |= _segments(font, start + offset)
    if not found:
        raise ValueError("this font has no table of Unicode characters")
    return frozenset(found)


def _groups(font: bytes, at: int) -> set[int]:
    """Format 12: groups of code points that follow one another."""
    (count,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        found.update(range(first + (glyph == 0), last + 1))
    return found


def _segments(font: bytes, at: int) -> set[int]:
    """Format 4: segments of the first plane, with a difference or a list of glyphs."""
    (twice,) = struct.unpack_from(">H", font, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * twice)
    offsets_at = at + 16 + 3 * twice
    found: set[int] = set()
    for number, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        (offset,) = struct.unpack_from(">H", font, offsets_at + 2 * number)
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets_at + 2 * number + offset + 2 * (point - first))
            if glyph and (glyph + delta) % 65536:
                found.add(point)
    return found
