"""The facts of law as they ship, and what can be said of them in a nation on a day."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from law_index import fact_files, index_text

from hls_procure.errors import InputError
from hls_procure.law.answers import LawAnswer
from hls_procure.law.facts import BASES, DATA, DAYS, LEFT_OUT, NATIONS, LawBook, LegalFact

BOOK = LawBook.load()
FACTS = tuple(BOOK)
DAY = timedelta(days=1)
EARLY, NOW, LATER = date(2000, 1, 1), date(2026, 11, 22), date(2027, 3, 3)


def test_every_fact_loads_once() -> None:
    assert len(FACTS) == 467
    assert len({fact.id for fact in FACTS}) == 467
    assert {fact.id for fact in FACTS} == set(BOOK.ids)


def test_the_book_is_read_once_in_a_process() -> None:
    assert LawBook.load() is BOOK
    assert BOOK.file("pa2023") is BOOK.file("pa2023")


def test_the_index_is_true() -> None:
    assert (DATA / "index.json").read_text(encoding="utf-8") == index_text(), "run: python tests/law/law_index.py"
    assert set(BOOK.files) == {path.stem for path in fact_files()}


def test_each_file_holds_one_regime() -> None:
    for name in BOOK.files:
        assert {fact.regime.lower() for fact in BOOK.file(name).values()} == {name}


def test_words_for_kinds_are_the_agreed_ones() -> None:
    for fact in FACTS:
        assert fact.basis in BASES
        assert fact.dated_by in DAYS
        assert fact.jurisdiction
        assert set(fact.jurisdiction) <= set(NATIONS)
        assert list(fact.jurisdiction) == [code for code in NATIONS if code in fact.jurisdiction], f"{fact.id}: order"
        assert set(fact.not_for) <= set(LEFT_OUT)
        for who in fact.not_for:
            assert set(LEFT_OUT[who]) & set(fact.jurisdiction), f"{fact.id} leaves out {who} where it does not apply"


def test_dates_are_in_order_and_not_in_the_future() -> None:
    for fact in FACTS:
        assert fact.start is None or fact.start <= BOOK.as_of
        assert fact.start is None or fact.end is None or fact.start <= fact.end


def test_what_was_superseded_is_not_there() -> None:
    gone = {id for fact in FACTS for id in fact.supersedes}
    assert gone
    assert not gone & set(BOOK.ids)


def test_statements_are_sentences() -> None:
    for fact in FACTS:
        assert re.match(r"[A-Z\d\"]", fact.statement), f"{fact.id} starts small"
        assert fact.statement.endswith("."), f"{fact.id} has no full stop"
        for bad in ("GBP", "->", ">=", "<=", " incl ", "incl.", " e.g", "i.e.", " & ", "  ", "shall", "and/or", ".."):
            assert bad not in fact.statement, f"{fact.id} says {bad!r}"


def test_provisions_can_be_printed_alone() -> None:
    for fact in FACTS:
        assert not re.match(r"(ss?\.|regs?\b|Sch\b|arts?\b|paras?\b|various)", fact.provision), f"{fact.id}: {fact.provision}"


def test_sources_are_addresses_or_none() -> None:
    for fact in FACTS:
        assert re.fullmatch(r"https?://\S+", fact.source) or (not fact.source and fact.basis == "memory"), fact.id


def test_the_old_regulations_go_by_commencement() -> None:
    for fact in BOOK.file("pcr2015").values():
        assert fact.dated_by == "commencement", fact.id
        assert fact.end is not None, fact.id
        assert fact.end <= date(2025, 2, 23), fact.id


@pytest.mark.parametrize(
    ("topic", "word"), [("standstill", "award"), ("kpi", "award"), ("termination", "award"), ("modification", "modification")]
)
def test_topics_go_by_their_day(topic: str, word: str) -> None:
    for fact in FACTS:
        if fact.topic == topic and fact.regime != "PCR2015" and fact.id != "pa-modification-05":
            assert fact.dated_by == word, fact.id


def test_the_right_to_terminate_goes_by_award() -> None:
    assert BOOK.get("pa-modification-05").dated_by == "award"


def test_grants_and_subsidies_go_by_decision() -> None:
    for name in ("grants", "subsidy"):
        assert {fact.dated_by for fact in BOOK.file(name).values()} == {"decision"}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_at_knows_both_sides_of_its_days(fact: LegalFact) -> None:
    if fact.start:
        assert BOOK.at(fact.id, fact.start) is fact
        assert BOOK.at(fact.id, fact.start - DAY) is None
    else:
        assert BOOK.at(fact.id, EARLY) is fact
    if fact.end:
        assert BOOK.at(fact.id, fact.end) is fact
        assert BOOK.at(fact.id, fact.end + DAY) is None
    else:
        assert BOOK.at(fact.id, LATER) is fact


def test_an_unknown_id_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean 'pa-light-touch-14'"):
        BOOK.get("pa-light-tuch-14")
    assert "pa-light-tuch-14" not in BOOK
    assert "pa-light-touch-14" in BOOK


def test_a_fact_knows_its_file_and_line() -> None:
    fact = BOOK.get("psr-w-force")
    name, line = fact.where.split(":")
    assert (DATA / name).read_text(encoding="utf-8").splitlines()[int(line) - 1].strip() == "- id: psr-w-force"


# What can be said of a fact


@pytest.mark.parametrize("id", ["pa-light-touch-14", "gap-psr-guidance"])
def test_what_was_read_is_sound(id: str) -> None:
    assert BOOK.state(id, "ENG", NOW) == LawAnswer("sound")


def test_after_the_day_of_the_data_the_words_say_so() -> None:
    assert BOOK.state("pa-light-touch-14", "ENG", LATER) == LawAnswer("sound", "law as known on 22 November 2026")
    assert BOOK.state("pa-light-touch-14", "ENG", NOW + DAY).words == "law as known on 22 November 2026"
    assert BOOK.state("x-foi", "ENG", LATER).words.endswith("; law as known on 22 November 2026")


@pytest.mark.parametrize(
    ("id", "nation", "words"),
    [
        ("gap-pa-ppn002-10", "ENG", "PPN 002 was not read; this rests on what others write about it (tussell.com)"),
        ("gap-pa-s75-ambig", "ENG", "no text says this in so many words; it is our reading of PA 2023 s.75(2)"),
        ("x-safeguarding", "ENG", "was not read; this is from memory"),
        ("sct-s9", "SCT", "an older text of Procurement Reform (Scotland) Act 2014 s.9 was read"),
        ("sub-principles", "NI", "principle G (benefits outweigh negative effects) is from memory"),
        ("pa-light-touch-13", "WLS", "leaves out devolved Welsh authorities; ask counsel in Wales"),
        ("pa-light-touch-13", "NI", "leaves out transferred Northern Ireland authorities; ask counsel in Northern Ireland"),
    ],
)
def test_what_was_not_read_is_a_caution_that_says_so(id: str, nation: str, words: str) -> None:
    answer = BOOK.state(id, nation, None)
    assert answer.state == "caution"
    assert words in answer.words


def test_cautions_follow_how_a_fact_was_verified() -> None:
    for fact in FACTS:
        answer = BOOK.state(fact.id, fact.jurisdiction[0], None)
        read = fact.basis in ("statute_text", "official_page") and not fact.text_age and not fact.not_read
        left_out = any(fact.jurisdiction[0] in LEFT_OUT[who] for who in fact.not_for)
        assert answer.state == ("sound" if read and not left_out else "caution"), fact.id
        assert bool(answer.words) == (answer.state == "caution"), fact.id
        assert not answer.words.endswith("."), fact.id


def test_whom_a_fact_leaves_out_does_not_trouble_other_nations() -> None:
    assert BOOK.state("pa-light-touch-13", "ENG", NOW).state == "sound"
    assert BOOK.state("pa-light-touch-13", "", NOW).state == "sound"


@pytest.mark.parametrize("name", ["pa2023", "pcr2015", "psr-england", "psr-wales", "both", "wales", "northern-ireland"])
def test_scotland_is_not_covered_by_the_law_of_others(name: str) -> None:
    for fact in BOOK.file(name).values():
        if fact.id != "pa-regime-01":
            answer = BOOK.state(fact.id, "SCT", NOW)
            assert answer.state == "not-covered"
            assert answer.words.endswith("ask counsel in Scotland")


@pytest.mark.parametrize(
    ("id", "nation", "where"),
    [("psr-e-scope", "WLS", "Wales"), ("psr-e-scope", "NI", "Northern Ireland"), ("sct-s9", "ENG", "England")],
)
def test_a_nation_that_was_not_checked_is_not_covered(id: str, nation: str, where: str) -> None:
    answer = BOOK.state(id, nation, NOW)
    assert answer.state == "not-covered"
    assert answer.words.endswith(f"ask counsel in {where}")


def test_scotland_has_its_own_facts_and_the_shared_ones() -> None:
    for id in ("sct-eq-reg9", "sub-definition", "x-gdpr-28", "x-psed", "gr-vs-contract", "gr-vat-test", "a11y-wcag"):
        assert BOOK.state(id, "SCT", NOW).state == "sound"


def test_before_its_day_a_fact_is_not_in_force() -> None:
    answer = BOOK.state("pa-kpi-04", "ENG", date(2025, 12, 31))
    assert answer.state == "not-in-force"
    assert answer.words == "PA 2023 s.71(2); SI 2025/1316 holds from 1 January 2026, and the day of the award is 31 December 2025"
    assert BOOK.state("pa-kpi-04", "ENG", date(2026, 1, 1)).state == "sound"


def test_after_its_day_a_fact_is_not_in_force() -> None:
    answer = BOOK.state("pcr-reserved-05", "ENG", date(2025, 2, 24))
    assert answer.state == "not-in-force"
    assert "held from 26 February 2015 to 23 February 2025" in answer.words
    assert answer.words.endswith("the day on which the procurement starts is 24 February 2025")
    assert BOOK.state("pcr-reserved-05", "ENG", date(2025, 2, 23)).state == "sound"


def test_without_a_day_it_is_judged_without_dates() -> None:
    assert BOOK.state("pcr-reserved-05", "ENG", None).state == "sound"


def test_without_a_nation_it_is_judged_without_one() -> None:
    assert BOOK.state("psr-e-scope", "", NOW).state == "sound"


def test_a_nation_comes_before_a_day() -> None:
    assert BOOK.state("pcr-reserved-05", "SCT", LATER).state == "not-covered"


def test_no_such_fact_is_unknown() -> None:
    assert BOOK.state("no-such-fact", "ENG", NOW) == LawAnswer("unknown", "there is no legal fact 'no-such-fact'")


def test_no_such_nation_is_refused() -> None:
    with pytest.raises(InputError, match="is not a nation"):
        BOOK.state("pa-light-touch-14", "UK", NOW)


def test_asking_for_one_fact_reads_one_file(tmp_path: Path) -> None:
    """The other file is not there at all, and nobody misses it."""
    for name in ("northern-ireland.yaml",):
        (tmp_path / name).write_text((DATA / name).read_text(encoding="utf-8"), encoding="utf-8")
    index = {"as_of": "2026-11-22", "files": {"pa2023": ["pa-light-touch-14"], "northern-ireland": ["ni-regime", "gap-ni-sv"]}}
    (tmp_path / "index.json").write_text(json.dumps(index), encoding="utf-8")
    book = LawBook(tmp_path)
    assert book.state("ni-regime", "NI", NOW).state == "sound"
    assert "pa-light-touch-14" in book
