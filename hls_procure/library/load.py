"""Loads the library: fields, clauses, terms, documents, texts; checked as one, every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from hls_procure.errors import InputError, Problem
from hls_procure.library.cache import Cache
from hls_procure.library.clauses import Builder
from hls_procure.library.fields_file import read_fields
from hls_procure.library.finder import Finder, Found
from hls_procure.library.trees import load_trees
from hls_procure.library.yamlfile import Map, load
from hls_procure.model.clause import Clause, DocumentSpec, Library, Term
from hls_procure.model.fields import Field, FieldSchema

NO_CACHE = Cache(None)
T = TypeVar("T")


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
        from hls_procure.library.check import LibraryCheck

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


class Lazy(Mapping[str, T]):
    """A mapping whose values are made when they are asked for."""

    def __init__(self, makers: dict[str, Callable[[], T]]) -> None:
        self._makers = makers
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            self._made[key] = self._makers[key]()
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, key: object) -> bool:
        return key in self._makers


class _Loader:
    def __init__(self, finder: Finder, cache: Cache) -> None:
        self.finder = finder
        self.cache = cache
        self.problems: list[Problem] = []

    def load(self) -> tuple[Library, str]:
        self.trees = load_trees(self.finder.all("clauses"), self.cache)
        self.problems += self.trees.problems
        self.shaped = not self.problems and self.cache.get(f"shaped-{self.trees.key}") is not None
        clauses: dict[str, Callable[[], Clause]] = {}
        documents: dict[str, Callable[[], DocumentSpec]] = {}
        terms: dict[str, Term] = {}
        texts: dict[str, str] = {}
        at: dict[str, str] = {}
        for found in self.trees.found:
            if found.name == "clauses/texts.yaml":
                texts = self._texts(found)
            elif found.name == "clauses/terms.yaml":
                terms = self._terms(found)
            elif found.stem in at:
                do = "Put it where the other one lies, so that it stands in for it, or give it another id."
                self.problems.append(Problem(f"{found.name}:1", f"is a second {found.stem}, as {at[found.stem]} is", do=do))
            elif found.name.startswith("clauses/documents/"):
                documents[found.stem] = partial(self._document, found)
            else:
                clauses[found.stem] = partial(self._clause, found)
            at[found.stem] = found.name
        library = Library(Lazy(clauses), MappingProxyType(terms), Lazy(documents), MappingProxyType(texts))
        if not self.shaped:
            self._check(library)
        return library, self.trees.key

    def _check(self, library: Library) -> None:
        """Make everything once, so that every problem of every file is said at once."""
        for made in (library.clauses, library.documents):
            for key in made:
                with suppress(_Faulty):
                    made[key]
        if self.problems:
            raise InputError(self.problems)
        self.cache.put(f"shaped-{self.trees.key}", b"good")

    def _tree(self, found: Found) -> Map:
        return dict(self.trees.files).get(found, Map(1)) if self.trees.problems else self.trees.tree(found)

    def _ready(self, found: Found, shape: str) -> tuple[Map, Builder]:
        data = self._tree(found)
        if not self.shaped:
            if any(problem.where.startswith(found.name + ":") or problem.where == found.name for problem in self.trees.problems):
                raise _Faulty
            faults = shape_problems(shape, data, found.name)
            if not faults and data["id"] != found.stem:
                where = f"{found.name}:{data.places['id'].line}"
                faults = [Problem(where, f"says it is {data['id']}", do="Name the file after its id.")]
            self.problems += faults
            if faults:
                raise _Faulty
        return data, Builder(found.name, shaped=self.shaped)

    def _clause(self, found: Found) -> Clause:
        data, builder = self._ready(found, "clause")
        made = builder.clause(data, found.layer)
        self.problems += builder.problems
        return made

    def _document(self, found: Found) -> DocumentSpec:
        data, builder = self._ready(found, "document")
        made = builder.document(data)
        self.problems += builder.problems
        return made

    def _texts(self, found: Found) -> dict[str, str]:
        data = self._tree(found)
        shipped = Found(found.name, self.finder.layers[-1].root / found.name, self.finder.layers[-1].name)
        if not self.shaped and found.layer != shipped.layer and shipped.path.is_file():
            for key in data:
                if not isinstance(data[key], str):
                    self.problems.append(Problem(f"{found.name}:{data.places[key].line}", f"'{key}' has to be words"))
            for key in load(shipped.path):
                if key not in data:
                    do = f"Copy it from the shipped file, {shipped.path}."
                    self.problems.append(Problem(f"{found.name}:1", f"has no '{key}'", "Documents print it.", do))
        return {key: str(value) for key, value in data.items()}

    def _terms(self, found: Found) -> dict[str, Term]:
        builder = Builder(found.name, shaped=self.shaped)
        terms = {}
        data = self._tree(found)
        for key, value in data.items():
            if not isinstance(value, Map):
                self.problems.append(Problem(f"{found.name}:{data.places[key].line}", f"'{key}' is not a term"))
                continue
            faults = [] if self.shaped else shape_problems("term", value, found.name)
            self.problems += faults
            if not faults:
                terms[key] = builder.term(key, value)
        self.problems += builder.problems
        return terms


class _Faulty(Exception):
    """A file that cannot be used; its problems are collected already."""


def shape_problems(shape: str, data: Map, name: str) -> list[Problem]:
    """What is wrong with the shape of a file; the checking library is imported only when there is something to check."""
    from hls_procure.library.shapes import check_shape

    return check_shape(shape, data, name)
