"""Each type of answer: what fits is typed exactly and comes back as written; what does not is refused in words."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.model.fields import (
    COUNT_TYPES,
    MAX_TEXT,
    MAX_YEARS,
    TEXT_TYPES,
    TYPES,
    Field,
    FieldSchema,
    ValueProblem,
    clean,
    describe,
    generic,
)
from hls_procure.model.values import Money, Percent

CHOICES = MappingProxyType({"single": "one contract", "light-touch": "Light touch", "no": "not at all"})
HOSTILE = [
    "R&D <b>for</b> people",
    "{{ 7*7 }}",
    "{_{",
    "{% raw %}",
    "{# gone #}",
    "${x} %(y)s {z}",
    "<fact:alliance.name>",
    "\\<ref:AL-14>",
    "</w:t></w:r>",
    "]]>",
    "&amp; &#0; &lt;",
    "=1+1",
    "'; DROP TABLE projects; --",
    "../../etc/passwd",
    "שלום עולם",
    "\u202ereversed\u202c",
    "😀 👩‍👩‍👧",
    "e\u0301 \u00a0 \u2028 \ufeff",
    "  spaces kept  ",
    "one\n\ntwo\n\tthree",
    "null",
    "~",
    "no",
    "- a list?",
    "# no comment",
    '"quoted"',
    "",
]


def make(kind: str, **more: Any) -> Field:
    return Field("a.b", kind, **{"choices": CHOICES if kind in ("choice", "multi") else MappingProxyType({}), **more})


def refused(field: Field, raw: Any) -> str:
    with pytest.raises(ValueProblem) as error:
        field.parse(raw)
    return str(error.value)


def values(kind: str) -> st.SearchStrategy[Any]:
    """Typed values of a type, whatever they may be."""
    if kind in TEXT_TYPES:
        return st.text(max_size=80).map(lambda text: clean(text)[0])
    if kind == "years":
        return st.integers(0, MAX_YEARS)
    if kind in ("number", "hours"):
        fractions = st.decimals(0, 10**6, places=3).filter(lambda number: number != number.to_integral_value())
        return st.one_of(st.integers(0, 10**12 - 1), fractions)
    if kind in COUNT_TYPES:
        return st.integers(0, 10**12 - 1)
    return {
        "choice": st.sampled_from(sorted(CHOICES)),
        "multi": st.lists(st.sampled_from(sorted(CHOICES)), max_size=4).map(tuple),
        "money": st.integers(0, 10**15).map(Money),
        "percent": st.decimals(0, 999, places=4).map(Percent),
        "date": st.dates(date(1000, 1, 1), date(2999, 12, 31)),
        "time": st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59)),
        "yes-no": st.booleans(),
        "id": st.from_regex(r"\A[a-z0-9]{1,5}(-[a-z0-9]{1,3}){0,2}\Z"),
        "link": st.from_regex(r"\A[a-z0-9]{1,5}(-[a-z0-9]{1,3}){0,2}\Z"),
        "list": st.lists(st.text(max_size=20).map(lambda text: clean(text)[0]), max_size=4).map(tuple),
    }[kind]


@given(st.data(), st.sampled_from(sorted(TYPES)))
def test_every_value_is_written_and_read_back_the_same(data: st.DataObject, kind: str) -> None:
    field = make(kind, item="phrase" if kind == "list" else "")
    value = data.draw(values(kind))
    back = field.parse(field.write(value))
    assert back == value
    assert type(back) is type(value)


@given(st.lists(st.from_regex(r"\A[a-z0-9]{1,5}\Z"), max_size=4))
def test_a_link_to_several_is_written_and_read_back(ids: list[str]) -> None:
    field = make("link", many=True)
    assert field.parse(field.write(tuple(ids))) == tuple(ids)
    assert field.parse(", ".join(ids)) == tuple(ids)


@pytest.mark.parametrize("kind", sorted(TEXT_TYPES))
@pytest.mark.parametrize("words", HOSTILE)
def test_a_persons_words_stay_exactly_as_typed(kind: str, words: str) -> None:
    field = make(kind)
    assert field.parse(words) == words == field.write(field.parse(words))
    assert make("list", item=kind).parse([words, words]) == (words, words)


def test_a_hundred_thousand_characters_stay_and_more_than_a_million_are_refused() -> None:
    words = "long words & <b> " * 6000
    assert make("passage").parse(words) == words
    assert make("passage").parse("x" * MAX_TEXT) == "x" * MAX_TEXT
    assert (
        refused(make("passage"), "x" * (MAX_TEXT + 1))
        == "has 1,000,001 characters; 1,000,000 is the most that one answer can hold"
    )


@given(st.text(st.characters(categories=["Cc", "Cs"]), min_size=1).filter(lambda text: set(text) - set("\n\t")))
def test_what_no_document_can_hold_is_refused_where_nobody_cleaned_it(signs: str) -> None:
    assert refused(make("phrase"), f"a{signs}b") == (
        "has a control character or half of a character, which no document can hold; take it out"
    )
    assert make("phrase").parse(clean(f"a{signs}b")[0])


# Each type refuses what it is not


@pytest.mark.parametrize("kind", sorted(COUNT_TYPES))
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ten",
        "1e3",
        "٣",
        "１２",
        "0x10",
        "1 000",
        "1,00",
        "10,5",
        ",5",
        "1,0000",
        "5-",
        "--5",
        "NaN",
        "5 years",
        "1_000",
        "9" * 13,
    ],
)
def test_a_number_is_figures(kind: str, typed: str) -> None:
    assert refused(make(kind), typed) == f"'{typed}' is not a number; write it in figures, like 5"


@pytest.mark.parametrize("kind", sorted(COUNT_TYPES))
def test_a_term_of_minus_one_is_refused(kind: str) -> None:
    assert refused(make(kind), "-1") == "'-1' is less than nothing"
    assert make(kind).parse("0") == 0


@pytest.mark.parametrize(
    ("typed", "value"),
    [("5", 5), (" 5 ", 5), ("005", 5), ("1,200", 1200), ("1,234,567", 1234567), ("5.0", 5), ("2.5", Decimal("2.5"))],
)
def test_numbers_as_people_write_them(typed: str, value: int | Decimal) -> None:
    found = make("number").parse(typed)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "units"),
    [
        ("years", "years"),
        ("months", "months"),
        ("weeks", "weeks"),
        ("days", "days"),
        ("working-days", "Working Days"),
        ("minutes", "minutes"),
    ],
)
def test_half_a_year_is_no_number_of_years(kind: str, units: str) -> None:
    assert refused(make(kind), "2.5") == f"'2.5' is not a whole number of {units}"
    assert make("hours").parse("2.5") == Decimal("2.5")


def test_a_hundred_years_are_more_than_anybody_can_promise() -> None:
    assert make("years").parse("99") == 99
    assert refused(make("years"), "100") == "'100' years is longer than anybody can promise; 99 is the most"
    assert refused(make("years"), "999999999999").endswith("99 is the most")


@pytest.mark.parametrize(("kind", "typed"), [("money", "-1"), ("money", "-£7.7m"), ("percent", "-0.5"), ("percent", "-20%")])
def test_a_sum_or_a_percentage_that_is_asked_for_is_not_less_than_nothing(kind: str, typed: str) -> None:
    assert refused(make(kind), typed) == f"'{typed}' is less than nothing"


@pytest.mark.parametrize("typed", ["single", "SINGLE", " single ", "one contract", "One Contract"])
def test_a_choice_is_its_value_or_its_words(typed: str) -> None:
    assert make("choice").parse(typed) == "single"


def test_another_choice_is_refused_with_those_there_are() -> None:
    assert refused(make("choice"), "several") == "'several' is not one of the choices: single, light-touch, no"
    assert refused(make("multi"), ["single", "several"]) == "'several' is not one of the choices: single, light-touch, no"


@pytest.mark.parametrize(
    ("typed", "value"), [("yes", True), ("Y", True), ("TRUE", True), ("no", False), ("n", False), (" False ", False)]
)
def test_yes_and_no(typed: str, value: bool) -> None:
    assert make("yes-no").parse(typed) is value
    assert make("yes-no").write(value) == ("yes" if value else "no")


@pytest.mark.parametrize("typed", ["", "maybe", "1", "0", "yes please", "ja"])
def test_neither_yes_nor_no_is_refused(typed: str) -> None:
    assert refused(make("yes-no"), typed) == f"'{typed}' is neither yes nor no"


@pytest.mark.parametrize("kind", ["id", "link"])
@pytest.mark.parametrize(
    "typed", ["Bed", "bed and breakfast", "bed_breakfast", "-bed", "bed-", "bed--b", "é", "", "bed.b", "b\nb", "../bed", "بيت"]
)
def test_an_id_has_small_letters_figures_and_hyphens(kind: str, typed: str) -> None:
    assert "is not an id; an id has small letters, figures and hyphens, like bed-and-breakfast" in refused(make(kind), typed)


@pytest.mark.parametrize(("typed", "value"), [("9:00", "09:00"), ("09.30", "09:30"), ("23:59", "23:59"), ("0:00", "00:00")])
def test_times_of_day(typed: str, value: str) -> None:
    assert make("time").parse(typed) == value


@pytest.mark.parametrize("typed", ["24:00", "12:60", "noon", "12", "9am", "12:5", "1:2:3", ""])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    assert refused(make("time"), typed) == f"'{typed}' is not a time of day; write it like 12:00"


@pytest.mark.parametrize(("kind", "raw", "words"), [
    ("date", "soon", "'soon' is not a date; write it like 3 March 2027 or 2027-03-03"),
    ("percent", "ten", "'ten' is not a percentage; write it in figures, like 20 or 37.5"),
    ("money", "ten", "'ten' is not a sum of money; write it like 7700000, £7,700,000 or £7.7m"),
])  # fmt: skip
def test_a_weight_of_ten_in_letters_and_its_like_are_refused_in_words(kind: str, raw: str, words: str) -> None:
    assert refused(make(kind), raw) == words


@pytest.mark.parametrize("kind", sorted(TYPES - {"multi", "list"}))
def test_a_list_where_one_value_stands_is_refused(kind: str) -> None:
    for raw in ([], ["a"], ("a",), {"a": "b"}):
        assert refused(make(kind), raw) == f"needs {describe(kind)}, and a list stands there"


@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("raw", [None, 5, 5.0, True, date(2027, 3, 1), b"x"])
def test_only_text_is_read(kind: str, raw: Any) -> None:
    assert refused(make(kind, item="phrase"), raw).startswith("needs ")


def test_a_list_can_be_typed_with_commas_or_lines_and_needs_to_be_one() -> None:
    field = make("list", item="phrase")
    assert field.parse("a market, a river\nold friends , ") == ("a market", "a river", "old friends")
    assert field.parse("") == ()
    assert field.parse(["one, and a half", "two"]) == ("one, and a half", "two")
    assert refused(field, {"a": "b"}) == "needs a list"


def test_every_type_is_described_in_words() -> None:
    assert {describe(kind) for kind in TYPES} == {
        "some words", "a number", "a sum of money", "a percentage", "a date", "a time of day", "yes or no", "one of the choices",
        "one or more of the choices", "the id of another record", "an id", "a list",
    }  # fmt: skip


# Cleaning


@given(st.text(max_size=100))
def test_cleaning_takes_out_only_what_no_document_can_hold(text: str) -> None:
    kept, notes = clean(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert kept == "".join(
        c for c in plain if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")
    )
    assert bool(notes) == (kept != plain)
    assert clean(kept) == (kept, [])
    assert make("passage").parse(kept) == kept


@given(st.text(st.sampled_from("ab \r\n"), max_size=30))
def test_windows_and_old_mac_line_ends_become_plain_ones_without_a_note(text: str) -> None:
    kept, notes = clean(text)
    assert "\r" not in kept
    assert kept.split("\n") == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert notes == []


def test_what_was_taken_out_is_said_and_counted() -> None:
    assert clean("a\x00b") == ("ab", ["1 control character taken out: no document can hold them"])
    assert clean("a\x07\x1b\x85b\ud83d\uffff") == (
        "ab",
        ["3 control characters taken out: no document can hold them", "2 half characters taken out: no document can hold them"],
    )


@pytest.mark.parametrize(
    "words",
    [
        "שלום",
        "مرحبا بالعالم",
        "\u202eabc\u202c",
        "\u2066x\u2069",
        "😀",
        "👩‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "\u200d\u200e\u200f",
        "\ufeff",
        "\u2028\u2029",
        "\ue000",
        "𝒳",
        "é e\u0301",
        "\t\n",
    ],
)
def test_right_to_left_and_emoji_stay(words: str) -> None:
    assert clean(words) == (words, [])


# Paths of fields


def test_ids_and_numbers_in_brackets_stand_for_any_record() -> None:
    field = Field("a.rows[].name", "name")
    schema = FieldSchema({field.path: field})
    assert schema.get("a.rows[bed-and-breakfast].name") is field
    assert schema.get("a.rows[].name") is field
    assert schema.get("a.rows.name") is None
    assert generic("a.b[x].c[y-2].d") == "a.b[].c[].d"
    assert (field.in_list, field.name, schema.lists) == ("a.rows[]", "name", ("a.rows[]",))
    assert schema.leaves("a.rows[]") == (field,)
    assert schema.leaves("a.rows") == ()
