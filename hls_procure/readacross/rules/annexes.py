"""References to annexes and appendices of files: the document that is named has one of that letter or number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hls_procure.findings import Finding
from hls_procure.readacross.lines import Doc
from hls_procure.readacross.pack import Pack

_WORDS = frozenset({"annex", "annexes", "appendix", "appendices"})
_ANNEX = re.compile(
    r"\b(Annex|Appendix) ([A-Z]\d{0,2}|\d{1,2})\b(?!\.\d)(?: (?:of|to) (the [A-Z][\w-]*(?: (?:[A-Z][\w-]*|of|and)\b)*))?"
)


def annexes(pack: Pack, named: Mapping[str, Doc]) -> Iterator[Finding]:
    """Each annex that files speak of. Without a document's name it may be a file of its own, unless this document has annexes.

    :param named: the documents by every name in small letters that leads to them.
    """
    if all(doc.assembled for doc in pack.documents.values()):
        return
    names = " | ".join(doc.id for doc in pack.documents.values()).lower()
    have = {doc.id: set(_own(doc)) for doc in pack.documents.values()}
    for passage in pack.marked(_WORDS):
        home = pack.documents.get(passage.document)
        if home is None or home.assembled:
            continue
        for found in _ANNEX.finditer(passage.printed):
            lowered = (found[3] or "").lower()
            named_ = max((name for name in named if lowered.startswith(name)), key=len, default="") if lowered else ""
            if lowered and not named_:
                continue
            doc = named[named_] if named_ else home
            key = f"{found[1]} {found[2]}".upper()
            if key in have[doc.id] or doc.assembled or (not named_ and not have[doc.id]) or key.lower() in names:
                continue
            code = "RA905" if doc is not home else "RA902"
            listed = ", ".join(sorted(one.title() for one in have[doc.id])) or "none"
            message = f"'{found[0]}' leads nowhere: {doc.short} has no {key.title()} (it has {listed})."
            yield pack.finding(code, message, passage.side(found[2], found[0]))


def _own(doc: Doc) -> Iterator[str]:
    """The annexes that a document has, in capitals: ``ANNEX A``."""
    for key in doc.numbers:
        if key.upper().startswith(("ANNEX ", "APPENDIX ")):
            yield key.upper()
