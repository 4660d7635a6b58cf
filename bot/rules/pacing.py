"""How fast the bot may speak: Telegram's limits kept before they are met, and obeyed when they are.

Source: Bot API FAQ (30 messages a second in all, 1 a second in a chat, 20 a minute in a group). Edits count
as sends. All times are seconds of one monotonic clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

ONE_SECOND = 1.0
ONE_MINUTE = 60.0
FLOOD_WITHIN_SECONDS = 5.0  # floods in several chats so close together mean the bot as a whole
SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be sent. `kept_free` of `per_second` is for priority 0 alone."""

    per_second: int = 30
    kept_free: int = 5
    chat_burst: int = 3
    chat_every_seconds: float = 1.0
    group_per_minute: int = 20


@dataclass(frozen=True, slots=True)
class Pace:
    """What was sent lately and where a flood was met.

    `sent`: times of the last second, oldest first. `chats`: times of the last minute, by chat. `stopped`: by
    chat, until when; `all_stopped_until` for everything. `floods`: (time, chat) of the last seconds.
    """

    sent: tuple[float, ...] = ()
    chats: Mapping[int, tuple[float, ...]] = field(default_factory=dict)
    stopped: Mapping[int, float] = field(default_factory=dict)
    all_stopped_until: float = 0.0
    floods: tuple[tuple[float, int], ...] = ()


def free_at(pace: Pace, limits: Limits, chat_id: int, priority: int, now: float) -> float:
    """The earliest moment at which this chat may be sent something of this priority; `now` if at once."""
    return max(
        now,
        pace.all_stopped_until,
        pace.stopped.get(chat_id, 0.0),
        _overall_free_at(pace, limits, priority, now),
        _chat_free_at(pace.chats.get(chat_id, ()), limits, now, is_group=chat_id < 0),
    )


def after_send(pace: Pace, chat_id: int, now: float) -> Pace:
    """The pace once something was sent to a chat."""
    chats = {chat: times for chat, times in pace.chats.items() if times[-1] > now - ONE_MINUTE}
    chats[chat_id] = (*(at for at in chats.get(chat_id, ()) if at > now - ONE_MINUTE), now)
    return replace(pace, sent=(*(at for at in pace.sent if at > now - ONE_SECOND), now), chats=chats)


def after_answer(pace: Pace, chat_id: int, now: float) -> Pace:
    """The pace once a send was answered: it may have reached the server only just now."""
    times = pace.chats.get(chat_id)
    return replace(pace, chats={**pace.chats, chat_id: (*times[:-1], now)}) if times else pace


def after_flood(pace: Pace, chat_id: int, retry_after: float, now: float) -> Pace:
    """The pace once a 429 was met: that chat stops; several chats within five seconds stop everything."""
    floods = (*(flood for flood in pace.floods if flood[0] > now - FLOOD_WITHIN_SECONDS), (now, chat_id))
    stopped = {chat: until for chat, until in pace.stopped.items() if until > now}
    stopped[chat_id] = now + retry_after
    all_until = pace.all_stopped_until
    if len({chat for _, chat in floods}) >= SEVERAL:
        all_until = max(all_until, now + retry_after)
    return replace(pace, floods=floods, stopped=stopped, all_stopped_until=all_until)


def after_refusal(pace: Pace, chat_id: int, pause: float, now: float) -> Pace:
    """The pace once a chat's call failed in a way that is worth another try after a pause."""
    return replace(pace, stopped={**pace.stopped, chat_id: now + pause})


def back_off(failures: int, *, first: float = 1.0, longest: float = 60.0) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 … up to a minute."""
    return min(longest, first * 2.0 ** min(failures - 1, 16)) if failures > 0 else 0.0


def _overall_free_at(pace: Pace, limits: Limits, priority: int, now: float) -> float:
    most = limits.per_second if priority == 0 else limits.per_second - limits.kept_free
    recent = [at for at in pace.sent if at > now - ONE_SECOND]
    return recent[-most] + ONE_SECOND if len(recent) >= most else now


def _chat_free_at(times: tuple[float, ...], limits: Limits, now: float, *, is_group: bool) -> float:
    free = now
    tokens, last = float(limits.chat_burst), now
    for at in times:  # a bucket of `chat_burst`, refilled by one every `chat_every_seconds`
        if last < at:
            tokens = min(limits.chat_burst, tokens + (at - last) / limits.chat_every_seconds)
        tokens, last = tokens - 1, at
    tokens = min(limits.chat_burst, tokens + (now - last) / limits.chat_every_seconds)
    if times and tokens < 1:
        free = now + (1 - tokens) * limits.chat_every_seconds
    recent = [at for at in times if at > now - ONE_MINUTE]
    if is_group and len(recent) >= limits.group_per_minute:
        free = max(free, recent[-limits.group_per_minute] + ONE_MINUTE)
    return free
