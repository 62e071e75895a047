"""Every reason on health care and on Scotland names its law and ends like a sentence."""

from __future__ import annotations

import re

import pytest
from law_words import faults_of

from hls_procure.law.facts import LawBook
from hls_procure.law.reasons import Template, templates

BOOK = LawBook.load()
FILES = ("psr-rules.yaml", "psr-rules-wales.yaml", "psr-wales.yaml", "psr.yaml", "scotland.yaml")
MINE = [template for template in templates().values() if template.where.partition(":")[0] in FILES]


@pytest.mark.parametrize("template", MINE, ids=lambda template: template.id)
def test_a_reason_names_its_law(template: Template) -> None:
    assert [fact for fact in template.facts if fact not in BOOK] == []
    assert faults_of(template.says, template.facts, template.where, BOOK) == []


def test_a_reason_ends_like_a_sentence() -> None:
    assert [t.id for t in MINE if not re.search(r"[.?]\Z", t.says) and "-when-" not in t.id] == []
