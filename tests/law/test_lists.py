"""Thresholds by day, notices with their fields, services by CPV code."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from hls_procure.errors import InputError
from hls_procure.law.cpv import CPV_LISTS, CpvListName, cpv_entry, cpv_list
from hls_procure.law.facts import LawBook
from hls_procure.law.lists import FOLDER, notices, psr_notices, threshold, thresholds

DAY = timedelta(days=1)


def test_the_lists_are_plain_utf8() -> None:
    names = {path.name for path in FOLDER.iterdir()}
    assert names == {
        "bank_holidays.csv",
        "cpv_pa2023_schedule1.csv",
        "cpv_pcr2015_reg77_reservable.csv",
        "cpv_pcr2015_schedule3.csv",
        "notices_pa2023.csv",
        "psr_notices.csv",
        "psr_schedule1_cpv.csv",
        "thresholds.csv",
    }
    for path in FOLDER.iterdir():
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert "\x00" not in raw.decode("utf-8")


@pytest.mark.parametrize(
    ("regime", "kind", "on", "amount", "vat"),
    [
        ("PCR2015", "light touch", date(2021, 12, 31), "£663,540", "net"),
        ("PCR2015", "light touch", date(2022, 1, 1), "£663,540", "incl"),
        ("PCR2015", "sub-central goods/services", date(2023, 12, 31), "£213,477", "incl"),
        ("PCR2015", "sub-central goods/services", date(2024, 1, 1), "£214,904", "incl"),
        ("PA2023", "sub-central goods/services", date(2025, 12, 31), "£214,904", "incl"),
        ("PA2023", "sub-central goods/services", date(2026, 1, 1), "£207,720", "incl"),
        ("PA2023", "light touch", date(2025, 2, 24), "£663,540", "incl"),
        ("PA2023", "light touch", date(2027, 3, 3), "£663,540", "incl"),
        ("PA2023", "light touch concession", date(2026, 5, 5), "£5,372,609", "incl"),
        ("PA2023", "works", date(2026, 5, 5), "£5,193,000", "incl"),
    ],
)
def test_a_threshold_is_asked_by_regime_contract_and_day(regime: str, kind: str, on: date, amount: str, vat: str) -> None:
    found = threshold(regime, kind, on)
    assert found is not None
    assert (str(found.amount), found.vat) == (amount, vat)
    assert found.start <= on
    assert found.source.startswith("https://")


@pytest.mark.parametrize(
    ("regime", "on"), [("PCR2015", date(2020, 12, 30)), ("PCR2015", date(2025, 2, 24)), ("PA2023", date(2025, 2, 23))]
)
def test_outside_its_days_a_regime_has_no_threshold(regime: str, on: date) -> None:
    assert threshold(regime, "light touch", on) is None


def test_thresholds_do_not_overlap_and_leave_no_gap() -> None:
    for regime, kind in {(item.regime, item.kind) for item in thresholds()}:
        rows = sorted((item for item in thresholds() if (item.regime, item.kind) == (regime, kind)), key=lambda item: item.start)
        for earlier, later in pairwise(rows):
            assert earlier.end is not None, (regime, kind)
            assert earlier.end + DAY == later.start, (regime, kind)


def test_an_unknown_regime_or_contract_is_refused() -> None:
    with pytest.raises(InputError, match="has no thresholds"):
        threshold("PA2032", "light touch", date(2026, 1, 1))
    with pytest.raises(InputError, match=r"There are .*light touch"):
        threshold("PA2023", "heavy touch", date(2026, 1, 1))


def test_the_thresholds_of_2026_are_those_of_the_facts() -> None:
    fact = LawBook.load().get("gap-pa-thresholds-2026")
    listed = {item.amount.plain() for item in thresholds() if item.regime == "PA2023" and item.end is None}
    assert set(fact.values) <= listed


def test_there_are_seventeen_notices() -> None:
    assert list(notices()) == [f"UK{n}" for n in range(1, 18)]
    assert notices()["UK6"].name == "Contract award notice"
    assert all(notice.name and notice.provision and notice.status for notice in notices().values())


def test_the_notices_have_the_names_of_the_facts() -> None:
    statement = LawBook.load().get("gap-uk-numbers").statement
    for notice in notices().values():
        assert f"{notice.code} {notice.name.partition(' (')[0]}" in statement


def test_notices_of_the_provider_selection_regime_have_their_fields_in_order() -> None:
    found = {(notice.regime, notice.schedule): notice for notice in psr_notices()}
    assert len(found) == len(psr_notices())
    assert found["psr-england", "Sch 3"].fields[0] == "statement of intention to award following C"
    assert len(found["psr-england", "Sch 10"].fields) == 11
    assert len(found["psr-wales", "Sch 11"].fields) == 16


def test_each_notice_has_as_many_fields_as_its_fact_says() -> None:
    book = LawBook.load()
    for notice in psr_notices():
        number = notice.schedule.removeprefix("Sch ")
        if number.isdigit():
            id = f"gap-{'psr' if notice.regime == 'psr-england' else 'psrw'}-notice-sch{number}"
            assert book.get(id).values == (str(len(notice.fields)),), id


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("pa2023-light-touch", 521),
        ("pa2023-reservable", 144),
        ("pcr2015-light-touch", 83),
        ("pcr2015-reservable", 18),
        ("psr-england", 67),
        ("psr-wales", 67),
    ],
)
def test_the_lists_have_as_many_entries_as_the_facts_say(name: CpvListName, count: int) -> None:
    entries = cpv_list(name)
    assert len(entries) == count
    for entry in entries:
        assert len(entry.first) == len(entry.last) == 8
        assert entry.first <= entry.last
        assert entry.provision
        assert entry.source.startswith("https://")


@pytest.mark.parametrize(
    ("name", "code", "there"),
    [
        ("pa2023-light-touch", "85312500", True),
        ("pa2023-light-touch", "85312500-4", True),
        ("pa2023-light-touch", " 85312500-4 ", True),
        ("pa2023-light-touch", "45000000", False),
        ("pa2023-reservable", "98133100", True),
        ("pa2023-reservable", "75231200", False),
        ("pcr2015-light-touch", "84999999", False),
        ("pcr2015-light-touch", "85000000-9", True),
        ("pcr2015-light-touch", "85311000", True),
        ("pcr2015-light-touch", "85323000-9", True),
        ("pcr2015-light-touch", "85323001", False),
        ("pcr2015-light-touch", "79430000-7", True),
        ("pcr2015-reservable", "85311000", True),
        ("pcr2015-reservable", "98133100", False),
        ("psr-england", "85323000-9", True),
        ("psr-england", "85311000-2", False),
    ],
)
def test_a_code_is_looked_up(name: CpvListName, code: str, there: bool) -> None:
    assert (cpv_entry(name, code) is not None) is there


def test_conditions_come_with_the_code() -> None:
    england, wales = cpv_entry("psr-england", "85149000-5"), cpv_entry("psr-wales", "85149000-5")
    assert england is not None
    assert wales is not None
    assert "Regulations 2013" in england.condition
    assert "(Wales) Regulations 2020" in wales.condition
    assert (england.provision[:12], wales.provision[:11]) == ("SI 2023/1348", "WSI 2025/99")
    assert wales.source == "https://www.legislation.gov.uk/wsi/2025/99"
    exclusive = cpv_entry("pcr2015-reservable", "85311000")
    assert exclusive is not None
    assert "EXCLUSIVELY" in exclusive.condition


def test_defence_codes_have_their_condition() -> None:
    assert sum("defence" in entry.condition for entry in cpv_list("pa2023-light-touch")) == 100


def test_all_health_codes_are_in_the_light_touch_list_too() -> None:
    for entry in cpv_list("psr-england"):
        assert cpv_entry("pa2023-light-touch", entry.first) is not None


@pytest.mark.parametrize("code", ["", "8531250", "853125000", "85312500-", "85312500-44", "85-312500", "health"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="is not a CPV code"):
        cpv_entry("psr-england", code)


def test_no_such_list_is_refused() -> None:
    with pytest.raises(InputError, match="is not a list of CPV codes"):
        cpv_list("psr-scotland")
    assert len(CPV_LISTS) == 6
