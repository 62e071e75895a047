"""Reads files across: what they tell against each other, and every rule of the read-across that applies to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from hls_procure.findings import Finding, Side
from hls_procure.foreign import compare, grounds, linking, sheets, sums_up
from hls_procure.foreign.agreed import Agreed
from hls_procure.foreign.bench import UNCONFIRMED, Bench, in_files
from hls_procure.foreign.books import Book
from hls_procure.foreign.docs import CALLED, doc_of
from hls_procure.foreign.heard import Heard
from hls_procure.foreign.partial import Partial, partial
from hls_procure.foreign.told import kind_of
from hls_procure.law.facts import LawBook
from hls_procure.model.check import Check, Lexicon
from hls_procure.model.facts import FactView
from hls_procure.model.fields import FieldSchema
from hls_procure.readacross.pack import Pack, Unread
from hls_procure.readacross.report import Report, read_across

#: Names of bodies, as far as their last word tells.
_BODY = re.compile(r"\b(?:Council|Board|Trust|Commissioner|Authority|Committee|Ltd|Limited|University|Language)$|\bAct\b")
#: A gap that only the award fills.
_WINNER = re.compile(
    r"\b(?:winn\w+|successful|preferred|award\w*|bidder|tenderer|supplier|provider|contractor|sign\w*)\b", re.IGNORECASE
)
#: Checks that ask what a project does not say; of files that no project made they can ask only these.
OF_FACTS = frozenset({"RA207", "RA208", "RA210", "RA211"})
#: Checks that the comparison of files makes better than a rule that knows only one value: it knows tables, too.
COMPARED = frozenset({"RA203", "RA601", "RA913"})
#: What only the words of a project, its clauses or its assembly can fail.
OF_PROJECTS = frozenset({"RA109", "RA515", "RA518", "RA519", "RA603"})


def across(
    heard: Heard,
    agreed: Agreed,
    checks: Mapping[str, Check],
    schema: FieldSchema,
    *,
    lexicons: Iterable[Lexicon] = (),
    book: LawBook | None = None,
    on: date | None = None,
    unread: Iterable[Unread] = (),
    known: Iterable[str] = (),
) -> Report:
    """Everything that is found in some files.

    :param heard: what they tell. :param agreed: what counts. :param on: the day that counts as today.
    :param unread: what could not be read. :param known: fingerprints of an earlier report.
    """
    bench = Bench(heard, agreed, checks, book)
    own = list(_own(bench))
    made = partial(heard, agreed, schema)
    parts = [guess.part for guess in agreed.parts.values()]
    documents = [
        doc_of(read, agreed.parts[name].part, alone=parts.count(agreed.parts[name].part) == 1)
        for name, read in heard.files.items()
    ]
    unread = [*unread, *(_formulas(name, book) for name, book in bench.books.items() if book.unknown)]
    pack = Pack(
        checks, FactView(made.project, schema), documents=documents, brought=own, lexicons=lexicons, book=book, on=on,
        unread=unread, assumed=agreed.assumed,
    )  # fmt: skip
    report = read_across(pack, known)
    names = _names(bench)
    report.findings = [one for one in _of_files(report.findings, own, made, heard) if not _is_name(one, names)]
    return report


def _formulas(name: str, book: Book) -> Unread:
    count = f"{book.unknown:,} formula{'s' if book.unknown != 1 else ''}"
    return Unread(name, count, "nothing here works them out", operative=False)


def _names(bench: Bench) -> str:
    """The first words of each file, in which bodies and the thing that is bought are named, and the authority."""
    made = [str(bench.agreed.value("authority") or "")]
    for every in bench.heard.units.values():
        made += [unit.text for unit in every[:6]]
    return " | ".join(made)


def _is_name(one: Finding, names: str) -> bool:
    """Whether words in capitals that look like a term are the name of a body or of what is bought."""
    if one.code != "RA906" or not isinstance(one.left.value, str):
        return False
    words = one.left.value
    called = any(words in name for every in CALLED.values() for name in every)
    if called or words in names or _BODY.search(words):
        return True
    law = rf"{re.escape(words)}(?:(?: \([^)]*\))?(?: \w+)? (?:Act|Regulations|Guidance|Order|Code)\b| 20\d\d)"
    return re.search(law, one.left.quote) is not None


def _own(bench: Bench) -> Iterator[Finding]:
    for check in (
        compare.facts, compare.order, compare.profile, compare.weights, compare.secret, compare.lots, compare.listed,
        sums_up.totals, sheets.scale, sheets.minimum, sheets.price, sheets.broken, grounds.other_law, linking.links,
    ):  # fmt: skip
        yield from check(bench)


def _of_files(findings: Iterable[Finding], own: Iterable[Finding], made: Partial, heard: Heard) -> Iterator[Finding]:
    """Findings about files: those about a project alone are left out, and what is a fact is shown where it was read."""
    places = {
        (one.code, side.spot) for one in own for side in (one.left, one.right) if side is not None and side.spot is not None
    }
    mine = {id(one) for one in own}
    for one in findings:
        if id(one) in mine:
            yield one
            continue
        if one.code in OF_PROJECTS | COMPARED or _heard(one, heard) or (one.code, one.left.spot) in places:
            continue
        if one.left.document == "project":
            source = _source(one.left, made)
            if one.code not in OF_FACTS or source is None:
                continue
            yield _about(one, replace(one, left=source[0], right=_right(one, made)), source)
            continue
        if one.right is not None and one.right.document == "project":
            source = _source(one.right, made)
            if source is None or (source[0].spot == one.left.spot and one.left.spot is not None):
                continue
            yield _about(one, replace(one, right=source[0]), source)
            continue
        if one.code == "RA901" and _WINNER.search(str(one.left.value)):
            one = replace(one, severity="info", hint="It can stay until the contract is awarded, and not a day longer.")
        yield replace(one, hint=in_files(one.hint, two=one.right is not None))


def _heard(one: Finding, heard: Heard) -> bool:
    """Whether the comparison of files has weighed the same words: then it knows more of them than a rule with one value."""
    if one.code == "RA304" and not any(told.kind == "extension" for told in heard.told):
        return True
    file, where = one.left.document, one.left.where
    kinds = {told.kind for told in heard.told if told.file == file and told.side.where.startswith(where)} - set(compare.BY_WORDS)
    return any(kind_of(kind).code == one.code for kind in kinds)


def _right(one: Finding, made: Partial) -> Side | None:
    if one.right is None or one.right.document != "project":
        return one.right
    source = _source(one.right, made)
    return source[0] if source else None


def _source(side: Side, made: Partial) -> tuple[Side, bool] | None:
    """Where the fact at a path of the project was read, and whether somebody has confirmed it."""
    exact = made.sources.get(side.where)
    if exact is not None:
        return exact
    inside = sorted(path for path in made.sources if path.startswith((f"{side.where}.", f"{side.where}[")))
    above = sorted((path for path in made.sources if side.where.startswith((f"{path}.", f"{path}["))), key=len)
    return made.sources[inside[0]] if inside else (made.sources[above[-1]] if above else None)


def _about(was: Finding, one: Finding, source: tuple[Side, bool]) -> Finding:
    """The finding in words of files, and no error where it rests on what nobody has confirmed."""
    side, confirmed = source
    message = re.sub(r"\b(in|on) the (?:project|evaluation model)\b", rf"\1 {_plain(side.document)}", one.message)
    message = re.sub(r"\bThe project has\b", f"{_plain(side.document)} has", message)
    hint = in_files(one.hint, two=one.right is not None)
    if confirmed:
        return replace(one, message=message, hint=hint)
    severity = "warning" if was.severity == "error" else was.severity
    return replace(one, message=f"{message} {UNCONFIRMED}", severity=severity, hint=hint)


def _plain(name: str) -> str:
    return name.replace("\\", "\\\\")
