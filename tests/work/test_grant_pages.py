"""A grant letter at its hardest: what does not apply leaves no trace, what is not covered stops it, three pages hold it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hls_procure.documents.house import load_house_style
from hls_procure.model.grant import Offer
from hls_procure.model.values import Money, Percent
from hls_procure.work.building import assemble, render
from hls_procure.work.checking import check_project
from hls_procure.work.opening import Looked, look
from tests.work.test_grant import LIMITED, changed, letter_of, said

HELP = (Offer("lawyer", "A day with a lawyer whom you choose."), Offer("peer", "Somebody to talk to who has led a charity."))
PUBLIC: dict[str, Any] = {
    "funder__kind": "council", "grant__public_money": True, "grant__subsidy__route": "mfa",
    "grant__subsidy__assistance": Money.parse("18500"), "recipient__enterprise__answer": True,
    "recipient__enterprise__why": "They run a café.",
}  # fmt: skip
#: The letters with the most words: a limit or public money, help beside the money, and a signed copy.
HARDEST: dict[str, dict[str, Any]] = {
    "limit": {**LIMITED, "grant__support": HELP, "grant__accept": "letter", "grant__feedback__kind": "third"},
    "wider": {**LIMITED, "recipient__is_charity": True, "recipient__fit": "wider", "grant__basis": "designated"},
    "inquiry": {
        "grant__basis": "inquiry", "grant__reporting__form": "conversation", "grant__support": HELP, "grant__accept": "letter",
    },
    "rise": {"grant__basis": "flexible", "grant__uplift__kind": "percent", "grant__uplift__percent": Percent.parse("3")},
    "minimal": {**PUBLIC, "grant__support": HELP},
    "services": {**PUBLIC, "grant__subsidy__route": "spei", "grant__basis": "flexible", "grant__accept": "letter"},
}  # fmt: skip
#: Words by which somebody speaks from above.
POWER = re.compile(
    r"\b(?:shall|must|requir\w+|oblig\w+|terminat\w+|complian\w+|breach\w*|withh[eo]ld|discretion|deliverables?|beneficiar\w+|KPIs?)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def sample(sample_once: Callable[[str], Path]) -> Looked:
    return look(sample_once("youthvoice"))


def confirmed(opened: Looked, changes: dict[str, Any]) -> Looked:
    """The sample as if other answers stood in it, with a day on which the recipient confirmed its assistance."""
    return changed(opened, **changes, grant__subsidy__confirmed_on=opened.project.grant.decision.on)


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"recipient__works_with_at_risk": False}, "keeping people safe"),
        ({"recipient__publishes_accounts": False, "grant__reporting__form": "conversation"}, "accounts that you publish"),
        ({"funder__publishes_open_data": False}, "360Giving"),
        ({"grant__free": ()}, "Without asking us"),
        ({"grant__tell": ()}, "let us know soon"),
        ({"grant__learning": ()}, "warmly invited"),
        ({"grant__exit__answer": False}, "last grant"),
        ({"funder__kind": "other"}, "Charity Commission"),
    ],
)
def test_what_does_not_apply_leaves_no_trace(sample: Looked, changes: dict[str, Any], gone: str) -> None:
    assert gone in said(letter_of(sample))
    assert gone not in said(letter_of(changed(sample, **changes)))


@pytest.mark.parametrize("word", ["subsid", "VAT", "limit", "ask us for any", "Not covered", "Not settled", "three months"])
def test_what_the_sample_does_not_need_is_not_in_its_letter(sample: Looked, word: str) -> None:
    assert word not in said(letter_of(sample))


def test_one_year_is_not_called_several(sample: Looked) -> None:
    payment = sample.project.grant.payments
    assert payment is not None
    words = said(letter_of(changed(sample, grant__years=1, grant__payments=payment[:1], grant__amount=payment[0].amount)))
    assert "later year" in said(letter_of(sample))
    assert "later year" not in words
    assert "rising costs" not in words
    assert "for one year, from 15 January 2027" in words


def test_a_letter_without_reasons_to_return_money_says_that_none_comes_back(sample: Looked) -> None:
    assert "We will not ask you to give any of this money back." in said(letter_of(changed(sample, grant__returns=())))
    assert "only if it was taken by fraud, if you close" in said(letter_of(sample))


@pytest.mark.parametrize("which", HARDEST)
def test_no_letter_speaks_from_above(sample: Looked, which: str) -> None:
    words = said(letter_of(confirmed(sample, HARDEST[which])))
    found = POWER.findall(words)
    assert found == (["must"] if which in ("minimal", "services") else [])
    assert ("we must enter it in the subsidy database" in words) is bool(found)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"recipient__nation": "SCT"}, "Not covered: what the charity law of Scotland asks"),
        ({"recipient__nation": "NI"}, "Not covered: what the charity law of Northern Ireland asks"),
        ({**PUBLIC, "grant__subsidy__route": "unsure"}, "Not settled: whether this grant is a subsidy"),
    ],
)
def test_what_is_not_covered_or_not_settled_stands_in_the_letter_and_stops_it(
    sample: Looked, changes: dict[str, Any], says: str
) -> None:
    pack = assemble(changed(sample, **changes), only=["D29a"])
    assert says in said(pack.documents["D29a"])
    assert [finding.severity for finding in pack.findings if finding.code == "RA151"] == ["error"]


def test_a_council_in_scotland_needs_no_charity_law_of_its_own(sample: Looked) -> None:
    assert "Not covered" not in said(letter_of(changed(sample, funder__kind="other", recipient__nation="SCT")))


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice or poppler is not installed: pages not counted"
)
def test_three_pages_hold_any_choice_with_its_attached_page(sample: Looked, tmp_path: Path) -> None:
    style = load_house_style(sample.workspace.finder)
    for name, changes in HARDEST.items():
        opened = confirmed(sample, changes)
        (tmp_path / f"{name}.docx").write_bytes(render(opened, letter_of(opened), "docx", style))
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--convert-to", "pdf"]
    files = [str(tmp_path / f"{name}.docx") for name in HARDEST]
    subprocess.run([*office, "--outdir", str(tmp_path), *files], capture_output=True, timeout=180, check=True)
    pages = {}
    for name in HARDEST:
        told = subprocess.run(["pdfinfo", tmp_path / f"{name}.pdf"], capture_output=True, text=True, check=True).stdout
        pages[name] = int(re.findall(r"Pages:\s+(\d+)", told)[0])
    assert max(pages.values()) <= 3, pages


@pytest.mark.parametrize("which", HARDEST)
def test_a_check_of_our_own_hardest_letters_finds_nothing(sample: Looked, which: str) -> None:
    assert [finding.message for finding in check_project(confirmed(sample, HARDEST[which])).findings] == []
