"""Every table of the invented world, by system."""

from mock_legacy.world.models.access import (
    Account,
    ExpectedOutcome,
    LoginAttempt,
    LoginSession,
    LookupLog,
    WorldSetting,
)
from mock_legacy.world.models.benefits import (
    AfRegistration,
    AgencyFlag,
    AgencyReply,
    AkassaPayment,
    CsnPayment,
    FkClaim,
    FkDecision,
    FkPayment,
    FkPaymentDetail,
    FkQuestion,
    Vehicle,
)
from mock_legacy.world.models.casework import (
    Calculation,
    CalculationRow,
    CaseApplication,
    CaseDocument,
    CaseFile,
    Decision,
    HouseholdMember,
    JobStimulus,
    JournalNote,
    PaymentRow,
    Plan,
    RepaymentClaim,
)
from mock_legacy.world.models.drafts import Draft, DraftGridRow, DraftOpening, DraftSave, DraftWarning
from mock_legacy.world.models.inbox import InboxAttachment, InboxEvent, InboxInstance, SigningEvent
from mock_legacy.world.models.mapping import Table
from mock_legacy.world.models.orders import PreparationOrder
from mock_legacy.world.models.residents import Person, Relation
from mock_legacy.world.models.tax import CapitalIncome, EmployerDeclaration, TaxAccountPayout
from mock_legacy.world.models.tax_service import TaxLookup, UsedCode

__all__ = [
    "Account",
    "AfRegistration",
    "AgencyFlag",
    "AgencyReply",
    "AkassaPayment",
    "Calculation",
    "CalculationRow",
    "CapitalIncome",
    "CaseApplication",
    "CaseDocument",
    "CaseFile",
    "CsnPayment",
    "Decision",
    "Draft",
    "DraftGridRow",
    "DraftOpening",
    "DraftSave",
    "DraftWarning",
    "EmployerDeclaration",
    "ExpectedOutcome",
    "FkClaim",
    "FkDecision",
    "FkPayment",
    "FkPaymentDetail",
    "FkQuestion",
    "HouseholdMember",
    "InboxAttachment",
    "InboxEvent",
    "InboxInstance",
    "JobStimulus",
    "JournalNote",
    "LoginAttempt",
    "LoginSession",
    "LookupLog",
    "PaymentRow",
    "Person",
    "Plan",
    "PreparationOrder",
    "Relation",
    "RepaymentClaim",
    "SigningEvent",
    "Table",
    "TaxAccountPayout",
    "TaxLookup",
    "UsedCode",
    "Vehicle",
    "WorldSetting",
]
