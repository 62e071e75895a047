"""Strict YAML: text stays text, nothing is guessed, and every value knows its line.

The usual loaders turn ``no`` into False and ``12:30:00`` into 45000, let a duplicate key win silently, cut
``pay £5 # per week`` to ``pay £5`` and make ``!important`` empty. Here every scalar is the text that was typed
(or None where nothing was); the field schema gives it a type later. Tags, anchors and aliases are refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from hls_procure.errors import FileProblem, InputError, Problem

MAX_BYTES = 20_000_000
MAX_DEPTH = 40
_MAYBE_DEEP = 1_000


class Place(NamedTuple):
    """Where a value stands in its file: 1-based line, then character offsets of the value itself."""

    line: int
    start: int
    end: int
    style: str


class Map(dict[str, Any]):
    """A mapping that knows the line of itself, the place of each value, and where each name starts."""

    __slots__ = ("line", "places", "starts")

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self.places: dict[str, Place] = {}
        self.starts: dict[str, int] = {}


class Seq(list[Any]):
    """A sequence that knows the line of itself and the place of each item."""

    __slots__ = ("line", "places")

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self.places: list[Place] = []


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. A byte-order mark is dropped and Windows line ends become plain ones.

    :raises FileProblem: missing, unreadable, too large, or not UTF-8; the message says which.
    """
    name = path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileProblem(Problem(name, f"is larger than {MAX_BYTES // 1_000_000} MB", do="Split it into smaller files."))
        raw = path.read_bytes()
    except FileNotFoundError:
        raise FileProblem(Problem(str(path), "is not there", do="Check the name, or the folder you are in.")) from None
    except OSError as error:
        raise FileProblem(
            Problem(str(path), f"could not be read ({error.strerror or error})", do="Check who may read it.")
        ) from None
    return decode(raw, name)


def decode(raw: bytes, name: str) -> str:
    """The text of UTF-8 bytes, without a byte-order mark and with plain line ends. :raises InputError: not UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(
            Problem(
                f"{name}:{line}",
                "has a character that is not UTF-8",
                "A word processor or an old spreadsheet may have saved it in another encoding.",
                "Save it again as 'plain text, UTF-8'.",
            )
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load(path: Path, name: str | None = None) -> Map:
    """Read a YAML file whose top level is a mapping. See :func:`parse`."""
    return parse(read_text(path), name or path.name)


def parse(text: str, name: str, *, bare_words: bool = True) -> Map:
    """Parse YAML text into :class:`Map`, :class:`Seq`, str and None.

    :param name: how the file is called in messages.
    :param bare_words: whether words without quotes may stand inside brackets; in a project file they may not.
    :raises InputError: every problem of the file at once, each with its line.
    """
    node = _compose(text, name)
    if node is None:
        return Map(1)
    builder = _Builder(text, name, bare_words)
    value = builder.value(node, 0, in_flow=False)
    if not isinstance(value, Map) and not builder.problems:
        builder.problem(node, "does not start with names and values", "Each file is a list of 'name: value' lines.")
    if builder.problems:
        raise InputError(sorted(builder.problems, key=lambda p: int(p.where.rsplit(":", 1)[1])))
    assert isinstance(value, Map)
    return value


def _compose(text: str, name: str) -> Any:
    import yaml

    loader_class = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        if _maybe_deep(text):
            _refuse_deep(loader_class(text), name)
        loader = loader_class(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.reader.ReaderError as error:
        in_bytes = hasattr(yaml, "CBaseLoader")  # libyaml counts bytes, the loader in Python counts characters
        line = (text.encode()[: error.position].count(b"\n") if in_bytes else text[: error.position].count("\n")) + 1
        raise InputError(
            Problem(
                f"{name}:{line}",
                "has a character that YAML does not allow",
                "Control characters often come from copying out of a PDF or a terminal.",
                "Delete the character and type it again.",
            )
        ) from None
    except UnicodeEncodeError as error:
        line = text[: error.start].count("\n") + 1
        raise InputError(
            Problem(f"{name}:{line}", "has half of a character (a lone surrogate)", do="Delete that character and type it again.")
        ) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(_syntax_problem(f"{name}:{line}", error)) from None


def _maybe_deep(text: str) -> bool:
    """Whether a text could be nested so deep that the parser, which calls itself for each level, breaks the program."""
    return text.count("[") + text.count("{") > _MAYBE_DEEP or max(map(len, text.split("\n"))) > _MAYBE_DEEP


def _refuse_deep(loader: Any, name: str) -> None:
    depth = 0
    while loader.check_event():
        event = loader.get_event()
        kind = event.__class__.__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > 2 * MAX_DEPTH:
            raise InputError(_too_deep(f"{name}:{event.start_mark.line + 1}"))


def _too_deep(where: str) -> Problem:
    return Problem(where, f"is nested more than {MAX_DEPTH} deep", do="Write it flatter.")


def _syntax_problem(where: str, error: Any) -> Problem:
    said = str(error.problem or error.context or "")
    if "alias" in said or "anchor" in said:
        return Problem(where, "uses an alias (*name) or an anchor (&name)", "Each file says everything in full.")
    if "nesting depth" in said:  # newer releases of libyaml stop by themselves, before our own count does
        return _too_deep(where)
    if "escape code" in said:
        return Problem(
            where,
            "has half of a character, written as an escape (\\ud800)",
            "Two halves in a row are not read as one character either.",
            "Type the character itself.",
        )
    if "mapping values are not allowed" in said:
        return Problem(
            where,
            "has a second ': ' on the line",
            "YAML reads what stands before it as a name.",
            "Put the words in quotes, or start them on the next line after '>-'.",
        )
    if "tab" in said or "cannot start any token" in said:
        return Problem(
            where, "starts with a character that YAML keeps for itself", do="Put the words in quotes; use spaces, not tabs."
        )
    if "expected a single document" in said or "but found another document" in said:
        return Problem(where, "starts a second document ('---')", do="Keep one document in a file.")
    return Problem(
        where,
        f"is not readable as YAML ({said or 'it breaks off'})",
        "Most often a quote is not closed or the lines are not indented alike.",
        "Compare it with the lines above.",
    )


class _Builder:
    """Turns the parser's nodes into plain values and collects what is wrong on the way."""

    def __init__(self, text: str, name: str, bare_words: bool) -> None:
        self.text = text
        self.name = name
        self.bare_words = bare_words
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def problem(self, node: Any, what: str, why: str = "", do: str = "") -> None:
        self.problems.append(Problem(f"{self.name}:{node.start_mark.line + 1}", what, why, do))

    def value(self, node: Any, depth: int, *, in_flow: bool) -> Any:
        if id(node) in self.seen:
            return None  # an alias; its anchor has been refused
        self.seen.add(id(node))
        if depth > MAX_DEPTH:
            self.problem(node, f"is nested more than {MAX_DEPTH} deep", do="Write it flatter.")
            return None
        kind = node.id
        if self.prefixed(node):
            return None
        if not node.tag.startswith("tag:yaml.org,2002:") or (kind == "scalar" and node.tag[-4:] != ":str"):
            self.tagged(node, node.tag.replace("tag:yaml.org,2002:", "!!"))
            return None
        if kind == "scalar":
            return self.scalar(node, in_flow)
        if kind == "sequence":
            seq = Seq(node.start_mark.line + 1)
            for item in node.value:
                seq.append(self.value(item, depth + 1, in_flow=in_flow or bool(node.flow_style)))
                seq.places.append(_place(item))
            return seq
        return self.mapping(node, depth, in_flow)

    def tagged(self, node: Any, tag: str) -> None:
        self.problem(
            node, f"uses a tag ({tag})", "A word that starts with '!' is read as a tag and lost.", "Put the words in quotes."
        )

    def prefixed(self, node: Any) -> bool:
        """Whether an anchor stands before a value, or a tag that the parser would pass over."""
        start = node.start_mark.index
        sign = self.text[start : start + 1]
        plain_tag = node.tag.startswith("tag:yaml.org,2002:") and (node.id != "scalar" or node.tag.endswith(":str"))
        if sign not in ("&", "!") or (sign == "!" and not plain_tag):
            return False
        word = self.text[start : start + 40].split()[0]
        if sign == "!":
            self.tagged(node, word)
        else:
            self.problem(
                node,
                f"uses an anchor ({word})",
                "A word that starts with '&' is read as an anchor and lost.",
                "Put the words in quotes.",
            )
        return True

    def mapping(self, node: Any, depth: int, in_flow: bool) -> Map:
        result = Map(node.start_mark.line + 1)
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self.problem(key_node, "has a list or a table where a name should stand", do="Put the name in quotes.")
                continue
            if self.prefixed(key_node):
                continue
            key = str(key_node.value)
            if not key:
                self.problem(key_node, "has a value without a name", do="Write a name before the colon.")
                continue
            if key == "<<":
                self.problem(key_node, "merges another mapping in ('<<')", "Each file says everything in full.")
                continue
            if key in result:
                first = result.places[key].line
                self.problem(
                    key_node,
                    f"says '{key}' a second time (first on line {first})",
                    "Only one of them could count.",
                    "Delete one of the two.",
                )
                continue
            result[key] = self.value(value_node, depth + 1, in_flow=in_flow or bool(node.flow_style))
            result.places[key] = _place(value_node)
            result.starts[key] = key_node.start_mark.index
        return result

    def scalar(self, node: Any, in_flow: bool) -> str | None:
        text = str(node.value)
        if node.style:
            return text
        if text in ("", "~", "null"):
            return None
        if " " in text:
            if in_flow and not self.bare_words:
                self.problem(
                    node,
                    f"has words without quotes inside brackets: {text[:40]!r}",
                    "A comma or a colon in them would cut the sentence.",
                    "Put the words in quotes.",
                )
            end = node.end_mark.index
            stop = self.text.find("\n", end)
            rest = self.text[end : stop if stop >= 0 else len(self.text)]
            if rest.lstrip().startswith("#"):
                self.problem(
                    node,
                    f"has a '#' after words that are not in quotes: {text[:40]!r}",
                    "Everything after it is read as a comment and lost.",
                    "Put the whole text in quotes, or the comment on a line of its own.",
                )
        return text


def _place(node: Any) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.index, node.end_mark.index, getattr(node, "style", None) or "")
