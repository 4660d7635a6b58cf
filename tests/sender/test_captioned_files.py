"""A lone file of our own with its words under it: one message, or the words alone, over a real socket."""

from pathlib import Path

from bot.rules.message import FileRef, Recipient, Screen
from storage import outbox
from storage.files import keep
from tests.support.line import AT, Line

AN = Recipient(101, 1)


async def said(line: Line, folder: Path, *, is_there: bool = True) -> None:
    """A picture with a line of words."""
    kept = keep(folder / "files", b"\x89PNG picture")
    if not is_there:
        (folder / "files" / kept.path).unlink()
    file = FileRef("document", name="thongke.xlsx", path=kept.path)
    async with line.database.transaction() as tx:
        screen = Screen("plain", {"text": "Bảng số liệu"}, files=(file,), is_caption=True)
        await outbox.say(tx, AN, screen, at=AT)


async def test_it_is_one_message(line: Line, tmp_path: Path) -> None:
    """The words stand under the file; nothing is said beside it."""
    await said(line, tmp_path)
    async with line.sending():
        (row,) = await line.settled()
    (message,) = await line.messages(101)
    assert (message["caption"], message["document"]["name"]) == ("Bảng số liệu", "thongke.xlsx")
    assert (row["state"], row["message_id"]) == ("sent", message["message_id"])


async def test_a_file_that_is_gone_leaves_the_words(line: Line, tmp_path: Path) -> None:
    """The reader learns what there is to learn; the row is done with."""
    await said(line, tmp_path, is_there=False)
    async with line.sending():
        (row,) = await line.settled()
    assert await line.texts(101) == ["Bảng số liệu"]
    assert row["state"] == "sent"


async def test_an_unknown_outcome_is_repeated_and_marked(line: Line, tmp_path: Path) -> None:
    """It may have arrived: it comes again with the same words, and says that it does."""
    await line.fault("drop_after", "sendDocument")
    await said(line, tmp_path)
    async with line.sending():
        (row,) = await line.settled()
    captions = [message["caption"] for message in await line.messages(101)]
    assert captions == ["Bảng số liệu", "Bảng số liệu\n(gửi lại)"]
    assert row["state"] == "sent"
