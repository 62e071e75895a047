"""explain finds something to say about every id that a person may meet."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from hls_procure.cli.main import main
from hls_procure.work.explain import Explained, Explainer
from hls_procure.work.freezing import decide
from hls_procure.work.opening import look
from hls_procure.work.workspace import Workspace
from tests.helpers import LONG, documents, run


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(Workspace())


def labels(made: Explained) -> dict[str, str]:
    return dict(made.lines)


def test_every_id_there_is_is_explained(explainer: Explainer) -> None:
    ids = explainer.ids()
    assert len(ids) == len(set(ids))
    kinds: dict[str, int] = {}
    for id in ids:
        made = explainer.explain(id)
        assert made.id == id
        assert made.title
        assert made.lines
        assert all(label and words and "\n" not in words for label, words in made.lines), id
        kinds[made.kind] = kinds.get(made.kind, 0) + 1
    assert set(kinds) == {"clause", "section", "question", "document", "check", "source", "legal fact"}
    assert kinds["document"] == len({**documents(every=True), **documents("signature")}) >= len(LONG)
    assert min(kinds[kind] for kind in ("clause", "section", "question", "source", "legal fact")) > 20
    assert kinds["check"] >= 5


def test_every_question_names_the_documents_that_print_its_answer(explainer: Explainer) -> None:
    documents = set(explainer.workspace.words.documents)
    printed = 0
    for question in explainer.playbook.asked():
        made = labels(explainer.explain(question.id))
        found = made["Printed in"]
        if found != "no document; it is for your own use":
            printed += 1
            assert set(found.split(", ")) <= documents, question.id
        assert made["Fills"] == ", ".join(leaf.path for leaf in question.leaves)
        assert made["Why"]
        assert made["Best answered by"]
        assert ("Asked when" in made) is (question.when is not None)
    assert printed > 100
    assert labels(explainer.explain("AR-05"))["Printed in"] == "D01, D07, D08, D12"
    assert labels(explainer.explain("RR-09"))["Printed in"] == "no document; it is for your own use"


@pytest.mark.parametrize("letter", "abcdefg")
def test_each_principle_of_the_alliance_names_the_clauses_that_carry_it(explainer: Explainer, letter: str) -> None:
    made = explainer.explain(f"PLY-{letter}")
    assert made.kind == "principle"
    for id in labels(made)["Carried by"].split(", "):
        assert f"PLY-{letter}" in labels(explainer.explain(id))["Carries the principles"]


def test_a_clause_says_what_a_lawyer_settles_where_it_stands_and_what_it_rests_on(explainer: Explainer) -> None:
    made = labels(explainer.explain("AL-28"))
    assert made["In a document when"] == "count(alliance.risk_share) > 0"
    assert "D12" in made["Stands in"].split(", ")
    assert "It turns on this:" in made["A lawyer settles"]
    assert "shipped, clauses/alliance/AL-28.yaml" in made["Version"]


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("al-28", "AL-28"),
        ("AL-28.split", "AL-28"),
        ("d07", "D07"),
        ("ar-05", "AR-05"),
        ("ra201", "RA201"),
        ("ply-C", "PLY-c"),
        (" S104 ", "S104"),
    ],
)
def test_ids_are_found_however_they_are_typed(explainer: Explainer, typed: str, id: str) -> None:
    assert explainer.explain(typed).id == id


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("AL-288", "Did you mean 'AL-28'?"),
        ("pa-light-tuch-14", "Did you mean 'pa-light-touch-14'?"),
        ("reports", "See: hls-procure library list"),
        ("", "See: hls-procure library list"),
        ("../../etc/passwd", "See: hls-procure library list"),
    ],
)
def test_what_is_nothing_gets_the_nearest_thing_that_is(typed: str, said: str) -> None:
    result = run("explain", typed)
    assert result.exit_code == 2
    assert "is nothing that can be explained" in result.stderr
    assert said in result.stderr


def test_it_is_printed_in_lines_that_fit(explainer: Explainer) -> None:
    shown = run("explain", "AL-28").stdout
    assert shown.startswith("AL-28 · Sharing the risk of demand-led budgets   (clause)\n\nIn plain words\n  ")
    assert max(len(line) for line in shown.splitlines()) <= 100
    assert not re.search(r"<(fact|ref|term|n):", shown)


def test_in_a_project_it_says_whether_a_clause_is_in_and_why(tamarside: Path) -> None:
    shown = run("explain", "AL-28", "--in", tamarside).stdout
    said = "It is in, because its condition is count(alliance.risk_share) > 0, and that\n  is true."
    assert f"\nIn this project\n  {said}\n" in shown
    path = tamarside.parent / "none.yaml"
    path.write_text("AR-06: none\n")
    assert run("walk", tamarside, "--answers", path, "--json").exit_code == 0
    shown = run("explain", "AL-28", "--in", tamarside).stdout
    assert "It is left out, because its condition is count(alliance.risk_share) > 0" in " ".join(shown.split())


def test_in_a_project_it_says_which_wording_is_in(tamarside_once: Path) -> None:
    shown = " ".join(run("explain", "AL-14", "--in", tamarside_once).stdout.split())
    said = "Its wording 'unanimous' follows from alliance.governance.rule."
    assert f"In this project It belongs in every one of these documents. {said}" in shown


def test_in_a_fresh_project_it_says_what_is_not_known(fresh: Path) -> None:
    shown = " ".join(run("explain", "AL-28", "--in", fresh).stdout.split())
    assert "In this project It" in shown
    assert "In plain words" in shown


def test_every_clause_can_be_asked_for_in_a_project(tamarside_once: Path, explainer: Explainer) -> None:
    opened = look(tamarside_once)
    for id in explainer.workspace.words.clauses:
        said = decide(opened, id)
        assert said.startswith(
            ("It is in, because ", "It is left out, because ", "It belongs in every one of these documents.")
        ), id
        assert said.endswith(".")


def test_a_clause_of_the_project_wins_and_says_so(tamarside: Path, explainer: Explainer) -> None:
    source = explainer.workspace.finder.find("clauses/alliance/AL-28.yaml").path.read_text("utf-8")
    (tamarside / "clauses" / "alliance").mkdir(parents=True)
    changed = source.replace("title: Sharing the risk of demand-led budgets", "title: Sharing what nobody controls")
    assert changed != source
    (tamarside / "clauses" / "alliance" / "AL-28.yaml").write_text(changed, "utf-8")
    shown = run("explain", "AL-28", "--in", tamarside).stdout
    assert shown.startswith("AL-28 · Sharing what nobody controls")
    assert ", project, " in shown
    assert run("explain", "AL-28").stdout.startswith("AL-28 · Sharing the risk of demand-led budgets")


def test_the_help_names_one_id_of_each_kind_and_each_works() -> None:
    command = main.get_command(click.Context(main), "explain")
    assert command is not None
    assert command.help is not None
    named = re.findall(r"\b(?:AL-14|IT-11|D07|AR-04|RA201|S104|PLY-c|pa-light-touch-14)\b", command.help)
    assert len(named) == 8
    for id in named:
        assert run("explain", id).exit_code == 0
