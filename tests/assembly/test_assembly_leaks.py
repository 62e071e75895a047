"""No tender document of the sample holds anything that is known only at award, although the award is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hls_procure.assembly.leaks import award_words, leaks
from hls_procure.documents.docx.template import compile_template
from hls_procure.documents.docx.writer import write_docx
from hls_procure.documents.house import HouseStyle
from hls_procure.model import paths
from hls_procure.model.fields import Field
from hls_procure.work.building import assemble
from hls_procure.work.opening import Opened, open_project
from tests.assembly.small_library import assembled, project, schema
from tests.soundness import texts


@pytest.fixture(scope="module")
def awarded(tamarside_award_once: Path) -> Opened:
    return open_project(tamarside_award_once)


def award_only(opened: Opened) -> dict[str, str]:
    """Every way of saying a value that only the award brings, with its path; what is also known now is none."""
    from hls_procure.assembly.say import say

    found: dict[str, str] = {}
    now: set[str] = set()
    for field in opened.workspace.schema:
        if field.derived or field.type in ("choice", "yes-no", "id", "link", "multi"):
            continue
        for value in values(opened, field):
            said = {say(field, value), say(field, value, "money-short") if field.type == "money" else say(field, value)}
            for text in said:
                if field.known == "now":
                    now.add(text.strip().lower())
                elif field.known == "award":
                    found[text.strip()] = field.path
    return {text: path for text, path in found.items() if text.lower() not in now and len(text) > 3}


def values(opened: Opened, field: Field) -> list[object]:
    value = paths.get(opened.project, field.path)
    found = value if isinstance(value, tuple) else (value,)
    return [one for some in found for one in (some if isinstance(some, tuple) else (some,)) if one is not None]


def test_no_tender_document_says_anything_of_the_award(awarded: Opened) -> None:
    words = award_only(awarded)
    assert len(words) >= 40, "the sample has an award worth hiding"
    for document in assemble(awarded).documents.values():
        whole = "\n".join(text for _, text in texts(document)).lower()
        for word, path in words.items():
            if document.audience == "privileged" and not path.endswith((".name", ".number", ".address")):
                continue  # the record of the decision holds the days of the award; a winner is named in none of them
            found = re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", whole)
            assert not found, (
                f"{document.id} says '{word}', which is {path}: …{whole[max(0, found.start() - 60) : found.end() + 40]}…"
            )


def test_the_signature_build_says_all_of_it(awarded: Opened) -> None:
    made = assemble(awarded, purpose="signature").documents
    printed = "\n".join(text for document in made.values() for _, text in texts(document))
    for member in awarded.project.award.members or ():
        assert member.name in printed
        assert member.signatory in printed
    for commitment in awarded.project.award.commitments or ():
        assert commitment.text.rstrip(".") in printed


def test_no_tender_file_holds_an_award_word_in_any_of_its_parts(awarded: Opened) -> None:
    import io
    import zipfile

    words = award_only(awarded)
    names = [word for word, path in words.items() if path.endswith((".name", ".number", ".address"))]
    assert names
    template = compile_template(awarded.workspace.finder.find("templates/house.docx"), HouseStyle(), awarded.workspace.cache)
    for document in assemble(awarded).documents.values():
        data = write_docx(document, template, day=awarded.project.as_of_date)
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for part in file.namelist():
                plain = re.sub(r"<[^>]+>", "", file.read(part).decode("utf-8", "replace"))
                assert not [name for name in names if name in plain], f"{document.id} {part}"


# RA153 sees what a person typed elsewhere

FACTS = """\
format: 1
purpose: {{statement: "{statement}"}}
award: {{members: [{{id: a, name: The Anchor Trust, number: "1234567", form: charity}}]}}
"""
CLAUSE = {"AA-01": '  - {id: one, text: "It is for <fact:purpose.statement>."}'}


def findings(statement: str) -> list[object]:
    facts = project(FACTS.format(statement=statement))
    return list(leaks(assembled(CLAUSE, facts), award_words(facts, schema())))


def test_a_winner_named_in_another_answer_is_found() -> None:
    (found,) = leaks(
        assembled(CLAUSE, project(FACTS.format(statement="people whom THE ANCHOR TRUST knows"))),
        {"The Anchor Trust": "award.members[].name"},
    )
    assert (found.code, found.name, found.severity) == ("RA153", "award-value-in-tender", "warning")
    assert (found.left.document, found.left.where) == ("D99", "AA-01.one")
    assert "the Small Document names 'The Anchor Trust'" in found.message
    assert found.right is not None
    assert found.right.where == "award.members[].name"
    assert len(findings("people whom the Anchor Trust knows")) == 1
    assert len(findings("people of charity 1234567")) == 1


@pytest.mark.parametrize("statement", ["people who trust their anchor", "charity begins at home", "people of charity 123456"])
def test_words_that_are_only_like_the_winners_are_not(statement: str) -> None:
    assert findings(statement) == []


def test_every_pack_of_the_sample_is_free_of_it(awarded: Opened) -> None:
    assert [f for f in assemble(awarded).findings if f.code == "RA153"] == []
