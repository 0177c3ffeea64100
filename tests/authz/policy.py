"""The policy as data: every address, and how it answers whoever comes, in every state.

A pattern says one status for each visitor, in the order of `VISITORS`. An address names its kind of subject and, for
each pattern, the subjects that are answered so. A subject that is not named does not exist for anybody.
"""

from typing import NamedTuple

VISITORS = (
    "stranger",
    "guest",
    "member",
    "present",
    "adjuster",
    "chair",
    "deputy",
    "secretary",
    "their_chair",
    "their_secretary",
    "administrator",
)


def _pattern(statuses: str) -> tuple[int, ...]:
    found = tuple(int(status) for status in statuses.split())
    assert len(found) == len(VISITORS)
    return found


# -------------------- stranger guest member present adjuster chair deputy secretary | their chair, secretary | admin
ALL = _pattern("        200      200   200    200     200      200   200    200           200        200       200")
ONWARD = _pattern("     302      302   302    302     302      302   302    302           302        302       302")
FOR_EVER = _pattern("   301      301   301    301     301      301   301    301           301        301       301")
GONE = _pattern("       410      410   410    410     410      410   410    410           410        410       410")
NOWHERE = _pattern("    404      404   404    404     404      404   404    404           404        404       404")
NOT_READ = _pattern("   405      405   405    405     405      405   405    405           405        405       405")
SIGNING_IN = _pattern(" 200      302   302    302     302      302   302    302           302        302       302")

NOBODY = _pattern("     302      404   404    404     404      404   404    404           404        404       404")
SIGNED_IN = _pattern("  302      200   200    200     200      200   200    200           200        200       404")
SEATED = _pattern("     302      404   200    200     200      200   200    200           404        404       404")
SAT_THERE = _pattern("  302      404   302    302     302      302   302    302           404        404       404")
ANSWERED = _pattern("   302      404   302    200     302      200   302    302           404        404       404")
OBJECTED = _pattern("   302      404   302    200     302      302   302    302           404        404       404")
OBJECTED = _pattern("   302      404   302    200     302      302   302    302           404        404       404")
RESPONSIBLE = _pattern("302      404   404    200     404      404   404    404           404        404       404")
WAS_THERE = _pattern("  302      404   404    200     200      200   200    404           404        404       404")
ANOTHER = _pattern("    302      404   200    200     200      200   200    404           404        404       404")
SIGNS = _pattern("      302      404   404    404     200      200   404    404           404        404       404")
APPOINTS = _pattern("   302      404   404    404     404      200   404    404           404        404       404")
DESK = _pattern("       302      404   404    404     404      200   200    200           404        404       404")
DESKS = _pattern("      302      404   404    404     404      200   200    200           200        200       404")
WRITES = _pattern("     302      404   404    404     404      403   200    200           404        404       404")
PLANS = _pattern("      302      404   403    403     403      403   200    200           404        404       404")
KEEPS = _pattern("      302      404   404    404     404      404   200    200           404        404       404")
KEEPERS = _pattern("    302      404   404    404     404      404   200    200           404        200       404")
OFFICES = _pattern("    302      404   404    404     404      404   200    200           404        200       200")
ADMIN = _pattern("      302      404   404    404     404      404   404    404           404        404       200")
NO_ADMIN = _pattern("   302      404   404    404     404      404   404    404           404        404       403")
NOT_KEPT = _pattern("   302      404   404    404     404      404   403    403           404        404       404")
NONE_ADDED = _pattern(" 302      404   404    404     404      404   403    403           404        403       404")
ONLY_ADMIN = _pattern(" 302      404   404    404     404      404   403    403           404        403       200")
SETTINGS = _pattern("   302      404   404    404     404      404   200    200           404        404       200")
NOT_ENDED = _pattern("  302      404   404    404     404      404   403    403           404        404       403")

THEIRS = _pattern("     302      404   404    404     404      404   404    404           200        200       404")
THEY_APPOINT = _pattern("302    404   404    404     404      404   404    404           200        404       404")
THEIR_WRITES = _pattern("302     404   404    404     404      404   404    404           403        200       404")
THEIR_KEEPS = _pattern("302      404   404    404     404      404   404    404           404        200       404")
THEIR_NOT_KEPT = _pattern("302   404   404    404     404      404   404    404           404        403       404")
THEIR_RECEIPT = _pattern("302    404   404    404     404      404   404    404           200        302       404")
THEIR_SETTINGS = _pattern("302   404   404    404     404      404   404    404           404        200       200")
THEIR_NOT_ENDED = _pattern("302  404   404    404     404      404   404    404           404        403       403")


class Address(NamedTuple):
    """Its kind of subject, and which subjects are answered by which pattern."""

    kind: str
    answers: dict[tuple[int, ...], str]
    is_button: bool = False

    def to(self, subject: str) -> tuple[int, ...]:
        """The statuses for a subject; one that is not named does not exist."""
        named = (pattern for pattern, subjects in self.answers.items() if subject in subjects.split())
        return next(named, NOWHERE if self.kind in PUBLIC_KINDS else NOBODY)


ONE = "-"  # the only subject of an address without any
PUBLIC_KINDS = {
    "council page",
    "council year",
    "public meeting",
    "public edition",
    "public item",
    "number",
    "matter",
    "matter page",
}

HELD = "imported registered published corrected withdrawn approved review draft open"
SENT = ("published", "corrected", "withdrawn", "approved", "review")
NOT_HELD = "cancelled moved moved_to called planned"
MEETINGS = f"{HELD} {NOT_HELD}"
THEIR_HELD = "their-published their-draft"
THEIR_MEETINGS = f"{THEIR_HELD} their-called"
CALLED_PUBLICLY = "cancelled moved approved review called"


def _one(pattern: tuple[int, ...]) -> Address:
    return Address("", {pattern: ONE})


def _button(kind: str) -> Address:
    """A button at the desk: reading its address leads to the page it stands on, whoever asks and whatever it is about.

    Pressing it is for those who keep the council's protocols.
    """
    subject = {"meeting": "draft", "protocol": "review", "item": "planned"}.get(kind, "here")
    return Address(kind, {ONWARD: subject}, is_button=True)


def _protocol_page() -> Address:
    return Address("protocol", {DESK: HELD, THEIRS: THEIR_HELD})


def _meeting_page() -> Address:
    return Address("meeting", {DESK: MEETINGS, THEIRS: THEIR_MEETINGS})


PUBLIC = {
    "start": _one(ALL),
    "health": _one(ALL),
    "chain": _one(ALL),
    "matter_by_number": Address("matter", {FOR_EVER: "here"}),
    "matter": Address("matter page", {ALL: "here"}),
    "council": Address("council page", {ALL: "here"}),
    "archive": Address("council page", {ALL: "here"}),
    "archive_year": Address("council year", {ALL: "here"}),
    "meeting": Address("public meeting", {ALL: f"published corrected {CALLED_PUBLICLY}", GONE: "withdrawn"}),
    "meeting_data": Address("public meeting", {ALL: "published corrected", GONE: "withdrawn"}),
    "meeting_text": Address("public meeting", {ALL: "published corrected", GONE: "withdrawn"}),
    "meeting_calendar": Address("public meeting", {ALL: f"published corrected {CALLED_PUBLICLY}"}),
    "edition": Address("public edition", {ONWARD: "published", GONE: "corrected withdrawn"}),
    "item": Address("public item", {ALL: "published corrected", GONE: "withdrawn", ONWARD: CALLED_PUBLICLY}),
    "item_by_number": Address("number", {FOR_EVER: "published corrected", ONWARD: f"withdrawn {CALLED_PUBLICLY}"}),
}

MEMBER = {
    "sign_in": _one(SIGNING_IN),
    "sign_in_code": _one(ONWARD),
    "after_sign_in": _one(ONWARD),
    "sign_out": _one(NOT_READ),
    "mine": _one(SIGNED_IN),
    "mine_meeting": Address(
        "meeting", {SEATED: f"published corrected withdrawn {CALLED_PUBLICLY}", THEIRS: "their-called"}
    ),
    "mine_protocol": Address("protocol", {SEATED: "published corrected approved review", THEIRS: "their-published"}),
    "mine_receipt": Address(
        "protocol",
        {
            ANSWERED: "published approved",
            OBJECTED: "review",
            SAT_THERE: "corrected",
            THEIR_RECEIPT: "their-published",
        },
    ),
    "mine_action": Address("action", {RESPONSIBLE: "published published-confidential review-confidential"}),
    "mine_confirm_row": Address("row", {WAS_THERE: "here"}),
    "mine_confirm_registration": Address("protocol", {ANOTHER: "registered"}),
    "mine_original": Address("protocol", {ANOTHER: "registered"}),
    "mine_confirm_deputy": Address("deputy", {APPOINTS: "here"}),
    "mine_deputies": Address("council", {APPOINTS: "here", THEY_APPOINT: "their"}),
    "mine_confirm_correction": Address("correction", {SIGNS: "here"}),
}

SECRETARY = {
    "secretary:desk": _one(DESKS),
    "secretary:import": _one(KEEPERS),
    "secretary:check_import": Address("protocol", {DESK: "imported registered"}),
    "secretary:original": Address("protocol", {DESK: "imported registered"}),
    "secretary:follow_up": _one(DESKS),
    "secretary:action": Address(
        "action",
        {DESK: "published draft", KEEPS: "published-confidential review-confidential draft-confidential"},
    ),
    "secretary:end_tabled": _button("tabled"),
    "secretary:annual": _one(DESKS),
    "secretary:actions_csv": _one(DESKS),
    "secretary:tabled_csv": _one(DESKS),
    "secretary:handed_over_csv": _one(DESKS),
    "secretary:handed_over": _one(DESKS),
    "secretary:forwarding": Address(
        "handed over",
        {
            DESK: "published",
            KEEPS: " ".join(f"{state}-confidential" for state in SENT),
            THEIRS: "their-published",
        },
    ),
    "secretary:prepare": _meeting_page(),
    "secretary:facts": _button("meeting"),
    "secretary:arrange": _button("meeting"),
    "secretary:add_item": _button("meeting"),
    "secretary:take_off": _button("meeting item"),
    "secretary:send_notice": _button("meeting"),
    "secretary:enter_reply": _button("meeting"),
    "secretary:open": _button("meeting"),
    "secretary:cancel": _button("meeting"),
    "secretary:move": _button("meeting"),
    "secretary:register": _meeting_page(),
    "secretary:write": _meeting_page(),
    "secretary:read_out": _meeting_page(),
    "secretary:close": Address("meeting", {WRITES: MEETINGS, THEIR_WRITES: THEIR_MEETINGS}),
    "secretary:item": Address(
        "item",
        {
            DESK: MEETINGS,
            WRITES: "published-confidential review-confidential draft-confidential called-confidential",
            THEIRS: THEIR_MEETINGS,
        },
    ),
    "secretary:keep": _button("item"),
    "secretary:read": _button("item"),
    "secretary:mark": _button("meeting"),
    "secretary:moment": Address("meeting", {WRITES: MEETINGS, THEIR_WRITES: THEIR_MEETINGS}),
    "secretary:worker": _one(DESKS),
    "secretary:offline": _one(DESKS),
    "secretary:agenda_item": Address(
        "item",
        {
            WRITES: f"{MEETINGS} published-confidential review-confidential draft-confidential called-confidential",
            THEIR_WRITES: THEIR_MEETINGS,
        },
    ),
    "secretary:presenters": _button("item"),
    "secretary:finish": _protocol_page(),
    "secretary:preview": _protocol_page(),
    "secretary:letter": _protocol_page(),
    "secretary:send": _button("protocol"),
    "secretary:recall": _button("protocol"),
    "secretary:entered_answer": _button("protocol"),
    "secretary:wishes": _protocol_page(),
    "secretary:publish": _protocol_page(),
    "secretary:withdraw": _button("protocol"),
    "secretary:suppress": _button("protocol edition"),
    "secretary:correct": _protocol_page(),
    "secretary:decline": _button("protocol correction"),
    "secretary:undo": _button("protocol"),
    "secretary:register_approval": _protocol_page(),
    "secretary:history": _protocol_page(),
    "secretary:plan": Address("council", {PLANS: "here", THEIR_WRITES: "their"}),
    **{
        f"secretary:{name}": Address("council", {PLANS: "here", THEIR_WRITES: "their"})
        for name in ("members", "enrol", "members_csv")
    },
    "secretary:hand_over": Address("council", {DESK: "here", THEIRS: "their"}),
    "secretary:take_back_deputy": _button("council"),
    "secretary:end_deputy": _button("council mandate"),
}


def _register(
    name: str,
    *,
    listed: tuple[int, ...] = KEEPERS,
    added: tuple[int, ...] = NONE_ADDED,
    read: tuple[tuple[int, ...], tuple[int, ...]] = (KEEPS, THEIR_KEEPS),
    taken_away: tuple[tuple[int, ...], tuple[int, ...]] = (NOT_KEPT, THEIR_NOT_KEPT),
) -> dict[str, Address]:
    """The five addresses of a register; the rows of another council do not exist."""
    row = dict(zip(read, ("here", "their"), strict=True))
    return {
        f"admin:meetings_{name}_changelist": _one(listed),
        f"admin:meetings_{name}_add": _one(added),
        f"admin:meetings_{name}_history": Address(f"row of {name}", row),
        f"admin:meetings_{name}_change": Address(f"row of {name}", row),
        f"admin:meetings_{name}_delete": Address(
            f"row of {name}", dict(zip(taken_away, ("here", "their"), strict=True))
        ),
    }


_EDITED = (KEEPS, THEIR_KEEPS)

REGISTERS = {
    "admin:index": _one(OFFICES),
    "admin:jsi18n": _one(OFFICES),
    "admin:app_list": _one(OFFICES),
    "admin:": _one(NOBODY),
    "admin:meetings_member_account": Address("account of member", {KEEPS: "here", THEIR_KEEPS: "their"}),
    **{
        f"admin:meetings_user_{page}": Address("row of user", {pattern: "here their"}) if row else _one(pattern)
        for page, pattern, row in (
            ("changelist", ADMIN, False),
            ("add", ADMIN, False),
            ("history", ADMIN, True),
            ("change", ADMIN, True),
            ("delete", NO_ADMIN, True),
        )
    },
    **_register(
        "council",
        listed=OFFICES,
        added=ONLY_ADMIN,
        read=(SETTINGS, THEIR_SETTINGS),
        taken_away=(NOT_ENDED, THEIR_NOT_ENDED),
    ),
    **_register("meeting", added=KEEPERS),
    **_register("decision"),
    **_register("tableditem"),
    **_register("matter"),
    **_register("protocol"),
    **_register("side", added=KEEPERS, taken_away=_EDITED),
    **_register("organisation", added=KEEPERS, taken_away=_EDITED),
    **_register("seat", added=KEEPERS, taken_away=_EDITED),
    **_register("standingitem", added=KEEPERS, taken_away=_EDITED),
    **_register("phrase", added=KEEPERS, taken_away=_EDITED),
    **_register("mandate", added=KEEPERS),
    **_register("member", added=KEEPERS),
}

POLICY: dict[str, Address] = {**PUBLIC, **MEMBER, **SECRETARY, **REGISTERS}
