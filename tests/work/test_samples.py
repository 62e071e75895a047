"""The small samples: each lands under the law that it is there to show, names its sources, and builds what it can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hls_procure.law.decide import decide
from hls_procure.law.ruling import Ruling
from hls_procure.model.facts import FactView
from hls_procure.work.building import assemble
from hls_procure.work.opening import Looked, load_sample, look, read_answers, samples
from tests.helpers import documents, run

#: For each small sample the law, the way, and what has to be said for it.
EXPECTED = {
    "eborby": (
        "psr-england",
        "psr-competitive",
        "a drug and alcohol service is health care, even where it feels like social support",
    ),
    "reserved": ("pa2023-light-touch", "reserved-mutual", "wholly or mainly for services of the light touch list"),
    "grant-or-contract": ("grant", "grant", "Nobody can be made to supply services to Brackenford District Council"),
    "old-contract": ("pcr2015", "pcr-change", "go on to govern it, changes to it included"),
}
#: Documents whose words are those of the Act for a light touch contract.
ACT_ONLY = {"D07", "D09", "D10", "D12"}


@dataclass
class Started:
    """A sample in a folder of its own, and what the law room finds for it."""

    id: str
    path: Path
    opened: Looked
    ruling: Ruling


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def started(request: pytest.FixtureRequest, sample_once: Callable[[str], Path]) -> Started:
    path = sample_once(request.param)
    opened = look(path)
    return Started(request.param, path, opened, decide(opened.project, opened.workspace.schema, book=opened.workspace.book))


#: Grants are looked at in test_grant.py and test_grant_samples.py.
GRANTS = {"inquiry", "mfa", "pilot", "youthvoice"}


def test_every_sample_but_the_large_one_and_the_grants_is_looked_at_here() -> None:
    assert set(samples()) == {"tamarside", *GRANTS, *EXPECTED}


def test_it_lands_under_its_law_for_a_reason_that_can_be_read_aloud(started: Started) -> None:
    regime, _, words = EXPECTED[started.id]
    found = started.ruling.regime
    assert (found.id, found.state) == (regime, "decided")
    assert words in " ".join(reason.text for reason in found.reasons)
    assert started.opened.project.legal.regime == regime


def test_its_way_is_open_or_has_to_be_used_and_nothing_contradicts_it(started: Started) -> None:
    chosen = started.ruling.chosen
    assert chosen is not None
    assert (chosen.id, chosen.state) == (EXPECTED[started.id][1], "required" if started.id == "eborby" else "open")
    assert [conflict.reason.text for conflict in started.ruling.conflicts] == []


def test_whatever_is_said_of_a_law_names_where_it_stands(started: Started) -> None:
    for route in started.ruling.routes:
        for reason in (*route.reasons, *([route.change] if route.change else []), *(rule.reason for rule in route.rules)):
            assert reason.facts, reason.text
    assert all(reason.facts for reason in started.ruling.regime.reasons)
    page = run("route", started.path).stdout
    for reason in started.ruling.regime.reasons:
        assert " ".join(reason.text.split()) in " ".join(page.split())


def test_it_says_what_of_it_is_invented_and_from_which_day_it_speaks(started: Started) -> None:
    sample = load_sample(started.id)
    (file,) = sample.answers
    head = file.read_text(encoding="utf-8").partition("# -----")[0]
    assert "invented" in head
    assert f"as_of_date {sample.as_of_date}" in head
    assert started.opened.project.as_of_date == sample.as_of_date


def test_no_answer_of_it_is_left_out_of_what_is_printed(started: Started) -> None:
    answered = read_answers(load_sample(started.id).answers[0])
    hidden = started.opened.guide.hidden(FactView(started.opened.project, started.opened.workspace.schema))
    of_question = {id: path for path, (_, id) in started.opened.guide.labels.items()}
    assert {id for id in answered if of_question.get(id) in hidden} == set()


def test_documents_are_built_or_refused_with_what_to_do(started: Started) -> None:
    pack = assemble(started.opened)
    refused = {problem.where for problem in pack.refused}
    every = documents(every=True)
    quiet = {id for id, spec in every.items() if spec.left_out} - set(pack.documents)
    assert set(pack.documents) | refused | quiet == set(every)
    assert refused & quiet == set()
    assert "D35" in pack.documents
    if started.id == "reserved":
        assert refused == set()
    else:
        assert refused >= ACT_ONLY
    for problem in pack.refused:
        assert problem.why
    assert [finding for finding in pack.findings if finding.severity == "error"] == []


def test_demo_says_what_it_builds_and_opens_something_that_is_there(tmp_path: Path) -> None:
    result = run("demo", tmp_path / "there", "--sample", "grant-or-contract")
    assert result.exit_code == 0, result.output
    assert "D12  the Agreement cannot be built for this project" in result.stdout
    assert "the agreement (D12) beside it" not in result.stdout
    (opened,) = [line for line in result.stdout.splitlines() if line.startswith("Open first")]
    first = Path(opened.removeprefix("Open first").strip())
    assert first.is_file()
    if "D02" in documents(every=True):
        assert first.name.startswith("D02-")
