"""Building the documents of a project into its out/ folder, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hls_procure import __version__
from hls_procure.assembly.blocks import Blank, Document
from hls_procure.assembly.context import Purpose
from hls_procure.documents.docx.template import compile_template
from hls_procure.documents.docx.writer import write_docx
from hls_procure.documents.house import HouseStyle, load_house_style
from hls_procure.documents.html import page_of, write_html
from hls_procure.documents.made import Made
from hls_procure.documents.manifest import Manifest, documents_record, edited_since, read_record
from hls_procure.documents.outfolder import MANIFEST, OutFolder, write_atomic
from hls_procure.documents.pack import Pack, PackBuilder
from hls_procure.documents.text import write_text
from hls_procure.errors import Blocked, FileProblem, InputError, Problem, nearest
from hls_procure.findings import Finding
from hls_procure.library.yamlfile import read_text
from hls_procure.work.opening import Looked

if TYPE_CHECKING:
    from hls_procure.readacross.report import Report as Across

FORMATS = ("docx", "html", "pdf", "odt", "txt")
USUAL = ("docx", "html")


@dataclass
class Report:
    """What a build did.

    :param written: names below out/ that are new; :param same: those that were as built already.
    :param beside: edited files left alone, and the name of the new one. :param refused: documents not built, and why.
    :param current: the newest file of each document and format of this build, such as ``D12.docx``.
    :param across: how many errors, warnings and notes the read-across of a whole pack has; empty for a part of it.
    :param edited: files in out/ that somebody has edited since they were built. :param folder: the project.
    :param replaced: by file, the characters that its fonts lack and that stand in it in square brackets, by name.
    """

    root: Path
    purpose: Purpose
    final: bool
    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    blanks: list[tuple[str, Blank]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    current: dict[str, str] = field(default_factory=dict)
    across: dict[str, int] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    folder: Path = field(default_factory=Path)
    replaced: dict[str, dict[str, int]] = field(default_factory=dict)

    def blanks_by_kind(self) -> dict[str, int]:
        """How many places of each kind are not filled, counted once a document and path."""
        found: dict[str, int] = {}
        for _, blank in self.blanks:
            found[blank.kind] = found.get(blank.kind, 0) + 1
        return found

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "out": str(self.root),
            "purpose": self.purpose,
            "final": self.final,
            "written": self.written,
            "unchanged": self.same,
            "beside": self.beside,
            "refused": [problem.as_dict() for problem in self.refused],
            "blanks": [
                {"document": id, "kind": b.kind, "path": b.path, "words": b.words, "where": b.where, "owner": b.owner, "by": b.by,
                 "blocks_final": b.blocks_final}
                for id, b in self.blanks
            ],
            "findings": [finding.as_dict() for finding in self.findings],
            "read_across": self.across or None,
            "edited": self.edited,
            "replaced": self.replaced,
        }  # fmt: skip


def assemble(opened: Looked, *, purpose: Purpose = "tender", only: Iterable[str] = (), draft: bool = True) -> Pack:
    """The assembled documents of a project, without writing anything."""
    folder = opened.folder
    builder = PackBuilder(
        folder.project,
        opened.workspace.schema,
        opened.workspace.words,
        opened.guide,
        purpose=purpose,
        versions=opened.next_versions(opened.workspace.words.documents),
        book=opened.workspace.book,
    )
    return builder.build(only, draft=draft)


def build(
    opened: Looked,
    *,
    purpose: Purpose = "tender",
    only: Sequence[str] = (),
    formats: Sequence[str] = USUAL,
    final: bool = False,
    out: Path | None = None,
    languages: Sequence[str] = ("en",),
    progress: Callable[[str], None] = lambda words: None,
) -> Report:
    """Build into out/. Files that somebody has edited are left alone; what did not change is not written again.

    :param languages: ``en``, ``cy`` or both. A file in another language than English has its code at the end of its name.
    :raises InputError: a format or document that is not built, or words that do not hold together.
    :raises Blocked: a final version that has a gap it cannot do without.
    :raises FileProblem: some file could not be made or written; the others were.
    """
    unknown = [f for f in formats if f not in FORMATS]
    if unknown:
        raise InputError(
            Problem(
                unknown[0], "is not a format that is built", nearest(unknown[0], FORMATS), f"There are: {', '.join(FORMATS)}."
            )
        )
    require(formats)
    progress("Putting the words together")
    pack = assemble(opened, purpose=purpose, only=only, draft=not final)
    across = _read_across(opened, None if only else pack, purpose) if final or not only else None
    if final and across is not None:
        _refuse_gaps(pack, across.open("error"))
    written = _in_languages(opened, pack, languages, draft=not final)
    root = out or opened.folder.path / "out"
    report = Report(root, purpose, final, refused=pack.refused, blanks=pack.blanks, findings=pack.findings)
    report.folder = opened.folder.path
    report.across = across.summary if across is not None else {}
    style = load_house_style(opened.workspace.finder, opened.workspace.cache)
    with opened.building():
        target = OutFolder(root)
        for id, (document, code) in written.items():
            progress(f"Writing {document.front.title}")
            _write(opened, target, document, formats, style, report, id=id, code=code)
        report.current = {f"{b.document}.{b.format}": name for name, b in target.files.items() if b.current}
        target.carry()
        _manifest(opened, target, pack, report, {id: document for id, (document, _) in written.items()})
    report.edited = edited_since(root)
    report.written, report.same, report.beside = target.written, target.same, target.beside
    if target.problems:
        raise FileProblem(target.problems)
    return report


def _in_languages(opened: Looked, pack: Pack, languages: Sequence[str], *, draft: bool) -> dict[str, tuple[Document, str]]:
    """The documents to write and the code of the language of each, by the id that the manifest has for them.

    :raises InputError: what a language lacks, the whole of it; or the code of one that no document has.
    """
    made = {id: (document, "") for id, document in pack.documents.items()} if "en" in languages else {}
    for code in languages:
        if code != "en":
            from hls_procure.work.languages import documents_in

            others = documents_in(opened, code, pack, draft=draft)
            made |= {f"{id}-{code}": (document, code) for id, document in others.items()}
    return made


def require(formats: Sequence[str]) -> None:
    """:raises InputError: an optional part that one of the formats needs is not installed."""
    if "pdf" in formats:
        from hls_procure.documents.typst import fonts

        fonts.require()
    if "odt" in formats:
        from hls_procure.documents.odt import odt

        odt.require()


def _write(
    opened: Looked, target: OutFolder, document: Document, formats: Sequence[str], style: HouseStyle, report: Report,
    *, id: str, code: str,
) -> None:  # fmt: skip
    """One document in every format. One that cannot be made in a format is a problem, and the others are made."""
    audience, stem = document.audience, document.filename
    if report.purpose == "signature":
        audience, stem = "privileged", f"{stem}-for-signature"
    if code:
        from hls_procure.work.languages import style_in

        stem, style = f"{stem}-{code}", style_in(style, code)
    for format in formats:
        try:
            made = rendered(opened, document, format, style)
        except InputError as error:
            if format in USUAL:
                raise
            target.problems += [replace(problem, where=f"{audience}/{stem}.{format}") for problem in error.problems]
            continue
        name = target.place(audience, stem, format, id, made.data)
        if made.replaced:
            report.replaced[name] = made.replaced


def render(opened: Looked, document: Document, format: str, style: HouseStyle) -> bytes:
    """The bytes of a document in one format, without writing them anywhere."""
    return rendered(opened, document, format, style).data


def rendered(opened: Looked, document: Document, format: str, style: HouseStyle) -> Made:
    """A document in one format, and which characters its fonts lack.

    :raises InputError: a part that makes the format is not installed, or it could not make this document.
    """
    finder, day = opened.workspace.finder, opened.project.as_of_date
    if format == "docx":
        template = compile_template(finder.find(f"templates/{document.template}"), style, opened.workspace.cache)
        return Made(write_docx(document, template, day=day, language=style.language))
    if format == "pdf":
        from hls_procure.documents.typst.pdf import write_pdf

        return write_pdf(document, style, day=day)
    if format == "odt":
        from hls_procure.documents.odt.odt import write_odt

        return write_odt(document, style, day=day)
    if format == "txt":
        return Made(write_text(document))
    page = page_of(document)
    return Made(write_html(document, read_text(finder.find(page).path), style, name=page))


def _read_across(opened: Looked, pack: Pack | None, purpose: Purpose) -> Across:
    """Where the whole pack stands. :param pack: the whole of it, where it has been assembled already."""
    from hls_procure.readacross.report import read_across
    from hls_procure.work.checking import pack_of

    return read_across(pack_of(opened, pack, purpose=purpose))


def _refuse_gaps(pack: Pack, errors: Sequence[Finding]) -> None:
    problems = [
        Problem(
            f"{id} {blank.where}",
            f"cannot be final: {blank.words}",
            do="Answer it, or note it as left open on purpose (open: kind deliberate).",
        )
        for id, blank in pack.blanks
        if blank.blocks_final
    ]
    problems += [Problem(f.left.where, f"{f.code} {f.message}", do=f.hint) for f in errors]
    if problems:
        raise Blocked(problems)


def _manifest(opened: Looked, target: OutFolder, pack: Pack, report: Report, written: dict[str, Document]) -> None:
    files, root = target.files, report.root
    used = {id for document in written.values() for id, _, _, _ in document.clauses}
    library = []
    finder = opened.workspace.finder
    codes = {id.partition("-")[2] for id in written} - {""}
    other = [found for code in sorted(codes) for found in finder.all("languages", f"{code}/*.yaml")]
    for found in (*finder.all("clauses"), *finder.all("templates", "*.*"), *other):
        if (
            found.path.stem in used
            or not found.name.startswith("clauses/")
            or found.path.stem in ("terms", "texts")
            or found.path.stem in pack.documents
        ):
            library.append({"name": found.name, "layer": found.layer, "sha256": found.digest()})
    manifest = Manifest(
        tool=__version__,
        law_as_of=opened.workspace.book.as_of.isoformat(),
        project=opened.folder.base,
        purpose=pack.purpose,
        final=report.final,
        files=files,
        documents=documents_record(written),
        library=library,
        blanks=[
            {"document": id, "kind": b.kind, "path": b.path, "words": b.words, "where": b.where}
            for id, b in pack.blanks
            if id in written
        ],
        replaced=dict(report.replaced),
    )
    manifest.carry(read_record(root / MANIFEST))
    write_atomic(root / MANIFEST, manifest.text().encode("utf-8"))
