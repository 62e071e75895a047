"""python -m tests.readacross.mutations [ID or FAMILY or LAYER …]: seeds the defects and prints what check finds of them."""

from __future__ import annotations

import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from hls_procure.work.demo import start_sample
from tests.helpers import ticking
from tests.readacross.mutations.harness import Seeder, mutations, told


def main(wanted: set[str]) -> None:
    """Seed the wanted defects, or all of them; of a few, every new finding is shown."""
    with tempfile.TemporaryDirectory() as folder:

        @cache
        def sample(id: str) -> Path:
            path = Path(folder) / id
            start_sample(path, id, now=ticking()).folder.close()
            return path

        seeder = Seeder(sample("tamarside"), sample, Path(folder) / "built")
        began = time.monotonic()
        outcomes = []
        for one in mutations():
            if wanted and not wanted & {one.id, one.family, one.layer}:
                continue
            outcomes.append(seeder.seed(one))
            if one.id in wanted:
                for found in outcomes[-1].new:
                    print(f"{one.id}: {found.code} {found.severity}: {found.message} ({found.left.document}, {found.left.where})")
        print(told(outcomes))
        print(f"{len(outcomes)} defects in {time.monotonic() - began:.0f} s")


main(set(sys.argv[1:]))
