"""The library that ships: loads with no problem, asks for each fact once, and is whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from hls_procure.assembly.say import fits
from hls_procure.assembly.uses import document_paths, documents_by_path
from hls_procure.interview.answers import read_answer
from hls_procure.library.cache import Cache
from hls_procure.library.check import LibraryCheck
from hls_procure.library.finder import shipped_root
from hls_procure.library.listing import listing
from hls_procure.library.playbooks import UNASKED, unasked
from hls_procure.model.clause import Clause, DocumentSpec, ForEach, TableSpec
from hls_procure.model.derived import LAW
from hls_procure.model.expressions import Expression
from hls_procure.model.marks import FactMark, NumberMark, RefMark, TermMark
from hls_procure.work.workspace import Workspace

WORK = Workspace(cache=Cache(None))
LIBRARY, SCHEMA, BOOK = WORK.words, WORK.schema, WORK.book
PLAYBOOKS = sorted(
    path.stem for path in (shipped_root() / "playbooks").glob("*.yaml") if "\nstages:" in path.read_text(encoding="utf-8")
)
PLAYBOOK = WORK.playbook(None)
WALKS = {id: WORK.playbook(id) for id in PLAYBOOKS}
QUESTIONS = {id: question for walk in WALKS.values() for id, question in walk.questions.items()}
SIX = ("D07", "D08", "D09", "D10", "D12", "D24")
RECORD = ("D01", "D02")


def test_it_loads_and_is_checked_with_no_problem() -> None:
    assert LibraryCheck(LIBRARY, SCHEMA, frozenset(BOOK.ids), fits).run() == []
    assert len(LIBRARY.clauses) > 120
    assert set(LIBRARY.documents) >= {*SIX, *RECORD, "D35"}
    assert {LIBRARY.documents[id].audience for id in RECORD} == {"privileged"}
    assert PLAYBOOKS == ["commissioner-led", "funder", "funder-led"]


# Every fact is asked for once


@pytest.mark.parametrize("id", PLAYBOOKS)
def test_every_field_that_a_person_fills_in_is_asked_by_exactly_one_question(id: str) -> None:
    playbook = WORK.playbook(id)
    asked = Counter(leaf.path for question in playbook.asked() for leaf in question.leaves)
    assert [path for path, times in asked.items() if times > 1] == []
    every = {field.path for field in SCHEMA if not field.derived and field.type != "id"} - UNASKED
    grant = {path for path in every if path.partition(".")[0] in ("funder", "recipient", "grant")}
    assert len(grant) > 70
    if id == "funder-led":
        assert grant <= set(asked) <= every
    elif id == "funder":  # the rest is said of each grant, in the workbook
        assert {path for path in grant if path.startswith("funder.")} <= set(asked) <= grant | {"project.jurisdiction"}
    else:
        assert set(asked) == every - grant
    assert set(unasked(playbook, SCHEMA)) == every - set(asked)
    times = Counter(id for stage in playbook.stages for id in stage.ask)
    assert [id for id, number in times.items() if number > 1] == []


def test_what_nobody_is_asked_is_set_when_a_project_starts_or_a_letter_is_made_anew() -> None:
    assert {"as_of_date", "project.id", "project.playbook", "project.cycle", "grant.replaces"} == UNASKED


def _full(path: str, loops: Mapping[str, str]) -> str:
    head, dot, rest = path.partition(".")
    return f"{loops[head]}[]{dot}{rest}" if head in loops else path


def _paths(part: Any, loops: Mapping[str, str], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every path that anything in a document reads, found by looking into every part of it, whatever its name."""
    if isinstance(part, (FactMark, NumberMark)):
        yield _full(part.path, loops)
    elif isinstance(part, Expression):
        yield from (_full(path, loops) for path in part.paths)
    elif isinstance(part, TermMark):
        if part.term not in seen:
            yield from _paths(LIBRARY.terms[part.term], {}, seen | {part.term})
    elif isinstance(part, DocumentSpec):
        inside = [id for group in part.groups for id in group.clauses]
        for schedule in part.schedules:
            inside += [
                id for group in (LIBRARY.documents[schedule.document].groups if schedule.document else ()) for id in group.clauses
            ]
        for thing in (*(getattr(part, one.name) for one in fields(part)), *(LIBRARY.clauses[id] for id in inside)):
            yield from _paths(thing, {}, seen)
    elif isinstance(part, (ForEach, TableSpec)):
        inner = {**loops, part.name: _full(part.of, loops).removesuffix("[]")} if part.of else loops
        yield from ([part.places] if isinstance(part, TableSpec) and part.places else [])
        for one in fields(part):
            yield from _paths(getattr(part, one.name), inner, seen)
    elif is_dataclass(part):
        yield from ([part.on] if isinstance(part, Clause) and part.on else [])
        for one in fields(part):
            yield from _paths(getattr(part, one.name), loops, seen)
    elif isinstance(part, Mapping):
        for inner_part in part.values():
            yield from _paths(inner_part, loops, seen)
    elif isinstance(part, (tuple, list)):
        for inner_part in part:
            yield from _paths(inner_part, loops, seen)


@pytest.mark.parametrize("id", [*SIX, *RECORD])
def test_a_document_knows_every_field_that_it_prints_or_is_steered_by(id: str) -> None:
    document = LIBRARY.documents[id]
    read = {path for path in _paths(document, {}) if SCHEMA.get(path) is not None}
    assert len(read) >= 15
    assert read <= document_paths(document, LIBRARY, SCHEMA)


@pytest.mark.parametrize("id", PLAYBOOKS)
def test_every_field_that_a_document_prints_or_is_steered_by_is_asked_once_or_worked_out(id: str) -> None:
    asked = Counter(leaf.path for question in WALKS[id].asked() for leaf in question.leaves)
    lists = {name.removesuffix("[]") for name in SCHEMA.lists}
    specs = LIBRARY.documents.values()
    own = {spec.id for spec in specs if id in spec.walks} or {spec.id for spec in specs if not spec.walks}
    wrong = []
    for path, documents in documents_by_path(LIBRARY, SCHEMA).items():
        if not own & set(documents):
            continue
        field = SCHEMA.get(path)
        if field is None:
            assert path in lists or path.endswith("[].id"), path
        elif not field.derived and path not in UNASKED and asked[path] != 1:
            wrong.append(path)
        elif field.derived:
            assert field.inputs or field.derived == LAW
    assert wrong == []


def test_every_document_is_steered_by_something_and_the_law_it_was_written_for() -> None:
    for id, document in LIBRARY.documents.items():
        steered = "legal.regime" in document_paths(document, LIBRARY, SCHEMA)
        assert steered or not document.needs or document.walks == ("funder-led",), id


# Questions


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_the_example_of_a_question_is_an_answer_to_it(question: Any) -> None:
    answer = read_answer(question, question.example, None)
    assert answer.problems == []
    assert answer.notes == []
    filled = [
        value
        for value in (*answer.values.values(), *(value for row in answer.rows or () for value in row.values()))
        if value is not None
    ]
    assert filled
    assert answer.unknown is None


def test_every_question_says_why_and_who_and_names_law_that_there_is() -> None:
    for question in QUESTIONS.values():
        assert len(question.why.split()) >= 12, question.id
        assert question.why.endswith((".", "!", "?")), question.id
        assert question.ask.endswith(("?", ".")), question.id
        assert not question.hint.endswith("."), question.id
        assert len(question.ask.split()) <= 30, question.id
        assert set(question.law) <= set(BOOK.ids), question.id


@pytest.mark.parametrize("id", PLAYBOOKS)
def test_every_stage_has_questions_and_statements_and_all_lead_on_in_a_circle(id: str) -> None:
    stages = WALKS[id].stages
    ids = [stage.id for stage in stages]
    assert len(ids) >= (3 if id == "funder" else 6)
    assert len(ids) == len(set(ids))
    for stage in stages:
        assert stage.ask, stage.id
        assert len(stage.leaving) >= 3, stage.id
        assert len(stage.about.split()) >= 30, stage.id
        assert set(stage.law) <= set(BOOK.ids), stage.id
    reached = {stages[0].id}
    for _ in ids:
        reached |= {after for stage in stages if stage.id in reached for after in stage.then}
    assert reached == set(ids)


def test_every_reminder_is_shown_somewhere_and_carried_by_a_question() -> None:
    stages = {stage.id for stage in PLAYBOOK.stages}
    assert len(PLAYBOOK.reminders) >= 5
    for reminder in PLAYBOOK.reminders:
        assert set(reminder.stages) <= stages, reminder.id
        assert not reminder.question or reminder.question in PLAYBOOK.questions, reminder.id
        assert not reminder.until or reminder.until in PLAYBOOK.questions, reminder.id


def test_no_question_of_the_bank_is_left_unasked() -> None:
    assert {row.id for row in listing(WORK.finder) if row.room == "questions"} == set(QUESTIONS)


# Clauses


def test_every_clause_says_why_it_is_there_what_it_says_and_what_its_editor_should_know() -> None:
    for clause in LIBRARY.clauses.values():
        for words in (clause.purpose, clause.plain, clause.drafting_note):
            assert len(words.split()) >= 8, clause.id
            assert words.rstrip().endswith((".", "?", "!")), clause.id
        assert clause.title.strip(), clause.id
        assert re.fullmatch(r"\d+", clause.version), clause.id


@pytest.mark.parametrize(
    "clause", [clause for clause in LIBRARY.clauses.values() if clause.id.startswith("AL-")], ids=lambda clause: clause.id
)
def test_every_alliance_clause_names_its_sources_and_what_a_lawyer_has_to_settle(clause: Clause) -> None:
    assert clause.sources
    assert clause.lawyer
    for point in clause.lawyer:
        assert point.settle.endswith("?")
        assert all(len(words.split()) >= 3 for words in (point.settle, point.turns_on, point.our_view))


def test_no_clause_is_thin() -> None:
    for clause in LIBRARY.clauses.values():
        for variant in clause.variants.values():
            assert variant.nodes or variant.not_offered, clause.id
            words = sum(
                len(part.split())
                for node in variant.nodes
                for _, inner in node.walk()
                for part in inner.parts
                if isinstance(part, str)
            )
            whole = sum(1 for node in variant.nodes for _, inner in node.walk() if inner.table or inner.for_each or inner.special)
            assert variant.not_offered or words >= 20 or whole, f"{clause.id} {variant.key}"


def test_every_clause_is_in_a_document_and_in_no_document_twice() -> None:
    used: Counter[str] = Counter()
    for document in LIBRARY.documents.values():
        inside = [id for group in document.groups for id in group.clauses]
        assert len(inside) == len(set(inside)), document.id
        used.update(inside)
    assert set(LIBRARY.clauses) == set(used)


def test_every_defined_term_is_used_and_no_two_are_written_alike() -> None:
    def marks(part: Any) -> Iterator[str]:
        if isinstance(part, TermMark):
            yield part.term
        elif is_dataclass(part):
            for one in fields(part):
                yield from marks(getattr(part, one.name))
        elif isinstance(part, Mapping):
            for inner in part.values():
                yield from marks(inner)
        elif isinstance(part, (tuple, list)):
            for inner in part:
                yield from marks(inner)

    used = {
        term
        for thing in (*LIBRARY.clauses.values(), *LIBRARY.documents.values(), *LIBRARY.terms.values())
        for term in marks(thing)
    }
    assert used | {"working-day"} == set(LIBRARY.terms)
    written = Counter(words for term in LIBRARY.terms.values() for words in {term.singular, term.plural})
    assert [words for words, times in written.items() if times > 1] == []
    assert len({words.lower() for words in written}) == len(written)


def test_no_definition_goes_round_in_a_circle() -> None:
    def visit(id: str, above: tuple[str, ...]) -> None:
        assert id not in above, " -> ".join((*above, id))
        for part in LIBRARY.terms[id].means:
            if isinstance(part, TermMark):
                visit(part.term, (*above, id))

    for id in LIBRARY.terms:
        visit(id, ())


def test_ids_differ_by_more_than_capitals_and_fit_a_bookmark_each() -> None:
    for clause in LIBRARY.clauses.values():
        for variant in clause.variants.values():
            ids = [id.lower() for node in variant.nodes for id, _ in node.walk(clause.id)]
            assert len(ids) == len(set(ids)), clause.id


def test_a_reference_never_leads_to_where_it_stands() -> None:
    for clause in LIBRARY.clauses.values():
        for id, node in clause.nodes():
            assert not [part for part in node.parts if isinstance(part, RefMark) and part.target == id], id


def test_files_are_small_and_one_thing_each() -> None:
    for path in (shipped_root() / "clauses").rglob("*.yaml"):
        assert path.stat().st_size < 40_000, path.name
        assert "\t" not in path.read_text(encoding="utf-8"), path.name
