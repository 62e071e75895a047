"""Grant papers in a second language, from the words that a translator gave: all of them and in step, or none is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hls_procure.assembly.assemble import text_hash
from hls_procure.assembly.blocks import Document, Drawing, Table, block_texts, plain_text
from hls_procure.documents.docx.template import compile_template, literals
from hls_procure.documents.house import HouseStyle, load_house_style
from hls_procure.documents.html import page_literals, page_of
from hls_procure.documents.outfolder import write_atomic
from hls_procure.documents.pack import Pack, PackBuilder
from hls_procure.documents.text import SUBJECT, is_letter
from hls_procure.errors import InputError, Problem, argument
from hls_procure.library.languages import English, check_language, english_of, home, load_language, write_entries
from hls_procure.library.yamlfile import read_text
from hls_procure.model import paths
from hls_procure.model.record import record
from hls_procure.model.tongue import OPEN, SHUT, Entry, Tongue, digest, lacking, slug
from hls_procure.work.opening import Looked

#: The languages that grant papers may have beside English, each with its name.
LANGUAGES = {"cy": "Welsh"}


#: Small texts that a letter prints in a final version, or when its words have changed since somebody settled them.
LATER = ("face-stale", "version-final")


@record
class Given:
    """Words that came back. :param confirmed: whether somebody says that words for earlier English still fit."""

    id: str
    entry: Entry
    confirmed: bool = False


@record
class Taken:
    """What was taken. :param files: those that changed, below the project folder. :param left: ids whose words still wait for
    somebody, because they came back as they were though the English has changed.
    """

    files: tuple[str, ...]
    count: int
    left: tuple[str, ...] = ()


@record
class Line:
    """A text for a translator.

    :param about: where it stands, for a person. :param hash: of the English words. :param words: those that there are already.
    :param state: ``done``, ``missing``, ``changed`` where the English is no longer what was translated, ``optional`` for a name
        or an address, which stays as it is unless it has words of its own, or ``later`` for what only a finished letter prints.
    """

    id: str
    english: str
    hash: str
    words: str
    state: str
    about: str


def style_in(style: HouseStyle, code: str) -> HouseStyle:
    """The house style in a language."""
    return replace(style, language=f"{code}-GB")


def documents_in(opened: Looked, code: str, english: Pack, *, draft: bool = True) -> dict[str, Document]:
    """The same documents in a language.

    :param english: the documents in English; those that are laid out as letters have another language, and no others.
    :raises InputError: some words are missing or no longer in step, or the language does not fit: every one of them.
    """
    ids = _letters(opened, english, code)
    tongue = tongue_of(opened, code)
    made = {id: _worded(opened, document, tongue) for id, document in _assembled(opened, tongue, ids, draft=draft).items()}
    lacks = list(dict.fromkeys(id for document in made.values() for id in lacking(_texts(document))))
    problems = [_lack(id, tongue) for id in lacks]
    for id in ids:
        problems += [
            Problem(f"{id} {blank.where}", f"has a gap, and the note on it is in English: {blank.words}", do="Answer it first.")
            for blank in english.documents[id].blanks
            if blank.kind != "law"
        ]
    if lacks:
        name, folder = LANGUAGES[code], argument(opened.folder.path)
        do = f"Make a list for a translator: hls-procure library translate {folder} --to {code} --output words.xlsx"
        many = f"{len(lacks)} texts have" if len(lacks) > 1 else "One text has"
        problems.insert(0, Problem("", f"{many} no {name} words that are in step with the English", do=do))
    if problems:
        raise InputError(problems)
    return made


def settled_text(opened: Looked, id: str, code: str) -> str:
    """The short hash of the words of a document in a language, for somebody to settle. :raises InputError: it cannot be built."""
    english = _pack(opened, Tongue(), [id])
    if id not in english.documents:
        raise InputError(english.refused)
    return text_hash(documents_in(opened, code, english)[id].blocks)


def work_list(opened: Looked, code: str, only: Iterable[str] = ()) -> list[Line]:
    """Every text of the documents, in the order in which they print it; a text that two of them share stands once.

    :raises InputError: a document that has no second language, or files of the language that do not fit.
    """
    known = tongue_of(opened, code)
    every = Tongue(code, every=True)
    ids = _letters(opened, _pack(opened, Tongue(), only), code)
    made = [_worded(opened, document, every) for document in _assembled(opened, every, ids, draft=True).values()]
    found = dict.fromkeys(id for document in made for id in lacking(_texts(document)))
    lines = [_line(opened, id, every, known) for id in found]
    for key in LATER:
        id = f"texts.{key}"
        if id not in found:
            every.words(id, opened.workspace.words.texts[key])
            line = _line(opened, id, every, known)
            lines.append(replace(line, state="later") if line.state == "missing" else line)
    return lines


def _line(opened: Looked, id: str, every: Tongue, known: Tongue) -> Line:
    english = every.asked[id]
    entry, mark = known.entries.get(id), digest(english)
    lacks = "optional" if id in every.names else "missing"
    state = lacks if entry is None else "done" if entry.english == mark else "changed"
    return Line(id, english, mark, entry.words if entry else "", state, _about(opened, id))


def take_back(opened: Looked, code: str, given: Sequence[Given]) -> Taken:
    """Put what a translator gave into the project's own files, beside what is there already.

    Words that came back as they were though their English has changed are left alone unless somebody confirms them.

    :raises InputError: an entry that does not fit; then nothing is written. :raises FileProblem: a file cannot be written.
    """
    workspace = opened.workspace
    known = load_language(workspace.finder, code, workspace.cache)
    problems = check_language({one.id: one.entry for one in given}, _english(opened))
    if problems:
        raise InputError(problems)
    left = tuple(one.id for one in given if not one.confirmed and _waits(known.get(one.id), one.entry))
    taken = {one.id: one.entry for one in given if one.id not in left}
    files: dict[str, dict[str, Entry]] = {}
    for id, entry in (known | taken).items():
        files.setdefault(home(id), {})[id] = entry
    changed = []
    for stem in sorted({home(id) for id in taken}):
        name = f"languages/{code}/{stem}.yaml"
        path, text = opened.folder.path / name, write_entries(files[stem]).encode()
        if not path.is_file() or path.read_bytes() != text:
            write_atomic(path, text)
            changed.append(name)
    return Taken(tuple(changed), len(taken), left)


def _waits(before: Entry | None, now: Entry) -> bool:
    """Whether the words are those of before, and the English that they stand for is not."""
    return before is not None and before.english != now.english and before.words == now.words


def _english(opened: Looked) -> English:
    """The English side of a project: its texts, and what people typed in it."""
    workspace, project = opened.workspace, opened.project
    texts, places = english_of(workspace.words)
    builder = PackBuilder(project, workspace.schema, workspace.words, opened.guide, book=workspace.book)
    facts = builder.assembler.context.facts

    def typed(path: str) -> str | None:
        bare, _, item = path.partition("#")
        try:
            value = facts.get(bare) if bare.startswith("found.") else paths.get(project, bare)
        except (AttributeError, KeyError, TypeError, ValueError):
            return None
        if item:
            value = next((one for one in value or () if slug(str(one)) == item), None)
        return value if isinstance(value, str) and value.strip() else None

    return English(texts, places, workspace.schema, frozenset(workspace.book.ids), typed)


def _about(opened: Looked, id: str) -> str:
    """Where a text stands, for whoever translates it."""
    kind, _, rest = id.partition(".")
    key = id.partition("#")[0].partition("/")[0].partition(".")[0]
    words = opened.workspace.words
    if key in words.clauses:
        return f"{words.clauses[key].title}: {words.clauses[key].plain}"
    if key in words.documents:
        return f"{words.documents[key].short}: titles and headings"
    if rest.startswith("found."):
        return "what the law makes of the grant"
    if kind == "fact":
        label = opened.guide.labels.get(rest) or opened.guide.labels.get(rest.split("[")[0]) or ("", "")
        return f"typed by somebody{f', in answer to {label[1]}' if label[1] else ''}"
    return {
        "said": "words for a value", "choice": "words for a choice", "law": "a caution about a source", "term": "a defined term",
        "texts": "a small text around the others", "layout": "around the text: page numbers, tables, the subject line",
    }.get(kind, "")  # fmt: skip


def tongue_of(opened: Looked, code: str) -> Tongue:
    """What there is of a language for a project. :raises InputError: its files do not fit: every fault at once."""
    workspace = opened.workspace
    entries = load_language(workspace.finder, code, workspace.cache)
    problems = check_language(entries, _english(opened)) if entries else []
    if problems:
        raise InputError(problems)
    return Tongue(code, entries)


def _pack(opened: Looked, tongue: Tongue, only: Iterable[str], *, draft: bool = True) -> Pack:
    workspace = opened.workspace
    versions = opened.next_versions(workspace.words.documents)
    builder = PackBuilder(
        opened.project, workspace.schema, workspace.words, opened.guide, versions=versions, book=workspace.book, tongue=tongue
    )
    return builder.build(only, draft=draft)


def _assembled(opened: Looked, tongue: Tongue, ids: list[str], *, draft: bool) -> dict[str, Document]:
    return _pack(opened, tongue, ids, draft=draft).documents


def _letters(opened: Looked, english: Pack, code: str) -> list[str]:
    specs = opened.workspace.words.documents
    found = [id for id in english.documents if specs[id].letter]
    if not found and english.refused:
        raise InputError(english.refused)
    if not found:
        named = ", ".join(english.documents) or "this project"
        papers = ", ".join(sorted(id for id, spec in specs.items() if spec.letter))
        raise InputError(
            Problem(named, f"is built in English only, and not in {LANGUAGES[code]}", f"Grant papers are: {papers}.")
        )
    return found


def _worded(opened: Looked, document: Document, tongue: Tongue) -> Document:
    """A document with the words that writers and templates put around its text."""
    around = [*_around(opened, document)]
    words = {english: tongue.words(f"layout.{slug(english)}", english) for english in dict.fromkeys(around)}
    return replace(document, words=words)


def _around(opened: Looked, document: Document) -> Iterator[str]:
    workspace = opened.workspace
    yield from ("Page", "of")
    if is_letter(document):
        yield SUBJECT
    if any(isinstance(block, Table) for block in document.blocks):
        yield "Table"
    style = load_house_style(workspace.finder, workspace.cache)
    yield from literals(compile_template(workspace.finder.find(f"templates/{document.template}"), style, workspace.cache))
    yield from page_literals(read_text(workspace.finder.find(page_of(document)).path))


def _texts(document: Document) -> Iterator[str]:
    """Everything that any of its files prints, in order."""
    front = document.front
    yield from (front.title, front.authority, front.subtitle, front.reference, front.date, front.version)
    yield from (plain_text(para.spans) for para in front.face)
    yield from block_texts(document.blocks)
    yield from (block.alt for block in document.blocks if isinstance(block, Drawing))
    yield document.short
    yield from document.words.values()


def _lack(id: str, tongue: Tongue) -> Problem:
    english = tongue.asked[id].replace(OPEN, "").replace(SHUT, "")
    entry = tongue.entries.get(id)
    if entry is None:
        return Problem(id, f"has no {LANGUAGES[tongue.code]} words", f"In English: {english}")
    return Problem(id, "was translated from other English words", f"They are now: {english}", f"See {entry.where}.")
