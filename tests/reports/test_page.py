"""The report as a page: what to do first, both sides, nothing that runs, complete without its script."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from hls_procure.library.finder import Finder
from hls_procure.library.yamlfile import read_text
from hls_procure.readacross.report import Report
from hls_procure.reading.door import read_bytes
from hls_procure.reports.door import render
from hls_procure.reports.page import TEMPLATE
from hls_procure.reports.told import Told
from tests.helpers import run
from tests.reports.made import HOSTILE, told

SHELL = read_text(Finder().find(TEMPLATE).path)


def made(given: Told | None = None) -> str:
    return render(replace(given or told(), shell=SHELL), "html").decode()


class Tags(HTMLParser):
    """Every tag of a page with what it is given."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def words(text: str) -> str:
    return "\n".join(block.text for block in read_bytes(text.encode(), "r.html").now())


def test_it_begins_with_what_to_do_first() -> None:
    text = words(made())
    first = text.index("What to do first")
    assert (
        first
        < text.index("RA203: 'Learning' is 20% in the sheet and 25% in the invitation.")
        < text.index("Evaluation criteria and weights")
    )
    assert "An error stands in the way of a final version." in text


def test_each_finding_has_both_sides_its_state_and_what_to_do() -> None:
    page = made()
    assert page.count("<article") == 4
    text = words(page)
    assert "Sheet.xlsx, sheet Scores, cell B2" in text
    assert "Invitation to tender.docx, section 11.2" in text
    assert "Set aside: asked for, by legal" in text
    assert 'data-state="known"' in page
    assert text.count("What to do:") == 3


def test_nothing_that_somebody_typed_becomes_a_tag() -> None:
    tags = Tags(made()).tags
    assert [tag for tag, _ in tags].count("script") == 1
    assert not [tag for tag, _ in tags if tag in ("img", "iframe", "object", "link", "base", "b")]
    assert HOSTILE.replace("\x07", "") in words(made()) or HOSTILE in words(made())


def test_it_loads_nothing_and_lets_only_its_own_script_run() -> None:
    page = made()
    tags = Tags(page).tags
    assert not [given for _, given in tags if given.get("src") or (given.get("href") or "#")[:1] != "#"]
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (policy,) = [given["content"] for tag, given in tags if tag == "meta" and given.get("http-equiv")]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2]


def test_every_link_leads_somewhere_and_no_id_stands_twice() -> None:
    tags = Tags(made()).tags
    ids = [given["id"] for _, given in tags if given.get("id")]
    assert len(ids) == len(set(ids))
    assert {given["href"][1:] for tag, given in tags if tag == "a" and given["href"]} <= set(ids)


def test_where_nothing_is_open_it_says_so() -> None:
    text = words(made(Told(Report([], frozenset(), ["D07"]), "A place", "x")))
    assert "Nothing is open." in text
    assert "nothing that was compared disagrees" in text


def test_the_threads_of_a_project_are_told(tamarside: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    result = run("check", tamarside, "--format", "html", "--output", path)
    assert result.exit_code == 0, result.output
    page = path.read_text("utf-8")
    text = words(page)
    assert "What hangs on each principle" in text
    assert "The agreement carries it in:" in text
    assert page.count("<details><summary>") >= 5
    assert run("check", tamarside, "--format", "html").stdout == page, "the same bytes on the terminal"


def test_a_council_that_leaves_the_findings_out_of_its_template_is_told(tamarside: Path) -> None:
    own = tamarside / "templates" / "read-across.html.j2"
    own.parent.mkdir(exist_ok=True)
    own.write_text(SHELL.replace("{{ main }}", ""), "utf-8")
    result = run("check", tamarside, "--format", "html")
    assert result.exit_code == 2
    assert "has no place for the main" in result.stderr


def dumped(folder: Path, page: str) -> str:
    """The page as Chromium has it once its scripts have run."""
    path = folder / "page.html"
    path.write_text(page, "utf-8")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed; .ci/run installs it")
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
               "--virtual-time-budget=20000", "--dump-dom", path.as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.browser
@pytest.mark.parametrize("which", ["findings", "nothing", "project"])
def test_axe_finds_no_barrier(which: str, tamarside: Path, tmp_path: Path) -> None:
    if which == "project":
        page = run("check", tamarside, "--format", "html").stdout
    else:
        page = made(None if which == "findings" else Told(Report([], frozenset(), ["D07"]), "A place", "x"))
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    asks = (
        "axe.run(document, {resultTypes: ['violations']}).then(function (r) { var pre = document.createElement('pre');"
        "pre.id = 'axe'; pre.textContent = JSON.stringify({found: r.violations, passed: r.passes.length});"
        "document.body.appendChild(pre); });"
    )
    page = page.replace("</body>", script(axe) + script(asks) + "</body>")
    (answer,) = re.findall(r'<pre id="axe">(.*?)</pre>', dumped(tmp_path, page), re.DOTALL)
    said = json.loads(answer.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert said["passed"] > 15
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in said["found"]] == []


def script(text: str) -> str:
    return f"<script>{text}</script>"


@pytest.mark.browser
def test_its_script_runs_under_its_own_policy_and_it_is_complete_without(tmp_path: Path) -> None:
    with_script = dumped(tmp_path, made())
    assert "4 of 4 findings shown" in with_script
    assert "hidden" not in re.findall(r"<form[^>]*>", with_script)[0]
    without = dumped(tmp_path, re.sub(r"script-src '[^']*'", "script-src 'none'", made()))
    assert "hidden" in re.findall(r"<form[^>]*>", without)[0]
    assert "findings shown" not in without.partition("<script>")[0]
    assert without.count("<article") == 4
