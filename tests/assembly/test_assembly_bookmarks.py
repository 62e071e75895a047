"""Word's bookmarks: at most 40 characters, letters, figures and underscores, and no two that Word takes for one."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.refs import MAX_BOOKMARK, bookmark
from tests.assembly.small_library import shipped

GOOD = re.compile(r"_[A-Za-z0-9_]+\Z")
word = st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,4}", fullmatch=True)
ids = st.builds(
    lambda family, number, parts: ".".join([f"{family}-{number:02d}", *parts]),
    st.sampled_from(["AL", "LG", "SP", "IT", "CP", "EV", "GW"]),
    st.integers(1, 99),
    st.lists(word, max_size=4),
)


def every_id() -> list[str]:
    """Every id of the shipped library that a document may write a bookmark for."""
    library = shipped()
    found = dict.fromkeys(library.clauses)
    for clause in library.clauses.values():
        for full, node in clause.nodes():
            found |= dict.fromkeys([full, f"{full}.table", f"{full}.form"])
            if node.table is not None:
                found |= dict.fromkeys(
                    f"{base}.{kind}{n}" for base in (full, f"{full}.table") for kind in "rt" for n in range(1, 12)
                )
        found |= dict.fromkeys(f"{clause.id}.{s.id}" for s in clause.schedules)
    for document in library.documents.values():
        found |= dict.fromkeys(f"{document.id}.{s.id}" for s in document.schedules)
        found |= dict.fromkeys(f"{document.id}.part-{n}" for n in range(200))
    return list(found)


def test_the_usual_bookmark_can_be_read() -> None:
    assert bookmark("AL-14.key-issues") == "_HLS_AL14__key_issues"
    assert bookmark("AL-14") == "_HLS_AL14"
    assert bookmark("D12.part-0") == "_HLS_D12__part_0"


def test_no_two_bookmarks_of_the_whole_library_are_the_same_to_word() -> None:
    every = every_id()
    assert len(every) > 2_000
    seen: dict[str, str] = {}
    for id in every:
        name = bookmark(id)
        assert len(name) <= MAX_BOOKMARK == 40
        assert GOOD.match(name), name
        assert seen.setdefault(name.lower(), id) == id, f"{id} and {seen[name.lower()]} have one bookmark"


@settings(max_examples=50)
@given(st.sets(ids, max_size=12))
def test_different_ids_get_different_bookmarks_that_word_accepts(some: set[str]) -> None:
    names = [bookmark(id) for id in some]
    assert all(len(name) <= 40 and GOOD.match(name) for name in names)
    assert len({name.lower() for name in names}) == len(some)


def test_a_long_bookmark_stays_what_it_is_for_ever() -> None:
    long = f"AL-26.{'a-very-long-word-' * 4}end"
    assert bookmark(long) == "_HLS_AL26__a_very_long_word_a_v_5697d6ce", "a change here would break every link into issued files"
