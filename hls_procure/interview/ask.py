"""Asks one question, whatever its kind, and turns what was typed into a typed answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hls_procure.interview.answers import Answer, typed
from hls_procure.interview.asker import Asker, Command, Prompt
from hls_procure.interview.show import choices, kind_hint, say_value
from hls_procure.model import paths
from hls_procure.model.fields import Field, ValueProblem
from hls_procure.model.playbook import Question
from hls_procure.model.root import Project

LINES = frozenset({"passage"})


@dataclass
class Ask:
    """Asks for the fields of a question.

    :param asker: talks with the person. :param project: what is known so far.
    """

    asker: Asker
    project: Project

    def question(self, question: Question, value: Any) -> Answer | Command:
        """A typed answer, or the command that was typed instead. An empty answer keeps what is there."""
        answer = Answer(question)
        given = value if isinstance(value, dict) else {question.leaves[0].path: value}
        leaves = question.leaves
        number = 0
        while number < len(leaves):
            leaf = leaves[number]
            alone = len(leaves) == 1
            reply = self.leaf(
                leaf, "" if alone else question.label(leaf.path), answer.values.get(leaf.path, given.get(leaf.path)), answer
            )
            if reply is Command.BACK and number:
                number -= 1
                continue
            if reply is Command.SKIP and not alone:
                number += 1
                continue
            if isinstance(reply, Command):
                return reply
            number += 1
        return answer

    def leaf(self, leaf: Field, label: str, now: Any, answer: Answer) -> Any:
        """One field: its typed value goes into the answer. A command is handed back. Asks again until it fits."""
        hint = kind_hint(leaf)
        if label:
            label = f"{label} ({hint})" if hint else label
        elif hint:
            self.asker.say(f"({hint})")
        options = self.options(leaf)
        prompt = Prompt(label, leaf.type in LINES, None if now is None else say_value(leaf, now))
        if options:
            if label:
                self.asker.say(label)
                prompt = Prompt("", prompt.several, prompt.keep)
            for line in options:
                self.asker.say(line)
        while True:
            typed_text = self._list(leaf, prompt) if leaf.type == "list" else self.asker.ask(prompt)
            if isinstance(typed_text, Command):
                return typed_text
            if isinstance(typed_text, str) and not typed_text.strip():
                if now is not None:
                    return now
                self.asker.say("Type an answer, or: skip · don't know · back · save")
                continue
            try:
                value, notes = typed(leaf, self._picked(leaf, typed_text), self.project)
            except ValueProblem as error:
                self.asker.say(f"That does not fit yet: {error}")
                continue
            for note in notes:
                self.asker.say(f"({note})")
            answer.values[leaf.path] = value
            answer.notes += notes
            return value

    def options(self, leaf: Field) -> list[str]:
        """What there is to choose from, as numbered lines."""
        if leaf.type in ("choice", "multi"):
            return choices(leaf) + (["  (several: numbers with commas between)"] if leaf.type == "multi" else [])
        if leaf.type == "link":
            rows = self._targets(leaf)
            shown = [f"  {number}  {name}" for number, (_, name) in enumerate(rows, 1)]
            return shown + (["  (several: numbers with commas between)"] if leaf.many else [])
        return []

    def _targets(self, leaf: Field) -> list[tuple[str, str]]:
        rows = paths.get(self.project, leaf.to.removesuffix("[]")) or ()
        made = []
        for row in rows:
            name = next(
                (v for n in ("short", "name", "title", "text", "who") if isinstance(v := getattr(row, n, None), str)), row.id
            )
            made.append((row.id, name if len(name) < 60 else name[:59] + "…"))
        return made

    def _picked(self, leaf: Field, text: str | Sequence[str]) -> Any:
        """Numbers of a list of choices become what they stand for."""
        if leaf.type in ("choice", "multi"):
            known = list(leaf.choices)
        elif leaf.type == "link":
            known = [id for id, _ in self._targets(leaf)]
        else:
            return text
        parts = [part.strip() for part in text.split(",")] if isinstance(text, str) else list(text)
        picked = [known[int(p) - 1] if p.isascii() and p.isdigit() and 0 < int(p) <= len(known) else p for p in parts if p]
        return picked if leaf.holds_several else ", ".join(picked) if len(picked) != 1 else picked[0]

    def _list(self, leaf: Field, prompt: Prompt) -> list[str] | str | Command:
        self.asker.say("(one on each line; an empty line ends the list; 'none' if there is none)")
        first = self.asker.ask(prompt)
        if isinstance(first, Command) or not first.strip():
            return first
        if first.strip().lower() == "none":
            return []
        items = [first]
        while True:
            reply = self.asker.ask(Prompt())
            if isinstance(reply, Command):
                return reply
            if not reply.strip():
                return items
            items.append(reply)
