"""Criteria and questions with their weights, and the sentences that name one and give a share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from hls_procure.findings import Side
from hls_procure.foreign.units import Unit
from hls_procure.model.record import record
from hls_procure.model.values import Percent

SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:weigh\w*|marks?|scor\w+|criteri\w+|evaluat\w+|assess\w+|award\w*"
                    r"|counts? for|of the (?:whole|total|result)|split)\b",
                    re.IGNORECASE)  # fmt: skip
#: So many names of criteria are looked for in sentences, and so many shares in one sentence.
NAMES, SHARES = 300, 40
#: Criteria that people name without a table.
USUAL = ("quality", "price", "cost", "social value", "technical", "commercial")
#: What may stand between a share and the name behind it: "60% for quality".
_BEFORE = re.compile(r"\s*(?:(?:of|for|on|is|to|weighting|marks)\b\s*|[(:–-]\s*)*(?:the\s+)?")
_SMALL = frozenset("the a an of and or for to in on with your how you will over our total".split())


@record
class Named:
    """A criterion or a question by its reference (``Q1``), where it has one, and its name."""

    ref: str
    name: str

    @property
    def key(self) -> str:
        """What it is compared by: its reference, or the words of its name."""
        return self.ref or slug(self.name)

    @property
    def shown(self) -> str:
        """How a message calls it."""
        return f"{self.ref} {self.name}".strip()


@record
class Weighted(Named):
    """A criterion or a question with its weight.

    :param parent: the name of the criterion it belongs to.
    :param stated: the weight of the parent as the same row states it.
    """

    weight: Percent | None
    side: Side
    file: str
    parent: str = ""
    stated: Percent | None = None
    table: bool = True


@lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """A name without case, small words and shares."""
    words = re.findall(r"[a-z0-9]+", SHARE.sub("", name).lower().replace("’", ""))
    return " ".join(word for word in words if word not in _SMALL)


def plain(name: str) -> str:
    """A name without the share that stands in brackets behind it."""
    return re.sub(r"\s*[(\[:–-]*\s*\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent)\s*[)\]]*\s*$", "", name, flags=re.IGNORECASE).strip()


def names_of(names: Iterable[str]) -> re.Pattern[str]:
    """What finds the names of criteria, the longest first: those given, as far as there are not too many, and the usual ones."""
    every = {*USUAL, *(name.lower() for name in list(names)[:NAMES] if len(name) > 3)}
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(every, key=lambda one: (-len(one), one)))})\b")


def in_words(unit: Unit, names: re.Pattern[str]) -> Iterator[Weighted]:
    """The shares that a sentence gives to criteria by their names, before or behind them."""
    if unit.block.table is not None or ("%" not in unit.text and "per cent" not in unit.text.lower()):
        return
    for sentence in re.split(r"(?<=[.;])\s+", unit.text):
        shares = list(SHARE.finditer(sentence))
        if not 0 < len(shares) <= SHARES:
            continue
        lowered = sentence.lower()
        places = [(found.start(), found.end(), found[0]) for found in names.finditer(lowered)]
        if not places or (not _ABOUT.search(sentence) and len(places) < 2):
            continue
        first = len(shares) == len(places) and shares[0].end() <= places[0][0]
        for number, (start, end, _) in enumerate(places):
            said = shares[number] if first else _near(shares, places, start, end, lowered)
            if said is not None and (not first or _BEFORE.fullmatch(sentence, said.end(), start)):
                value = Percent(Decimal(said[1]))
                shown = sentence[start:end]
                yield Weighted("", shown, value, unit.side(str(value), said[0]), unit.file, table=False)


def _near(
    shares: list[re.Match[str]], places: list[tuple[int, int, str]], start: int, end: int, text: str
) -> re.Match[str] | None:
    """The share that belongs to a name: the next behind it with no other name between, or the one just before it."""
    following = next((s for s, _, _ in places if s >= end), len(text))
    for one in shares:
        if end <= one.start() < following and one.start() - end <= 45:
            between = text[end : one.start()]
            if not re.search(r"\b(?:increase|rise|inflation|reduc|discount|than|respons\w+ (?:to|in))\b", between):
                return one
    for one in shares:
        if one.end() <= start <= one.end() + 14 and _BEFORE.fullmatch(text, one.end(), start):
            return one
    return None
