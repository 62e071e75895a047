"""Scoring sheets: the scale that cells take, the score that a formula fails, the formula for price, and sums that are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hls_procure.findings import Finding, Side
from hls_procure.foreign.bench import Bench
from hls_procure.foreign.books import Book, is_number
from hls_procure.foreign.formulas import Cell, NotUnderstood, column, letters, ranges
from hls_procure.foreign.units import side_of
from hls_procure.reading.blocks import ReadBlock, ReadFile

_CHOICE = re.compile(r"(?:whole|decimal)(?: (?P<op>\w+))? (?P<a>-?\d+(?:\.\d+)?)(?: (?P<b>-?\d+(?:\.\d+)?))?\Z")
_LIST = re.compile(r"list \"?(?P<items>\d+(?:\s?[,;]\s?\d+)+)\"?\Z")
_FAIL = re.compile(
    r"IF\(\s*\$?[A-Z]{1,3}\$?\d+\s*(?P<sign><=|>=|<|>)\s*(?P<n>\d+(?:\.\d+)?)\s*,\s*\"(?P<yes>[^\"]*)\"\s*(?:,\s*\"(?P<no>[^\"]*)\")?",
    re.IGNORECASE,
)
_BAD = re.compile(r"fail|reject|exclud|below|unaccept|not met|disqualif|^no\b|\bx\b", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)")
_PRICE_WORDS = re.compile(r"\bprice\b|\bcost\b", re.IGNORECASE)
_DIVIDED = re.compile(r"\bdivid\w+\b|÷|/|\bproportion\w*|\bpro[- ]rata\b", re.IGNORECASE)
_TIMES = re.compile(r"(?:multipl\w+ by|[×x*]|times)\s*(?:the (?:price )?weight\w* of\s*)?(\d{1,3}(?:\.\d+)?)\s?%?", re.IGNORECASE)


def _workbooks(bench: Bench) -> Iterator[tuple[ReadFile, Book]]:
    for name, book in bench.books.items():
        yield bench.heard.files[name], book


def scale(bench: Bench) -> Iterator[Finding]:
    """The highest score that a cell takes, against the scale that bidders are told."""
    known = bench.agreed.facts.get("scale")
    tops = _told_tops(bench)
    top = known.value if known is not None and known.confirmed else (tops[0][0] if tops else known.value if known else None)
    if not isinstance(top, int):
        return
    side = known.side if known is not None and known.side is not None else (tops[0][1] if tops else None)
    if side is None:
        assert known is not None
        assert known.source is not None
        side = known.source.side
    sure = known.confirmed if known is not None else False
    for other, place in tops:
        if other != top:
            message = f"Scores go up to {top} in {side.document} and up to {other} in {place.document}."
            yield bench.finding("RA206", message, place, side, confirmed=sure)
    for read, _ in _workbooks(bench):
        told: set[tuple[str, int]] = set()
        for block in read.now():
            most = _highest(block.sheet.choices) if block.sheet is not None else None
            if most is None or block.sheet is None or most in (1, 100) or (block.sheet.sheet, most) in told:
                continue
            told.add((block.sheet.sheet, most))
            if most != top and _is_score(block):
                message = (
                    f"Scores go up to {top} in {side.document}, and cells of the sheet '{block.sheet.sheet}' take up to {most}."
                )
                yield bench.finding(
                    "RA206", message, side_of(read.name, block, most, "", block.sheet.choices), side, confirmed=sure
                )


def _told_tops(bench: Bench) -> list[tuple[int, Side]]:
    """The highest step of each table of steps, those of the invitation first."""
    best: dict[str, tuple[int, Side]] = {}
    for step in bench.heard.steps:
        if step.file not in best or step.score > best[step.file][0]:
            best[step.file] = (step.score, step.side)
    return [best[name] for name in sorted(best, key=lambda name: (bench.heard.parts[name].part != "invitation", name))]


def _is_score(block: ReadBlock) -> bool:
    return block.table is not None and any(
        re.search(r"scor|mark|rating|point", head, re.IGNORECASE) for head in block.table.heads
    )


def _highest(choices: str) -> int | None:
    found = _CHOICE.match(choices.strip())
    if found:
        if found["op"] in ("greaterThan", "greaterThanOrEqual", "notBetween", "notEqual"):
            return None
        value = Decimal(found["b"] or found["a"])
        return int(value) - (1 if found["op"] == "lessThan" else 0)
    listed = _LIST.match(choices.strip())
    return max(int(item) for item in re.findall(r"\d+", listed["items"])) if listed else None


def minimum(bench: Bench) -> Iterator[Finding]:
    """The score below which a formula fails a tender, against the lowest that bidders are told; and every other such score."""
    known = bench.agreed.facts.get("minimum")
    if known is None or known.value is None:
        return
    side = known.side or (known.source.side if known.source else None)
    assert side is not None
    for other in known.others:
        message = f"The lowest score that is good enough is {known.value} in {side.document} and {other.value} in {other.file}."
        if bench.heard.parts[other.file].part in ("invitation", "evaluation", "conditions"):
            yield bench.finding("RA208", message, other.side, side, confirmed=known.confirmed)
    for read, _ in _workbooks(bench):
        told: set[tuple[str, Decimal]] = set()
        for block in read.now():
            least = _least(block.sheet.formula) if block.sheet is not None else None
            if least is None or block.sheet is None or (block.sheet.sheet, least) in told:
                continue
            told.add((block.sheet.sheet, least))
            if least != known.value and least <= 20:
                message = (
                    f"A score of at least {known.value} is good enough in {side.document}, and a formula in the sheet "
                    f"'{block.sheet.sheet}' draws the line at {least.normalize():f}."
                )
                place = side_of(read.name, block, float(least), "", block.sheet.formula)
                yield bench.finding("RA208", message, place, side, confirmed=known.confirmed)


def _least(formula: str) -> Decimal | None:
    """The lowest score that a formula lets pass."""
    found = _FAIL.search(formula)
    if found is None:
        return None
    number = Decimal(found["n"])
    yes, no = bool(_BAD.search(found["yes"])), bool(_BAD.search(found["no"] or ""))
    if yes == no:
        return None
    if (found["sign"] == "<" and yes) or (found["sign"] == ">=" and no):
        return number
    if (found["sign"] == "<=" and yes) or (found["sign"] == ">" and no):
        return number + 1
    return None


def price(bench: Bench) -> Iterator[Finding]:
    """The formula for price in words, worked out on the figures of the sheet, against what the sheet works out."""
    words = _described(bench)
    if words is None:
        return
    kind, times, side = words
    for read, book in _workbooks(bench):
        for block in read.now():
            about = block.sheet
            if (
                about is None
                or not about.formula
                or "/" not in about.formula
                or not re.search(r"\b(?:MIN|AVERAGE|MAX|MEDIAN)\(", about.formula, re.I)
            ):
                continue
            found = _worked(about.formula, about.sheet, about.address, book)
            if found is None:
                continue
            prices, bid, value = found
            base = {"lowest": min(prices), "average": sum(prices) / len(prices), "highest": max(prices)}[kind]
            share = base / bid
            if _fits(value, share, times):
                continue
            message = (
                f"For a price of £{bid:,.0f} the words in {side.document} give {share * (times or 1):.1f} points, and the "
                f"formula in the sheet '{about.sheet}' gives {value:.1f}."
            )
            yield bench.finding("RA209", message, side_of(read.name, block, round(value, 2), "", about.formula), side)
            break


def _fits(value: float, share: float, times: float | None) -> bool:
    """Whether points are a share of the best price, as it is, of a hundred, or times what the words or a whole number say."""
    if times is None:
        ratio = value / share if share else 0.0
        return ratio > 0 and abs(ratio - round(ratio)) < 0.002 * ratio
    return any(abs(value - share * factor) < 0.01 * max(abs(share * factor), 0.01) for factor in (times, 1.0, 100.0, times / 100))


def _described(bench: Bench) -> tuple[str, float | None, Side] | None:
    """How the words say that price is scored: against the lowest, the average or the highest, and times what."""
    for name in (*bench.heard.of_part("invitation"), *bench.heard.of_part("evaluation"), *bench.heard.of_part("conditions")):
        if bench.heard.files[name].kind == "xlsx":
            continue
        for unit in bench.heard.units[name]:
            lowered = unit.text.lower()
            if not _PRICE_WORDS.search(lowered) or not _DIVIDED.search(lowered):
                continue
            kinds = [k for k, sign in (("lowest", "lowest"), ("lowest", "cheapest"), ("average", "average"), ("average", "mean "),
                                       ("highest", "highest price")) if sign in lowered]  # fmt: skip
            if len(set(kinds)) != 1:
                continue
            times = _TIMES.search(unit.text)
            factor = float(times[1]) if times else None
            return kinds[0], factor, unit.side(None, "price")
    return None


def _worked(formula: str, sheet: str, address: str, book: Book) -> tuple[list[float], float, float] | None:
    """The prices of a formula, the price of the bidder in its row, and what it gives."""
    value, cells = book.values.get((sheet, address)), book.cells
    try:
        areas = list(ranges(formula))
    except NotUnderstood:
        return None
    wide = next((area for area in areas if area[4] > area[2]), None)
    single = next((area for area in areas if area[1:3] == area[3:5]), None)
    if wide is None or single is None or not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    column_ = [cells.get((wide[0] or sheet, f"{letters(wide[1])}{row}"), ("", None))[1] for row in range(wide[2], wide[4] + 1)]
    prices = [float(v) for v in column_ if isinstance(v, (int, float)) and not isinstance(v, bool)]
    bid = cells.get((single[0] or sheet, f"{letters(single[1])}{single[2]}"), ("", None))[1]
    if len(prices) < 2 or not isinstance(bid, (int, float)) or isinstance(bid, bool) or not bid:
        return None
    return prices, float(bid), float(value)


def broken(bench: Bench) -> Iterator[Finding]:
    """Formulas that show an error, that leave a row out, or whose value is another than the file keeps."""
    for read, book in _workbooks(bench):
        for block in read.now():
            about = block.sheet
            if about is None or not about.formula or block.kind != "cell":
                continue
            side = side_of(read.name, block, block.text, "", f"{about.formula} shows {block.text}")
            error = _ERROR.search(f"{about.formula} {block.text}")
            if error:
                yield bench.finding("RA214", f"The formula in {about.sheet}, cell {about.address} shows {error[0]}.", side)
                continue
            out = _left_out(about.formula, about.sheet, about.address, book.cells)
            if out:
                message = (
                    f"The formula in {about.sheet}, cell {about.address} leaves out {out}, which stands beside what it adds up."
                )
                yield bench.finding("RA214", message, side)
                continue
            value = book.values.get((about.sheet, about.address))
            kept = about.value
            if is_number(value) and is_number(kept) and abs(float(value) - float(kept)) > max(0.005, abs(float(kept)) * 1e-6):  # type: ignore[arg-type]
                place = f"{about.sheet}, cell {about.address}"
                message = f"The file keeps {kept:g} for the formula in {place}, and its figures make {value:g}."
                yield bench.finding("RA214", message, side)


def _left_out(formula: str, sheet: str, address: str, cells: dict[tuple[str, str], Cell]) -> str:
    """The first figure in line with a sum and beside its range that the sum does not take in."""
    if not re.fullmatch(r"=?\s*SUM\([^()]*\)", formula.strip(), re.IGNORECASE):
        return ""
    try:
        areas = list(ranges(formula))
    except NotUnderstood:
        return ""
    if len(areas) != 1:
        return ""
    other, left, top, right, bottom = areas[0]
    found = re.fullmatch(r"([A-Z]{1,3})(\d+)", address)
    if other or left != right or top == bottom or found is None or column(found[1]) != left:
        return ""
    own = int(found[2])
    for row in (*range(bottom + 1, own), top - 1):
        formula_, value = cells.get((sheet, f"{letters(left)}{row}"), ("", None))
        if row > 0 and is_number(value) and (row < top or not re.search(r"SUM\(", formula_, re.IGNORECASE)):
            if row == top - 1 and not _has_name(sheet, row, left, cells):
                continue
            return f"{letters(left)}{row}"
        if row >= bottom + 1 and value is None:
            break
    return ""


def _has_name(sheet: str, row: int, left: int, cells: dict[tuple[str, str], Cell]) -> bool:
    return any(isinstance(cells.get((sheet, f"{letters(at)}{row}"), ("", None))[1], str) for at in range(1, left))
