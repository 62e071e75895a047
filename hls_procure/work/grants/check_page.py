"""The page of ``grant check``: problems first, then each grant, then how much is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hls_procure.errors import Problem
from hls_procure.grants.lacking import Lack
from hls_procure.model.values import say_list
from hls_procure.work.grants.checking import Checked, CheckedGrant
from hls_procure.work.route_page import para

#: Up to so many grants are told one by one; more are told by what they have in common.
FEW = 12
_GRAVITY = {"error": "Mend", "warning": "Look at", "info": "Note"}


def page(checked: Checked) -> str:
    """The page."""
    parts = [_problems(checked.batch.problems, "PROBLEMS"), _problems(checked.batch.notes, "WORTH KNOWING")]
    parts += [_common(checked), _each(checked) if len(checked.grants) <= FEW else _together(checked), _totals(checked)]
    return "\n".join(line for part in parts for line in part).rstrip()


def _problems(problems: list[Problem], head: str) -> Iterator[str]:
    if problems:
        yield head if len(problems) == 1 else f"{head} ({len(problems):,})"
        for problem in problems:
            yield f"  {problem.where}"
            yield from para(_sentence(problem.what), 6)
            rest = " ".join(words for words in (problem.why, problem.do) if words)
            if rest:
                yield from para(rest, 6)
        yield ""


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".") + ("" if words.endswith(("?", "!")) else ".")


def _of_all(checked: Checked) -> list[Lack]:
    """What every letter lacks because the funder has not said it yet."""
    found: dict[Lack, int] = {}
    for grant in checked.grants:
        for lack in grant.lacks:
            found[lack] = found.get(lack, 0) + 1
    return [lack for lack, count in found.items() if lack.sheet in ("Funder", "Promises") and count == len(checked.grants)]


def _common(checked: Checked) -> Iterator[str]:
    every = _of_all(checked)
    if every:
        yield "EVERY LETTER STILL LACKS"
        yield from para("; ".join(lack.words for lack in every) + ".")
        yield ""


def _each(checked: Checked) -> Iterator[str]:
    if not checked.grants:
        return
    every = set(_of_all(checked))
    yield "EACH GRANT"
    for grant in checked.grants:
        yield f"  {' · '.join(part for part in (grant.id, grant.to, grant.amount) if part)}"
        own = [lack.words for lack in grant.lacks if lack not in every]
        if own:
            yield from para(f"The letter still lacks: {'; '.join(own)}.", 6)
        for problem in grant.refused:
            yield from para(f"No letter: {_sentence(problem.what)} {problem.why} {problem.do}".strip(), 6)
        for words in grant.law:
            yield from para(words, 6)
        for words in grant.days:
            yield from para(f"Look again: {words}", 6)
        for finding in grant.findings:
            yield from para(f"{_GRAVITY[finding.severity]} ({finding.code}): {finding.message}", 6)
    yield ""


def _together(checked: Checked) -> Iterator[str]:
    """Many grants, by what they have in common."""
    every = set(_of_all(checked))
    yield from _group(
        "LETTERS STILL LACK", ((lack.words, grant) for grant in checked.grants for lack in grant.lacks if lack not in every)
    )
    yield from _group(
        "NO LETTER", ((f"{_sentence(one.what)} {one.why}", grant) for grant in checked.grants for one in grant.refused)
    )
    yield from _group(
        "DOES NOT FIT TOGETHER",
        ((f"{_GRAVITY[one.severity]} ({one.code}): {one.message}", grant) for grant in checked.grants for one in grant.findings),
    )
    yield from _group("DAYS TO LOOK AT AGAIN", ((words, grant) for grant in checked.grants for words in grant.days))
    yield from _group("THE LAW", ((words, grant) for grant in checked.grants for words in grant.law))


def _group(head: str, found: Iterable[tuple[str, CheckedGrant]]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for words, grant in found:
        groups.setdefault(words, []).append(grant.id)
    if not groups:
        return
    yield head
    for words, ids in groups.items():
        yield from para(words)
        shown = say_list(ids) if len(ids) <= 5 else f"{', '.join(ids[:4])} and {len(ids) - 4:,} more"
        yield from para(f"[{shown}]")
    yield ""


def _totals(checked: Checked) -> Iterator[str]:
    if not checked.batch.count and not checked.batch.problems:
        yield from para(f"{checked.batch.source} holds no grant yet. Fill in the sheets Funder, Recipients and Grants.")
        return
    yield "IN ALL"
    yield from (f"  {line}" for line in checked.totals.lines())
    if checked.kept:
        yield ""
        yield from para("What the heads of the file were taken for is kept in columns.yaml; correct it there.")
