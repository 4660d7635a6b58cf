"""Telegram's limits, as pure functions of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.pacing import (
    Limits,
    Pace,
    after_answer,
    after_flood,
    after_refusal,
    after_send,
    back_off,
    free_at,
)

LIMITS = Limits()


def send_all(chats: list[int], priority: int, limits: Limits = LIMITS) -> list[tuple[float, int]]:
    """Send to these chats one after the other, each as early as it may go."""
    pace, now, sent = Pace(), 0.0, []
    for chat in chats:
        now = free_at(pace, limits, chat, priority, now)
        pace = after_send(pace, chat, now)
        sent.append((now, chat))
    return sent


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(1 for at in times if start <= at < start + seconds - 1e-6) for start in times)


@given(st.lists(st.integers(-4, 40).filter(bool), min_size=1, max_size=150), st.sampled_from([0, 1, 2]))
def test_no_limit_is_ever_passed(chats: list[int], priority: int) -> None:
    """Thirty a second in all, twenty a minute in a group, one a second in a chat beyond a burst of three."""
    sent = send_all(chats, priority)
    assert most_within([at for at, _ in sent], 1.0) <= (30 if priority == 0 else 25)
    for chat in set(chats):
        times = [at for at, to in sent if to == chat]
        for seconds in (1, 5, 20):
            assert most_within(times, seconds) <= LIMITS.chat_burst + seconds
        if chat < 0:
            assert most_within(times, 60.0) <= 20


def test_room_is_kept_free_for_decisions() -> None:
    """When digests have used their share, a directive still goes at once."""
    pace = Pace()
    for chat in range(1, 26):
        pace = after_send(pace, chat, 0.0)
    assert free_at(pace, LIMITS, 99, 1, 0.0) == 1.0
    assert free_at(pace, LIMITS, 99, 0, 0.0) == 0.0


def test_a_flood_stops_its_chat_and_three_within_five_seconds_stop_all() -> None:
    """The others go on until it is the bot as a whole."""
    pace = after_flood(Pace(), 1, 30.0, 0.0)
    pace = after_flood(pace, 1, 30.0, 1.0)
    pace = after_flood(pace, 2, 30.0, 1.0)
    assert (free_at(pace, LIMITS, 1, 0, 2.0), free_at(pace, LIMITS, 9, 0, 2.0)) == (31.0, 2.0)
    pace = after_flood(pace, 3, 10.0, 2.0)
    assert free_at(pace, LIMITS, 9, 0, 2.0) == 12.0


def test_floods_far_apart_do_not_stop_all() -> None:
    """Three chats over half a minute are three chats."""
    pace = Pace()
    for n in range(1, 4):
        pace = after_flood(pace, n, 60.0, n * 10.0)
    assert free_at(pace, LIMITS, 9, 1, 30.0) == 30.0


def test_the_second_of_a_chat_counts_from_the_answer_to_the_first() -> None:
    """What was sent may have reached the server only just before it answered."""
    limits = Limits(chat_burst=1)
    pace = after_answer(after_send(Pace(), 1, 0.0), 1, 0.7)
    assert free_at(pace, limits, 1, 1, 0.7) == pytest.approx(1.7)


def test_a_pause_holds_one_chat() -> None:
    """A chat whose call failed waits; another does not."""
    pace = after_refusal(Pace(), 1, 4.0, 10.0)
    assert (free_at(pace, LIMITS, 1, 0, 10.0), free_at(pace, LIMITS, 2, 0, 10.0)) == (14.0, 10.0)


def test_pauses_grow_up_to_a_minute() -> None:
    """None, then 1, 2, 4 … 60 seconds."""
    assert [back_off(n) for n in (0, 1, 2, 3, 7, 50)] == [0.0, 1.0, 2.0, 4.0, 60.0, 60.0]
