"""Playing a day: everybody acts on what they see, and again when it seems to have had no effect."""

from collections.abc import Iterable

from tests.crash.crashing_desk import CrashingDesk
from tests.crash.day import Act
from tests.support.desk_under_test import Seen

PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PATIENCE = 3  # times somebody presses before they pick up the telephone


class LostError(AssertionError):
    """What somebody did had no effect, and nobody will ever know."""


async def play(desk: CrashingDesk, day: Iterable[Act]) -> list[Act]:
    """Play it to its end; returns what somebody had to press a second time.

    Raises:
        LostError: an act never had its effect.
    """
    pressed_again = []
    for act in day:
        if act.text:
            await _write(desk, act)
        else:
            times = await _press(desk, act)
            if times > 1:
                pressed_again.append(act)
    return pressed_again


async def _write(desk: CrashingDesk, act: Act) -> None:
    phone = desk.phone(act.who)
    more = {"files": [{"base64": PHOTO, "name": "anh.png"}]} if act.with_photo else {}
    await phone.sends(act.text, reply_to=await _message(desk, act) if act.under else None, **more)
    if not await _has_happened(desk, act):
        raise LostError(await _story(desk, act))


async def _press(desk: CrashingDesk, act: Act) -> int:
    for times in range(1, PATIENCE + 1):
        message = await _message(desk, act)
        if message is None:
            break
        keys = [key for row in message.raw["inline_keyboard"] for key in row]
        data = next(key["callback_data"] for key in keys if key["text"].startswith(act.button))
        await desk.press(act.who, message, data)
        if await _has_happened(desk, act):
            return times
    raise LostError(await _story(desk, act))


async def _message(desk: CrashingDesk, act: Act) -> Seen | None:
    """The newest message of the bot with these words, and with the button if one is to be pressed."""
    for message in reversed(await desk.phone(act.who).messages()):
        has_words = all(words in message.text for words in act.under)
        has_button = not act.button or any(label.startswith(act.button) for label in message.buttons)
        if message.is_from_bot and has_words and has_button:
            return message
    return None


async def _has_happened(desk: CrashingDesk, act: Act) -> bool:
    return any(
        message.is_from_bot
        and all(words in "\n".join((message.text, *message.buttons)) for words in act.sees)
        for message in await desk.phone(act.seen_by).messages()
    )


async def _story(desk: CrashingDesk, act: Act) -> str:
    chats = {
        account: "\n---\n".join(f"{m.text}\n{list(m.buttons)}" for m in await desk.phone(account).messages())
        for account in dict.fromkeys((act.who, act.seen_by))
    }
    return f"no effect: {act}\n" + "\n=====\n".join(
        f"{account} sees:\n{chat}" for account, chat in chats.items()
    )
