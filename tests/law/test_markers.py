"""What makes a sentence a legal one, and which place in the law it cites."""

from __future__ import annotations

import pytest

from hls_procure.law.citations import (
    instruments,
    named,
    provision_citations,
    provision_instruments,
    text_citations,
)
from hls_procure.law.facts import LawBook
from hls_procure.law.markers import markers, sentences


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Under the Procurement Act 2023 it is open.", "name", "Under the Procurement Act 2023"),
        ("It follows the Procurement Act.", "name", "Procurement Act"),
        ("The Equality Act applies.", "name", "The Equality Act"),
        ("the Public Services (Social Value) Act 2012", "name", "Public Services (Social Value) Act 2012"),
        ("the Human Rights Act 1998", "name", "Human Rights Act 1998"),
        ("the Local Government (Goods) Order 2026", "name", "Local Government (Goods) Order 2026"),
        ("TUPE may apply", "name", "TUPE"),
        ("the UK GDPR binds both", "name", "UK GDPR"),
        ("the public sector equality duty", "name", "public sector equality duty"),
        ("the Provider Selection Regime", "name", "Provider Selection Regime"),
        ("as the Act says", "name", "the Act"),
        ("under the 2015 Regulations", "name", "the 2015 Regulations"),
        ("the Environmental Information Regulations", "name", "Environmental Information Regulations"),
        ("by regulation 72 it may", "citation", "regulation 72"),
        ("by regulations 86 and 87", "citation", "regulations 86 and 87"),
        ("section 33 says", "citation", "section 33"),
        ("Section 33(1) to (4)", "citation", "Section 33(1) to (4)"),
        ("see s.33", "citation", "s.33"),
        ("see ss.45(9), 46(11)", "citation", "ss.45(9), 46(11)"),
        ("see reg 13", "citation", "reg 13"),
        ("article 28(3) lists", "citation", "article 28(3)"),
        ("section 75-style", "citation", "section 75"),
        ("Schedule 5 to that Act", "citation", "Schedule 5"),
        ("paragraph 15 of Schedule 5 to the Act", "citation", "paragraph 15 of Schedule 5"),
        ("Sch 8 para 9", "citation", "Sch 8 para 9"),
        ("SI 2024/716 saves it", "number", "SI 2024/716"),
        ("WSI 2025/99", "number", "WSI 2025/99"),
        ("PPN 01/21 and more", "number", "PPN 01/21"),
        ("published as UK17", "notice", "UK17"),
        ("a standstill of eight working days", "figure", "eight working days"),
        ("the standstill ends on the 8th working day", "figure", "8th working day"),
        ("the threshold of £663,540", "figure", "£663,540"),
        ("the award notice is due within 30 days", "figure", "30 days"),
        ("a subsidy of £315,000", "figure", "£315,000"),
        ("KPIs are set over £5m", "figure", "£5m"),
        ("KPIs are set over £5 million", "figure", "£5 million"),
        ("the law asks for 30 per cent", "figure", "30 per cent"),
        ("an invoice is paid within thirty days", "figure", "thirty days"),
        ("ending funding needs three months", "figure", "three months"),
    ],
)
def test_signs_of_law_are_found_with_their_place(text: str, kind: str, found: str) -> None:
    signs = {(sign.kind, sign.text): sign for sign in markers(text)}
    assert (kind, found) in signs
    sign = signs[(kind, found)]  # type: ignore[index]
    assert text[sign.start : sign.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "As clause 5.2 says, paragraph 3 of Schedule 2 applies, and Schedule 5 lists them.",
        "It answers within ten Working Days, or within 30 days if people ask.",
        "The Best for People Test. Act on it. They act together. The actors act.",
        "Section 4 of this Invitation and section 6 of the Specification.",
        "A yearly sum of £663,540 for the Alliance Fund.",
        "Five years of learning; 50% of the seats; 10% more people.",
        "Standing Orders and Financial Regulations.",
        "Regulations of the club. In order. The measure of it.",
        "Members' regs and sections are theirs.",
        "A notice to leave is three months.",
        "UK18 is nothing, nor is UK, nor UK123.",
        "",
    ],
)
def test_ordinary_words_are_no_signs(text: str) -> None:
    assert markers(text) == ()


def test_a_figure_counts_only_in_its_own_sentence() -> None:
    assert markers("There is a standstill. We answer within eight working days.") == ()


def test_a_figure_counts_only_where_a_fact_has_it() -> None:
    assert markers("The standstill lasts seven working days.") == ()


def test_a_longer_sign_swallows_what_lies_in_it() -> None:
    assert [sign.text for sign in markers("SI 2023/1348 reg 13")] == ["SI 2023/1348", "reg 13"]
    assert [sign.text for sign in markers("the Procurement Act 2023")] == ["Procurement Act 2023"]


def test_sentences_know_where_they_start() -> None:
    text = "One. Two; three! Four"
    assert [(start, text[start : start + len(words)] == words) for start, words in sentences(text)] == [
        (0, True), (5, True), (10, True), (17, True),
    ]  # fmt: skip


# Citations


def _places(text: str, provision: bool = True) -> list[tuple[str, str, str]]:
    found = provision_citations(text) if provision else text_citations(text)
    return [(c.kind, c.number, "".join(sorted(c.subs))) for c in found]


@pytest.mark.parametrize(
    ("provision", "places"),
    [
        ("PA 2023 s.74(2)", [("s", "74", "2")]),
        ("PA 2023 s.51(3)(f),(4),(5)", [("s", "51", "345")]),
        ("PA 2023 ss.45(9), 46(11), 47(5)(c)", [("s", "45", "9"), ("s", "46", "11"), ("s", "47", "5")]),
        ("PA 2023 s.41, Sch 5 paras 15-17", [("s", "41", ""), ("Sch", "5", "151617")]),
        ("PA 2023 Sch 1 para 1 row 8; SI 2025/163 reg 3", [("Sch", "1", "1"), ("reg", "3", "")]),
        ("PA 2023 ss.81-83", [("s", "81", ""), ("s", "82", ""), ("s", "83", "")]),
        ("PCR 2015 reg 31(15)-(17), (23)-(24)", [("reg", "31", "1516172324")]),
        ("SI 2023/1348 regs 20B-20D as inserted by SI 2025/163", [("reg", "20B", ""), ("reg", "20C", ""), ("reg", "20D", "")]),
        ("NHSA 2006 s.12ZB(4)-(5)", [("s", "12ZB", "45")]),
        ("UK GDPR art 28(3)", [("art", "28", "3")]),
        ("SI 2023/1348 reg 5(a)", [("reg", "5", "a")]),
        ("PPN 002", []),
    ],
)
def test_a_provision_is_read_into_places(provision: str, places: list[tuple[str, str, str]]) -> None:
    assert _places(provision) == places


def test_every_provision_of_the_law_is_read() -> None:
    """A fact whose text was read stands somewhere, and the reader finds where."""
    unread = ("gap-pa-regs2026", "gap-sub-cite", "gap-pcr-pin")
    for fact in LawBook.load():
        if fact.basis == "statute_text" and fact.id not in unread:
            assert provision_citations(fact.provision), f"{fact.id}: {fact.provision}"
            assert all(place.instruments for place in provision_citations(fact.provision)), f"{fact.id}: {fact.provision}"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("section 23 of the Procurement Act 2023", [("s", "23", "")]),
        ("sections 45(3) to (5) and 46", [("s", "45", "345"), ("s", "46", "")]),
        ("sections 12 to 15", [("s", "12", ""), ("s", "13", ""), ("s", "14", ""), ("s", "15", "")]),
        ("regulation 72(1)(b) and (c)", [("reg", "72", "1")]),
        ("section 51 and 10 days", [("s", "51", "")]),
        ("section 51, 2026", [("s", "51", "")]),
        ("Schedule 5, paragraph 8, to the Act", [("Sch", "5", "8")]),
        ("the Regulations 2006", []),
    ],
)
def test_a_sentence_is_read_into_places(text: str, places: list[tuple[str, str, str]]) -> None:
    assert _places(text, provision=False) == places


@pytest.mark.parametrize(
    ("text", "provision", "within"),
    [
        ("section 74", "PA 2023 s.74(2)", True),
        ("section 74(2)", "PA 2023 s.74(2)", True),
        ("section 74(3)", "PA 2023 s.74(2)", False),
        ("section 74(3)", "PA 2023 s.74", True),
        ("section 74 of the Procurement Act 2023", "PA 2023 s.74(2)", True),
        ("section 74 of the Care Act 2014", "PA 2023 s.74(2)", False),
        ("regulation 74", "PA 2023 s.74(2)", False),
        ("regulation 13 of the Provider Selection Regime", "WSI 2025/99 reg 13", True),
        ("Care Act 2014, section 5", "Care Act 2014 s.5(1)-(4)", True),
        ("Care Act 2014, section 5", "PA 2023 s.5", False),
        ("regulation 5 of SI 2024/716", "SI 2024/716 reg 5(4)(b)", True),
        ("regulation 5 of SI 2024/716", "SI 2018/952 reg 5", False),
        ("paragraph 15 of Schedule 5 to the Act", "PA 2023 s.41, Sch 5 paras 15-17", True),
        ("paragraph 2 of Schedule 5 to the Act", "PA 2023 s.41, Sch 5 paras 15-17", False),
    ],
)
def test_a_citation_lies_within_a_provision_or_not(text: str, provision: str, within: bool) -> None:
    (cited,) = text_citations(text)
    assert any(cited.within(place) for place in provision_citations(provision)) is within


def test_names_of_instruments() -> None:
    assert named("the Social Value Act") == {"PSSVA 2012"}
    assert named("the Provider Selection Regime") == {"SI 2023/1348", "WSI 2025/99"}
    assert named("SI 2024/692") == {"Procurement Regulations 2024"}
    assert named("SI 2024/716") == {"SI 2024/716"}
    assert named("the Human Rights Act 1998") == frozenset()
    assert provision_instruments("PA 2023 s.71(2); SI 2025/1316") == {"PA 2023", "SI 2025/1316"}


def test_every_instrument_belongs_to_a_fact() -> None:
    used = {short for fact in LawBook.load() for short in provision_instruments(fact.provision)}
    assert {instrument.short for instrument in instruments()} <= used
