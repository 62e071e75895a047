"""Files that are not read, told apart by their first bytes, each with what to do about it."""

from __future__ import annotations

import re

from hls_procure.errors import FileProblem
from hls_procure.reading.limits import refuse
from hls_procure.reading.package import Package, PartProblem

_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|h[1-6]|p|div|table|section|article|main|ul|ol)\b", re.IGNORECASE
)
_SAVE = "Open it in Word or Excel and save it as .docx or .xlsx."
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF", b"\x00\x00\x00\x0cjP")
_PACKED = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OTHER = {
    "presentationml": "a presentation", "ms-excel.sheet.binary": "a binary Excel workbook (.xlsb)", "visio": "a Visio drawing",
}  # fmt: skip


def is_html(data: bytes) -> bool:
    """Whether some bytes look like a page: a known tag near the start, whatever stands before it."""
    head = _plain_head(data)
    return (
        head.lstrip().startswith(b"<") and _TAGS.search(head) is not None and not head.lstrip().startswith(b"<?mso-application")
    )


def _plain_head(data: bytes) -> bytes:
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def stranger(data: bytes, name: str, package: Package | None = None) -> FileProblem:
    """Why a file is not read, and what to do."""
    head = _plain_head(data)
    text = head.lstrip()
    if package is not None:
        return _zip(name, package)
    if not data.strip(b"\x00 \r\n\t"):
        return refuse(name, "is empty", do="Ask for a new copy.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data, name)
    if b"%PDF-" in head[:1024]:
        return refuse(
            name, "is a PDF, which cannot be checked",
            "A PDF keeps the look of a page and not its structure; a scanned one keeps no words.",
            "Use the Word or Excel file that it was made from.",
        )  # fmt: skip
    if text.startswith(b"{\\rtf"):
        return refuse(name, "is a rich text file (RTF)", "Its structure is not read.", _SAVE)
    if text.startswith((b"<?xml", b"<?mso")):
        return refuse(name, "is an XML file, and not a Word or Excel file", "Word's older XML kinds are not read.", _SAVE)
    if head[:64].lower().startswith((b"mime-version", b"from: ", b"content-type")):
        return refuse(
            name, "is a web archive or an e-mail", "What is attached to it is not read.", "Save the document itself as a file."
        )
    if head.startswith(_IMAGES):
        return refuse(name, "is a picture", "Words in a picture cannot be read.", "Use the file that it was made from.")
    if head.startswith(_PACKED):
        return refuse(name, "is a packed archive", "", "Unpack it and name the files in it.")
    if b"\x00" not in head:
        return refuse(
            name, "is plain text, or a list of values", "Headings, tables and numbers cannot be told apart in it.", _SAVE
        )
    return refuse(
        name, "is not a file that can be read", "Word (.docx), Excel (.xlsx) and HTML files are read, by what they hold.", _SAVE
    )


def _compound(data: bytes, name: str) -> FileProblem:
    """The older container: a protected .docx or .xlsx, an old .doc or .xls, an e-mail."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return refuse(
            name, "is protected by a password", "Without the password nothing in it can be read.",
            "Open it with the password and save a copy without one (File, Info, Protect).",
        )  # fmt: skip
    lies = name.lower().endswith(("x", "xm"))
    if "WordDocument".encode("utf-16-le") in data:
        what = "is an old Word file (.doc)" + (", whatever its name says" if lies else "")
        return refuse(name, what, "Its kind is not read.", "Open it in Word and save it as .docx.")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        what = "is an old Excel file (.xls)" + (", whatever its name says" if lies else "")
        return refuse(name, what, "Its kind is not read.", "Open it in Excel and save it as .xlsx.")
    return refuse(name, "is a file of an older Office program or an e-mail", "Its kind is not read.", _SAVE)


def _zip(name: str, package: Package) -> FileProblem:
    try:
        kind = package.read("mimetype").decode("ascii", "replace") if "mimetype" in package else ""
    except PartProblem:
        kind = ""
    if "opendocument" in kind:
        return refuse(
            name,
            "is an OpenDocument file",
            "Its kind is not read.",
            "Open it in LibreOffice or Word and save it as .docx or .xlsx.",
        )
    if "epub" in kind:
        return refuse(name, "is an e-book", "Its kind is not read.", "Use the file that it was made from.")
    try:
        types = package.read("[Content_Types].xml").decode("utf-8", "replace") if "[Content_Types].xml" in package else ""
    except PartProblem:
        types = ""
    for sign, what in _OTHER.items():
        if sign in types:
            return refuse(name, f"is {what}", "Its kind is not read.", _SAVE)
    if types:
        return refuse(
            name, "is damaged: it leads to no text", "The part of the file that names its text is not there.",
            "Open it in Word or Excel, let it repair the file, and save it again; or ask for a new copy.",
        )  # fmt: skip
    if not package.entries:
        return refuse(name, "is an empty archive", do="Ask for a new copy.")
    return refuse(name, "is a packed archive, and not a Word or Excel file", "", "Unpack it and name the files in it.")
