"""Every combination of the choices that there are builds whole: no dangling reference, no undefined or unused term, no gap
in numbers, and no words that show that something was missing.

The choices are found in the library itself (``tests/levers.py``). The default suite sets every lever in every way at least
once, several at a time; the slow one sets each alone, every two together, and many at random.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Document, Heading, Para, Span
from hls_procure.assembly.context import Purpose
from hls_procure.documents.pack import Pack, PackBuilder
from hls_procure.errors import InputError
from hls_procure.model import paths
from hls_procure.model.root import Project
from hls_procure.work.opening import Opened, open_project
from tests.levers import Lever, applied, levers, moved_by, one_at_a_time, pairwise, with_every_list_empty
from tests.soundness import faults

PURPOSES: tuple[Purpose, ...] = ("tender", "signature")


@pytest.fixture(scope="module")
def opened(tamarside_award_once: Path) -> Opened:
    return open_project(tamarside_award_once)


@pytest.fixture(scope="module")
def every(opened: Opened) -> list[Lever]:
    return levers(opened.workspace.words, opened.workspace.schema, opened.project)


def builder(opened: Opened, project: Project, purpose: Purpose) -> PackBuilder:
    work = opened.workspace
    return PackBuilder(project, work.schema, work.words, opened.guide, purpose=purpose, book=work.book)


def troubles(opened: Opened, project: Project, only: Sequence[str] = ()) -> Iterator[str]:
    """Everything that is wrong with the documents of a project, for both purposes; with all of them, where none is named."""
    documents = opened.workspace.words.documents
    for purpose in PURPOSES:
        wanted = [id for id in only if purpose in documents[id].builds]
        if only and not wanted:
            continue
        room = builder(opened, project, purpose)
        try:
            pack = room.build(wanted)
        except InputError as error:
            yield from (f"{purpose}: {problem.text()}" for problem in error.problems)
            continue
        yield from (f"{purpose}: {fault}" for document in pack.documents.values() for fault in faults(document))
        yield from (f"{purpose}: {f.code} {f.message}" for f in pack.findings if f.code == "RA150")
        yield from _seen_from_elsewhere(builder(opened, project, purpose), pack)


def _seen_from_elsewhere(room: PackBuilder, pack: Pack) -> Iterator[str]:
    """Another document's references use numbers worked out without its words: they must be the ones printed."""
    for id, document in pack.documents.items():
        numbers = {key: number.full for key, number in room.assembler.shape(id).numbers.items()}
        if numbers != document.numbers:
            wrong = next(key for key in {**numbers, **document.numbers} if numbers.get(key) != document.numbers.get(key))
            yield f"{id}: {wrong} is {document.numbers.get(wrong)}, and others call it {numbers.get(wrong)}"


def check(opened: Opened, every: Sequence[Lever], rows: Sequence[Mapping[str, str]]) -> None:
    found: dict[str, str] = {}
    moved = moved_by(opened.workspace)
    for row in rows:
        only = moved(name for name, setting in row.items() if setting != "as it is")
        for trouble in troubles(opened, applied(opened.project, every, row), only) if only else ():
            found.setdefault(trouble, ", ".join(f"{k}: {v}" for k, v in sorted(row.items()) if v != "as it is"))
    shown = "\n".join(f"{trouble}\n      with {row[:600]}" for trouble, row in list(found.items())[:20])
    assert not found, f"{len(found)} faults in {len(rows)} combinations; the first are\n{shown}"


# the levers themselves


def test_the_levers_are_those_that_steer(every: list[Lever]) -> None:
    names = {lever.name for lever in every}
    assert len(every) > 80
    assert sum(len(lever.settings) for lever in every) > 350
    wanted = """
        alliance.governance.chair alliance.funding.payment alliance.data.controllers alliance.safeguarding.who
        evaluation.money.approach tender.who_can_bid tender.lots.answer tender.tupe.applies.answer project.jurisdiction
        alliance.risk_share[] alliance.term.extensions[] authority.joint[] award.members[] alliance.funding.lines[].vat
        award.members[].form alliance.term.initial tender.standstill.answer evaluation.questions[].method insights[].consent
    """
    assert set(wanted.split()) <= names


def test_every_choice_and_yes_or_no_that_a_condition_reads_is_set_in_every_way(opened: Opened, every: list[Lever]) -> None:
    schema = opened.workspace.schema
    not_offered = {
        (clause.on, key)
        for clause in opened.workspace.words.clauses.values()
        if clause.on
        for key, v in clause.variants.items()
        if v.not_offered
    }
    for lever in every:
        field = schema.fields.get(lever.name)
        if field is not None and field.type == "choice":
            wanted = {value for value in field.choices if (lever.name, value) not in not_offered}
            assert wanted | {"not answered", "as it is"} == set(lever.settings)
        elif field is not None and field.type == "yes-no":
            assert {"yes", "no", "not answered"} <= set(lever.settings)


def test_a_pairwise_set_holds_every_two_settings(every: list[Lever]) -> None:
    some = every[:12]
    rows = pairwise(some)
    for n, first in enumerate(some):
        for second in some[n + 1 :]:
            met = {(row[first.name], row[second.name]) for row in rows}
            assert met == {(a, b) for a in first.settings for b in second.settings}


def test_a_lever_moves_what_it_steers_and_what_refers_to_that(opened: Opened, every: list[Lever]) -> None:
    """Judged by building: a document that no lever is said to move stays as it is, word for word."""
    moved = moved_by(opened.workspace)
    before = builder(opened, opened.project, "tender").build().documents
    assert set(moved(["alliance.risk_share[]"])) >= {"D07", "D12"}
    for lever in every[::9]:
        setting = next(name for name in reversed(lever.settings) if name != "as it is")
        try:
            after = builder(opened, applied(opened.project, every, {lever.name: setting}), "tender").build().documents
        except InputError:
            continue
        changed = {id for id in before if id not in after or before[id].blocks != after[id].blocks}
        assert changed <= set(moved([lever.name])), lever.name


def test_a_lever_does_what_it_says(opened: Opened, every: list[Lever]) -> None:
    by_name = {lever.name: lever for lever in every}
    changed = applied(
        opened.project,
        every,
        {"alliance.risk_share[]": "empty", "tender.lots.answer": "yes", "alliance.funding.lines[].vat": "unsettled"},
    )
    assert changed.alliance.risk_share == ()
    assert changed.tender.lots.answer is True
    assert {line.vat for line in changed.alliance.funding.lines or ()} == {"unsettled"}
    assert len(by_name["alliance.term.extensions[]"].settings["two"](opened.project).alliance.term.extensions or ()) == 2


# the projects


def covering(every: Sequence[Lever]) -> list[dict[str, str]]:
    """Few rows in which each setting of each lever comes at least once; which meet which is left to chance, once for all."""
    dice = random.Random(7)
    count = max(len(lever.settings) for lever in every)
    rows: list[dict[str, str]] = [{} for _ in range(count)]
    for lever in every:
        order = [name for name in lever.settings if name != "as it is"]
        order += ["as it is"] * max(count - len(order), 0)
        dice.shuffle(order)
        for row, name in zip(rows, order, strict=False):
            row[lever.name] = name
    return rows


def test_every_setting_of_every_lever_builds(opened: Opened, every: list[Lever]) -> None:
    rows = covering(every)
    for lever in every:
        assert {row[lever.name] for row in rows} >= set(lever.settings) - {"as it is"}
    check(opened, every, rows)


def hollow(opened: Opened) -> Project:
    """Every record is there, and nothing is known of it but its id."""
    project = opened.project
    for field in opened.workspace.schema:
        if field.in_list and not field.derived and field.type != "id" and field.path != field.in_list:
            base, leaf = field.in_list.removesuffix("[]"), field.path.removeprefix(field.in_list + ".")
            for row in paths.get(project, base) or ():
                project = paths.put(project, f"{base}[{row.id}].{leaf}", None)
    return project


def emptied(opened: Opened, project: Project) -> Project:
    """Every list of records, and every plain list, is empty; nothing else is touched."""
    schema = opened.workspace.schema
    for path in [
        *(name.removesuffix("[]") for name in schema.lists if not name.startswith("found.")),
        *(f.path for f in schema if f.holds_several and not f.in_list),
    ]:
        project = paths.put(project, path, ())
    return project


@pytest.mark.parametrize(
    "which",
    ["nothing is known", "nothing is known and no list has anything", "every list is empty", "records without anything in them"],
)
def test_a_project_with_little_in_it_builds_every_document(opened: Opened, which: str) -> None:
    project = {
        "nothing is known": lambda: Project(),
        "nothing is known and no list has anything": lambda: emptied(opened, Project()),
        "every list is empty": lambda: emptied(opened, with_every_list_empty(opened.project)),
        "records without anything in them": lambda: hollow(opened),
    }[which]()
    assert list(troubles(opened, project)) == []
    made = builder(opened, project, "tender")
    pack = made.build()
    every = {spec.id for spec in made.assembler.documents()}
    assert set(pack.documents) == every - {"D31"}, "nobody has said that the competition is reserved"
    assert pack.refused == [], "what belongs to few projects is left out without a word"
    assert [problem.where for problem in made.build(["D31"]).refused] == ["D31"], "and refused where somebody asks for it"


def test_the_sample_itself_is_sound(opened: Opened) -> None:
    assert list(troubles(opened, opened.project)) == []


@st.composite
def choices(draw: st.DrawFn, every: Sequence[Lever]) -> dict[str, str]:
    return {lever.name: draw(st.sampled_from(list(lever.settings))) for lever in every}


@given(data=st.data())
@settings(max_examples=6, derandomize=True)
def test_random_combinations(opened: Opened, every: list[Lever], data: Any) -> None:
    check(opened, every, [data.draw(choices(every))])


#: Long checks come in parts, so that several processes can share them.
PARTS = 6


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_each_setting_alone(opened: Opened, every: list[Lever], part: int) -> None:
    check(opened, every, one_at_a_time(every)[part::PARTS])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_two_settings_together(opened: Opened, every: list[Lever], part: int) -> None:
    check(opened, every, pairwise(every)[part::PARTS])


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=150)
def test_many_random_combinations(opened: Opened, every: list[Lever], data: Any) -> None:
    check(opened, every, [data.draw(choices(every))])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_all_combinations_of_the_levers_that_take_clauses_in_and_out(opened: Opened, every: list[Lever], part: int) -> None:
    """The conditions of whole clauses and schedules, all of them against all, each true, false and open."""
    whole = [
        "alliance.risk_share[]", "alliance.term.extensions[]", "social_value.commitments[]", "tender.tupe.applies.answer",
        "tender.conversations.rounds",
    ]  # fmt: skip
    settings_of = {
        name: [s for s in ("as it is", "not answered", "empty", "no", "0") if s in lever.settings]
        for lever in every
        for name in [lever.name]
        if name in whole
    }
    extra = {"alliance.term.initial": ["as it is", "1"], "alliance.governance.provider_seats": ["as it is", "1"]}
    settings_of |= extra
    rows = [dict(zip(settings_of, chosen, strict=True)) for chosen in product(*settings_of.values())]
    assert len(rows) > 900
    check(opened, every, rows[part::PARTS])


# the judge is judged: each kind of fault is seen


def sample(opened: Opened, id: str = "D12") -> Document:
    return builder(opened, opened.project, "tender").build([id]).documents[id]


def test_the_judge_sees_each_kind_of_fault(opened: Opened) -> None:
    good = sample(opened)
    assert faults(good) == []
    blocks = good.blocks

    def plain(block: object) -> bool:
        return isinstance(block, Para) and block.depth == 2 and bool(block.number)

    at = next(n for n, b in enumerate(blocks) if plain(b) and plain(blocks[n + 1]))

    def with_words(text: str) -> Document:
        changed = replace(blocks[at], spans=(Span("text", text),))
        return replace(good, blocks=(*blocks[:at], changed, *blocks[at + 1 :]))

    for text, told in (
        ("It is None here.", "None"),
        ("It is [] here.", "an empty list"),
        ("It is  here.", "two spaces"),
        ("It is here .", "a space before a stop"),
        ("It is here..", "two stops"),
        ("It is here;.", "two stops"),
        ("It is here:now.", "run together"),
        ("It is {{ here }}.", "brace"),
        ("It is <fact:here>.", "mark left"),
        ("It is \ue000HLS:body\ue001.", "place of the template"),
        ("It is alliance.funding here.", "a path"),
        ("It is here. and there.", "a sentence starts with 'and'"),
        ("it is here.", "starts with a small letter"),
        ("It is here", "no stop at its end"),
        ("It is here:", "announces something"),
        ("It is here; and", "ends like one"),
        (" It is here.", "starts or ends with a space"),
        ("It is Money(pence=3).", "a Python value"),
    ):
        assert any(told in fault for fault in faults(with_words(text))), (text, faults(with_words(text)))

    assert any("comes next" in f for f in faults(replace(good, blocks=blocks[:at] + blocks[at + 1 :])))
    headings = [n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.series == "clause"]
    assert any(
        "comes next" in f
        for f in faults(
            replace(good, blocks=(*blocks[: headings[3]], replace(blocks[headings[3]], number="9"), *blocks[headings[3] + 1 :]))
        )
    )
    definitions = [n for n, b in enumerate(blocks) if isinstance(b, Para) and b.role == "definition"]
    without = replace(good, blocks=blocks[: definitions[3]] + blocks[definitions[3] + 1 :])
    assert any("which is not defined" in f for f in faults(without))
    twice = replace(good, blocks=(*blocks[: definitions[3]], blocks[definitions[3]], *blocks[definitions[3] :]))
    assert any("there twice" in f for f in faults(twice))
    swapped = list(blocks)
    swapped[definitions[3]], swapped[definitions[4]] = swapped[definitions[4]], swapped[definitions[3]]
    assert any("order of the alphabet" in f for f in faults(replace(good, blocks=tuple(swapped))))
    unused = replace(blocks[definitions[3]], id="term.nobody")
    assert any(
        "defined and not used" in f
        for f in faults(replace(good, blocks=(*blocks[: definitions[3]], unused, *blocks[definitions[3] :])))
    )
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Para) and any(s.kind == "ref" for s in b.spans))
    spans = tuple(replace(s, text="99") if s.kind == "ref" else s for s in blocks[at].spans)
    assert any(
        "says 99" in f for f in faults(replace(good, blocks=(*blocks[:at], replace(blocks[at], spans=spans), *blocks[at + 1 :])))
    )
    spans = tuple(replace(s, path="AL-99") if s.kind == "ref" else s for s in blocks[at].spans)
    assert any(
        "whose number is not printed" in f
        for f in faults(replace(good, blocks=(*blocks[:at], replace(blocks[at], spans=spans), *blocks[at + 1 :])))
    )
    doubled = dict.fromkeys(good.bookmarks, "_HLS_same")
    assert any("two are the same" in f for f in faults(replace(good, bookmarks=doubled)))
