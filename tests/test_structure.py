"""The structure of the code, kept by a machine: rooms and the direction of their arrows, what each room may touch, sizes,
docstrings, how little a cold start imports, and that nothing private has slipped into a file.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

from tests.helpers import REPOSITORY

PACKAGE = REPOSITORY / "hls_procure"

#: The rooms from the ground up: each may import from those below it, never from beside or above.
STOREYS = (
    {"errors", "_version"},
    {"model"},
    {"findings"},
    {"library"},
    {"project"},
    {"interview", "law"},
    {"assembly", "readacross"},
    {"documents", "exchange", "reading"},
    {"foreign", "grants", "reconcile", "reports"},
    {"work"},
    {"cli"},
    {"__main__"},
)
#: Rooms that reach for less than the storeys below them offer.
ONLY = {
    "model": {"errors"},
    "findings": {"model"},
    "assembly": {"errors", "findings", "model", "law"},
    "readacross": {"errors", "findings", "model", "law"},
    "interview": {"errors", "model", "library"},
    "exchange": {"errors", "model"},
    "reading": {"errors", "findings", "model", "library", "assembly"},
    "foreign": {"errors", "findings", "model", "law", "library", "reading", "readacross"},
    "grants": {"errors", "findings", "model", "law", "library", "interview", "assembly", "documents", "exchange"},
    "reports": {"errors", "_version", "findings", "model", "readacross", "assembly", "documents", "reading"},
    "reconcile": {"errors", "model", "library", "project", "interview", "assembly", "reading"},
}
#: Rooms that know nothing of files, clocks, the environment, the network or chance. Dates and texts are passed in.
PURE = ("model", "assembly", "exchange", "readacross", "foreign", "grants", "reconcile", "reports")
#: What a file says once every tracked change is accepted, and no time of day.
NO_CLOCK = {"read.now"}
OUTSIDE = set(
    """
    os io pathlib shutil tempfile glob fileinput time calendar zoneinfo socket ssl select subprocess multiprocessing
    threading asyncio signal urllib http ftplib smtplib requests random secrets uuid locale platform getpass sqlite3 dbm
    shelve pickle logging zipfile tarfile ctypes
    """.split()
)
NETWORK = {"socket", "ssl", "urllib", "http", "ftplib", "smtplib", "requests", "asyncio"}
OUTSIDE_CALLS = {"open", "input", "print", "eval", "exec", "compile", "__import__", "breakpoint"}
OUTSIDE_METHODS = set(
    """
    now utcnow today fromtimestamp monotonic perf_counter environ getenv read_text read_bytes write_text write_bytes mkdir
    unlink rename rmdir touch iterdir rglob exists is_file is_dir urlopen system popen
    """.split()
)
#: Libraries that take long to import: only inside the functions that need them.
HEAVY = {
    "docxtpl", "docx", "lxml", "openpyxl", "jinja2", "markupsafe", "cerberus", "yaml", "typst", "pypandoc", "reportlab", "PIL",
}  # fmt: skip
DECLARED = {"click"} | HEAVY


@dataclass(frozen=True)
class Import:
    """One import: of which module, on which line, and whether it is run when the module is loaded."""

    module: str
    line: int
    at_load: bool


@dataclass(frozen=True)
class Module:
    """A module of the package."""

    path: Path
    name: str
    tree: ast.Module
    lines: int
    nodes: tuple[ast.AST, ...]

    @property
    def room(self) -> str:
        return self.name.split("/")[0].removesuffix(".py")

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(_imports(self.tree, at_load=True))


def _imports(node: ast.AST, *, at_load: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        later = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or (
            isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        )
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, at_load) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "an import says in full where from"
            names = (
                [f"hls_procure.{alias.name}" for alias in child.names] if child.module == "hls_procure" else [child.module or ""]
            )
            yield from (Import(name, child.lineno, at_load) for name in names)
        else:
            yield from _imports(child, at_load=at_load and not later)


@cache
def modules() -> tuple[Module, ...]:
    made = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        made.append(Module(path, path.relative_to(PACKAGE).as_posix(), tree, text.count("\n"), tuple(ast.walk(tree))))
    return tuple(made)


def room_of(module: str) -> str:
    return "_version" if module == "hls_procure.__version__" else module.split(".")[1]


def storey(room: str) -> int:
    return next(number for number, rooms in enumerate(STOREYS) if room in rooms)


# Rooms and arrows


def test_every_room_has_its_storey() -> None:
    assert {module.room for module in modules()} - {"__init__"} == set().union(*STOREYS)


def test_imports_point_down_and_never_sideways_or_up() -> None:
    wrong = []
    for module in modules():
        if module.room == "__init__":
            continue
        for one in module.imports:
            if not one.module.startswith("hls_procure"):
                continue
            to = room_of(one.module)
            allowed = ONLY.get(module.room) or set().union(*STOREYS[: storey(module.room)])
            if to != module.room and to not in allowed:
                wrong.append(f"{module.name}:{one.line} imports {one.module}")
    assert not wrong, "\n".join(wrong)


def test_the_arrows_of_the_design_are_drawn_as_it_says() -> None:
    order = ["errors", "model", "library", "project", "interview", "assembly", "documents", "work", "cli"]
    assert [storey(room) for room in order] == sorted(storey(room) for room in order)
    assert storey("interview") == storey("law") < storey("assembly")


def test_nothing_imports_the_commands_but_the_door() -> None:
    users = {module.name for module in modules() for one in module.imports if one.module.startswith("hls_procure.cli")}
    assert {name for name in users if not name.startswith("cli/")} == {"__main__.py"}


def test_no_two_modules_import_each_other_when_they_are_loaded() -> None:
    graph = {
        "hls_procure." + module.name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): {
            one.module for one in module.imports if one.at_load and one.module.startswith("hls_procure.")
        }
        for module in modules()
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join((*above, name))
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


# What a room may touch


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_touches_no_file_clock_environment_or_network(room: str) -> None:
    wrong = []
    for module in modules():
        if module.room != room:
            continue
        wrong += [
            f"{module.name}:{one.line} imports {one.module}" for one in module.imports if one.module.split(".")[0] in OUTSIDE
        ]
        for node in module.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUTSIDE_CALLS:
                wrong.append(f"{module.name}:{node.lineno} calls {node.func.id}()")
            if isinstance(node, ast.Attribute) and node.attr in OUTSIDE_METHODS and ast.unparse(node) not in NO_CLOCK:
                wrong.append(f"{module.name}:{node.lineno} uses .{node.attr}")
    assert not wrong, "\n".join(wrong)


def test_the_law_reads_only_its_own_files_and_knows_no_clock() -> None:
    wrong = []
    for module in modules():
        if module.room != "law":
            continue
        for one in module.imports:
            if one.module.split(".")[0] in OUTSIDE - {"pathlib"}:
                wrong.append(f"{module.name}:{one.line} imports {one.module}")
        for node in module.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUTSIDE_CALLS:
                wrong.append(f"{module.name}:{node.lineno} calls {node.func.id}()")
            if isinstance(node, ast.Attribute) and node.attr in {
                "now",
                "utcnow",
                "today",
                "environ",
                "getenv",
                "write_text",
                "write_bytes",
            }:
                wrong.append(f"{module.name}:{node.lineno} uses .{node.attr}")
    assert not wrong, "\n".join(wrong)


def test_nothing_reaches_for_the_network() -> None:
    wrong = [f"{module.name}:{one.line}" for module in modules() for one in module.imports if one.module.split(".")[0] in NETWORK]
    assert not wrong


def test_heavy_libraries_are_imported_only_where_they_are_used() -> None:
    wrong = [
        f"{module.name}:{one.line} imports {one.module} when it is loaded"
        for module in modules()
        for one in module.imports
        if one.at_load and one.module.split(".")[0] in HEAVY
    ]
    assert not wrong, "\n".join(wrong)


def test_house_templates_go_through_one_door() -> None:
    users = {module.name for module in modules() for one in module.imports if one.module.split(".")[0] == "docxtpl"}
    assert users == {"documents/docx/template.py"}
    assert not [module.name for module in modules() for one in module.imports if one.module.split(".")[0] == "docx"]


def test_only_declared_libraries_are_imported() -> None:
    used = {one.module.split(".")[0] for module in modules() for one in module.imports}
    outside = {name for name in used if name not in sys.stdlib_module_names and name not in ("hls_procure", "__future__")}
    assert outside <= DECLARED
    declared = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    packages = {"yaml": "pyyaml", "pypandoc": "pypandoc_binary", "docx": "python-docx", "markupsafe": "jinja2", "PIL": "pillow"}
    for name in outside:
        assert f'"{packages.get(name, name)}>=' in declared, name


def test_nobody_evaluates_text_as_python_and_nobody_unpickles() -> None:
    wrong = []
    for module in modules():
        for node in module.nodes:
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("eval", "exec", "compile", "__import__")
            ):
                wrong.append(f"{module.name}:{node.lineno} calls {node.func.id}()")
        wrong += [
            f"{module.name}:{one.line}" for one in module.imports if one.module.split(".")[0] in ("pickle", "marshal", "shelve")
        ]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_printed_outside_the_commands() -> None:
    wrong = []
    for module in modules():
        for node in module.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                wrong.append(f"{module.name}:{node.lineno} prints")
            if (
                isinstance(node, ast.Attribute)
                and ast.unparse(node) in ("sys.stdout", "sys.stderr", "sys.exit")
                and module.room != "cli"
            ):
                wrong.append(f"{module.name}:{node.lineno} uses {ast.unparse(node)}")
        if module.room not in ("cli", "__main__"):
            wrong += [f"{module.name}:{one.line} imports click" for one in module.imports if one.module.split(".")[0] == "click"]
    assert not wrong, "\n".join(wrong)


# Sizes and docstrings


def test_modules_are_small() -> None:
    sizes = sorted(((module.lines, module.name) for module in modules() if not module.name.endswith("__init__.py")), reverse=True)
    worst = "\n".join(f"{lines:5} {name}" for lines, name in sizes[:10])
    assert sizes[0][0] <= 450, worst
    assert 60 <= statistics.median(lines for lines, _ in sizes) <= 160, worst


def _public(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and not child.name.startswith("_"):
            yield f"{prefix}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from _public(child, f"{prefix}{child.name}.")
        elif isinstance(child, (ast.If, ast.Try)):
            yield from _public(child, prefix)


def test_every_public_thing_says_what_it_is() -> None:
    silent = []
    for module in modules():
        things = [(module.name, module.tree), *_public(module.tree, f"{module.name}: ")]
        for name, node in things:
            words = ast.get_docstring(node) or ""  # type: ignore[arg-type]
            if len(words.split()) < 2:
                silent.append(name)
    assert not silent, "\n".join(silent)


# Nothing private


SKIP = {
    ".git",
    ".venv",
    "venv",
    "__pycache__",
    "build",
    "dist",
    "tamarside",
    "demo",
    ".hypothesis",
    ".pytest_cache",
    ".ruff_cache",
    ".mypy_cache",
}
TEXT = {
    ".py",
    ".yaml",
    ".yml",
    ".md",
    ".toml",
    ".txt",
    ".csv",
    ".json",
    ".jsonl",
    ".j2",
    ".xml",
    ".rels",
    ".html",
    ".cfg",
    ".ini",
    "",
}
PRIVATE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/wo" r"rk/",
            r"/tmp/(?:venv|w/)",
            r"/ro" r"ot/",
            r"/home/\w+/",
            r"[A-Z]:\\Users\\",
            r"py" r"pi\.(?:org|python)|pythonhosted\.org|npmjs\.(?:org|com)|proxy\.golang|crates\.io",
            r"(?:earlier|previous|another|next|this|last) ses" r"sion\b",
            r"hel" r"per agent|sub-?agent|language mod" r"el",
            r"Anth" r"ropic|Cla" r"ude|Open" r"AI|Chat" r"GPT|Copi" r"lot",
            r"BEGIN (?:RSA |OPENSSH )?PRIVATE KEY|ghp_\w{20}|AKIA[0-9A-Z]{12}",
        )
    ),
    re.IGNORECASE,
)


def text_files() -> Iterator[Path]:
    for path in sorted(REPOSITORY.rglob("*")):
        parts = path.relative_to(REPOSITORY).parts
        if (
            not SKIP & set(parts)
            and not any(part.endswith(".egg-info") for part in parts)
            and path.is_file()
            and path.suffix in TEXT
        ):
            yield path


def test_no_file_names_private_places_hosts_or_makers() -> None:
    found = []
    for path in text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            private = PRIVATE.search(line)
            if private:
                found.append(f"{path.relative_to(REPOSITORY)}:{number}  {private[0]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "see /wo" + "rk/main",
        "/tmp/ve" + "nv/bin",
        "from py" + "pi.org",
        "another ses" + "sion wrote it",
        "a hel" + "per agent",
        "Cla" + "ude",
    ],
)
def test_what_is_private_would_be_found(planted: str) -> None:
    assert PRIVATE.search(planted)


def test_the_text_files_are_all_looked_at() -> None:
    looked = {path.relative_to(REPOSITORY).as_posix() for path in text_files()}
    assert {
        "README.md",
        "pyproject.toml",
        "clauses/terms.yaml",
        "hls_procure/errors.py",
        "tests/test_structure.py",
        ".ci/run",
    } <= looked
    assert len(looked) > 500


# The house template


def test_the_house_template_is_what_its_source_makes() -> None:
    spec = importlib.util.spec_from_file_location("make_house", REPOSITORY / "tests/tools/make_house.py")
    assert spec is not None
    assert spec.loader is not None
    make_house = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_house)
    assert (REPOSITORY / "templates/house.docx").read_bytes() == make_house.house()
    assert (REPOSITORY / "templates/note.docx").read_bytes() == make_house.note()
    assert (REPOSITORY / "templates/letter.docx").read_bytes() == make_house.letter()
    assert make_house.note() != make_house.house()
    parts = {
        path.relative_to(make_house.ROOT / "house-source").as_posix()
        for path in (make_house.ROOT / "house-source").rglob("*")
        if path.is_file()
    }
    assert parts == set(make_house.ORDER)


# Cold start


#: What --version and --help may import beyond what importing click imports.
OURS = {"hls_procure", "hls_procure._version", "hls_procure.cli", "hls_procure.cli.lazy", "hls_procure.cli.main"}
START = {
    "runpy",
    "importlib.util",
    "importlib._abc",
    "importlib.machinery",
    "importlib._bootstrap_external",
    "pkgutil",
    "types",
    "io",
    "os",
}
LOCALE = {"_locale", "locale", "gc"}
HELP = {"textwrap", "click._textwrap", "shutil", "fnmatch", "zlib", "bz2", "_bz2", "_compression", "lzma", "_lzma"}
NEVER = set(
    """
    yaml docx docxtpl lxml jinja2 cerberus markupsafe json difflib importlib.metadata decimal dataclasses ast datetime
    hashlib subprocess tempfile email urllib http logging asyncio hls_procure.errors hls_procure.library hls_procure.model
    hls_procure.work hls_procure.project hls_procure.law hls_procure.assembly hls_procure.documents hls_procure.interview
    """.split()
)


def imported(*command: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", *command], capture_output=True, text=True, cwd=REPOSITORY, check=True
    )
    return {
        line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:") and "|" in line
    } - {"imported package"}


@pytest.fixture(scope="module")
def click_alone() -> set[str]:
    return imported("-c", "import click")


@pytest.mark.parametrize(("option", "extra"), [("--version", set()), ("--help", HELP)])
def test_a_cold_start_imports_next_to_nothing(option: str, extra: set[str], click_alone: set[str]) -> None:
    found = imported("-m", "hls_procure", option)
    assert not {name for name in found - click_alone if name in NEVER or any(name.startswith(f"{never}.") for never in NEVER)}
    assert found - click_alone <= OURS | START | LOCALE | extra
    assert found >= OURS
