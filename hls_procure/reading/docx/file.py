"""A whole Word file: its parts in order, what they lead to, and what could not be read of it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hls_procure.errors import Problem
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.docx import names as n
from hls_procure.reading.docx.names import w
from hls_procure.reading.docx.notes import odd_numbers, read_comments, read_line, read_notes, resolved_comments, shown_lines
from hls_procure.reading.docx.numbering import Lists
from hls_procure.reading.docx.story import Around, Shared, Story
from hls_procure.reading.docx.styles import Styles
from hls_procure.reading.limits import Limits, refuse
from hls_procure.reading.package import Package, PartProblem, Relation
from hls_procure.reading.properties import read_properties
from hls_procure.reading.unread import beside, tallies


def read_docx(package: Package, main: str, fingerprint: str, limits: Limits) -> ReadFile:
    """Every word of a Word file.

    :raises FileProblem: its main part cannot be read, or it goes past a limit.
    """
    return _Reader(package, main, limits).read(fingerprint)


_SECTION = w("sectPr")
_LANGUAGE = f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"


def _language(styles: Any | None) -> dict[str, str]:
    """The language of words that say none themselves, as the file's styles have it."""
    found = styles.find(_LANGUAGE) if styles is not None else None
    said = found.get(w("val"), "") if found is not None else ""
    return {"language": said} if said else {}


class _Reader:
    """Reads the parts of one file in their order."""

    def __init__(self, package: Package, main: str, limits: Limits) -> None:
        self.package, self.main, self.limits = package, main, limits
        self.unread: list[Problem] = []
        self.sections: list[Any] = []
        self.relations = self._relations(main)
        looks = self._optional("styles", "Headings, hidden words and numbers that come from styles are not known.")
        self.language = _language(looks)
        styles = Styles(looks)
        numbering = self._optional("numbering", "Numbers that Word works out are not known.")
        self.settings = self._optional("settings", "")
        self.shared = Shared(package.name, styles, Lists(numbering, styles.lists), limits)

    def read(self, fingerprint: str) -> ReadFile:
        """The file; see :func:`read_docx`."""
        root = self._body()
        body = root.find(w("body"))
        self._story(self.main, root, lambda story: story.walk(body, Around("para")), self.relations)
        shown, odd = shown_lines(self.sections, self.settings), odd_numbers(self.sections, self.settings)
        for relation in self._of_kind("header", "footer"):
            self._part(relation, partial(read_line, relation=relation, shown=shown))
        for kind in ("footnote", "endnote"):
            for relation in self._of_kind(f"{kind}s"):
                self._part(relation, partial(read_notes, kind=kind))
        done = self._done()
        for relation in self._of_kind("comments"):
            self._part(relation, partial(read_comments, done=done))
        shared = self.shared
        if odd:
            shared.seen["odd note number"] += sum(1 for b in shared.blocks if b.kind in ("footnote", "endnote"))
        properties = self.language | read_properties(self.package, self.unread) | self._settings()
        unread = (*self.unread, *beside(self.package, self.relations), *tallies(self.package.name, shared.seen))
        contents = tuple(line.strip() for line in shared.contents if line.strip())
        return ReadFile(
            self.package.name,
            "docx",
            fingerprint,
            tuple(shared.blocks),
            properties,
            contents,
            tuple(shared.alternatives),
            {},
            unread,
        )

    def _body(self) -> Any:
        name = self.package.name
        try:
            root = self.package.xml(self.main)
        except PartProblem as problem:
            raise refuse(
                name, f"cannot be read: its text ('{self.main}') {problem}", "",
                "Open it in Word, let it repair the file, and save it again; or ask for a new copy.",
            ) from None  # fmt: skip
        if root.tag != w("document") or root.find(w("body")) is None:
            raise refuse(name, "is not a Word document, though it is packed like one", do="Save it again as .docx.")
        return root

    def _relations(self, part: str) -> Mapping[str, Relation]:
        try:
            return self.package.relations(part)
        except PartProblem as problem:
            why = "What it leads to (headers, footnotes, comments, styles) may be missing here."
            self.unread.append(Problem(f"{self.package.name} ({part})", f"the list of what it leads to {problem}", why))
            return {}

    def _of_kind(self, *kinds: str) -> list[Relation]:
        """What the body leads to of some kinds, each part once, in the order of the parts' names."""
        found = {r.target: r for r in self.relations.values() if r.kind in kinds and not r.external}
        return [found[target] for target in sorted(found, key=lambda name: (len(name), name))]

    def _optional(self, kind: str, why: str) -> Any | None:
        for relation in self._of_kind(kind):
            try:
                return self.package.xml(relation.target)
            except PartProblem as problem:
                self.unread.append(Problem(f"{self.package.name} ({relation.target})", str(problem), why))
        return None

    def _part(self, relation: Relation, read: Callable[[Story, Any], None]) -> None:
        try:
            root = self.package.xml(relation.target)
        except PartProblem as problem:
            why = f"The words of this {relation.kind.removesuffix('s')} part are not checked."
            self.unread.append(Problem(f"{self.package.name} ({relation.target})", str(problem), why, "Look at it yourself."))
            return
        self._story(relation.target, root, lambda story: read(story, root), self._relations(relation.target))

    def _story(self, part: str, root: Any, read: Callable[[Story], None], relations: Mapping[str, Relation]) -> None:
        loose = self._survey(root)
        name = posixpath.basename(part).removesuffix(".xml")
        story = Story(self.shared, name, relations, loose=loose)
        read(story)
        if loose:
            what = "has a field that does not begin or does not end"
            why = "Its instructions are read as if they were text, so that no words are lost."
            self.unread.append(Problem(f"{self.package.name} ({part})", what, why, "Open it in Word and update its fields."))
        self.shared.seen["unkept number"] += story.fields.unkept

    def _survey(self, root: Any) -> bool:
        """Look through a part once, before it is read: whether it tracks changes, where its sections are, and whether its fields
        do not balance, which is the answer."""
        open_fields, tracking = 0, False
        for element in root.iter(n.FLD_CHAR, _SECTION, *n.TRACKED):
            tag = element.tag
            if tag == n.FLD_CHAR:
                kind = element.get(n.FLD_TYPE)
                open_fields += (kind == "begin") - (kind == "end")
            elif tag == _SECTION:
                self.sections.append(element)
            else:
                tracking = True
        self.shared.tracking = tracking
        return open_fields != 0

    def _done(self) -> set[str]:
        for relation in self._of_kind("commentsExtended"):
            try:
                return resolved_comments(self.package.xml(relation.target))
            except PartProblem as problem:
                why = "Which comments are resolved is not known."
                self.unread.append(Problem(f"{self.package.name} ({relation.target})", str(problem), why))
        return set()

    def _settings(self) -> dict[str, str]:
        made: dict[str, str] = {}
        if self.settings is not None:
            tracks, guard = self.settings.find(w("trackRevisions")), self.settings.find(w("documentProtection"))
            if tracks is not None and n.on(tracks):
                made["track_changes"] = "on"
            if guard is not None and guard.get(w("enforcement")) in ("1", "true", "on"):
                made["protected"] = guard.get(w("edit"), "on")
        for relation in self._of_settings():
            made["attached_template"] = relation.target
        return made

    def _of_settings(self) -> list[Relation]:
        found: list[Relation] = []
        for relation in self._of_kind("settings"):
            found += [r for r in self._relations(relation.target).values() if r.kind == "attachedTemplate" and r.external]
        return found
