"""A legal fact explained to a person, and what is known to be missing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from hls_procure.errors import InputError
from hls_procure.law.explain import explain_fact, say_value
from hls_procure.law.facts import NATIONS, LawBook
from hls_procure.law.holes import holes_for, holes_of, read_holes

BOOK = LawBook.load()
BANNED = ("None", "[", "'", "statute_text", "secondary_page", "GBP")


def test_a_sound_fact_is_explained_in_full() -> None:
    shown = explain_fact("pa-light-touch-13", date(2027, 3, 3))
    assert dict(shown.lines()) == {
        "": BOOK.get("pa-light-touch-13").statement,
        "Value": "180 days",
        "Provision": "PA 2023 s.53(3)-(4)",
        "Source": "https://www.legislation.gov.uk/ukpga/2023/54/section/53",
        "Applies in": "England, Wales and Northern Ireland",
        "In force": "from 24 February 2025, with no end known",
        "Asked by": "the day of the award",
        "On the day": "in force on 3 March 2027 (law as known on 22 November 2026)",
        "Verified": "The text of the law was read.",
        "Not covered": "It leaves out transferred Northern Ireland authorities (Northern Ireland).",
    }
    assert shown.not_covered[:2] == (
        "It was not checked for Scotland: ask counsel there.",
        "It leaves out devolved Welsh authorities (Wales).",
    )


def test_the_text_starts_with_the_id_and_has_one_line_each() -> None:
    lines = explain_fact("pa-light-touch-14").text().splitlines()
    assert lines[0] == "pa-light-touch-14"
    assert lines[1].startswith("  A light touch contract may be modified")
    assert "  Provision: PA 2023 s.74(2)" in lines


@pytest.mark.parametrize(
    ("id", "words", "caution"),
    [
        ("pa-light-touch-14", "The text of the law was read.", ""),
        ("gap-psr-guidance", "A page of a public body was read", ""),
        ("gap-pa-ppn002-10", "Only what others write about it was read", "PPN 002 was not read"),
        ("gap-pa-s75-ambig", "It is our own reading", "No text says this in so many words"),
        ("wal-language", "Nothing was read; it is from memory.", "this is from memory."),
        ("sct-s9", "The text of the law was read.", "An older text of"),
    ],
)
def test_each_way_of_verifying_has_plain_words(id: str, words: str, caution: str) -> None:
    shown = explain_fact(id)
    assert words in shown.verified
    assert caution in shown.caution
    assert bool(caution) == bool(shown.caution)


def test_on_a_day_outside_it_is_not_in_force() -> None:
    assert explain_fact("pcr-reserved-05", date(2027, 3, 3)).on == "not in force on 3 March 2027"
    assert explain_fact("pcr-reserved-05", date(2020, 3, 3)).on == "in force on 3 March 2020"
    assert explain_fact("x-psed", date(2020, 3, 3)).on == "no dates were found, so it is taken to be in force on 3 March 2020"
    assert explain_fact("pcr-reserved-05").on == ""


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("pa-light-touch-06", "£663,540 including VAT"),
        ("pcr-light-touch-03", "£663,540 net of VAT"),
        ("gap-psr-change-threshold", "£500,000 and 25%"),
        ("gap-pa-s74-calc", "6 months; £207,720; £2,000,000"),
        ("gap-pa-s71-date", "1 January 2026"),
        ("pa-standstill-01", "8 working days"),
        ("a11y-wcag", "WCAG A+AA"),
        ("pa-light-touch-14", ""),
        ("x-msa", "£36,000,000 turnover"),
    ],
)
def test_values_are_said_with_their_units(id: str, value: str) -> None:
    assert say_value(BOOK.get(id)) == value


def test_what_it_replaces_and_where_it_was_read_are_shown() -> None:
    shown = explain_fact("gap-sub-37")
    assert shown.supersedes == ("sub-mfa-notice", "sub-mfa-proceed", "sub-mfa-confirm", "sub-mfa-record")
    assert ("Replaces", "sub-mfa-notice, sub-mfa-proceed, sub-mfa-confirm and sub-mfa-record") in shown.lines()
    assert "Read in legalize-dev/legalize-uk uk/uksi-2023-1348.md" in explain_fact("psr-e-a").verified


def test_a_hole_that_a_fact_touches_is_said() -> None:
    assert any("two-tier workforce" in words for words in explain_fact("gap-pa-5a-text").not_covered)
    assert any("after 2024" in words for words in explain_fact("sct-s9").not_covered)


def test_every_fact_is_explained_without_stray_words() -> None:
    for fact in BOOK:
        shown = explain_fact(fact, date(2027, 3, 3))
        words = shown.text().replace(fact.statement, "").replace(fact.provision, "").replace(fact.note, "")
        assert not any(bad in words for bad in BANNED), shown.text()
        json.dumps(shown.as_dict())


def test_no_such_fact_is_refused() -> None:
    with pytest.raises(InputError, match="is not a legal fact"):
        explain_fact("no-such-fact")


# What is known to be missing


def test_holes_are_well_formed() -> None:
    holes = read_holes()
    assert len({hole.id for hole in holes}) == len(holes) == 8
    regimes = {fact.regime for fact in BOOK}
    for hole in holes:
        assert hole.nations
        assert set(hole.nations) <= set(NATIONS)
        assert hole.regimes
        assert set(hole.regimes) <= regimes
        assert set(hole.facts) <= set(BOOK.ids)
        assert hole.says.endswith(".")
        assert "  " not in hole.says


def test_every_hole_that_the_sheets_name_is_carried() -> None:
    said = " ".join(hole.what for hole in read_holes())
    for words in (
        "Procurement (Amendment) Regulations 2026",
        "two-tier workforce",
        "PPN 002",
        "National Procurement Policy Statement",
        "Scottish law of procurement after 2024",
        "Northern Ireland after 2022",
        "Best Value after 2011",
    ):
        assert words in said


def test_holes_are_found_by_nation_regime_and_fact() -> None:
    assert [hole.id for hole in holes_for("SCT")] == ["scotland-after-2024"]
    assert [hole.id for hole in holes_for("NI", "northern-ireland")] == ["northern-ireland-after-2022"]
    assert "welsh-regulations" in {hole.id for hole in holes_for("WLS", "PA2023")}
    assert "welsh-regulations" not in {hole.id for hole in holes_for("ENG", "PA2023")}
    assert [hole.id for hole in holes_of("gap-bv-3m")] == ["best-value-after-2011"]
    assert holes_of("pa-light-touch-14") == ()


def test_a_fact_that_touches_the_welsh_hole_leaves_devolved_welsh_authorities_out() -> None:
    (hole,) = [hole for hole in read_holes() if hole.id == "welsh-regulations"]
    for id in hole.facts:
        assert "devolved Welsh authorities" in BOOK.get(id).not_for
