"""Accounts: linked by a code, greeted as strangers, frozen, spoken to in their language."""

import dataclasses
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.desk import Desk
from bot.errors import DutyError
from bot.rules.source import Source
from bot.workflow import choose_language, freeze_account, greet_stranger, link_account
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from storage import duty_log, people
from tests.support.office import (
    ADMIN,
    CONTACT,
    HEAD,
    LEADER,
    MEMBER,
    OFFICER,
    OTHER_UNIT,
    SUPERIOR,
    Office,
)
from tests.support.organisation import UNIT_GROUP
from tests.support.organisation_file import organisation
from tests.support.raw_sql import raw

STRANGER = 900
NEWCOMER = '[[people]]\nname = "Cao Sơn"\ntitle = "Kiểm tra viên"\nunit = "03EE"\nroles = ["unit"]\n'


async def writes(
    office: Office,
    said: Callable[[Desk, Source, str], Awaitable[None]],
    text: str,
    account: int = STRANGER,
    chat: int | None = None,
) -> None:
    """An account writes to the bot in its private chat, or in a group."""
    office.last_id += 1
    source = Source(
        inbox=None,
        account_id=account,
        account_name="Người lạ",
        chat_id=chat or account,
        message_id=office.last_id,
        sent_at=office.clock.now(),
        is_private_chat=chat is None,
    )
    await said(office.desk, source, text)
    await office.post()


async def code_for(office: Office, text: str = NEWCOMER) -> str:
    """The code that setting up this person prints."""
    (code,) = (await set_up_organisation(office.desk, SettingUp(organisation(text)))).codes
    await office.post()
    return code.code


async def name_of(office: Office, account: int = STRANGER) -> str:
    """Whose account it is."""
    async with office.desk.database.read() as tx:
        person = await people.find_person_by_account(tx, account)
    return person.name if person else ""


@pytest.mark.parametrize("spelled", [str.upper, str.lower, lambda code: f"{code[:5]}-{code[5:]} "])
async def test_a_code_links_an_account(office: Office, spelled: Callable[[str], str]) -> None:
    """`/start <code>` or the code alone, however it is cased: the bot says who they now are, and it is logged."""
    code = await code_for(office)
    await writes(office, link_account.start, spelled(code))
    said = office.sees(STRANGER, "welcome").text
    for part in (
        "Cao Sơn",
        "Kiểm tra viên",
        "công chức đơn vị",
        "Đình Vũ",
        "Không thấy số vụ việc sau 2 phút",
    ):
        assert part in said
    assert await name_of(office) == "Cao Sơn"
    assert "person:linked" in await office.log_kinds()


async def test_a_plain_code_links_and_is_used_up(office: Office) -> None:
    """Typed plainly it links as well; the next account is told that the code was used."""
    code = await code_for(office)
    await writes(office, greet_stranger.greet, code)
    assert await name_of(office) == "Cao Sơn"
    await writes(office, greet_stranger.greet, code, account=901)
    assert "đã được dùng" in office.said(901)
    assert await name_of(office, 901) == ""


async def test_a_code_is_good_for_a_day(office: Office) -> None:
    """After 24 hours it is not, and the answer says so."""
    code = await code_for(office)
    office.clock.at += timedelta(hours=24)
    await writes(office, link_account.start, code)
    assert "hết hạn" in office.said(STRANGER)
    assert await name_of(office) == ""


async def test_wrong_codes_are_counted(office: Office) -> None:
    """After five wrong codes not even the right one counts, for an hour."""
    code = await code_for(office)
    for _ in range(5):
        await writes(office, link_account.start, "2222222222")
        assert "không đúng" in office.said(STRANGER)
    await writes(office, link_account.start, code)
    assert "quá nhiều lần" in office.said(STRANGER)
    assert await name_of(office) == ""
    office.clock.at += timedelta(hours=1, seconds=1)
    await writes(office, link_account.start, code)
    assert await name_of(office) == "Cao Sơn"


async def test_a_code_is_never_typed_in_a_group(office: Office) -> None:
    """In a group it is not taken: others would read it."""
    code = await code_for(office)
    await writes(office, link_account.start, code, chat=UNIT_GROUP)
    assert "riêng" in office.said(UNIT_GROUP)
    assert await name_of(office) == ""


async def test_one_account_is_one_person(office: Office) -> None:
    """Somebody with an account cannot become another person too; the code stays good."""
    code = await code_for(office)
    await writes(office, link_account.start, code, account=MEMBER)
    assert "Ngô Tuấn" in office.said(MEMBER)
    assert await name_of(office, MEMBER) == "Ngô Tuấn"
    await writes(office, link_account.start, code)
    assert await name_of(office) == "Cao Sơn"


async def test_start_greets_whom_it_knows(office: Office) -> None:
    """`/start` of a known person is a welcome without linking, whatever stands behind it."""
    await writes(office, link_account.start, "", account=OFFICER)
    assert "công chức trực ban" in office.sees(OFFICER, "welcome").text
    await writes(office, link_account.start, "2222222222", account=LEADER)
    assert "Nguyễn Văn An" in office.sees(LEADER, "welcome").text
    assert "person:linked" not in await office.log_kinds()


async def test_what_waits_is_shown_to_a_newcomer(office: Office) -> None:
    """A leader whose account is linked late sees what waits for an opinion."""
    async with office.desk.database.transaction() as tx:
        await raw(tx, "UPDATE people SET telegram_id = NULL WHERE telegram_id = 101")
    await office.reported()
    assert office.sees_none(STRANGER, "decision-card")
    named = '[[people]]\nname = "Nguyễn Văn An"\ndesk = "HP"\nroles = ["leader"]\n'
    await writes(office, link_account.start, await code_for(office, named))
    assert "HP-2026-0001" in office.sees(STRANGER, "decision-card").text


async def test_a_stranger_is_heard_but_not_obeyed(office: Office) -> None:
    """One line with the telephone an hour, one card at the desk that grows; no incident, no log entry."""
    before = await office.log_kinds()
    await writes(office, greet_stranger.greet, "HỎA TỐC: có <b>cháy</b> ở bãi 3")
    await writes(office, greet_stranger.greet, "alo")
    assert [m.notice for m in office.chats[STRANGER]] == ["stranger"]
    assert "0225 3 123 456" in office.chats[STRANGER][0].text
    (card,) = [m for m in office.chats[OFFICER] if m.notice == "stranger-wrote"]
    assert card.first_line == "<b>Tin từ tài khoản chưa đăng ký</b>"
    assert "&lt;b&gt;cháy" in card.text
    assert "alo" in card.text
    assert card.labels == []
    assert office.sees_none(LEADER, "stranger-wrote")
    assert await office.log_kinds() == before
    office.clock.at += timedelta(hours=1)
    await writes(office, greet_stranger.greet, "còn ai không")
    assert [m.notice for m in office.chats[STRANGER]] == ["stranger", "stranger"]


async def test_a_strangers_secret_is_kept_nowhere(office: Office) -> None:
    """A classification mark stops a stranger's text as well."""
    await writes(office, greet_stranger.greet, "TỐI MẬT: kế hoạch đón đoàn")
    assert "kế hoạch" not in office.sees(OFFICER, "stranger-wrote").text
    async with office.desk.database.read() as tx:
        assert [row["text"] for row in await raw(tx, "SELECT text FROM strangers")] == ["📎"]


async def freezes(office: Office, account: int, written: str = "") -> None:
    """/khoataikhoan."""
    await office.does(account, partial(freeze_account.freeze, written=written))


@pytest.mark.parametrize(("who", "written"), [(LEADER, "Trần Bình"), (OFFICER, "tran binh"), (ADMIN, "201")])
async def test_an_account_is_frozen_at_once(office: Office, who: int, written: str) -> None:
    """A leader, officer or administrator freezes by name or account; desk and administrators are told."""
    await freezes(office, who, written)
    assert "Đã khóa tài khoản của đ/c Trần Bình" in office.said(who)
    for other in {OFFICER, ADMIN} - {who}:
        assert "Trần Bình" in office.sees(other, "person-frozen").text
    assert (await office.entry("person:frozen")).words["name"] == "Trần Bình"
    with pytest.raises(DutyError, match="account-frozen"):
        await freezes(office, CONTACT, "Bùi Thu")
    assert await name_of(office, HEAD) == "Bùi Thu"


async def test_a_frozen_account_does_and_receives_nothing(office: Office) -> None:
    """Cards go to others from then on, what it writes gets one line an hour, and only setup gives it back."""
    await freezes(office, LEADER, "Trần Bình")
    said = len(office.chats.get(CONTACT, []))
    await office.reported(account=MEMBER)
    assert len(office.chats.get(CONTACT, [])) == said
    with pytest.raises(DutyError, match="account-frozen"):
        await office.reported(account=CONTACT)
    said = len(office.chats[CONTACT])
    for _ in range(3):
        await writes(
            office, lambda desk, source, _: greet_stranger.turn_away(desk, source), "", account=CONTACT
        )
    assert len(office.chats[CONTACT]) == said + 1
    await writes(office, link_account.start, "", account=CONTACT)
    assert len(office.chats[CONTACT]) == said + 1
    with pytest.raises(DutyError, match="already-frozen"):
        await freezes(office, ADMIN, "Trần Bình")
    text = '[[people]]\nname = "Trần Bình"\nunit = "03CC"\nfrozen = false\n'
    await set_up_organisation(office.desk, SettingUp(organisation(text)))
    await office.reported(account=CONTACT)


async def test_anybody_freezes_themselves(office: Office) -> None:
    """With nobody named it is one's own account; of a duty holder the superior is told, too."""
    await freezes(office, LEADER)
    assert "lãnh đạo trực ban" in office.sees(SUPERIOR, "person-frozen").text
    await freezes(office, MEMBER)
    assert "chính đ/c Ngô Tuấn" in office.sees(OFFICER, "person-frozen").text


async def test_freezing_has_its_limits(office: Office) -> None:
    """A unit member freezes nobody else, nobody freezes whom they do not know, and a part of a name only asks."""
    with pytest.raises(DutyError, match="may-not-freeze"):
        await freezes(office, MEMBER, "Bùi Thu")
    with pytest.raises(DutyError, match="no-such-person"):
        await freezes(office, OFFICER, "Không Ai")
    await freezes(office, OFFICER, "Tuấn")
    assert office.sees(OFFICER, "freeze-whom").labels == [
        "Ngô Tuấn · Hải quan cửa khẩu cảng Hải Phòng khu vực I"
    ]
    async with office.desk.database.read() as tx:
        assert [p.frozen_at for p in await people.list_active(tx)] == [None] * 11
    press = office.sees(OFFICER, "freeze-whom").press("Ngô Tuấn")
    with pytest.raises(DutyError, match="may-not-freeze"):
        await office.does(
            OTHER_UNIT, partial(freeze_account.freeze_chosen, person_id=press.subject_id), is_press=True
        )
    await office.does(
        OFFICER, partial(freeze_account.freeze_chosen, person_id=press.subject_id), is_press=True
    )
    with pytest.raises(DutyError, match="account-frozen"):
        await freezes(office, MEMBER)


async def test_another_desk_is_not_known(office: Office) -> None:
    """The officer of one desk freezes nobody of another: they look as if they did not exist."""
    text = '[[desks]]\ncode = "QN"\nname = "Quảng Ninh"\n[[people]]\nname = "Lý Anh"\ndesk = "QN"\nroles = ["leader"]\n'
    await set_up_organisation(office.desk, SettingUp(organisation(text)))
    with pytest.raises(DutyError, match="no-such-person"):
        await freezes(office, OFFICER, "Lý Anh")


async def test_language_is_chosen(office: Office) -> None:
    """/ngonngu offers both; from the press on everything to that person is in the language chosen."""
    await office.does(OFFICER, choose_language.offer)
    offered = office.sees(OFFICER, "choose-language")
    assert offered.labels == ["Tiếng Việt", "English"]
    press = offered.press("English")
    await office.does(OFFICER, partial(choose_language.choose, code=press.extra), is_press=True)
    assert "The bot speaks English" in office.sees(OFFICER, "language-chosen").text
    await office.does(OFFICER, partial(choose_language.offer, written="tieng viet"))
    assert "tiếng Việt" in office.sees(OFFICER, "language-chosen").text
    with pytest.raises(DutyError, match="unknown-language"):
        await office.does(OFFICER, partial(choose_language.offer, written="fr"))


async def test_logs_hold_after_all(office: Office) -> None:
    """Linking and freezing leave a chain that verifies, without a name in it."""
    await writes(office, link_account.start, await code_for(office))
    await freezes(office, OFFICER, "Cao Sơn")
    async with office.desk.database.read() as tx:
        for entry in await duty_log.read(tx, 1):
            assert "Sơn" not in entry.payload
            assert dataclasses.asdict(entry)["hash"]
        assert await duty_log.verify(tx, 1) is None
