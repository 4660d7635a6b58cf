"""Photos, documents, video, voice, audio, animations, and albums of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.api.access import paced, writable_chat
from sandbox.api.errors import bad
from sandbox.api.markup import NO_MARKUP
from sandbox.methods.files import Wanted, as_media, named_file, numbers_of
from sandbox.methods.sending import caption_content, new_message, reply_target, send
from sandbox.world.files import photo_sizes
from sandbox.world.render import message_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.api.call import Call

FEWEST_IN_ALBUM, MOST_IN_ALBUM = 2, 10
_ALBUM_KINDS = frozenset({"photo", "video", "document", "audio"})
_ALONE = frozenset({"document", "audio"})


def _sender(kind: str) -> Callable[[Call], dict[str, Any]]:
    def send_file(call: Call) -> dict[str, Any]:
        writable_chat(call)
        reference = call.parameters.text(kind) or (kind if kind in call.parameters.files else "")
        content = _file_content(call, kind, reference, dict(call.parameters.values))
        return send(call, {**content, **caption_content(call), **_flags(dict(call.parameters.values))})

    send_file.__doc__ = f"Send a {kind}."
    return send_file


def send_media_group(call: Call) -> list[dict[str, Any]]:
    """Send two to ten files as an album: as many messages with one media_group_id."""
    chat = writable_chat(call)
    media = as_media(call.parameters.text("media"))
    if not media:
        raise bad("there are no messages to send")
    if len(media) < FEWEST_IN_ALBUM:
        raise bad("too few messages to send as an album")
    if len(media) > MOST_IN_ALBUM:
        raise bad("too many messages to send as an album")
    kinds = [str(one.get("type")) for one in media]
    for kind in kinds:
        if kind not in _ALBUM_KINDS:
            raise bad(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
        if kind in _ALONE and set(kinds) != {kind}:
            raise bad(f"{kind} can't be mixed with other media types")
    contents = [
        {
            **_file_content(call, str(one["type"]), str(one.get("media") or ""), one),
            **caption_content(call, one),
            **_flags(one),
        }
        for one in media
    ]
    reply = reply_target(call, chat)
    paced(call, chat, len(contents))
    call.world.counters.album += 1
    call.world.save(call.world.counters)
    group = str(call.world.counters.album)
    messages = [
        new_message(call, chat, {**content, "media_group_id": group}, NO_MARKUP, reply=reply)
        for content in contents
    ]
    return [message_for(call.world, call.bot, chat, message) for message in messages]


def _file_content(call: Call, kind: str, reference: str, values: dict[str, Any]) -> dict[str, Any]:
    file = named_file(call, reference, Wanted(kind, numbers_of(values)))
    if kind == "photo":
        return {"photo": photo_sizes(file)}
    value: dict[str, Any] = {"file": file.number, "mime_type": file.mime_type}
    if file.name and kind != "voice":
        value["file_name"] = file.name
    if kind in ("video", "voice", "audio", "animation"):
        value["duration"] = file.duration
    if kind in ("video", "animation"):
        value |= {"width": file.width or 640, "height": file.height or 360}
    if kind == "audio":
        value |= {name: str(values[name]) for name in ("title", "performer") if values.get(name)}
    if kind == "animation":
        return {"animation": value, "document": {"file": file.number, "mime_type": file.mime_type}}
    return {kind: value}


def _flags(values: dict[str, Any]) -> dict[str, Any]:
    names = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
    return {to: True for name, to in names.items() if str(values.get(name, "")).lower() in ("true", "1")}


METHODS: dict[str, Callable[[Call], Any]] = {
    "sendPhoto": _sender("photo"),
    "sendDocument": _sender("document"),
    "sendVideo": _sender("video"),
    "sendVoice": _sender("voice"),
    "sendAudio": _sender("audio"),
    "sendAnimation": _sender("animation"),
    "sendMediaGroup": send_media_group,
}
