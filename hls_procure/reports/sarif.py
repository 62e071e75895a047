"""The findings as SARIF 2.1.0 (OASIS), which code hosts and review tools read: rules, both sides, what was set aside and why."""

from __future__ import annotations

import json
from typing import Any

from hls_procure._version import __version__
from hls_procure.findings import Finding, Side
from hls_procure.model.check import Check
from hls_procure.readacross.report import mark
from hls_procure.reports.told import Told, place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def sarif(told: Told) -> str:
    """The whole report as SARIF. A finding of a project points to its path in project.yaml, one of a file to its paragraph."""
    report = told.report
    codes = list(dict.fromkeys(one.code for one in report.findings))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "hls-procure",
                "version": __version__,
                "rules": [_rule(report.checks[code]) for code in codes],
            }
        },
        "automationDetails": {"id": f"read-across/{told.title}", "description": {"text": f"Read-across of {told.title}"}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(name)}} for name in _read(told)],
        "results": [_result(told, one, codes.index(one.code)) for one in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _read(told: Told) -> list[str]:
    names = [file["file"] for file in told.report.files] or ["project.yaml", *told.report.documents]
    return list(dict.fromkeys(names))


def _rule(check: Check) -> dict[str, Any]:
    """A check as a rule; its help has the same headings as ``explain``."""
    parts = (
        ("What it compares", check.compares),
        ("Why it matters", check.why),
        ("Failing example", check.example),
        ("What to do", check.do),
    )
    return {
        "id": check.code,
        "name": "".join(word[:1].upper() + word[1:] for word in check.name.split("-")),
        "shortDescription": {"text": check.name.replace("-", " ")},
        "fullDescription": {"text": check.compares},
        "help": {
            "text": "\n".join(f"{head}: {text}" for head, text in parts),
            "markdown": "\n\n".join(f"**{head}**\n\n{_plain(text)}" for head, text in parts),
        },
        "defaultConfiguration": {"level": _LEVEL[check.severity]},
        "properties": {"family": check.family, "scope": check.scope, "tags": [check.family]},
    }


def _plain(text: str) -> str:
    """Words that no reader of Markdown takes for a picture, a link or a tag."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+!<>|" else sign for sign in text)


def _result(told: Told, one: Finding, rule: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVEL[one.severity],
        "message": {"text": f"{one.message} {one.hint}".strip()},
        "locations": [_location(one.left)],
        "partialFingerprints": {"hlsProcure/v1": mark(one)},
        "properties": {"reference": one.reference, "hint": one.hint},
    }
    if one.right is not None:
        made["relatedLocations"] = [{"id": 1, **_location(one.right)}]
    if one.suppressed is not None:
        made["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one.suppressed}]
    if told.report.known:
        made["baselineState"] = "unchanged" if mark(one) in told.report.known else "new"
    return made


def _location(side: Side) -> dict[str, Any]:
    """A place: the file, the paragraph in it where one is known, its name in words, and what stands there."""
    file = side.spot.file if side.spot is not None else "project.yaml" if side.document == "project" else side.document
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if side.quote:
        physical["contextRegion"] = {"startLine": _line(side), "snippet": {"text": side.quote}}
        physical["region"] = {"startLine": _line(side), "snippet": {"text": side.quote}}
    made: dict[str, Any] = {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": place(side), "kind": "element"}],
    }
    if side.quote:
        made["message"] = {"text": f"{place(side)}: “{side.quote}”"}
    return made


def _line(side: Side) -> int:
    """A Word file has no lines: its paragraphs are counted, from one; where none is known, the first."""
    return max(0, side.spot.index) + 1 if side.spot is not None else 1


def _uri(name: str) -> str:
    """A file name as a relative reference: what a URI cannot hold is written as its bytes."""
    safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
    return "".join(sign if sign in safe else "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace")) for sign in name)
