"""The template language, shut in: a template may name a value, and nothing else.

Word masters and page templates come from people whom we do not know. Everything that the language can do beside
printing a plain name is refused when the template is read, wherever in the file it stands, and so before any of it runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hls_procure.errors import InputError, Problem, nearest

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

ONLY_NAMES = "Only plain names are allowed: no conditions, loops, calls or includes."


def plain_names(file: str, names: tuple[str, ...], *, lines: bool = False) -> SandboxedEnvironment:
    """An environment for one file in which these names can be printed.

    :param lines: whether the lines of the template are those of the file, so that messages can name them.
    :raises InputError: from compiling or rendering, where the template holds anything else.
    """
    from jinja2 import StrictUndefined, nodes
    from jinja2.sandbox import SandboxedEnvironment

    allowed = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
    known = f"There are {', '.join(names)}."

    class PlainNames(SandboxedEnvironment):
        """Looks at the tree of every template before it is compiled."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            problems = []
            for node in tree.find_all(nodes.Node):
                where = f"{file}:{node.lineno}" if lines else file
                if not isinstance(node, allowed):
                    problems.append(Problem(where, "has a tag that does more than name a value", ONLY_NAMES, known))
                elif isinstance(node, nodes.Name) and node.name not in names:
                    why = nearest(node.name, names)
                    problems.append(Problem(where, f"asks for '{node.name}', which is not there", why, known))
            if problems:
                raise InputError(dict.fromkeys(problems))
            return tree

    environment = PlainNames(undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True)
    environment.globals.clear()
    return environment


def fill_page(file: str, shell: str, values: Mapping[str, Any], needed: tuple[str, ...]) -> str:
    """A page template with its values put in.

    :param needed: names without which the page would lack what it is for.
    :raises InputError: the template cannot be read, does more than name values, or leaves a needed one out.
    """
    from jinja2 import nodes
    from jinja2.exceptions import TemplateError

    environment = plain_names(file, tuple(values), lines=True)
    try:
        named = {node.name for node in environment.parse(shell).find_all(nodes.Name)}
        text = environment.from_string(shell).render(values)
    except TemplateError as error:
        why = f"A tag is one of {', '.join(values)}, like {{{{ title }}}}."
        raise InputError(Problem(file, f"cannot be used as a template ({error})", why)) from None
    missing = [name for name in needed if name not in named]
    if missing:
        raise InputError(
            [Problem(file, f"has no place for the {name}", do=f"Put {{{{ {name} }}}} where it belongs.") for name in missing]
        )
    return text
