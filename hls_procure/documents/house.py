"""The house style: font, size, colour and language of every document, from ``templates/house_style.yaml``."""

from __future__ import annotations

from hls_procure.errors import InputError, Problem
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Finder
from hls_procure.library.load import NO_CACHE
from hls_procure.library.trees import load_trees
from hls_procure.model.record import record

SHIPPED_COLOUR = "1F4E5F"


@record
class HouseStyle:
    """How documents look. ``size`` is in points, for running text; ``colour`` is six hexadecimal figures."""

    font: str = "Arial"
    size: float = 12.0
    colour: str = SHIPPED_COLOUR
    language: str = "en-GB"


def load_house_style(finder: Finder, cache: Cache = NO_CACHE) -> HouseStyle:
    """The house style that counts. :raises InputError: every fault of the file at once."""
    trees = load_trees([finder.find("templates/house_style.yaml")], cache)
    if trees.problems:
        raise InputError(trees.problems)
    (found,) = trees.found
    data = trees.tree(found)
    font = data.get("font") or "Arial"
    if cache.get(f"house-{trees.key}") is None:
        from hls_procure.library.shapes import check_shape

        problems = check_shape("house", data, found.name)
        if not all(c.isalnum() or c in " -" for c in font):
            where = f"{found.name}:{data.places['font'].line}"
            problems.append(Problem(where, f"has the font '{font}', which is not the name of a font"))
        if problems:
            raise InputError(problems)
        cache.put(f"house-{trees.key}", b"good")
    colour = (data.get("colour") or SHIPPED_COLOUR).upper()
    return HouseStyle(font, float(data.get("size") or 12.0), colour, data.get("language") or "en-GB")


def styled(parts: dict[str, bytes], style: HouseStyle) -> dict[str, bytes]:
    """The parts of a Word file with the house style laid over its styles."""
    if style == HouseStyle():
        return parts
    changed = dict(parts)
    half_points = str(int(style.size * 2))
    for name in ("word/styles.xml", "word/fontTable.xml"):
        text = changed.get(name, b"").decode("utf-8")
        text = text.replace('"Arial"', f'"{style.font}"').replace(SHIPPED_COLOUR, style.colour)
        text = text.replace(
            '<w:sz w:val="24"/><w:szCs w:val="24"/>', f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        )
        text = text.replace('w:lang w:val="en-GB"', f'w:lang w:val="{style.language}"')
        if text:
            changed[name] = text.encode("utf-8")
    return changed
