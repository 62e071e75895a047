"""project.yaml as it stands: its text, its values, and how it is written back without losing people's comments.

A change is spliced into the text, the text is read again and compared with what was meant. Where they differ, the
smallest top-level part that holds the difference is written afresh; where they still differ, nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.library.yamlfile import Map, parse
from hls_procure.model.build import Reader, plain_project
from hls_procure.model.fields import FieldSchema
from hls_procure.model.root import Project
from hls_procure.project import emit
from hls_procure.project.edits import Edits

HEAD = """What this project knows. You may edit it by hand: comments stay where they are, and every change is kept
in journal.jsonl. A value without an answer is left out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One reading of project.yaml.

    :param text: the file with plain line ends; :param tree: its values as typed, with their places.
    :param plain: its values in their exact shape; :param project: the same, typed.
    """

    text: str
    tree: Map
    plain: Mapping[str, Any]
    project: Project


def read_sheet(text: str, schema: FieldSchema, name: str = "project.yaml") -> Sheet:
    """Read the text of a project file.

    :raises InputError: every problem at once, each with its file and line.
    """
    tree = parse(text, name, bare_words=False)
    reader = Reader(schema, name)
    project = reader.project(tree)
    if reader.problems:
        raise InputError(reader.problems)
    return Sheet(text, tree, plain_project(project), project)


def fresh_text(project: Project) -> str:
    """The text of a new project file."""
    return emit.document(plain_project(project), HEAD)


def rewrite(sheet: Sheet, project: Project, schema: FieldSchema, name: str = "project.yaml") -> Sheet:
    """The sheet with the values of ``project``: only what changed is touched, and every comment line stays.

    :raises FileProblem: where the text cannot be changed so that it reads back as meant; nothing is written then.
    """
    wanted = plain_project(project)
    if wanted == sheet.plain:
        return sheet
    text = sheet.text if sheet.text.endswith("\n") or not sheet.text else sheet.text + "\n"
    made = _read(Edits(text).whole(sheet.tree, sheet.plain, wanted), schema, name)
    if made is not None and made.plain == wanted:
        return made
    have = sheet.plain if made is None else made.plain
    wrong = frozenset(key for key in {*have, *wanted} if have.get(key) != wanted.get(key))
    wrong |= frozenset(key for key in {*sheet.plain, *wanted} if sheet.plain.get(key) != wanted.get(key))
    made = _read(Edits(text, wrong).whole(sheet.tree, sheet.plain, wanted), schema, name)
    if made is not None and made.plain == wanted:
        return made
    raise FileProblem(
        Problem(
            name,
            f"could not be changed so that it reads back as meant ({', '.join(sorted(wrong))})",
            "It is left as it is, and every answer is kept in journal.jsonl.",
            "Write these parts on lines of their own, without brackets, and save again.",
        )
    )


def _read(text: str, schema: FieldSchema, name: str) -> Sheet | None:
    try:
        return read_sheet(text, schema, name)
    except InputError:
        return None
