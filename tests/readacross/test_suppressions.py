"""What people set aside: with a reason, an owner and a day it stays in the report marked; otherwise it counts."""

from __future__ import annotations

from typing import Any

import pytest

from hls_procure.readacross.report import read_across
from tests.readacross.packs import Bench

ODD = {"evaluation.questions[q-money].words": "1500"}
LINE = {
    "code": "RA212",
    "where": "evaluation.questions",
    "why": "The note on money is long.",
    "owner": "finance lead",
    "until": "2027-06-30",
}


def pack(bench: Bench, *lines: dict[str, Any], on: str = "2027-03-01", **more: Any) -> Any:
    return bench.pack({"set": {**ODD, **more, "suppressions": list(lines)}, "on": on})


def test_without_the_register_it_counts(bench: Bench) -> None:
    found = [f for f in read_across(pack(bench)).findings if f.code == "RA212"]
    assert found
    assert all(f.suppressed is None for f in found)


def test_with_reason_owner_and_day_it_is_marked_and_no_longer_counts(bench: Bench) -> None:
    report = read_across(pack(bench, LINE))
    found = [f for f in report.findings if f.code == "RA212"]
    assert {f.suppressed for f in found} == {"The note on money is long. (finance lead, until 30 June 2027)"}
    assert report.summary["notes"] == 0
    assert report.summary["set_aside"] == len(found)
    assert not [f for f in report.findings if f.code in ("RA001", "RA002")]


def test_it_may_be_called_by_its_name(bench: Bench) -> None:
    report = read_across(pack(bench, {**LINE, "code": "word-limit-vs-weight"}))
    assert report.summary["notes"] == 0


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        (["why"], "without saying why, so it counts."),
        (["owner", "until"], "without saying by whom and until when, so it counts."),
    ],
)
def test_without_a_reason_it_counts_and_is_an_error_itself(bench: Bench, left_out: list[str], said: str) -> None:
    report = read_across(pack(bench, {key: value for key, value in LINE.items() if key not in left_out}))
    (wrong,) = [f for f in report.findings if f.code == "RA001"]
    assert (wrong.severity, wrong.message.endswith(said)) == ("error", True)
    assert report.summary["notes"] > 0


def test_when_its_day_has_passed_it_counts_again(bench: Bench) -> None:
    report = read_across(pack(bench, LINE, on="2027-07-01"))
    (wrong,) = [f for f in report.findings if f.code == "RA002"]
    assert (
        wrong.message
        == "RA212 was set aside for evaluation.questions until 30 June 2027, and that has passed, so it counts again."
    )
    assert report.summary["notes"] > 0


def test_on_its_last_day_it_still_holds(bench: Bench) -> None:
    assert not [f for f in read_across(pack(bench, LINE, on="2027-06-30")).findings if f.code == "RA002"]


def test_one_that_hides_nothing_is_found(bench: Bench) -> None:
    line = {**LINE, "where": "evaluation.criteria"}
    (wrong,) = [f for f in read_across(pack(bench, line)).findings if f.code == "RA002"]
    assert wrong.message == "RA212 is set aside for evaluation.criteria, and nothing is found there any more."


def test_weights_deadlines_and_changed_facts_cannot_be_set_aside(bench: Bench) -> None:
    line = {**LINE, "code": "RA203", "where": "D07"}
    given = {"set": {"suppressions": [line]}, "lines": {"D07": ["Learning and change counts for 25%."]}}
    report = read_across(bench.pack(given))
    (wrong,) = [f for f in report.findings if f.code == "RA001"]
    assert wrong.message.startswith("RA203 (weight-differs-between-documents) cannot be set aside")
    assert [f.suppressed for f in report.findings if f.code == "RA203"] == [None]
    for code in ("RA201", "RA202", "RA203", "RA301", "RA401", "RA403", "RA407", "RA001"):
        assert not bench.checks[code].suppressible, code


def test_a_code_that_is_none_is_said_with_the_nearest(bench: Bench) -> None:
    (wrong,) = [f for f in read_across(pack(bench, {**LINE, "code": "RA229"})).findings if f.code == "RA001"]
    assert wrong.message.startswith("'RA229' is set aside, and there is no such check. Did you mean 'RA")
