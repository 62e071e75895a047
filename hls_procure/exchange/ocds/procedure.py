"""How the competition is run, in the words of the platform."""

from __future__ import annotations

from hls_procure.exchange.notices import BELOW
from hls_procure.exchange.ocds.values import Plain
from hls_procure.model import telling
from hls_procure.model.facts import FactView


def method(facts: FactView, *, planning: bool) -> Plain:
    """The method, or nothing while the project does not say how it competes.

    :param planning: whether this is before the tender notice: then the method is left out.
    """
    found = None if planning else telling.method(facts, below=telling.value(facts, "legal.regime") == BELOW)
    if found is None:
        return {}
    return {"procurementMethod": "selective" if found.selective else "open", "procurementMethodDetails": found.name}
