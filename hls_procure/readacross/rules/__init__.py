"""The checks, one module a family; they run in this order, and none knows of another."""

from __future__ import annotations

from hls_procure.readacross.rule import Rule
from hls_procure.readacross.rules.coverage import RULES as COVERAGE
from hls_procure.readacross.rules.dates import RULES as DATES
from hls_procure.readacross.rules.documents import RULES as DOCUMENTS
from hls_procure.readacross.rules.edits import RULES as EDITS
from hls_procure.readacross.rules.files import RULES as FILES
from hls_procure.readacross.rules.governance import RULES as GOVERNANCE
from hls_procure.readacross.rules.grants import RULES as GRANTS
from hls_procure.readacross.rules.language import RULES as LANGUAGE
from hls_procure.readacross.rules.law import RULES as LAW
from hls_procure.readacross.rules.lawtime import RULES as LAWTIME
from hls_procure.readacross.rules.learning import RULES as LEARNING
from hls_procure.readacross.rules.moderation import RULES as MODERATION
from hls_procure.readacross.rules.names import RULES as NAMES
from hls_procure.readacross.rules.papers import RULES as PAPERS
from hls_procure.readacross.rules.references import RULES as REFERENCES
from hls_procure.readacross.rules.repeated import RULES as REPEATED
from hls_procure.readacross.rules.social import RULES as SOCIAL
from hls_procure.readacross.rules.terms import RULES as TERMS
from hls_procure.readacross.rules.upkeep import RULES as UPKEEP
from hls_procure.readacross.rules.values import RULES as VALUES
from hls_procure.readacross.rules.voices import RULES as VOICES
from hls_procure.readacross.rules.weights import RULES as WEIGHTS

RULES: tuple[Rule, ...] = (
    *COVERAGE,
    *VOICES,
    *WEIGHTS,
    *MODERATION,
    *VALUES,
    *DATES,
    *LAW,
    *LAWTIME,
    *SOCIAL,
    *LEARNING,
    *GOVERNANCE,
    *GRANTS,
    *LANGUAGE,
    *DOCUMENTS,
    *REFERENCES,
    *TERMS,
    *NAMES,
    *REPEATED,
    *FILES,
    *EDITS,
    *PAPERS,
    *UPKEEP,
)
