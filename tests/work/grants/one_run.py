"""A run over a batch in a process of its own, which a test can kill: python -m tests.work.grants.one_run FOLDER COUNT JOBS."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    from hls_procure.work.grants.lettering import Lettering, Order
    from tests.work.grants.batches import batch

    place, count, jobs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    Lettering(place, batch(place, count), Order(jobs=jobs)).run()
