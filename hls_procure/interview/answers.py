"""From what a person typed, or a file held, to typed answers; every problem is said, none stops the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hls_procure.errors import nearest
from hls_procure.model import paths
from hls_procure.model.fields import Field, ValueProblem, clean
from hls_procure.model.playbook import Question
from hls_procure.model.root import Project
from hls_procure.model.values import parse_date


class CsvRow(dict[str, str]):
    """A row of a CSV file, which knows its line there."""

    line = 0


@dataclass
class Answer:
    """One answer, typed.

    :param values: typed values by path, for everything but tables. :param rows: the records of a table, each a
        mapping with ``id`` and typed leaves by their names; None where the question is not a table.
    :param unknown: said to be not known yet: owner (a role) and date.
    :param notes: what was taken out of the words and why. :param problems: what does not fit, in words.
    """

    question: Question
    values: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] | None = None
    unknown: tuple[str, date | None] | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_answer(question: Question, raw: Any, project: Project | None) -> Answer:
    """The typed answer of what stands in an answers file: text, a list, a mapping, or ``{unknown: {owner, by}}``."""
    answer = Answer(question)
    if isinstance(raw, Mapping) and set(raw) == {"unknown"}:
        _unknown(answer, raw["unknown"])
    elif question.list_path:
        _table(answer, raw, project)
    elif question.kind == "single":
        _value(answer, question.leaves[0], raw, project)
    elif not isinstance(raw, Mapping):
        names = ", ".join(short(question, leaf) for leaf in question.leaves)
        answer.problems.append(f"needs several values, each by its name: {names}")
    else:
        _form(answer, raw, project)
    return answer


def short(question: Question, leaf: Field) -> str:
    """The shortest name of a leaf that no other leaf of the question shares: ``name``, or ``contact.role``."""
    parts = leaf.path.split(".")
    for size in range(1, len(parts) + 1):
        tail = ".".join(parts[-size:])
        if sum(1 for other in question.leaves if other.path == tail or other.path.endswith("." + tail)) == 1:
            return tail
    return leaf.path


def _unknown(answer: Answer, raw: Any) -> None:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("owner"), str) or not raw["owner"].strip():
        answer.problems.append('is said to be unknown without an owner; write {unknown: {owner: "finance lead", by: 2027-03-12}}')
        return
    for key in raw:
        if key not in ("owner", "by"):
            answer.problems.append(f"is said to be unknown with '{key}', which is neither owner nor by")
    day = None
    if raw.get("by"):
        try:
            day = parse_date(str(raw["by"]))
        except ValueError as error:
            answer.problems.append(str(error))
    answer.unknown = (clean(raw["owner"])[0].strip(), day)


def _form(answer: Answer, raw: Mapping[str, Any], project: Project | None) -> None:
    question = answer.question
    names = {short(question, leaf): leaf for leaf in question.leaves}
    for key, value in raw.items():
        named = [one for one in question.leaves if one.path == key or one.path.endswith(f".{key}")]
        leaf = names.get(key) or (named[0] if len(named) == 1 else None)
        if leaf is None:
            answer.problems.append(
                f"has an unknown name '{key}'. {nearest(key, names)} There are: {', '.join(names)}.".replace("  ", " ")
            )
        elif value is not None:
            _value(answer, leaf, value, project)
    if not answer.values and not answer.problems:
        answer.problems.append(f"has no value yet; there are: {', '.join(names)}")


def _value(answer: Answer, leaf: Field, raw: Any, project: Project | None) -> None:
    try:
        value, notes = typed(leaf, raw, project)
    except ValueProblem as error:
        label = f"{short(answer.question, leaf)}: " if len(answer.question.leaves) > 1 else ""
        answer.problems.append(label + str(error))
        return
    answer.notes += notes
    answer.values[leaf.path] = value


def typed(leaf: Field, raw: Any, project: Project | None) -> tuple[Any, list[str]]:
    """One typed value and notes on what was taken out. :raises ValueProblem: in words for a person."""
    notes: list[str] = []
    cleaned = _clean(raw, notes)
    if leaf.is_text and isinstance(cleaned, str) and not cleaned.strip():
        raise ValueProblem("is empty; leave the question for later instead")
    value = leaf.parse(cleaned)
    if leaf.type == "link" and project is not None:
        _check_link(leaf, value if leaf.many else (value,), project)
    return value, notes


def _clean(raw: Any, notes: list[str]) -> Any:
    if isinstance(raw, str):
        text, found = clean(raw)
        notes += found
        return text
    if isinstance(raw, (list, tuple)):
        return [_clean(item, notes) for item in raw]
    return raw


def _check_link(leaf: Field, ids: Collection[str], project: Project) -> None:
    rows = paths.get(project, leaf.to.removesuffix("[]")) or ()
    known = {row.id for row in rows}
    for id in ids:
        if id not in known:
            have = f"There are: {', '.join(sorted(known)[:12])}." if known else "There are none yet."
            home = leaf.to.removesuffix("[]")
            near = " ".join(part for part in (nearest(id, known), have) if part)
            raise ValueProblem(f"'{id}' is not the id of a record in {home}. {near}")


def _table(answer: Answer, raw: Any, project: Project | None) -> None:
    question = answer.question
    if isinstance(raw, Mapping) and (question.rows or question.rows_from):
        raw = [_named(question, key, value) for key, value in raw.items()]
    if raw in ("none", "None"):
        raw = []
    if not isinstance(raw, (list, tuple)):
        answer.problems.append("needs a list of rows, or 'none'")
        return
    answer.rows = []
    taken: set[str] = set()
    for number, item in enumerate(raw, 1):
        row = read_row(question, item, number, taken, project, answer)
        if row is not None:
            answer.rows.append(row)
            taken.add(row["id"])


def _named(question: Question, id: str, value: Any) -> Any:
    """One row of a table whose rows are named: ``leaders: {helps: …}``."""
    if isinstance(value, str) and len(question.leaves) == 1:
        return {question.leaves[0].name: value, "id": id}
    return {**(value or {}), "id": id} if value is None or isinstance(value, Mapping) else value


def read_row(
    question: Question, item: Any, number: int, taken: Collection[str], project: Project | None, answer: Answer
) -> dict[str, Any] | None:
    """One typed record of a table; problems go to the answer. None where the row cannot be used at all."""
    line = item.line if isinstance(item, CsvRow) else 0
    where = f"row {number} (line {line} of the file)" if line else f"row {number}"
    names = {leaf.name: leaf for leaf in question.leaves}
    if isinstance(item, str) and len(question.leaves) == 1:
        item = {question.leaves[0].name: item}
    if not isinstance(item, Mapping):
        answer.problems.append(f"{where}: needs named values: {', '.join(names)}")
        return None
    row: dict[str, Any] = {}
    said = False
    for key, raw in item.items():
        if key == "id" or raw is None:
            continue
        said = True
        leaf = names.get(key)
        if leaf is None:
            answer.problems.append(
                f"{where}: has an unknown column '{key}'. {nearest(key, names)} There are: {', '.join(names)}.".replace("  ", " ")
            )
            continue
        try:
            row[key], notes = typed(leaf, raw, project)
            answer.notes += [f"{where}: {note}" for note in notes]
        except ValueProblem as error:
            answer.problems.append(f"{where}, {key}: {error}")
    named = bool(question.rows or question.rows_from)
    if not said:
        if not named:
            answer.problems.append(f"{where}: is empty")
        return None
    given = item.get("id")
    row["id"] = str(given) if given else slug(str(row.get(question.leaves[0].name) or f"row-{number}"), taken)
    if given and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(given)):
        answer.problems.append(f"{where}: '{given}' is not an id; it has small letters, figures and hyphens")
    if row["id"] in taken:
        answer.problems.append(f"{where}: has the id '{row['id']}', as another row has")
    if named and not (question.rows_from and project is None):
        answer.problems += [f"{where}: {text}" for text in strange_rows(question, project, [row["id"]])]
    return row


def strange_rows(question: Question, project: Project | None, ids: Iterable[str]) -> list[str]:
    """What is wrong with ids that are not among the rows that a table has."""
    fixed = question.fixed_rows(project)
    known = f"There are: {', '.join(fixed)}." if fixed else "There are none yet."
    return [f"'{id}' is not one of the rows. {nearest(id, fixed)} {known}".replace("  ", " ") for id in ids if id not in fixed]


def slug(text: str, taken: Collection[str]) -> str:
    """A short id made from words, different from those that are taken: ``bed-and-breakfast``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("&", " and "))
    short_words = [w for w in words if w not in {"the", "a", "an", "of", "to", "and", "or", "in", "for"}] or words
    base = "-".join(short_words[:4])[:40].strip("-") or "record"
    made, number = base, 2
    while made in taken:
        made, number = f"{base}-{number}", number + 1
    return made
