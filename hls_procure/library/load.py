"""Loads the whole library: clauses, terms, documents, texts; checked as one, every problem at once."""

from __future__ import annotations

from types import MappingProxyType

from hls_procure.errors import InputError, Problem
from hls_procure.library.clauses import Builder
from hls_procure.library.fields_file import read_fields
from hls_procure.library.finder import Finder
from hls_procure.library.shapes import check_shape
from hls_procure.library.yamlfile import Map, load
from hls_procure.model.clause import Clause, DocumentSpec, Library, Term
from hls_procure.model.fields import FieldSchema


def load_fields(finder: Finder) -> FieldSchema:
    """The field schema. :raises InputError: every problem at once."""
    return read_fields([(found.name, load(found.path, found.name)) for found in finder.all("playbooks", "fields/*.yaml")])


def load_words(finder: Finder) -> Library:
    """Clauses, sections, terms, documents and small texts, as they stand in the layers.

    :raises InputError: every problem of every file at once.
    """
    problems: list[Problem] = []
    clauses: dict[str, Clause] = {}
    terms: dict[str, Term] = {}
    documents: dict[str, DocumentSpec] = {}
    texts: dict[str, str] = {}
    for found in finder.all("clauses"):
        try:
            data = load(found.path, found.name)
        except InputError as error:
            problems += error.problems
            continue
        builder = Builder(found.name)
        stem = found.path.stem
        if found.name == "clauses/texts.yaml":
            texts = {key: str(value) for key, value in data.items()}
        elif found.name == "clauses/terms.yaml":
            for key, value in data.items():
                faults = check_shape("term", value, found.name) if isinstance(value, Map) else [Problem(found.name, f"'{key}' is not a term")]
                problems += faults
                if not faults:
                    terms[key] = builder.term(key, value)
        else:
            shape = "document" if found.name.startswith("clauses/documents/") else "clause"
            faults = check_shape(shape, data, found.name)
            if not faults and data["id"] != stem:
                faults = [Problem(f"{found.name}:{data.places['id'].line}", f"says it is {data['id']}", do="Name the file after its id.")]
            problems += faults
            if not faults and shape == "document":
                documents[stem] = builder.document(data)
            elif not faults:
                clauses[stem] = builder.clause(data, found.layer)
        problems += builder.problems
    if problems:
        raise InputError(problems)
    return Library(MappingProxyType(clauses), MappingProxyType(terms), MappingProxyType(documents), MappingProxyType(texts))
