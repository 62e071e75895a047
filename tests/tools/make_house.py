"""Makes templates/house.docx from its source parts; a test compares the two."""

from __future__ import annotations

from pathlib import Path

from hls_procure.documents.zipfiles import write_parts

ROOT = Path(__file__).resolve().parents[2] / "templates"
ORDER = (
    "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
    "word/numbering.xml", "word/settings.xml", "word/fontTable.xml", "word/header1.xml", "word/footer1.xml",
    "word/footer2.xml", "docProps/core.xml", "docProps/app.xml",
)  # fmt: skip


def house() -> bytes:
    """The bytes of the house template."""
    return write_parts({name: (ROOT / "house-source" / name).read_bytes().replace(b"\r\n", b"\n") for name in ORDER})


if __name__ == "__main__":
    (ROOT / "house.docx").write_bytes(house())
