"""Loads the library: fields, clauses, terms, documents, texts; checked as one, every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from types import MappingProxyType

from hls_procure.errors import InputError, Problem
from hls_procure.library.cache import Cache
from hls_procure.library.check import LibraryCheck
from hls_procure.library.clauses import Builder
from hls_procure.library.fields_file import read_fields
from hls_procure.library.finder import Finder, Found
from hls_procure.library.shapes import check_shape
from hls_procure.library.trees import load_trees
from hls_procure.library.yamlfile import Map
from hls_procure.model.clause import Clause, DocumentSpec, Library, Term
from hls_procure.model.fields import Field, FieldSchema

NO_CACHE = Cache(None)


def load_fields(finder: Finder, cache: Cache = NO_CACHE) -> FieldSchema:
    """The field schema. :raises InputError: every problem at once."""
    trees = load_trees(finder.all("playbooks", "fields/*.yaml"), cache)
    if trees.problems:
        raise InputError(trees.problems)
    return read_fields([(found.name, data) for found, data in trees.files])


def load_words(finder: Finder, cache: Cache = NO_CACHE) -> Library:
    """Clauses, sections, terms, documents and small texts, as they stand in the layers, not yet checked against facts.

    :raises InputError: every problem of every file at once.
    """
    return _Loader(finder, cache).load()[0]


def load_checked(
    finder: Finder,
    schema: FieldSchema,
    law: Callable[[], Collection[str]],
    fits: Callable[[Field, str], bool],
    cache: Cache = NO_CACHE,
) -> Library:
    """The library, with every path, format, term, reference, condition and legal fact that it names checked.

    Words that have been found good once are not checked again while their bytes, and the fields, stay the same.

    :param law: gives the ids of the legal facts; asked only when there is something to check.
    :raises InputError: every problem of every file at once.
    """
    loader = _Loader(finder, cache)
    library, key = loader.load()
    mark = f"checked-{key}-{hash_fields(schema)}"
    if cache.get(mark) is None:
        problems = LibraryCheck(library, schema, law(), fits).run()
        if problems:
            raise InputError(problems)
        cache.put(mark, b"good")
    return library


def hash_fields(schema: FieldSchema) -> str:
    """A short hash of the field schema."""
    import hashlib

    text = "\n".join(f"{f.path} {f.type} {sorted(f.choices)} {f.derived}" for f in schema)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Loader:
    def __init__(self, finder: Finder, cache: Cache) -> None:
        self.finder = finder
        self.cache = cache
        self.problems: list[Problem] = []
        self.clauses: dict[str, Clause] = {}
        self.terms: dict[str, Term] = {}
        self.documents: dict[str, DocumentSpec] = {}
        self.texts: dict[str, str] = {}

    def load(self) -> tuple[Library, str]:
        trees = load_trees(self.finder.all("clauses"), self.cache)
        self.problems += trees.problems
        shaped = self.cache.get(f"shaped-{trees.key}") is not None
        for found, data in trees.files:
            self._file(found, data, shaped=shaped)
        if self.problems:
            raise InputError(self.problems)
        if not shaped:
            self.cache.put(f"shaped-{trees.key}", b"good")
        library = Library(
            MappingProxyType(self.clauses),
            MappingProxyType(self.terms),
            MappingProxyType(self.documents),
            MappingProxyType(self.texts),
        )
        return library, trees.key

    def _file(self, found: Found, data: Map, *, shaped: bool) -> None:
        builder = Builder(found.name, shaped=shaped)
        stem = found.path.stem
        if found.name == "clauses/texts.yaml":
            self.texts = {key: str(value) for key, value in data.items()}
        elif found.name == "clauses/terms.yaml":
            self._terms(found, data, builder, shaped=shaped)
        else:
            shape = "document" if found.name.startswith("clauses/documents/") else "clause"
            faults = [] if shaped else check_shape(shape, data, found.name)
            if not faults and data["id"] != stem:
                line = data.places["id"].line
                faults = [Problem(f"{found.name}:{line}", f"says it is {data['id']}", do="Name the file after its id.")]
            self.problems += faults
            if not faults and shape == "document":
                self.documents[stem] = builder.document(data)
            elif not faults:
                self.clauses[stem] = builder.clause(data, found.layer)
        self.problems += builder.problems

    def _terms(self, found: Found, data: Map, builder: Builder, *, shaped: bool) -> None:
        for key, value in data.items():
            if not isinstance(value, Map):
                self.problems.append(Problem(f"{found.name}:{data.places[key].line}", f"'{key}' is not a term"))
                continue
            faults = [] if shaped else check_shape("term", value, found.name)
            self.problems += faults
            if not faults:
                self.terms[key] = builder.term(key, value)
