"""What stands twice in one document in nearly the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.pack import Pack, printed
from hls_procure.readacross.rule import rule

_WORD = re.compile(r"[a-z’'-]+|\d[\d,.%]*")
#: Words from which a paragraph says enough to be looked for twice.
SHORTEST = 14
#: Share of words in common from which two paragraphs are nearly the same.
ALIKE = 0.9
#: How many of a paragraph's runs of words it is looked up by.
SKETCH = 8


@rule("RA917")
def repeated(pack: Pack) -> Iterator[Finding]:
    """Nothing is said twice in nearly the same words: two places are mended in one, and then they differ."""
    for doc in pack.documents.values():
        for earlier, line in _pairs(doc) if doc.part != "other" else ():
            message = f"{line.where} says nearly the same as {earlier.where}."
            yield pack.finding("RA917", message, printed(doc, line), printed(doc, earlier))


def _pairs(doc: Doc) -> Iterator[tuple[Line, Line]]:
    """Each paragraph that is nearly the same as an earlier one, with that one. Linear: only those with a run in common meet."""
    known: dict[tuple[str, ...], int] = {}
    seen: list[tuple[Line, Counter[str]]] = []
    for line in doc.lines:
        if line.kind != "para" or line.text.count(" ") < SHORTEST:
            continue
        words = _WORD.findall(line.own.lower())
        runs = sorted({tuple(words[at : at + 3]) for at in range(len(words) - 2)}, key=_turned)[:SKETCH]
        if len(words) < SHORTEST:
            continue
        counted = Counter(words)
        met = {known[run] for run in runs if run in known}
        for number in sorted(met):
            earlier, other = seen[number]
            if 2 * (counted & other).total() >= ALIKE * (counted.total() + other.total()):
                yield earlier, line
                break
        for run in runs:
            known.setdefault(run, len(seen))
        seen.append((line, counted))


def _turned(run: tuple[str, ...]) -> tuple[str, ...]:
    """A run in an order that has nothing to do with how paragraphs begin."""
    return tuple(word[::-1] for word in run)


RULES = (repeated,)
