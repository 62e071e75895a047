"""Defects are seeded one at a time, and check finds nearly all of them by the right code; a small set of them every day."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.readacross.mutations.harness import Mutation, Seeder, mutations, told

SMALL = [one for one in mutations() if one.small]
#: At least so many of a hundred, of at least so many.
CAUGHT, SEEDED = 97, 150
#: Seconds of a processor that a mutation may cost, on the average.
COST = 2.0


@pytest.fixture(scope="session")
def seeder(tamarside_once: Path, sample_once: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Seeder:
    return Seeder(tamarside_once, sample_once, tmp_path_factory.mktemp("mutated"))


def test_each_defect_has_an_id_of_its_own_and_codes_that_there_are(seeder: Seeder) -> None:
    ids = [one.id for one in mutations()]
    assert len(ids) == len(set(ids)) >= SEEDED
    for one in mutations():
        assert one.expect, one.id
        assert set(one.expect) <= set(seeder.bench.checks), one.id


@pytest.mark.parametrize("mutation", SMALL, ids=[one.id for one in SMALL])
def test_a_defect_of_the_small_set_is_caught(seeder: Seeder, mutation: Mutation) -> None:
    outcome = seeder.seed(mutation)
    assert outcome.caught, [f"{one.code} {one.message}" for one in outcome.new]


@pytest.mark.slow
def test_nearly_every_defect_is_caught_by_the_right_code(seeder: Seeder) -> None:
    seeder.seed(SMALL[0])
    began = time.process_time()
    outcomes = [seeder.seed(one) for one in mutations()]
    took = time.process_time() - began
    print(told(outcomes))
    print(f"{len(outcomes)} defects in {took:.0f} s of a processor")
    caught = sum(one.caught for one in outcomes)
    assert caught * 100 >= CAUGHT * len(outcomes), told(outcomes)
    assert took / len(outcomes) < COST
