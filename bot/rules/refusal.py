"""What a messenger's refusal means, and what becomes of the row it was for.

Source: the measured table of Bot API refusals; "surely not sent" is an allow-list, the rest is unknown.
"""

from enum import StrEnum, auto


class RefusalKind(StrEnum):
    """Every way a call can fail, by what is known of it."""

    NOT_SENT = auto()  # no connection, or a proxy refused it: it surely did not arrive
    UNKNOWN = auto()  # it may have arrived
    TOO_FAST = auto()  # 429: not before `retry_after`
    MIGRATED = auto()  # the group has a new id
    UNREACHABLE = auto()  # blocked, kicked, deactivated
    NOT_MODIFIED = auto()  # it says that already
    GONE = auto()  # the message to edit, pin or delete is not there, or cannot be edited
    TOO_OLD = auto()  # the press cannot be answered any more
    MARKUP = auto()  # "can't parse entities": a template is wrong
    REFUSED = auto()  # chat not found, too long, wrong button data: never as it is
    TOO_LARGE = auto()  # a file beyond what bots may fetch
    TOKEN = auto()  # 401/404: the token, or a proxy in between
    CONFLICT = auto()  # 409: another poller


class Verdict(StrEnum):
    """What becomes of the row."""

    SENT = auto()  # as good as done
    AGAIN = auto()  # back into the line
    AGAIN_MARKED = auto()  # back into the line, and it will say that it is a repeat
    ANEW = auto()  # an edit becomes a message of its own
    PLAIN = auto()  # the same words without markup, at once
    MOVED = auto()  # to the group's new id
    DEAD = auto()  # never; the desk is told
    DROPPED = auto()  # never, and nobody misses it


OUTAGES = frozenset({RefusalKind.NOT_SENT, RefusalKind.TOKEN, RefusalKind.CONFLICT})

_FIXED = {
    RefusalKind.NOT_SENT: Verdict.AGAIN,
    RefusalKind.TOO_FAST: Verdict.AGAIN,
    RefusalKind.TOKEN: Verdict.AGAIN,
    RefusalKind.CONFLICT: Verdict.AGAIN,
    RefusalKind.MIGRATED: Verdict.MOVED,
    RefusalKind.NOT_MODIFIED: Verdict.SENT,
    RefusalKind.TOO_OLD: Verdict.DROPPED,
    RefusalKind.MARKUP: Verdict.PLAIN,
}


def judge(
    kind: RefusalKind, action: str, *, must_act: bool, is_card: bool, is_plain: bool = False
) -> Verdict:
    """What becomes of a row of the outbox after this refusal.

    `action` is the row's; `is_card`: the row draws a card, so a message of its own can stand in for an edit;
    `is_plain`: it was already sent without markup.
    """
    if kind is RefusalKind.MARKUP and is_plain:
        return Verdict.DEAD
    if kind in _FIXED:
        return _FIXED[kind]
    speaks = action == "send" or (action == "edit" and is_card)
    match kind:
        case RefusalKind.UNKNOWN if action == "send":
            return Verdict.AGAIN_MARKED if must_act else Verdict.DROPPED
        case RefusalKind.UNKNOWN:
            return Verdict.AGAIN
        case RefusalKind.GONE if action == "edit" and is_card:
            return Verdict.ANEW
        case RefusalKind.GONE if action in {"delete", "unpin"}:
            return Verdict.SENT
    return Verdict.DEAD if speaks else Verdict.DROPPED
