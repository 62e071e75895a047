"""Each check of the catalogue has a failing example and a near miss, and ``explain`` tells of it from the same data."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from hls_procure.library.checks import load_checks
from hls_procure.library.finder import Finder
from hls_procure.library.yamlfile import load
from hls_procure.model.check import Check
from hls_procure.work.explain import Explainer
from hls_procure.work.workspace import Workspace
from tests.helpers import REPOSITORY
from tests.readacross.test_cases import ROOM

ELSEWHERE = ROOM.parent / "elsewhere.yaml"
#: Every check that there is.
CATALOGUE: dict[str, Check] = load_checks(Finder())


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def test_every_code_has_a_failing_example_and_a_near_miss() -> None:
    held = set(load(ELSEWHERE))
    for path in ROOM.glob("*.yaml"):
        for code, entries in load(path).items():
            assert entries, f"{path.name}: {code} has no case"
            assert all({"fails", "near", "says"} <= set(entry) for entry in entries), f"{path.name}: {code}"
            held.add(code)
    assert sorted(set(CATALOGUE) - held) == []
    assert sorted(held - set(CATALOGUE)) == [], "cases for codes that the catalogue does not have"


@pytest.mark.parametrize(("code", "where"), load(ELSEWHERE).items())
def test_a_case_that_is_elsewhere_is_there(code: str, where: dict[str, str]) -> None:
    assert set(where) == {"fails", "near"}
    assert where["fails"] != where["near"]
    for one in where.values():
        path, _, name = one.partition("::")
        assert name in functions(path), one


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(Workspace())


@pytest.mark.parametrize("code", CATALOGUE)
def test_explain_says_what_the_catalogue_says(explainer: Explainer, code: str) -> None:
    check = CATALOGUE[code]
    made = explainer.explain(code)
    said = dict(made.lines)
    assert (made.id, made.kind, made.title) == (code, "check", check.name)
    assert said["What it compares"] == check.compares
    assert said["Why it matters"] == check.why
    assert said["Failing example"] == check.example
    assert said["What to do"] == check.do
    assert said["Family and severity"] == f"{check.family}, {check.severity}"
    for fact in check.reference:
        assert fact in said["Reference"]
    assert ("cannot be set aside" in said["Setting it aside"]) is not check.suppressible
