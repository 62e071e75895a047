"""Files as they would be sent out: what is still tracked, hidden, wrong in their fields, or says too much of who made them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.findings import Finding, Side, Spot
from hls_procure.readacross.filenotes import FileNote, FileNotes
from hls_procure.readacross.lines import Doc
from hls_procure.readacross.pack import Pack, cut, large
from hls_procure.readacross.rule import rule

#: What programs and we ourselves write where a person's name could stand.
_PROGRAMS = frozenset(
    {"python-docx", "openpyxl", "hls-procure", "microsoft office user", "user", "libreoffice", "un-named", "author"}
)
_PLAIN_TEMPLATE = re.compile(r"(?:^|[\\/])normal\.dotm?$", re.IGNORECASE)
_WHAT = {
    "heading-jump": "A heading of level {shown} stands under one of level {right}: '{text}'.",
    "bare-table": "The table that begins '{text}' does not mark its head, and a screen reader cannot say what a cell is about.",
    "bare-picture": "A picture has no words for people who cannot see it.",
    "no-language": "The file does not say which language it is in, so a screen reader may read it in another.",
}


#: More references than this that show an old number are one finding: they are brought up to date together.
MANY = 3


def _files(pack: Pack) -> Iterator[tuple[Doc, FileNotes]]:
    for doc in pack.documents.values():
        if doc.file is not None:
            yield doc, doc.file


def _side(doc: Doc, note: FileNote, value: str | None = None, around: str = "") -> Side:
    return Side(doc.id, note.where, cut(note.text, around), value, note.spot)


@rule("RA903", "RA904")
def references(pack: Pack) -> Iterator[Finding]:
    """Each reference that Word keeps has its bookmark, and shows the number that its target has."""
    for doc, file in _files(pack):
        for note in file.of("dead-field"):
            target = f" It leads to the bookmark {note.right}, which is not there." if note.right else ""
            message = f"A reference leads nowhere and prints '{note.shown or 'nothing'}'.{target}"
            yield pack.finding("RA903", message, _side(doc, note, note.shown, note.shown))
        stale = file.of("stale-field")
        for note in stale if len(stale) <= MANY else stale[:1]:
            message = f"A reference prints {note.shown}, and what it leads to is now {note.right}."
            if len(stale) > MANY:
                rest = f"{len(stale) - 1} more references of this file are as old"
                message += f" {rest}: something was put in or taken out before them."
            right = Side(doc.id, note.right, "", note.right)
            yield pack.finding("RA904", message, _side(doc, note, note.shown, note.shown), right)


@rule("RA911")
def left_in(pack: Pack) -> Iterator[Finding]:
    """Nothing is tracked or commented on any more."""
    for doc, file in _files(pack):
        for note in file.of("inserted", "deleted", "comment"):
            by = f" ({note.by})" if note.by else ""
            what = {"inserted": "Inserted", "deleted": "Deleted", "comment": "Commented"}[note.kind]
            tail = "" if note.kind == "comment" else ", and neither accepted nor rejected"
            yield pack.finding("RA911", f"{what}{by}{tail}: '{cut(note.text, most=100)}'.", _side(doc, note, note.text.strip()))


@rule("RA912")
def hidden(pack: Pack) -> Iterator[Finding]:
    """What bidders are given holds nothing that they are not shown."""
    for doc, file in _files(pack):
        for note in file.of("hidden"):
            yield pack.finding(
                "RA912", f"Hidden in {doc.short}: '{cut(note.text, most=100)}'.", _side(doc, note, note.text.strip())
            )


@rule("RA914")
def version(pack: Pack) -> Iterator[Finding]:
    """A file gives itself one version, wherever it says so."""
    for doc, file in _files(pack):
        first = file.editions[0] if file.editions else None
        told: set[str] = set()
        for one in file.editions[1:]:
            if first is not None and _same(one.number) != _same(first.number) and one.number not in told:
                told.add(one.number)
                message = f"{large(doc.short)} calls itself version {first.number} in one place and {one.number} in another."
                left = Side(doc.id, first.where, cut(first.text, first.number), first.number, first.spot)
                yield pack.finding(
                    "RA914", message, left, Side(doc.id, one.where, cut(one.text, one.number), one.number, one.spot)
                )


def _same(number: str) -> str:
    """A version without noughts that say nothing: ``2.0`` is ``2``."""
    return re.sub(r"(?:\.0)+$", "", ".".join(part.lstrip("0") or "0" for part in number.split(".")))


@rule("RA915")
def metadata(pack: Pack) -> Iterator[Finding]:
    """What goes to bidders says of its makers no more than the project says."""
    ours = {name.casefold() for name in _bodies(pack)}
    for doc, file in _files(pack):
        if doc.audience not in ("bidders", "public", "recipient"):
            continue
        told = {
            called: said
            for called, said in file.people.items()
            if said.strip().casefold() not in ours | _PROGRAMS and not (called == "template" and not _outside(said))
        }
        if told:
            says = "; ".join(f"{called} '{cut(said, most=60)}'" for called, said in told.items())
            message = f"{large(doc.short)} tells everybody who opens it: {says}."
            yield pack.finding("RA915", message, Side(doc.id, "the properties of the file", says, spot=Spot(file.name)))


def _outside(template: str) -> bool:
    """Whether a template's name tells where it lies on somebody's machine."""
    return not _PLAIN_TEMPLATE.search(template) and ("\\" in template or "/" in template)


def _bodies(pack: Pack) -> Iterator[str]:
    name = pack.get("authority.name") if pack.facts is not None else None
    if isinstance(name, str):
        yield name


@rule("RA919")
def barriers(pack: Pack) -> Iterator[Finding]:
    """Somebody who cannot see the page can still read the file."""
    for doc, file in _files(pack):
        for note in file.of("heading-jump", "bare-table", "bare-picture", "no-language"):
            message = _WHAT[note.kind].format(text=cut(note.text, most=80), shown=note.shown, right=note.right)
            yield pack.finding("RA919", message, _side(doc, note, note.kind))


RULES = (references, left_in, hidden, version, metadata, barriers)
