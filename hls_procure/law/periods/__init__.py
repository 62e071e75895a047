"""The periods that the law sets, each a function of its days that names its facts and says what is not certain.

from hls_procure.law import periods

periods.mandatory_standstill(date(2026, 11, 24)).earliest     # 5 December 2026
"""

from __future__ import annotations

from hls_procure.law.periods.made import Period
from hls_procure.law.periods.others import employee_information, end_of_funding_notice, pcr_standstill, scottish_period
from hls_procure.law.periods.pa2023 import (
    Circumstances,
    Minimum,
    mandatory_standstill,
    minimum_participation,
    minimum_tendering,
    participation_period,
    planned_notice_window,
    standstill,
    tendering_period,
    voluntary_standstill,
)
from hls_procure.law.periods.pa2023_notices import (
    claim,
    claim_at_most,
    contract_copy,
    details_notice,
    modified_contract_copy,
    payment_information,
    payments_compliance_notice,
    pipeline_notice,
    set_aside_claim,
    termination_notice,
)
from hls_procure.law.periods.psr import (
    most_suitable_provider_wait,
    psr_england_standstill,
    psr_notice,
    psr_wales_standstill,
)

__all__ = [
    "Circumstances",
    "Minimum",
    "Period",
    "claim",
    "claim_at_most",
    "contract_copy",
    "details_notice",
    "employee_information",
    "end_of_funding_notice",
    "mandatory_standstill",
    "minimum_participation",
    "minimum_tendering",
    "modified_contract_copy",
    "most_suitable_provider_wait",
    "participation_period",
    "payment_information",
    "payments_compliance_notice",
    "pcr_standstill",
    "pipeline_notice",
    "planned_notice_window",
    "psr_england_standstill",
    "psr_notice",
    "psr_wales_standstill",
    "scottish_period",
    "set_aside_claim",
    "standstill",
    "tendering_period",
    "termination_notice",
    "voluntary_standstill",
]
