"""A second pack of another hand: numbers for weights, slashes in dates, definitions in a table, everything typed.

It is there to keep the reading from fitting one pack only. Places and bodies are invented.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.foreign.small import sheet, word

Pick = Callable[[str, str], str]

#: What is wrong in the wrong pack, by the code that has to find it.
WRONG = {
    "RA202", "RA203", "RA204", "RA206", "RA209", "RA214", "RA303", "RA304", "RA305", "RA308", "RA309", "RA312", "RA402", "RA409",
    "RA902",
}  # fmt: skip
ITT, SPEC, SHEET, CONTRACT = "Instructions.docx", "Requirements.docx", "Scoring.xlsx", "Contract.docx"


def pack(*, wrong: bool) -> dict[str, bytes]:
    """The four files."""

    def pick(right: str, other: str) -> str:
        return other if wrong else right

    return {ITT: _instructions(pick), SPEC: _requirements(pick), SHEET: _scoring(wrong=wrong), CONTRACT: _contract(pick)}


def _instructions(pick: Pick) -> bytes:
    return word(
        "Brackwater Borough Council", "Home from Hospital Support", "Instructions to Tenderers",
        "Tender reference: BBC/ASC/0427",
        "# Part A Overview",
        "Brackwater Borough Council (“the Authority”) wishes to appoint one supplier to help people settle at home after a "
        "stay in hospital.",
        "A1. The contract will commence on 01/10/2027 for a period of 36 months with an option to extend for up to a further 24 "
        "months.",
        "A2. The maximum contract value is estimated at £1.8 million (exclusive of VAT) for the initial period.",
        "A3. Tenderers should note the key dates below. The Authority may change them.",
        [
            ("Activity", "Target date"), ("Issue of the tender documents", "03/05/2027"),
            ("Final date for receipt of clarification questions", pick("21/05/2027", "11/06/2027")),
            ("Tender return date", "04/06/2027 at 17:00"), ("Notification of award", "12/07/2027"),
            ("Standstill ends", "23/07/2027"), ("Contract commencement", "01/10/2027"),
        ],
        "# Part B Rules", "B1. Tenders must be returned through the portal no later than 5pm on 4 June 2027.",
        "B2. The supplier shall have in place: Public Liability Insurance of £5 million; Employers' Liability Insurance of £10 "
        "million; and Professional Indemnity Insurance of £1 million.",
        "B3. Undisputed invoices will be settled within 30 days of receipt.",
        "# Part C Evaluation", "C1. The award criteria are 60% Quality and 40% Price.",
        [
            ("No.", "Criterion", "Weighting (%)"), ("1", "Quality", "60"),
            ("1.1", "Welcome home in the first 72 hours", "25"),
            ("1.2", "Working with hospital and GP", "20"), ("1.3", "Staff and volunteers", pick("15", "10")),
            ("2", "Price", "40"),
            ("", "Total", "100"),
        ],
        "C2. Quality responses will be marked out of 5. A response marked below 2 for any question will be rejected.",
        "C3. The tenderer with the lowest price gets all 40 marks. Other tenderers get: lowest price / tenderer's price x 40.",
        [("Mark", "Description"), ("0", "No response"), ("1", "Poor"), ("2", "Acceptable"), ("3", "Good"), ("4", "Very good"),
         ("5", "Excellent")],
    )  # fmt: skip


def _requirements(pick: Pick) -> bytes:
    return word(
        "Home from Hospital Support", "Statement of Requirements", "# 1 Introduction",
        "1.1 This document describes the service that Brackwater Borough Council will buy from 1 October 2027.",
        f"1.2 The service is worth up to {pick('£600,000', '£700,000')} a year.",
        "# 2 The service", "2.1 The Supplier shall telephone each person on the day of discharge.",
        "2.2 The Supplier shall visit within 72 hours.",
        "2.3 The Supplier shall share what it learns with the Authority every quarter.",
        "2.4 The Supplier shall recruit and train volunteers from the borough.",
        "# 3 Term", f"3.1 The contract runs for {pick('three (3) years', 'four (4) years')} from 1 October 2027.",
        "3.2 As set out in Appendix 1, the service covers the whole borough.", "Appendix 1 – Area",
        "The whole borough, and patients of the hospital who live within five miles of it.",
    )  # fmt: skip


def _scoring(*, wrong: bool) -> bytes:
    questions: list[tuple[str, str, float, int]] = [
        ("1.1", "Welcome home in the first 72 hours", 0.25, 3), ("1.2", "Working with hospital and GP", 0.2, 4),
        ("1.3", "Staff and volunteers", 0.15, 3),
    ]  # fmt: skip
    if wrong:
        questions.append(("1.4", "Added value for the borough", 0.05, 3))
    last = len(questions) + 1
    rows: list[list[object]] = [["Question", "Description", "Weight", "Score", "Weighted"]]
    rows += [[*row, f"=C{at}*D{at}/5"] for at, row in enumerate(questions, 2)]
    rows.append([None, "Total", f"=SUM(C2:C{last})", None, f"=SUM(E2:E{last})"])
    points = {f"E{at}": weight * score / 5 for at, (_, _, weight, score) in enumerate(questions, 2)}
    total = sum(points.values()) + (0.1 if wrong else 0)
    kept = {**points, f"C{last + 1}": round(sum(row[2] for row in questions), 4), f"E{last + 1}": total}
    best, name = (1_600_000, "AVERAGE") if wrong else (1_500_000, "MIN")
    prices: list[list[object]] = [
        ["Tenderer", "Total price", "Price score"], ["A", 1_700_000, f"={name}(B$2:B$3)/B2*40"],
        ["B", 1_500_000, f"={name}(B$2:B$3)/B3*40"],
    ]  # fmt: skip
    values = {"Quality": kept, "Price": {"C2": best / 1_700_000 * 40, "C3": best / 1_500_000 * 40}}
    return sheet({"Quality": rows, "Price": prices}, values, {"Quality": (f"D2:D{last}", "10" if wrong else "5")})


def _contract(pick: Pick) -> bytes:
    return word(
        "CONTRACT FOR SERVICES", "between Brackwater Borough Council (“the Authority”) and the Supplier",
        f"Tender reference: {pick('BBC/ASC/0427', 'BBC/ASC/0472')}", "# 1. DEFINITIONS",
        [
            ("Term", "Meaning"), ("“Commencement Date”", pick("1 October 2027", "1 November 2027")),
            ("“Business Day”", "a day on which banks are open in London"), ("“Services”", "the services in Schedule 1"),
            ("“Term”", "the period in clause 2"),
        ],
        "# 2. TERM",
        "2.1 This Agreement shall commence on the Commencement Date and shall continue for an initial period of thirty-six (36) "
        "months.",
        "2.2 The Authority may extend the Term by a period or periods of up to 24 months in total.",
        "# 3. PAYMENT",
        f"3.1 The Authority shall pay undisputed invoices within {pick('thirty (30)', 'sixty (60)')} days of receipt.",
        "# 4. INSURANCE",
        f"4.1 The Supplier shall maintain public liability insurance of not less than {pick('£5,000,000', '£10,000,000')}, "
        "employers’ liability insurance of not less than £10,000,000 and professional indemnity insurance of not less than "
        "£1,000,000 for any one claim.",
        "# 5. LIABILITY",
        "5.1 Subject to clause 5.2, the total liability of the Supplier shall not exceed £1,000,000 in any year.",
        "5.2 Nothing limits liability for death or personal injury.", "# 6. TERMINATION",
        f"6.1 The Authority may terminate this Agreement on {pick('six (6)', 'six (3)')} months’ written notice.",
        f"6.2 On termination {pick('clause 5', 'clause 17')} applies.", "# 7. NOTICES",
        "7.1 Notices are in writing, and count from the next Business Day.", "SCHEDULE 1 – Services",
        "As in the Statement of Requirements.",
    )  # fmt: skip
