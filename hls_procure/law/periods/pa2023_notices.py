"""When notices under the Procurement Act 2023 are due, and when claims have to be brought.

A period of days or months here begins with the day of the event, which counts.
"""

from __future__ import annotations

from datetime import date

from hls_procure.law.dates import DAY, last_day, last_day_of_months
from hls_procure.law.periods.made import Period, in_days, refuse
from hls_procure.model.values import say_date

_ONE_DAY = "Whether the day of the event itself counts was not read; it is counted here, which gives the earlier day"


def details_notice(entered: date, *, light_touch: bool) -> Period:
    """When the contract details notice is due, from the day on which the contract was entered into."""
    return _due("pa2023-details-notice", entered, 120 if light_touch else 30, law=("pa-light-touch-12", "pa-notices-uk7"))


def contract_copy(entered: date, *, light_touch: bool) -> Period:
    """When a copy of a contract over £5 million is published by; whether it is over that sum is for the caller."""
    return _due("pa2023-contract-copy", entered, 180 if light_touch else 90, law=("pa-light-touch-13", "pa-notices-uk7"))


def modified_contract_copy(modified: date) -> Period:
    """When the contract as modified, or the modification, is published by, where fact ``gap-pa-s77`` asks for it."""
    return _due("pa2023-modified-copy", modified, 90, law=("gap-pa-s77",))


def payments_compliance_notice(period_end: date, *, welsh_regulated: bool = False) -> Period:
    """When the payments compliance notice is due, from the last day of the reporting period.

    :raises InputError: where no reporting period ends on that day.
    """
    law = ("gap-pa-s69-dates",)
    first = date(2026, 9, 30) if welsh_regulated else date(2026, 3, 31)
    if (period_end.month, period_end.day) not in ((3, 31), (9, 30)) or period_end < first:
        raise refuse(
            say_date(period_end),
            "is not the last day of a reporting period",
            f"Reporting periods end on 31 March and 30 September, the first on {say_date(first)}",
            "Give the last day of the period.",
            law=law,
        )
    return _due("pa2023-payments-compliance", period_end, 30, law=law)


def payment_information(quarter_end: date) -> Period:
    """When information on payments is due, from the last day of the calendar quarter.

    :raises InputError: where no quarter ends on that day, or the duty was not yet in force.
    """
    law = ("gap-pa-s70-dates",)
    if quarter_end.month % 3 or (quarter_end + DAY).day != 1 or quarter_end < date(2026, 6, 30):
        raise refuse(
            say_date(quarter_end),
            "is not the last day of a quarter that is reported on",
            "They are calendar quarters, and the first ended on 30 June 2026",
            "Give the last day of the quarter.",
            law=law,
        )
    return _due("pa2023-payment-information", quarter_end, 30, law=law)


def termination_notice(ended: date) -> Period:
    """When the contract termination notice is due, from the day on which the contract ended; expiry counts."""
    return _due("pa2023-termination-notice", ended, 30, law=("pa-notices-uk11",))


def pipeline_notice(year: int) -> Period:
    """When the pipeline notice is due in the financial year that starts on 1 April of a year."""
    return _due("pa2023-pipeline-notice", date(year, 4, 1), 56, law=("pa-notices-uk1",))


def claim(known: date) -> Period:
    """Until when a supplier may bring a claim, from when it first knew or ought to have known."""
    return _due("pa2023-claim", known, 30, law=("gap-pa-claims",), cautions=(_ONE_DAY,))


def claim_at_most(known: date) -> Period:
    """Beyond which day the court may not extend the time for a claim."""
    return _months("pa2023-claim-at-most", known, 3, law=("gap-pa-claims",))


def set_aside_claim(entered: date) -> Period:
    """Until when specified set-aside proceedings may be brought at most, from entry into the contract or the modification."""
    return _months("pa2023-set-aside", entered, 6, law=("gap-pa-claims",))


def _due(name: str, first: date, days: int, *, law: tuple[str, ...], cautions: tuple[str, ...] = ()) -> Period:
    counted = f"{days} days beginning with {say_date(first)}"
    return in_days(name, first, last_day(first, days), counted=counted, law=law, cautions=cautions)


def _months(name: str, first: date, months: int, *, law: tuple[str, ...]) -> Period:
    end = last_day_of_months(first, months)
    return in_days(name, first, end, counted=f"{months} months beginning with {say_date(first)}", law=law, cautions=(_ONE_DAY,))
