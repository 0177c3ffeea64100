"""What a council has: one noun a file, gathered here so that others write `from meetings.models import Council`."""

from meetings.models import clock
from meetings.models.action_item import (
    ActionItem,
    ActionResponsible,
    ActionStatus,
    ActionUpdate,
    UpdateKind,
)
from meetings.models.agenda_item import FORMAL_KINDS, AgendaItem, ItemKind, Presenter
from meetings.models.answer import Answer, Method, Stance
from meetings.models.attendance import Attendance, AttendanceKind, AttendanceMode, AttendanceStatus
from meetings.models.audit_entry import AuditEntry
from meetings.models.correction import Correction, CorrectionKind
from meetings.models.council import (
    ApprovalRule,
    Council,
    CouncilKind,
    FormerName,
    ItemLabel,
    Organisation,
    ParagraphSeries,
    Side,
    Succession,
)
from meetings.models.decision import Decision, outcome_label
from meetings.models.forwarding import Forwarding
from meetings.models.letter import Letter, LetterKind, LetterState
from meetings.models.matter import Matter, MatterStatus
from meetings.models.meeting import Meeting, MeetingKind, MeetingStatus, Notice, Officer, OfficerRole
from meetings.models.member import Member, MemberAlias, sort_name
from meetings.models.number_series import NumberSeries, SeriesKind
from meetings.models.private_note import PrivateNote
from meetings.models.protocol import Basis, Protocol, ProtocolPart, State
from meetings.models.protocol_approval import ApprovalChange, ApprovalOutcome, ProtocolApproval
from meetings.models.protocol_version import ProtocolVersion, VersionContent
from meetings.models.publication import EDITIONS, PageKind, Publication, PublicationKind, PublicPage
from meetings.models.reply import Coming, Reply
from meetings.models.seat import SECRETARIES, Display, Mandate, Role, Seat
from meetings.models.source_document import SourceDocument
from meetings.models.standing_item import Phrase, StandingItem
from meetings.models.tabled_item import TabledItem
from meetings.models.user import User
from meetings.models.working_group import GroupMember, WorkingGroup

__all__ = [
    "EDITIONS",
    "FORMAL_KINDS",
    "SECRETARIES",
    "ActionItem",
    "ActionResponsible",
    "ActionStatus",
    "ActionUpdate",
    "AgendaItem",
    "Answer",
    "ApprovalChange",
    "ApprovalOutcome",
    "ApprovalRule",
    "Attendance",
    "AttendanceKind",
    "AttendanceMode",
    "AttendanceStatus",
    "AuditEntry",
    "Basis",
    "Coming",
    "Correction",
    "CorrectionKind",
    "Council",
    "CouncilKind",
    "Decision",
    "Display",
    "FormerName",
    "Forwarding",
    "GroupMember",
    "ItemKind",
    "ItemLabel",
    "Letter",
    "LetterKind",
    "LetterState",
    "Mandate",
    "Matter",
    "MatterStatus",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Member",
    "MemberAlias",
    "Method",
    "Notice",
    "NumberSeries",
    "Officer",
    "OfficerRole",
    "Organisation",
    "PageKind",
    "ParagraphSeries",
    "Phrase",
    "Presenter",
    "PrivateNote",
    "Protocol",
    "ProtocolApproval",
    "ProtocolPart",
    "ProtocolVersion",
    "PublicPage",
    "Publication",
    "PublicationKind",
    "Reply",
    "Role",
    "Seat",
    "SeriesKind",
    "Side",
    "SourceDocument",
    "Stance",
    "StandingItem",
    "State",
    "Succession",
    "TabledItem",
    "UpdateKind",
    "User",
    "VersionContent",
    "WorkingGroup",
    "clock",
    "outcome_label",
    "sort_name",
]
