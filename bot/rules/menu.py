"""What each person has at hand: the large keys under the text field, and the messenger's command menu."""

from bot.rules.message import Command
from bot.rules.person import Actor, Role
from bot.rules.step import Step

Keyboard = tuple[tuple[str, ...], ...]

UNIT_KEYS: Keyboard = ((Step.START_REPORT,), (Step.CONTAIN, Step.CALL_DESK))
OFFICER_KEYS: Keyboard = ((Step.START_REPORT, Step.CONTAIN), (Step.OPEN_ITEMS, Step.RECORD))
READER_KEYS: Keyboard = ((Step.OPEN_ITEMS,),)

IN_UNITS = frozenset({Role.UNIT, Role.HEAD})
AT_DESKS = frozenset({Role.LEADER, Role.OFFICER})
READERS = IN_UNITS | AT_DESKS | {Role.SUPERIOR}
LOG_READERS = AT_DESKS | {Role.SUPERIOR}
REPORTERS = IN_UNITS | {Role.OFFICER}

# In the order of the menu; only what means something without anything behind it.
COMMANDS: tuple[tuple[str, frozenset[Role]], ...] = (
    ("baocao", REPORTERS),
    ("nganchan", REPORTERS),
    ("vuviec", READERS),
    ("ghi", frozenset({Role.OFFICER})),
    ("nhatky", LOG_READERS),
    ("bangiao", AT_DESKS),
    ("catruc", frozenset(Role)),
    ("thongke", READERS),
    ("lichtruc", frozenset(Role)),
    ("tructhay", AT_DESKS),
    ("trogiup", frozenset(Role)),
    ("ngonngu", frozenset(Role)),
)


def roles_of(actor: Actor) -> frozenset[Role]:
    """The roles a person was given, anywhere."""
    return frozenset(grant.role for grant in actor.grants)


def keyboard_for(actor: Actor) -> Keyboard:
    """Word keys of the reply keyboard; empty for somebody who sees no incidents."""
    roles = roles_of(actor)
    if roles & IN_UNITS:
        return UNIT_KEYS
    if Role.OFFICER in roles:
        return OFFICER_KEYS
    return READER_KEYS if roles & READERS else ()


def commands_for(actor: Actor) -> tuple[Command, ...]:
    """The command menu of a person's own chat."""
    roles = roles_of(actor)
    return tuple(Command(name, name) for name, whose in COMMANDS if roles & whose)
