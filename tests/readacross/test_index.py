"""The index finds in one go what looking at each text by itself would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from hls_procure.model.check import Lexicon, Phrase
from hls_procure.readacross.index import Names, Texts
from hls_procure.readacross.scan import Scanner, tokens

#: Letters, joints, figures, stops, signs whose small letter is another one, and the sign that parts texts.
TEXT = st.lists(st.sampled_from([*"abkKST'’--  .,£3%é\n\u212a\u0130\0/", "and/or", "And/Or"]), max_size=30).map("".join)
TEXTS = st.lists(TEXT, max_size=6)


@given(TEXTS)
def test_the_words_are_those_of_tokens_without_figures_and_stops(texts: list[str]) -> None:
    wanted = [[word for word in tokens(text.replace("’", "'")) if word[0].isalpha()] for text in texts]
    assert list(Texts(texts).words()) == wanted


@given(TEXTS, st.lists(st.sampled_from(["a", "ab", "£", "K", "b a", "’", "%"]), min_size=1, max_size=2))
def test_a_sign_is_found_in_the_texts_that_hold_it(texts: list[str], signs: list[str]) -> None:
    assert Texts(texts).holding(*signs) == [number for number, text in enumerate(texts) if any(sign in text for sign in signs)]


SHAPES = {"AA": r"[A-Z][A-Z]", "a A": r"[a-z] [A-Z]", ", A": r"[,;] [A-Z]", "Aa": r"[A-Z][a-z]"}


@given(TEXTS, st.lists(st.sampled_from(sorted(SHAPES)), min_size=1, max_size=2))
def test_a_pattern_is_found_in_the_texts_that_hold_it(texts: list[str], shapes: list[str]) -> None:
    wanted = [number for number, text in enumerate(texts) if any(re.search(SHAPES[one], _parted(text)) for one in shapes)]
    assert Texts(texts).shaped(*shapes) == wanted


def _parted(text: str) -> str:
    """A text in which the sign that parts texts is a blank."""
    return text.replace("\0", " ")


NAMES = st.lists(st.text(alphabet="ab £", min_size=1, max_size=4), max_size=5)


@given(NAMES, st.text(alphabet="ab £", max_size=20))
def test_a_name_is_found_where_a_word_begins_with_it(names: list[str], text: str) -> None:
    for number, at in Names(names).inside(text):
        assert text.startswith(names[number], at)
        assert at == 0 or not (names[number][0].isalpha() and text[at - 1].isalpha())
    found = dict(Names(names).inside(text))
    for number, name in enumerate(names):
        starts = [at for at in range(len(text)) if text.startswith(name, at) and not (at and text[at - 1].isalpha())]
        assert (number in found) >= bool(starts)
        if starts and name[0].isalpha():
            assert found[number] == starts[0]


WAY = st.lists(st.sampled_from(["the", "of", "target", "users", "{number}", "don't", "co-op"]), min_size=1, max_size=3)
def test_a_name_that_ends_in_a_figure_is_not_found_in_a_longer_figure() -> None:
    assert Names(["name 1", "name 17"]).inside("for name 17: 40%") == [(1, 4)]


PHRASES = st.lists(WAY.filter(lambda way: set(way) != {"{number}"}), min_size=1, max_size=4)
SAID = st.lists(st.sampled_from(["the", "of", "target", "Users", "3", "don't", "don’t", "co-op", ".", "other"]), max_size=12)


@given(PHRASES, SAID)
def test_a_passage_that_is_not_likely_to_hold_a_phrase_holds_none(ways: list[list[str]], said: list[str]) -> None:
    scanner = Scanner([Lexicon("l", "RA801", (Phrase(tuple(" ".join(way) for way in ways), "x", "y"),))])
    (words,) = Texts([" ".join(said)]).words()
    likely = frozenset(word for word in scanner.first.intersection(words) if scanner.likely(word, words))
    every = tokens(" ".join(said))
    hits = [(hit.at, hit.found) for hit in scanner.hits(every, scanner.first.intersection(every))]
    assert [(hit.at, hit.found) for hit in scanner.hits(every, likely)] == hits
