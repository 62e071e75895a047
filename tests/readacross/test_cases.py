"""Each check finds its failing example, with its words and both places, and leaves a near miss alone: ``cases/*.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hls_procure.library.yamlfile import load
from hls_procure.readacross.brought import ASSEMBLY, BY_ID, FILES, LAW
from hls_procure.readacross.rules import RULES
from tests.readacross.packs import Bench

ROOM = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    made = []
    for path in sorted(ROOM.glob("*.yaml")):
        for code, entries in load(path).items():
            for number, entry in enumerate(entries, 1):
                made.append(pytest.param(code, entry, id=f"{code}-{number}"))
    return made


def covered() -> set[str]:
    return {code for path in (*ROOM.glob("*.yaml"), ROOM.parent / "elsewhere.yaml") for code in load(path)}


@pytest.mark.parametrize(("code", "case"), cases())
def test_a_failing_example_is_found_with_its_words_and_both_places(bench: Bench, code: str, case: Any) -> None:
    found = bench.findings(case["fails"], code)
    assert found, f"{code} finds nothing"
    said = [one for one in found if case["says"] in one.message]
    assert said, [one.message for one in found]
    for place in case.get("at") or ():
        sides = [side.where for one in said for side in (one.left, one.right) if side]
        assert place in sides, sides
    assert all(one.name == bench.checks[code].name for one in found)
    assert all(one.hint for one in found)


@pytest.mark.parametrize(("code", "case"), cases())
def test_a_near_miss_is_left_alone(bench: Bench, code: str, case: Any) -> None:
    assert [one.message for one in bench.findings(case["near"], code)] == []


def test_every_check_has_its_case() -> None:
    known = {code for rule in RULES for code in rule.codes}
    assert known - covered() == set()


def test_every_check_of_the_catalogue_is_made_by_exactly_one_rule_and_every_rule_is_in_it(bench: Bench) -> None:
    made = [code for rule in RULES for code in rule.codes]
    upkeep = ["RA001", "RA002"]
    every = [*made, *upkeep, *ASSEMBLY, *LAW, *FILES, *dict.fromkeys(BY_ID.values())]
    once = sorted(code for code in every if code not in ("RA506",))
    assert len(once) == len(set(once))
    assert set(every) == set(bench.checks)
