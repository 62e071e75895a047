"""Drafts of the small sample under the Procurement Act 2023 hold against the schemas of the standard."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.exchange.notices import NOTICES
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import Looked, look
from tests.exchange.drafts import at, check, draft
from tests.helpers import ticking


@pytest.fixture(scope="module")
def reserved(tmp_path_factory: pytest.TempPathFactory) -> Looked:
    path = tmp_path_factory.mktemp("drafts") / "reserved"
    start_sample(path, "reserved", now=ticking()).folder.close()
    return look(path)


@pytest.mark.parametrize("code", sorted(code for code, notice in NOTICES.items() if not notice.needs_award))
def test_a_reserved_contract_has_drafts_without_an_error_or_a_field_that_nobody_knows(
    reserved: Looked, code: str, tmp_path: Path
) -> None:
    assert check(draft(reserved, code), tmp_path) == "errors: 0\n"


def test_its_tender_notice_says_for_whom_it_is_kept(reserved: Looked) -> None:
    kept = list(at(draft(reserved, "UK4"), "tender/lots/*/otherRequirements/reservedParticipation"))
    assert kept == [["publicServiceMissionOrganization"]]
