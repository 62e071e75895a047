"""Asks for the records of a table: one after another, changed, taken out, or read from a CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hls_procure.errors import HlsError
from hls_procure.interview.answers import Answer, read_answer, slug
from hls_procure.interview.ask import Ask
from hls_procure.interview.asker import Asker, Command, Prompt
from hls_procure.interview.csvfile import read_csv
from hls_procure.interview.recorder import Recorder, keep
from hls_procure.interview.show import row_name
from hls_procure.model import paths
from hls_procure.model.playbook import Question

MENU = "add · change N · remove N · csv FILE · none · done"


class TableAsk:
    """Fills one table. Each record is kept as soon as it is complete."""

    def __init__(self, asker: Asker, recorder: Recorder, question: Question) -> None:
        self.asker = asker
        self.recorder = recorder
        self.question = question
        self.changed = False

    @property
    def rows(self) -> tuple[Any, ...]:
        """The records as they stand."""
        return paths.get(self.recorder.project, self.question.list_path) or ()

    def run(self) -> Command | None:
        """Ask until the person is done. A command that is not for the table is handed back."""
        if self.question.rows or self.question.rows_from:
            return self._fixed()
        if not self.rows:
            self.asker.say("(one row at a time; or: csv FILE · none)")
            reply = self._first()
            if reply is not None:
                return None if reply == "done" else reply  # type: ignore[return-value]
        while True:
            self._list()
            reply = self.asker.ask(Prompt(f"Rows: {MENU}"))
            if isinstance(reply, Command):
                return reply
            done = self._menu(reply.strip())
            if done is not None:
                return None if done == "done" else done  # type: ignore[return-value]

    def _list(self) -> None:
        for number, row in enumerate(self.rows, 1):
            self.asker.say(f"  {number}  {row_name(self.question, row)}")

    def _first(self) -> Command | str | None:
        """The first row starts at once; its first answer may also be a word of the menu."""
        leaf = self.question.leaves[0]
        reply = self.asker.ask(Prompt(self.question.label(leaf.path)))
        if isinstance(reply, Command):
            return reply
        word = reply.strip().lower()
        if word in ("none", "done") or word.startswith("csv "):
            return self._menu(reply.strip())
        if not word:
            return "done"
        return self._add({leaf.name: reply})

    def _menu(self, text: str) -> Command | str | None:
        word, _, rest = text.partition(" ")
        word = word.lower()
        if word in ("done", ""):
            return "done"
        if word == "none":
            self.recorder.set(self.question.list_path, (), question=self.question.id)
            self._close()
            return "done"
        if word == "add":
            return self._add({})
        if word == "csv":
            self._csv(rest.strip())
            return None
        if word in ("change", "remove"):
            row = self._row(rest)
            if row is None:
                self.asker.say(f"There is no row '{rest}'. Type its number.")
            elif word == "remove":
                self.recorder.drop_row(self.question.list_path, row.id, question=self.question.id)
                self.asker.say("Taken out. The journal still has it.")
            else:
                return self._fill(row.id, {}, row)
            return None
        self.asker.say(f"'{text}' is not one of: {MENU}")
        return None

    def _row(self, text: str) -> Any:
        rows = self.rows
        if text.strip().isdigit() and 0 < int(text) <= len(rows):
            return rows[int(text) - 1]
        return next((row for row in rows if row.id == text.strip()), None)

    def _add(self, typed: dict[str, str]) -> Command | None:
        return self._fill(None, typed, None)

    def _fill(self, id: str | None, typed: dict[str, str], row: Any) -> Command | None:
        answer = Answer(self.question)
        ask = Ask(self.asker, self.recorder.project)
        number = 0
        leaves = self.question.leaves
        while number < len(leaves):
            leaf = leaves[number]
            now = answer.values.get(leaf.path, getattr(row, paths.attribute(leaf.name), None) if row is not None else None)
            reply: Any
            if leaf.name in typed and leaf.path not in answer.values:
                reply = self._given(leaf, typed.pop(leaf.name), answer)
                if reply is None:
                    continue
            else:
                reply = ask.leaf(leaf, self.question.label(leaf.path), now, answer)
            if reply is Command.BACK and number:
                number -= 1
                continue
            if reply in (Command.SKIP, Command.UNKNOWN):
                number += 1
                continue
            if isinstance(reply, Command):
                return reply
            number += 1
        values = {leaf.name: answer.values[leaf.path] for leaf in leaves if leaf.path in answer.values}
        if values:
            first = str(values.get(leaves[0].name, "record"))
            self.recorder.put_row(
                self.question.list_path, id or slug(first, {r.id for r in self.rows}), values, question=self.question.id
            )
            self._close()
        return None

    def _given(self, leaf: Any, text: str, answer: Answer) -> Any:
        found = read_answer(self.question, [{leaf.name: text}], self.recorder.project)
        for problem in found.problems:
            self.asker.say(f"That does not fit yet: {problem}")
        for note in found.notes:
            self.asker.say(f"({note})")
        if found.problems or not found.rows:
            return None
        answer.values[leaf.path] = found.rows[0].get(leaf.name)
        return answer.values[leaf.path]

    def _csv(self, name: str) -> None:
        try:
            rows = read_csv(Path(name).expanduser(), self.question)
        except HlsError as error:
            self.asker.say(str(error))
            return
        present = [{"id": row.id} for row in self.rows]
        answer = read_answer(self.question, rows, self.recorder.project)
        if answer.problems:
            self.asker.say("Nothing was taken from the file:")
            for problem in answer.problems:
                self.asker.say(f"  {problem}")
            return
        taken = {row["id"] for row in present}
        for row in answer.rows or ():
            id = row.pop("id")
            if id in taken:
                id = slug(id, taken)
            taken.add(id)
            self.recorder.put_row(self.question.list_path, id, row, question=self.question.id)
        self._close()
        self.asker.say(f"{len(answer.rows or ())} rows taken from {name}.")

    def _fixed(self) -> Command | None:
        present = {row.id: row for row in self.rows}
        for id, label in self.question.fixed_rows(self.recorder.project).items():
            self.asker.say()
            self.asker.say(label)
            reply = self._fill(id, {}, present.get(id))
            if reply is not None:
                return reply
        return None

    def _close(self) -> None:
        if any(item.path == self.question.list_path for item in self.recorder.project.open):
            self.recorder.close_open(self.question.list_path, question=self.question.id)


def keep_table(recorder: Recorder, answer: Answer) -> None:
    """Keep a table that was read whole."""
    keep(recorder, answer)
