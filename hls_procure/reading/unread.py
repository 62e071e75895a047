"""What was not read of a file, in sentences: pictures, charts, macros, files inside files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hls_procure.errors import Problem
from hls_procure.reading.package import Package, Relation

_LOOK = "Look at it yourself."
_LOOKS = "Look at them yourself."
_SAYINGS: dict[str, tuple[str, str, str, str]] = {
    "picture": ("a picture", "pictures", "Words in a picture cannot be read.", _LOOKS),
    "chart": ("a chart", "charts", "Its figures and labels are not read.", _LOOKS),
    "diagram": ("a diagram (SmartArt)", "diagrams (SmartArt)", "Words in a diagram are not read.", _LOOKS),
    "drawing with words": ("a drawing with words", "drawings with words", "They are not read.", _LOOKS),
    "embedded file": ("an embedded file", "embedded files", "What is in it is not read.", "Save it as a file of its own."),
    "file that Word shows as if it were text": (
        "a file that Word shows as if it were text", "files that Word shows as if they were text", "It is not read.",
        "Open the document in Word and save it again; then it is text.",
    ),
    "document of its own": (
        "a link to a document of its own", "links to documents of their own", "It is not read.", "Read that file too.",
    ),
    "nested too deeply": (
        "something nested more deeply than any document", "places nested more deeply than any document",
        "What is inside is not read.", "Open it in Word and save it again.",
    ),
    "sign of a symbol font": (
        "a sign of a symbol font that we do not know", "signs of a symbol font that we do not know",
        "They stand as \ufffd in the text.", _LOOKS,
    ),
    "unkept number": (
        "a number that only Word works out (LISTNUM)", "numbers that only Word works out (LISTNUM)",
        "The file does not keep them, so they are missing here.", "Type them, or number with a list.",
    ),
    "odd note number": (
        "a note with a numbering of its own", "notes with a numbering of their own",
        "Their numbers here count from 1 through the whole text.", "",
    ),
}  # fmt: skip


def tallies(name: str, seen: Mapping[str, int]) -> Iterator[Problem]:
    """One sentence for each kind of thing that was seen and not read."""
    for kind, (one, many, why, do) in _SAYINGS.items():
        count = seen.get(kind, 0)
        if count:
            yield Problem(name, f"holds {one}" if count == 1 else f"holds {count:,} {many}", why, do)


def beside(package: Package, relations: Mapping[str, Relation]) -> Iterator[Problem]:
    """What lies in the file beside its text: macros, and pictures that are kept elsewhere."""
    if any(name.endswith("vbaproject.bin") for name in package.entries):
        yield Problem(
            package.name, "holds macros", "They are neither run nor read.", "Save a copy without macros before you send it."
        )
    if any(name.endswith("xl/macrosheets") or "/macrosheets/" in name for name in package.entries):
        yield Problem(package.name, "holds sheets of macros", "They are neither run nor read.", _LOOKS)
    outside = sum(1 for r in relations.values() if r.external and r.kind in ("image", "oleObject", "frame", "subDocument"))
    if outside:
        what = (
            "shows something that is kept outside the file"
            if outside == 1
            else f"shows {outside} things that are kept outside the file"
        )
        yield Problem(package.name, what, "It is not fetched and not read.", _LOOK)
