"""New files of clauses tried before they are written: whether they can be read, and hold together with everything else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from hls_procure.errors import InputError, Problem
from hls_procure.library.check import LibraryCheck
from hls_procure.library.clauses import Builder
from hls_procure.library.shapes import check_shape
from hls_procure.library.yamlfile import parse
from hls_procure.model.clause import Library, Term
from hls_procure.model.fields import Field, FieldSchema

TERMS = "clauses/terms.yaml"


def with_files(
    library: Library,
    files: Mapping[str, str],
    schema: FieldSchema,
    law: Collection[str],
    fits: Callable[[Field, str], bool],
) -> Library:
    """The library with some files in the place of its own.

    :param files: name inside the library and text. :param law: the ids of the legal facts. :param fits: whether a format can say
        a field.
    :raises InputError: every problem at once.
    """
    clauses, terms, documents = dict(library.clauses), dict(library.terms), dict(library.documents)
    problems: list[Problem] = []
    for name, text in files.items():
        try:
            data = parse(text, name)
        except InputError as error:
            problems += error.problems
            continue
        builder = Builder(name)
        if name.startswith("clauses/documents/"):
            problems += check_shape("document", data, name)
            documents |= {} if problems else {data["id"]: builder.document(data)}
        elif name == TERMS:
            terms = {key: _term(builder, key, value) for key, value in data.items()}
        else:
            faults = check_shape("clause", data, name)
            problems += faults
            if not faults:
                made = builder.clause(data, "project")
                clauses[made.id] = made
        problems += builder.problems
    if problems:
        raise InputError(problems)
    tried = Library(clauses, terms, documents, library.texts)
    problems = LibraryCheck(tried, schema, law, fits).run()
    if problems:
        raise InputError(problems)
    return tried


def _term(builder: Builder, key: str, value: object) -> Term:
    return builder.term(key, value)  # type: ignore[arg-type]
