"""Phản ánh riêng at the edges: what goes to the superior only is not told by the way, on both databases."""

from functools import partial

from bot.workflow import save_draft
from storage.database import Database
from tests.support.office import CONTACT, LEADER, OFFICER, open_office
from tests.support.raw_sql import raw
from tests.support.shift_change import END, NEXT_LEADER, passes, put_next_shift, wind

NUMBER = "HP-2026-0001"


async def test_what_cannot_reach_the_superior_is_not_told_to_the_desk(database: Database) -> None:
    """Neither at once nor in the digest: the number of a report nobody at the desk may see is named nowhere."""
    office = await open_office(database)
    await put_next_shift(database)
    await wind(office)
    async with database.transaction() as tx:
        await raw(tx, "UPDATE people SET telegram_id = NULL WHERE telegram_id = 104")
        tx.changed = True
    await office.does(
        CONTACT, partial(save_draft.write, text="Cán bộ thực hiện không đúng quy trình nghiệp vụ tại cổng A")
    )
    press = office.sees(CONTACT, "draft-preview").press("Phản ánh riêng")
    await office.does(
        CONTACT,
        partial(save_draft.send, draft_id=press.subject_id, shown_version=press.version, privately=True),
        is_press=True,
    )
    assert (await office.entry("message:undelivered")).incident == NUMBER
    await passes(office, END)
    assert "Ca trực không phát sinh vụ việc" in office.sees(NEXT_LEADER, "digest").text
    for account in (LEADER, OFFICER, NEXT_LEADER):
        assert not [m.text for m in office.chats.get(account, []) if NUMBER in m.text]
    async with database.read() as tx:
        (digest,) = await raw(tx, "SELECT payload FROM digests")
    assert NUMBER not in digest["payload"]
