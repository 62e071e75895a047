"""Finds sentences that speak of the law without naming the facts they rest on: in clauses, code, questions and texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hls_procure.law.citations import instruments, named, provision_citations, provision_instruments, text_citations
from hls_procure.law.facts import LawBook, LegalFact
from hls_procure.law.markers import Marker, markers, sentences
from hls_procure.library.yamlfile import Map
from hls_procure.model.clause import Clause, DocumentSpec, Library, Node, Term
from hls_procure.model.marks import NumberMark, Part, RefMark, TermMark
from hls_procure.model.values import say_words

#: Where the words of law stand as patterns to search for, not as words for a person.
PATTERNS = ("law/markers.py", "law/citations.py")


def faults_of(text: str, law: Iterable[str], where: str, book: LawBook) -> list[str]:
    """What is wrong with a text that rests on some facts: ``file:line  what  the sentence``."""
    facts = [book.get(id) for id in law if id in book]
    found = []
    for _, sentence in sentences(text):
        signs = markers(sentence, book)
        if signs and not facts:
            found.append(f"{where}  '{signs[0].text}' names no legal fact: {sentence}")
            continue
        for cited in text_citations(sentence) if facts else ():
            if not any(cited.within(place) for fact in facts for place in provision_citations(fact.provision)):
                found.append(f"{where}  '{cited.text}' is not where any of its facts stands: {sentence}")
        for sign in signs:
            if not _known(sign, facts):
                found.append(f"{where}  '{sign.text}' is in none of its facts: {sentence}")
    return found


def _known(sign: Marker, facts: list[LegalFact]) -> bool:
    if sign.kind == "figure":
        return any(_figure_in(sign.text, fact) for fact in facts)
    if sign.kind == "notice":
        return any(sign.text in f"{fact.statement} {' '.join(fact.values)}" for fact in facts)
    if sign.kind == "citation" or re.fullmatch(r"[Tt]h(?:e|at) (?:\d{4} )?(?:Act|Regulations)", sign.text):
        return True
    shorts = named(sign.text)
    names = {name for instrument in instruments() if instrument.short in shorts for name in instrument.names}
    words = names or {sign.text.removeprefix("The ")}
    for fact in facts:
        said = f"{fact.provision} {fact.statement}"
        if shorts & provision_instruments(fact.provision) or any(word in said for word in words):
            return True
    return False


def _figure_in(text: str, fact: LegalFact) -> bool:
    number = re.search(r"\d[\d,.]*", text)
    if number:
        digits = number[0].rstrip(".,")
        forms = {digits, digits.replace(",", "")}
        if digits.isdigit() and int(digits) < 100:
            forms.add(say_words(int(digits)))
    else:
        word = re.split(r"[\s-](?=working|calendar|day|week|month|year|hour|per)", text.lower())[0]
        forms = {word, *(str(n) for n in range(100) if say_words(n) == word)}
    said = f"{fact.statement} {' '.join(fact.values)}"
    return any(re.search(rf"(?<![\d,.]){re.escape(form)}(?![\d,]*\d)", said, re.IGNORECASE) for form in forms)


def plain(parts: Iterable[Part], terms: dict[str, Term] | Any) -> str:
    """A text with marks as a reader sees it: terms in words, places and facts as words that say nothing."""
    words = []
    for part in parts:
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, TermMark):
            term = terms.get(part.term)
            words.append((term.plural if part.plural else term.singular) if term else part.term)
        elif isinstance(part, NumberMark):
            words.append(part.many)
        else:
            words.append("that part" if isinstance(part, RefMark) else "…")
    return "".join(words)


def texts_of(node: Node) -> Iterator[tuple[Part, ...]]:
    """Every text that a node itself prints, its children apart."""
    yield node.parts
    if node.for_each:
        yield node.for_each.text
        yield node.for_each.empty
    if node.table:
        yield node.table.caption
        yield node.table.empty
        for column in node.table.columns:
            yield (column.head,)
            yield column.show
            yield from column.then
        for row in (*node.table.rows, *node.table.total):
            yield from row.cells
    for line in node.fields:
        yield (line,)


def library_faults(library: Library, book: LawBook) -> list[str]:
    """The faults of every clause, section, term, document and small text.

    A list is one sentence with its lead-in: its items rest on the facts of a lead-in that ends in a colon.
    """
    found: list[str] = []

    def look(parts: Iterable[Part], law: Iterable[str], where: str) -> None:
        found.extend(faults_of(plain(parts, library.terms), tuple(law), where, book))

    def node_faults(node: Node, of_lead: tuple[str, ...] = ()) -> None:
        law = node.facts + of_lead
        for parts in texts_of(node):
            look(parts, law, node.where)
        leads = plain(node.parts, library.terms).rstrip().endswith(":")
        for child in node.children:
            node_faults(child, law if leads else ())

    for clause in library.clauses.values():
        for top in _tops(clause):
            node_faults(top)
        _clause_faults(clause, look)
    for term in library.terms.values():
        look((term.singular,), term.law, term.where)
        look(term.means, term.law, term.where)
    for document in library.documents.values():
        law = {id for clause in _clauses_of(document, library) for _, node in clause.nodes() for id in node.facts}
        for parts in _document_texts(document):
            look(parts, law, document.where)
        for top in document.face:
            node_faults(top)
    for key, text in library.texts.items():
        look((text,), (), f"clauses/texts.yaml ({key})")
    return found


def _tops(clause: Clause) -> Iterator[Node]:
    for variant in clause.variants.values():
        yield from variant.nodes
    for schedule in clause.schedules:
        yield from schedule.nodes


def _clause_faults(clause: Clause, look: Any) -> None:
    """Its title, purpose and plain words rest on the facts of its sub-clauses."""
    law = {id for _, node in clause.nodes() for id in node.facts}
    for text in (clause.title, clause.purpose, clause.plain, *(schedule.title for schedule in clause.schedules)):
        look((text,), law, clause.where)


def _clauses_of(document: DocumentSpec, library: Library) -> Iterator[Clause]:
    """The clauses of a document; what it says about itself rests on their facts."""
    for group in document.groups:
        yield from (library.clauses[id] for id in group.clauses if id in library.clauses)


def _document_texts(document: DocumentSpec) -> Iterator[tuple[Part, ...]]:
    yield document.title
    yield document.subtitle
    yield (document.needs_why,)
    for part in document.schedules:
        yield (part.title,)
        yield part.attach_note


def code_faults(source: str, where: str, book: LawBook) -> list[str]:
    """The faults of the string constants of a module, docstrings apart.

    A message names its facts in the call or mapping that it stands in: ``law=("pa-s33",)`` or ``reference="…"``.
    """
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found: list[str] = []

    def visit(node: ast.AST, law: tuple[str, ...]) -> None:
        law = _law_of(node) or law
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            found.extend(faults_of(node.value, law, f"{where}:{node.lineno}", book))
        for child in ast.iter_child_nodes(node):
            visit(child, law)

    visit(tree, ())
    return found


def _law_of(node: ast.AST) -> tuple[str, ...]:
    given: list[ast.expr] = []
    if isinstance(node, ast.Call):
        given = [keyword.value for keyword in node.keywords if keyword.arg in ("law", "reference")]
    elif isinstance(node, ast.Dict):
        given = [
            v
            for k, v in zip(node.keys, node.values, strict=True)
            if isinstance(k, ast.Constant) and k.value in ("law", "reference")
        ]
    return tuple(c.value for value in given for c in ast.walk(value) if isinstance(c, ast.Constant) and isinstance(c.value, str))


def package_faults(root: Path, book: LawBook) -> list[str]:
    """The faults of every module under a folder, by name."""
    found = []
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name not in PATTERNS:
            found += code_faults(path.read_text(encoding="utf-8"), f"{root.name}/{name}", book)
    return found


def record_faults(data: Any, name: str, book: LawBook, law: tuple[str, ...] = ()) -> list[str]:
    """The faults of a YAML file of questions or stages: a record names its facts under ``law``."""
    found: list[str] = []
    if isinstance(data, Map):
        law = tuple(data.get("law") or ()) or law
        for key, value in data.items():
            if isinstance(value, str) and key != "law":
                found += faults_of(" ".join(value.split()), law, f"{name}:{data.places[key].line}", book)
            elif key != "law":
                found += record_faults(value, name, book, law)
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, str):
                found += faults_of(" ".join(item.split()), law, f"{name}:{getattr(data, 'line', 1)}", book)
            else:
                found += record_faults(item, name, book, law)
    return found
