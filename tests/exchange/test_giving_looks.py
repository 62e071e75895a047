"""What is pointed to before grants are published: numbers and names that could be a person's, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hls_procure.exchange.giving_looks import looks, person_like
from hls_procure.model.facts import FactView
from hls_procure.work.opening import Looked, look


@pytest.fixture(scope="module")
def opened(sample_once: Callable[[str], Path]) -> Looked:
    return look(sample_once("youthvoice"))


def said(opened: Looked, **changes: Any) -> list[str]:
    """What is pointed to where some answers are other ones: ``recipient__name="Ana"``."""
    project = opened.project
    for path, value in changes.items():
        room, _, leaf = path.partition("__")
        project = replace(project, **{room: replace(getattr(project, room), **{leaf: value})})
    return [lack.words for lack in looks(FactView(project, opened.workspace.schema))]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Work with a.b+c@quay.example, please", "an e-mail address, a.b+c@quay.example"),
        ("Ring 01632 960123 first", "a telephone number, 01632 960123"),
        ("Ring (01632) 960 123 first", "a telephone number, (01632) 960 123"),
        ("or +44 7700 900123", "a telephone number, +44 7700 900123"),
        ("The house in SL1 3BB", "a postcode, SL1 3BB"),
        ("NI: QQ 12 34 56 C", "a National Insurance number, QQ 12 34 56 C"),
        ("QQ123456C", "a National Insurance number, QQ123456C"),
        ("to 20-00-00, 12345678", "a sort code, 20-00-00"),
        ("sort code 200000", "a sort code, 200000"),
        ("their account number 12345678", "the number of a bank account, account number 12345678"),
        ("GB33 BUKB 2020 1555 5555 55", "the number of a bank account, GB33 BUKB 2020 1555 5555 55"),
        ("for Mrs Alder's kitchen", "the name of a person, Mrs Alder's"),
        ("with Dr. Ŵyn Ó Briain and others", "the name of a person, Dr. Ŵyn Ó Briain"),
        ("the Revd Ash", "the name of a person, Revd Ash"),
    ],
)
def test_each_is_pointed_to_with_its_words(opened: Looked, words: str, what: str) -> None:
    assert any(f"it holds what looks like {what}" in one for one in said(opened, grant__purpose=words)), words
    assert any(f"it holds what looks like {what}" in one for one in said(opened, project__title=words)), words
    assert said(opened) == []


@pytest.mark.parametrize(
    "words",
    [
        "212,365 pounds in 2027-2032, company 01234567 and charity 1000002",
        "Charity SC012345, NIC100123",
        "From 20-01-27 to 20-01-28",
        "A project for 12345678 people",
        "Doctors, sirs and dames; miss out nobody",
        "Drama, Profit and Missing Links",
        "@quay, ask us",
        "Senlow's SL1 and SL2",
    ],
)
def test_what_only_looks_a_little_like_one_is_left_alone(opened: Looked, words: str) -> None:
    assert said(opened, grant__purpose=words) == []


def test_every_find_is_named_once(opened: Looked) -> None:
    twice = said(opened, grant__purpose="Mr Ash, Mr Ash and Ms Birch")
    assert [one.split(", ")[1].split(":")[0] for one in twice] == ["Mr Ash", "Ms Birch"]


def test_the_name_of_a_registered_recipient_is_no_find_in_its_own_grant(opened: Looked) -> None:
    name, words = "Dr Challoner's Old Boathouse", "Dr Challoner's Old Boathouse and its boats"
    assert said(opened, recipient__name=name, grant__purpose=words) == []
    assert "Dr Challoner's Old Boathouse" in said(opened, grant__purpose=words)[0]


@pytest.mark.parametrize(
    ("name", "form", "charity", "expected"),
    [
        ("Ana Alder", None, None, True),
        ("Mr A. Alder", None, None, True),
        ("Dr Ŵyn Birch", "unincorporated", False, True),
        ("Rhys ap Alder", None, False, True),
        ("Ana Alder", "cic", None, False),
        ("Ana Alder", None, True, False),
        ("Mrs Mop CIC", None, None, False),
        ("Dr Challoner's Grammar School", None, None, False),
        ("Senlow Repair Café", None, None, True),
        ("Senlow Repair Cafe", None, None, False),
        ("Friends of Senlow", None, None, False),
        ("Quayside", None, None, False),
        ("The People Who Meet On Thursdays", None, None, False),
        ("Route 66 Riders", None, None, False),
        ("Alder & Birch", None, None, False),
        ("مؤسسة الميناء", None, None, False),
    ],
)
def test_a_recipient_without_a_number_may_look_like_a_person(
    name: str, form: str | None, charity: bool | None, expected: bool
) -> None:
    assert person_like(name, form, charity) is expected


def test_a_recipient_that_looks_like_a_person_is_pointed_to_and_one_with_a_number_is_not(opened: Looked) -> None:
    found = said(opened, recipient__name="Ana Alder", recipient__number=None, recipient__form=None, recipient__is_charity=None)
    assert found == [
        "nothing says that 'Ana Alder' is an organisation and not a person: a grant to a person is not published by name"
    ]
    assert said(opened, recipient__name="Ana Alder") == []


def test_long_text_is_read_quickly(opened: Looked) -> None:
    for piece in ("a@" * 20_000, "0" * 40_000, "Mr " * 15_000, "20-" * 15_000, "A1 " * 15_000, "x" * 40_000 + "@"):
        said(opened, grant__purpose=piece)
