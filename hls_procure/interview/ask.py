"""Asks one question, whatever its kind, and turns what was typed into a typed answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hls_procure.interview.answers import Answer, typed
from hls_procure.interview.asker import HELP, Asker, Command, Prompt
from hls_procure.interview.show import choices, kind_hint, say_value, wrap
from hls_procure.model import paths
from hls_procure.model.fields import Field, ValueProblem
from hls_procure.model.playbook import Question
from hls_procure.model.root import Project

LINES = frozenset({"passage"})


def _nowhere(leaf: Field, value: Any) -> None:
    """Keep nothing: whoever asked does that."""


@dataclass
class Ask:
    """Asks for the fields of a question.

    :param asker: talks with the person. :param project: what is known so far. :param why: what "why" is answered with.
    :param keep: keeps one field at once, so that stopping in the middle of a form or a row loses nothing.
    """

    asker: Asker
    project: Project
    why: str = ""
    keep: Callable[[Field, Any], None] = _nowhere

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
        prompt = self.prompt(leaf, label, now)
        while True:
            typed_text, then = self._list(prompt) if leaf.type == "list" else (self._typed(prompt), None)
            if isinstance(typed_text, Command):
                return typed_text
            if isinstance(typed_text, str) and not typed_text.strip():
                if now is not None:
                    return now
                self.asker.say("Type an answer, or: skip · don't know · back · save")
                continue
            value = self.fitting(leaf, typed_text, answer)
            if value is not None:
                return then or value

    def prompt(self, leaf: Field, label: str, now: Any) -> Prompt:
        """What to ask for a field with; what there is to choose from is said at once."""
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
        return prompt

    def fitting(self, leaf: Field, text: str | Sequence[str], answer: Answer) -> Any:
        """The typed value of what was typed, kept and in the answer; None, and said why, where it does not fit."""
        try:
            value, notes = typed(leaf, self._picked(leaf, text), self.project)
        except ValueProblem as error:
            self.asker.say(f"That does not fit yet: {error}")
            if leaf.type in ("choice", "multi"):
                self.asker.say(f"Type a number from 1 to {len(leaf.choices)}.")
            return None
        for note in notes:
            self.asker.say(f"({note})")
        answer.values[leaf.path] = value
        answer.notes += notes
        self.keep(leaf, value)
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

    def _typed(self, prompt: Prompt) -> str | Command:
        """What was typed; "why" and "?" are answered on the spot, so that nothing typed before them is lost."""
        if prompt.several:
            self.asker.say("(as many lines as you like; an empty line ends it)")
        while True:
            reply = self.asker.ask(prompt)
            if reply is Command.WHY and self.why:
                self.asker.say(wrap(self.why))
            elif reply is Command.HELP:
                self.asker.say(HELP)
            else:
                return reply

    def _list(self, prompt: Prompt) -> tuple[list[str] | str | Command, Command | None]:
        """The items of a list, and the command that ended it, if one did; the items before it count."""
        self.asker.say("(one on each line; an empty line ends the list; 'none' if there is none)")
        first = self._typed(prompt)
        if isinstance(first, Command) or not first.strip():
            return first, None
        if first.strip().lower() == "none":
            return [], None
        items = [first]
        while True:
            reply = self._typed(Prompt())
            if isinstance(reply, Command):
                return items, reply
            if not reply.strip():
                return items, None
            items.append(reply)
