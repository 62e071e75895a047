"""Explains any id a person may meet: a clause, a question, a document, a check, a source, a principle, a legal fact."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.playbooks import known_playbooks
from hls_procure.model.clause import Clause, DocumentSpec, document_id
from hls_procure.model.playbook import Playbook, Question
from hls_procure.work.workspace import Workspace


@dataclass
class Explained:
    """What there is to say about one id: a kind, a title, and labelled lines in order."""

    id: str
    kind: str
    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)

    def add(self, label: str, words: str | None) -> None:
        """Add a line, unless it is empty."""
        if words:
            self.lines.append((label, " ".join(words.split())))

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {"id": self.id, "kind": self.kind, "title": self.title, "lines": [{"label": a, "text": b} for a, b in self.lines]}


class Explainer:
    """Finds what an id is and says what is known about it.

    :param playbook: the playbook whose questions are explained.
    """

    def __init__(self, workspace: Workspace, playbook: str | None = None) -> None:
        self.workspace = workspace
        self.playbook = workspace.playbook(playbook)
        self._files: dict[str, Any] = {}

    def explain(self, id: str) -> Explained:
        """Everything about an id. :raises InputError: where nothing has that id, with the nearest one that does."""
        wanted = id.strip()
        upper = wanted.upper()
        words = self.workspace.words
        clause = words.clauses.get(upper.partition(".")[0])
        if clause is not None:
            return self._clause(clause, wanted)
        document = words.documents.get(document_id(wanted))
        if document is not None:
            return self._document(document)
        for playbook in self._playbooks if re.match(r"[A-Z]{2}-", upper) else ():
            if upper in playbook.questions:
                return self._question(playbook.questions[upper], playbook)
        for name, reader in (("checks", self._check), ("sources", self._source)):
            entry = self._entry(name, upper)
            if entry is not None:
                return reader(upper, entry)
        if re.fullmatch(r"PLY-[a-g]", wanted, re.IGNORECASE):
            return self._principle(f"PLY-{wanted[-1].lower()}")
        if wanted in self.workspace.book:
            return self._fact(wanted)
        raise InputError(
            Problem(wanted, "is nothing that can be explained", nearest(wanted, self.ids()), "See: hls-procure library list")
        )

    def ids(self) -> list[str]:
        """Every id there is."""
        found = [
            *self.workspace.words.clauses,
            *dict.fromkeys(id for playbook in self._playbooks for id in playbook.questions),
            *self.workspace.words.documents,
            *self.workspace.book.ids,
        ]
        for name in ("checks", "sources"):
            found += [key for key in self._file(name) if key != "reports"]
        return found

    @property
    def _playbooks(self) -> Iterator[Playbook]:
        """The playbook in use, and then, where somebody looks further, every other one."""
        yield self.playbook
        for id in known_playbooks(self.workspace.finder):
            if id != self.playbook.id:
                yield self.workspace.playbook(id)

    def _file(self, name: str) -> Any:
        if name not in self._files:
            from hls_procure.library.trees import load_trees

            found = list(self.workspace.finder.all("playbooks", f"{name}.yaml"))
            self._files[name] = next((tree for _, tree in load_trees(found, self.workspace.cache).files), {})
        return self._files[name]

    @cached_property
    def _uses(self) -> Mapping[str, Collection[str]]:
        from hls_procure.assembly.uses import documents_by_path

        return documents_by_path(self.workspace.words, self.workspace.schema)

    def _entry(self, name: str, id: str) -> Any:
        entry = self._file(name).get(id)
        return entry if isinstance(entry, dict) else None

    def _clause(self, clause: Clause, wanted: str) -> Explained:
        made = Explained(clause.id, "clause" if clause.id.startswith("AL") else "section", clause.title)
        made.add("In plain words", clause.plain)
        made.add("Why it is there", clause.purpose)
        if clause.applies_when:
            made.add("In a document when", clause.applies_when.text)
        if clause.on:
            made.add(
                "Wording chosen by",
                f"{clause.on}: "
                + ", ".join(f"{k} ({v.not_offered})" if v.not_offered else k for k, v in clause.variants.items()),
            )
        elif clause.choice:
            made.add("Wording chosen by", "a lawyer, in project.yaml under choices: " + ", ".join(clause.variants))
        made.add("Carries the principles", ", ".join(clause.serves))
        made.add("Needs", ", ".join(clause.requires))
        for conflict in clause.conflicts:
            made.add("Does not go with", f"{conflict.with_}: {conflict.why}")
        made.add("Drafting note", clause.drafting_note)
        for point in clause.lawyer:
            made.add("A lawyer settles", f"{point.settle} It turns on this: {point.turns_on} Our view: {point.our_view}")
        for fact in dict.fromkeys(fact for _, node in clause.nodes() for fact in node.facts):
            made.add(
                "Rests on the law", f"{fact}: {self.workspace.book.get(fact).provision}" if fact in self.workspace.book else fact
            )
        homes = [d.id for d in self.workspace.words.documents.values() if any(clause.id in g.clauses for g in d.groups)]
        made.add("Stands in", ", ".join(sorted(homes)))
        made.add("Sources", ", ".join(clause.sources))
        made.add("Version", f"{clause.version}, {clause.layer}, {clause.where}")
        return made

    def _question(self, question: Question, playbook: Playbook) -> Explained:
        stage = next(stage for stage in playbook.stages if question.id in stage.ask)
        made = Explained(question.id, "question", question.ask)
        made.add("Stage", stage.title)
        made.add("Walk", playbook.title if playbook.id != self.playbook.id else "")
        made.add("Why", question.why)
        made.add("Hint", question.hint)
        from hls_procure.interview.show import example

        made.add("For example", example(question))
        made.add("Best answered by", question.who)
        if question.when:
            made.add("Asked when", question.when.text)
        made.add("Fills", ", ".join(leaf.path for leaf in question.leaves))
        made.add("Printed in", ", ".join(self.printed_in(question)) or "no document; it is for your own use")
        made.add("Sources", ", ".join((*question.sources, *question.law)))
        return made

    def printed_in(self, question: Question) -> list[str]:
        """The documents that print what a question asks for, or that its answer steers."""
        return sorted({id for leaf in question.leaves for id in self._uses.get(leaf.path, ())})

    def _document(self, document: DocumentSpec) -> Explained:
        made = Explained(document.id, "document", document.short)
        made.add("For", document.audience)
        made.add("Built for", ", ".join(document.builds))
        if document.needs:
            made.add("Built when", f"{document.needs.text}. {document.needs_why}")
        for group in document.groups:
            made.add(group.heading or "Parts", ", ".join(f"{i} {self.workspace.words.clauses[i].title}" for i in group.clauses))
        for part in document.schedules:
            made.add("Schedule", part.title or part.clause or part.document)
        return made

    def _check(self, id: str, entry: Any) -> Explained:
        made = Explained(id, "check", entry["name"])
        made.add("Family and severity", f"{entry['family']}, {entry['severity']}")
        for key, label in (
            ("compares", "What it compares"),
            ("why", "Why it matters"),
            ("example", "Failing example"),
            ("do", "What to do"),
        ):
            made.add(label, entry.get(key))
        facts = entry.get("reference") or ()
        said = [f"{fact}: {self.workspace.book.get(fact).provision}" if fact in self.workspace.book else fact for fact in facts]
        made.add("Reference", "; ".join(said) or "none: it is plain sense")
        aside = "cannot be set aside: everybody in a competition relies on it"
        made.add(
            "Setting it aside",
            aside if entry.get("suppressible") == "no" else "suppressions in project.yaml, with why, owner and until",
        )
        return made

    def _source(self, id: str, entry: Any) -> Explained:
        report = self._file("sources").get("reports", {}).get(entry["from"], {})
        made = Explained(id, "source", report.get("title") or entry["from"])
        made.add("What it says", entry.get("says"))
        made.add("What to do with it", entry.get("use"))
        published = ", ".join(p for p in (report.get("publisher"), report.get("date")) if p)
        made.add("Where", f"{entry.get('place')}. {published}." if published else entry.get("place"))
        made.add("Law now", ", ".join(entry.get("law") or ()))
        return made

    def _principle(self, id: str) -> Explained:
        field_ = self.workspace.schema.fields["principles[].stands_for"]
        made = Explained(id, "principle", field_.choices[id])
        carried = [c.id for c in self.workspace.words.clauses.values() if id in c.serves]
        made.add("Carried by", ", ".join(sorted(carried)))
        return made

    def _fact(self, id: str) -> Explained:
        from hls_procure.law.explain import explain_fact

        found = explain_fact(id, book=self.workspace.book)
        lines = list(found.lines())
        return Explained(id, "legal fact", found.provision, [(label or "The law", words) for label, words in lines])
