"""What a batch knows of rows without touching a file: names of letters, what a row says, its figures, and the manifest."""

from __future__ import annotations

import json
from datetime import date
from pathlib import PureWindowsPath

from hypothesis import given
from hypothesis import strategies as st

from hls_procure.grants.built import Letter, lines, read_built
from hls_procure.grants.digest import Digests, row_digest
from hls_procure.grants.figures import Totals, figures
from hls_procure.grants.names import apart, beside, letter_path, origin, slug
from hls_procure.grants.row import Row
from hls_procure.grants.sheets import clean
from hls_procure.grants.summary import summary_text
from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model.root import Project

SCHEMA = load_fields(Finder())
NAMES = st.text(max_size=80)


def row(id: str = "G-1", where: str = "row 4", **grant: object) -> Row:
    return Row(id, where, {"recipient": {"name": "Quayside"}, "grant": {"amount": "12500", **grant}})


def test_names_of_letters() -> None:
    assert letter_path("G-0001", "Tom & Jerry <CIC>", "Core Grants!") == "core-grants/G-0001-tom-jerry-cic"
    assert letter_path("G-0001", "Tŷ Cymru", "Straße") == "strasse/G-0001-ty-cymru"
    assert letter_path("G-0001", "بيت الشباب", "منح").split("/")[1] == "G-0001"
    assert letter_path("con", "", "NUL") == "programme-nul/grant-con"
    assert letter_path("G-1", "St Mary’s", "", 2) == "no-programme/G-1-st-marys-letter-2"
    assert letter_path("G-1", "x", "preview").startswith("programme-preview/")


@given(NAMES, NAMES, NAMES, st.integers(1, 30))
def test_a_name_can_stand_on_every_system(id: str, recipient: str, programme: str, number: int) -> None:
    path = letter_path(id, recipient, programme, number)
    folder, _, stem = path.partition("/")
    for part in (folder, stem):
        assert part
        assert part.isascii()
        assert not set(part) & set('<>:"/\\|?*. ')
        assert not PureWindowsPath(part).is_reserved()
        assert len(part) < 140
        assert "--" not in part, "that is how a file beside an edited one is named"
    assert origin(beside(f"{path}.docx", 2)) == f"{path}.docx" == origin(f"{path}.docx")


@given(st.lists(st.tuples(st.text("abAB-", min_size=1, max_size=4), st.text("abAB- ", max_size=4)), unique_by=lambda one: one[0]))
def test_two_grants_never_share_a_name(rows: list[tuple[str, str]]) -> None:
    ids = [id for id, _ in rows]
    made = apart(ids, [letter_path(id, name, "") for id, name in rows])
    assert len({path.casefold() for path in made}) == len(rows)


def test_a_slug_is_cut_at_no_hyphen() -> None:
    assert slug("one two", 4) == "one"


def test_a_digest_is_of_what_a_row_says_and_not_of_how_or_where() -> None:
    plain = row_digest(row(), SCHEMA)
    assert row_digest(row(where="row 99", amount="£12,500.00", programme=""), SCHEMA) == plain
    tree = row().tree
    assert row_digest(Row("G-1", "", {**tree, "grant": {**tree["grant"], "id": "G-1"}}), SCHEMA) == plain
    assert row_digest(row(amount="12501"), SCHEMA) != plain
    assert row_digest(row(id="G-2"), SCHEMA) != plain
    assert row_digest(row(amount="not a sum"), SCHEMA) != plain
    many = Digests(SCHEMA)
    assert many.both(row(id="G-2"))[1] == many.both(row())[1], "without its id it says the same"


def test_figures_and_totals() -> None:
    paid = [{"id": "a", "on": "2027-01-15", "amount": "£2,500"}, {"id": "b", "on": "2028-01-15", "amount": "10k"}, {"id": "c"}]
    one = figures(row(payments=paid, programme="Roots"), Project(), SCHEMA)
    assert [(p.uid, p.on, str(p.amount)) for p in one.payments] == [
        ("G-1-payment-a", date(2027, 1, 15), "£2,500"),
        ("G-1-payment-b", date(2028, 1, 15), "£10,000"),
    ]
    assert "Quayside" in one.payments[0].event().title
    totals = Totals()
    totals.add(one, "aaa")
    totals.add(figures(row(id="G-2"), Project(), SCHEMA), "bbb")
    text = summary_text(totals, {"aaa": "Saying yes (email)"}, {"bbb"}, date(2026, 12, 1), "The Fund")
    assert "2 grants, £25,000 in all, 2 payments." in text
    assert "paid in 2028: £10,000" in text
    assert "with Saying yes (email)" in text
    assert "bbb: 1 letter, for instance G-2; nobody has settled its words yet" in text


def test_a_manifest_is_json_and_can_be_read_a_line_at_a_time() -> None:
    letters = [Letter("G-1", "a/G-1.docx", "s", "k", "d", "i", False, 2, "2026-12-01", "row 4", {"a/G-1.txt": "t"})]
    letters.append(Letter("G-2", 'b/"x".docx', "s", "k", "d", "i", True))
    text = "".join(lines({"tool": "1"}, letters))
    assert [one["id"] for one in json.loads(text)["letters"]] == ["G-1", "G-2"]
    assert list(read_built(text.splitlines())) == letters
    torn = "\n".join([letters[0].line(), letters[1].line()[:30]])
    assert list(read_built(torn.splitlines())) == letters[:1], "a line that was torn off is left out"
    assert json.loads("".join(lines({}, [])))["letters"] == []


def test_a_cell_holds_no_sign_that_excel_cannot_read() -> None:
    assert clean("a\x00b\ud800c\ufffe") == "abc"
