"""Photos, documents, albums, and the identifiers of files."""

import base64
import json
from typing import Any

import pytest

from tests.sandbox.driver import AN, BINH, OTHER_TOKEN, PNG, TOKEN, Driver


async def upload(driver: Driver, method: str, files: dict[str, Any], **values: str) -> dict[str, Any]:
    """Call a method with a multipart form."""
    answer = await driver.http.post(f"/bot{TOKEN}/{method}", data={"chat_id": str(AN), **values}, files=files)
    body: dict[str, Any] = answer.json()
    return body


def file(kind: str, name: str, content: bytes = b"content") -> dict[str, str]:
    """Return a file as a person sends it."""
    return {"kind": kind, "name": name, "base64": base64.b64encode(content).decode()}


async def test_a_photo_and_back(driver: Driver) -> None:
    """A sent photo has sizes and dimensions, is shown on the phone, and can be downloaded."""
    body = await upload(
        driver, "sendPhoto", {"photo": ("a.png", PNG)}, caption="<b>Bãi</b>", parse_mode="HTML"
    )
    sizes = body["result"]["photo"]
    assert (sizes[-1]["width"], sizes[-1]["height"], sizes[-1]["file_size"]) == (1, 1, len(PNG))
    (shown,) = (await driver.chat(AN))["messages"]
    assert (await driver.http.get(shown["photo"]["url"])).content == PNG
    assert shown["caption_entities"][0]["type"] == "bold"
    found = await driver.ok("getFile", file_id=sizes[-1]["file_id"])
    download = await driver.http.get(f"/file/bot{TOKEN}/{found['file_path']}")
    assert (download.status_code, download.content) == (200, PNG)
    assert (await driver.http.get(f"/file/bot{TOKEN}/photos/file_999.jpg")).status_code == 404
    assert (await driver.http.get(f"/file/bot7000000001:x/{found['file_path']}")).status_code == 401


async def test_file_ids_are_one_bots(driver: Driver) -> None:
    """A file_id serves its own bot, again and again; another bot's is refused; the unique id is common."""
    body = await upload(driver, "sendDocument", {"document": ("báo cáo.pdf", b"%PDF", "application/pdf")})
    document = body["result"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("báo cáo.pdf", "application/pdf")
    again = await driver.ok("sendDocument", chat_id=BINH, document=document["file_id"])
    assert again["document"] == document
    other = Driver(driver.sandbox, driver.http, OTHER_TOKEN)
    await driver.act(AN, "start", bot="other_bot")
    assert await other.refused("sendDocument", chat_id=AN, document=document["file_id"]) == (
        "Bad Request: wrong remote file identifier specified: can't unserialize it"
    )
    assert await other.refused("getFile", file_id=document["file_id"]) == "Bad Request: invalid file_id"
    assert await driver.refused("sendPhoto", chat_id=AN, photo=document["file_id"]) == (
        "Bad Request: can't use file of type Document as Photo"
    )


async def test_attach(driver: Driver) -> None:
    """A file may be named by attach://."""
    body = await upload(driver, "sendDocument", {"x": ("a.txt", b"text")}, document="attach://x")
    assert body["result"]["document"]["file_name"] == "a.txt"
    body = await upload(driver, "sendDocument", {"x": ("a.txt", b"text")}, document="attach://y")
    assert body["ok"] is False


@pytest.mark.parametrize(
    ("method", "files", "values", "words"),
    [
        ("sendPhoto", {}, {}, "there is no photo in the request"),
        ("sendDocument", {"document": ("a", b"")}, {}, "file must be non-empty"),
        (
            "sendDocument",
            {},
            {"document": "nonsense"},
            "wrong remote file identifier specified: can't unserialize it",
        ),
        ("sendDocument", {}, {"document": "https://e.vn/a.pdf"}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": ("a.png", b"no image")}, {}, "IMAGE_PROCESS_FAILED"),
        (
            "sendPhoto",
            {"photo": ("a.png", PNG + b"0" * 10 * 1024 * 1024)},
            {},
            f"file of size {10_485_760 + len(PNG)} bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
        ("sendDocument", {"document": ("a", b"a")}, {"caption": "a" * 1025}, "message caption is too long"),
    ],
)
async def test_files_refused(
    driver: Driver, method: str, files: Any, values: dict[str, str], words: str
) -> None:
    """What cannot be sent is refused in Telegram's words, and nothing appears."""
    body = await upload(driver, method, files or {"unused": (None, "x")}, **values)
    assert body["description"] == f"Bad Request: {words}"
    assert (await driver.chat(AN))["messages"] == []


async def test_too_large_to_upload(driver: Driver) -> None:
    """A request over 50 MB is turned away whole."""
    body = await upload(driver, "sendDocument", {"document": ("a", b"0" * 53 * 1024 * 1024)})
    assert body == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_too_large_to_download(driver: Driver) -> None:
    """A person may send 25 MB; the bot sees the file but cannot fetch it."""
    await driver.act(AN, "send", files=[file("document", "big.bin", b"0" * 25 * 1024 * 1024)])
    (update,) = await driver.updates()
    document = update["message"]["document"]
    assert document["file_size"] == 25 * 1024 * 1024
    assert await driver.refused("getFile", file_id=document["file_id"]) == "Bad Request: file is too big"


@pytest.mark.parametrize(
    ("method", "kind", "name", "mime_type"),
    [
        ("sendVideo", "video", "a.mp4", "video/mp4"),
        ("sendVoice", "voice", "a.ogg", "audio/ogg"),
        ("sendAudio", "audio", "a.mp3", "audio/mpeg"),
        ("sendAnimation", "animation", "a.mp4", "video/mp4"),
    ],
)
async def test_other_kinds(driver: Driver, method: str, kind: str, name: str, mime_type: str) -> None:
    """Video, voice, audio and animations carry their kind, type and duration, both ways."""
    body = await upload(driver, method, {kind: (name, b"bytes")}, duration="3")
    assert (body["result"][kind]["duration"], body["result"][kind]["mime_type"]) == (3, mime_type)
    await driver.act(AN, "send", files=[{**file(kind, name), "duration": 5}])
    (update,) = await driver.updates()
    assert update["message"][kind]["duration"] == 5
    assert kind in (await driver.chat(AN))["messages"][-1]


async def test_an_album_from_a_phone(driver: Driver) -> None:
    """Photos sent together arrive as separate updates under one media_group_id; more than ten make two albums."""
    sent = await driver.act(AN, "send", files=[file("photo", "a.png", PNG)] * 12, caption="hai lỗ thủng")
    updates = await driver.updates()
    groups = [update["message"]["media_group_id"] for update in updates]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [10, 2]
    assert sent["media_group_id"] == groups[0]
    assert [update["message"].get("caption") for update in updates][:2] == ["hai lỗ thủng", None]


async def test_files_of_different_families(driver: Driver) -> None:
    """A photo and a document sent together are no album."""
    await driver.act(AN, "send", files=[file("photo", "a.png", PNG), file("document", "a.txt")])
    assert all("media_group_id" not in update["message"] for update in await driver.updates())


async def test_an_album_from_the_bot(driver: Driver) -> None:
    """SendMediaGroup sends two to ten files as so many messages."""
    media = [
        {"type": "photo", "media": "attach://a", "caption": "one"},
        {"type": "photo", "media": "attach://b"},
    ]
    files = {"a": ("a.png", PNG), "b": ("b.png", PNG)}
    messages = (await upload(driver, "sendMediaGroup", files, media=json.dumps(media)))["result"]
    assert len({message["media_group_id"] for message in messages}) == 1
    shown = (await driver.chat(AN))["messages"]
    assert [message.get("caption") for message in shown] == ["one", None]
    alone = await upload(driver, "sendMediaGroup", files, media=json.dumps(media[:1]))
    assert alone["description"] == "Bad Request: too few messages to send as an album"
    mixed = [media[0], {"type": "document", "media": "attach://b"}]
    refused = await upload(driver, "sendMediaGroup", files, media=json.dumps(mixed))
    assert refused["description"] == "Bad Request: document can't be mixed with other media types"


async def test_captions(driver: Driver) -> None:
    """A caption can be edited, and replaced in a copy."""
    body = await upload(driver, "sendPhoto", {"photo": ("a.png", PNG)}, caption="one")
    where = {"chat_id": AN, "message_id": body["result"]["message_id"]}
    assert (await driver.ok("editMessageCaption", **where, caption="two"))["caption"] == "two"
    assert await driver.refused("editMessageText", **where, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )
    await driver.ok(
        "copyMessage", chat_id=BINH, from_chat_id=AN, message_id=where["message_id"], caption="three"
    )
    assert await driver.texts(BINH) == ["three"]


async def test_files_by_form_and_sample(driver: Driver) -> None:
    """A phone's files may come as a form, or be a sample of the scene."""
    answer = await driver.http.post(
        f"/control/phones/{AN}/send",
        data={"caption": "123"},
        files=[("photo", ("a.png", PNG)), ("photo", ("b.png", PNG))],
    )
    assert answer.status_code == 200
    assert answer.json()["messages"][0]["caption"] == "123"
    await driver.act(AN, "send", files=[{"sample": "first"}])
    assert len(await driver.updates()) == 3
    assert await driver.cannot(AN, "send", files=[{"kind": "photo", "name": "x", "base64": ""}]) == "empty"
    assert (
        await driver.cannot(AN, "send", files=[file("photo", "a.png", PNG)], caption="a" * 1025)
        == "caption_too_long"
    )


async def test_a_risky_file_is_never_shown_in_the_page(driver: Driver) -> None:
    """Documents that could carry scripts are served as attachments."""
    await driver.act(AN, "send", files=[file("document", "a.html", b"<script>")])
    (shown,) = (await driver.chat(AN))["messages"]
    answer = await driver.http.get(shown["document"]["url"])
    assert answer.headers["content-disposition"].startswith("attachment")
