"""Who may write to whom: starting, blocking, groups, anonymous administrators, migration."""

import pytest

from tests.sandbox.driver import AN, BINH, CHI, GROUP, OTHER_TOKEN, SUPERGROUP, Driver

BOT = 7000000001


async def test_a_stranger_is_not_found(driver: Driver) -> None:
    """A person the bot never met has no chat; neither has a wrong number or an empty one."""
    assert await driver.refused("sendMessage", chat_id=CHI, text="x") == "Bad Request: chat not found"
    assert await driver.refused("sendMessage", chat_id=999, text="x") == "Bad Request: chat not found"
    assert await driver.refused("sendMessage", chat_id="@nobody", text="x") == "Bad Request: chat not found"
    assert await driver.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_start_comes_first(driver: Driver) -> None:
    """A bot may not begin a conversation with a person it met only in a group; Start opens the chat."""
    await driver.post(f"groups/{GROUP}/members", user_id=CHI)
    assert await driver.refused("sendMessage", chat_id=CHI, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    assert await driver.cannot(CHI, "send", text="x") == "not_started"
    assert (await driver.chat(CHI))["started"] is False
    await driver.act(CHI, "start", payload="invitation")
    assert (await driver.updates())[-1]["message"]["text"] == "/start invitation"
    assert await driver.ok("sendMessage", chat_id=CHI, text="welcome")


async def test_blocking(driver: Driver) -> None:
    """A blocked bot is told so, may not write, and hears again after the block ends."""
    await driver.act(AN, "block")
    assert (
        await driver.refused("sendMessage", chat_id=AN, text="x") == "Forbidden: bot was blocked by the user"
    )
    assert await driver.cannot(AN, "send", text="x") == "blocked"
    await driver.act(AN, "unblock")
    assert await driver.ok("sendMessage", chat_id=AN, text="x")
    statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in await driver.updates()]
    assert statuses == ["kicked", "member"]


async def test_restarting_unblocks(driver: Driver) -> None:
    """Pressing Start in a blocked chat ends the block."""
    await driver.act(AN, "block")
    await driver.act(AN, "start")
    assert [list(update)[1] for update in await driver.updates()] == [
        "my_chat_member",
        "my_chat_member",
        "message",
    ]


async def test_a_deactivated_account(driver: Driver) -> None:
    """A deleted account cannot be written to and does nothing, until it is back."""
    await driver.act(AN, "deactivate")
    assert await driver.refused("sendMessage", chat_id=AN, text="x") == "Forbidden: user is deactivated"
    assert await driver.cannot(AN, "send", text="x") == "deactivated"
    await driver.act(AN, "activate")
    assert await driver.ok("sendMessage", chat_id=AN, text="x")


async def test_out_of_a_group(driver: Driver) -> None:
    """A kicked bot and one that left are refused in different words."""
    await driver.post(f"groups/{GROUP}/remove", bot="example_bot")
    kicked = await driver.refused("sendMessage", chat_id=GROUP, text="x")
    assert kicked == "Forbidden: bot was kicked from the group chat"
    await driver.post(f"groups/{SUPERGROUP}/remove", bot="example_bot")
    kicked = await driver.refused("sendMessage", chat_id=SUPERGROUP, text="x")
    assert kicked == "Forbidden: bot was kicked from the supergroup chat"
    await driver.post(f"groups/{SUPERGROUP}/members", bot="example_bot")
    assert await driver.ok("leaveChat", chat_id=SUPERGROUP) is True
    left = await driver.refused("sendMessage", chat_id=SUPERGROUP, text="x")
    assert left == "Forbidden: bot is not a member of the supergroup chat"
    changes = [
        u["my_chat_member"]["new_chat_member"]["status"]
        for u in await driver.updates()
        if "my_chat_member" in u
    ]
    assert changes == ["kicked", "kicked", "member", "left"]
    assert await driver.refused("sendMessage", chat_id=-5, text="x") == "Bad Request: chat not found"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("just talking", False),
        ("/report", True),
        ("/report@example_bot now", True),
        ("/report@other_bot", False),
        ("hello @example_bot", True),
        ("hello @example_bot_too", False),
    ],
)
async def test_privacy_mode(driver: Driver, text: str, *, seen: bool) -> None:
    """In a group a bot with privacy sees commands, mentions and what is for it."""
    await driver.act(AN, "send", chat_id=GROUP, text=text)
    assert bool(await driver.updates()) is seen


async def test_privacy_mode_off_and_replies(driver: Driver) -> None:
    """Replies to the bot are seen, and everything once BotFather's setting is off."""
    sent = await driver.ok("sendMessage", chat_id=GROUP, text="question")
    await driver.act(AN, "send", chat_id=GROUP, text="answer", reply_to=sent["message_id"])
    assert len(await driver.updates()) == 1
    await driver.post("bots/example_bot", privacy_mode=False)
    await driver.act(AN, "send", chat_id=GROUP, text="talk")
    assert len(await driver.updates()) == 1
    assert (await driver.ok("getMe"))["can_read_all_group_messages"] is True


async def test_administrators_see_everything(driver: Driver) -> None:
    """A bot that administers a group sees all of it; the other, with privacy, does not; bots never see bots."""
    other = Driver(driver.sandbox, driver.http, OTHER_TOKEN)
    await driver.act(AN, "send", chat_id=SUPERGROUP, text="talk")
    await driver.ok("sendMessage", chat_id=SUPERGROUP, text="bot talk")
    assert [u["message"]["text"] for u in await driver.updates()] == ["talk"]
    assert await other.updates() == []
    assert await driver.texts(BINH, SUPERGROUP) == ["talk", "bot talk"]


async def test_joining_and_leaving(driver: Driver) -> None:
    """Joining is a service message; administrators who ask also get chat_member."""
    await driver.updates(allowed_updates=["message", "chat_member"])
    await driver.post(f"groups/{SUPERGROUP}/members", user_id=CHI, by=BINH)
    joined, service = await driver.updates()
    assert joined["chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["id"] == CHI
    await driver.post(f"groups/{SUPERGROUP}/remove", user_id=CHI, kick=False)
    service, left = await driver.updates()
    assert service["message"]["left_chat_member"]["id"] == CHI
    assert (left["chat_member"]["from"]["id"], left["chat_member"]["new_chat_member"]["status"]) == (
        CHI,
        "left",
    )
    assert await driver.cannot(CHI, "send", chat_id=SUPERGROUP, text="x") == "not_a_member"


async def test_a_new_group(driver: Driver) -> None:
    """A bot put into a new group is told by my_chat_member and sees the group's first message."""
    created = await driver.post("groups", title="New", creator=AN, members=[BINH], bots=["example_bot"])
    member, service = await driver.updates()
    assert member["my_chat_member"]["chat"]["id"] == created["chat_id"] < 0
    assert service["message"]["group_chat_created"] is True
    await driver.post(f"groups/{created['chat_id']}/title", title="Newer")
    assert (await driver.updates())[0]["message"]["new_chat_title"] == "Newer"
    await driver.post("bots/other_bot", can_join_groups=False)
    answer = await driver.http.post(
        f"/control/groups/{created['chat_id']}/members", json={"bot": "other_bot"}
    )
    assert answer.json()["error"] == "cannot_join_groups"


async def test_anonymous_administrators(driver: Driver) -> None:
    """An anonymous administrator writes as the group; the bot learns no person."""
    await driver.act(BINH, "send", chat_id=SUPERGROUP, text="decided", as_anonymous_admin=True)
    (update,) = await driver.updates()
    message = update["message"]
    assert message["from"] == {
        "id": 1087968824,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    assert message["sender_chat"] == message["chat"]
    assert "Bình" not in str(message)
    assert await driver.cannot(AN, "send", chat_id=SUPERGROUP, text="x", as_anonymous_admin=True) == (
        "not_an_administrator"
    )
    (shown,) = (await driver.chat(AN, SUPERGROUP))["messages"]
    assert (shown["from"]["name"], shown["author_id"]) == ("Everybody", BINH)


async def test_migration(driver: Driver) -> None:
    """A group that became a supergroup answers with its new id; the bot is told in both chats."""
    new = (await driver.post(f"groups/{GROUP}/migrate"))["chat_id"]
    assert new < -1_000_000_000_000
    body = await driver.call("sendMessage", chat_id=GROUP, text="x")
    assert body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    to, came = await driver.updates()
    assert (to["message"]["chat"]["id"], to["message"]["migrate_to_chat_id"]) == (GROUP, new)
    assert (came["message"]["chat"]["id"], came["message"]["migrate_from_chat_id"]) == (new, GROUP)
    assert (await driver.ok("sendMessage", chat_id=new, text="x"))["message_id"] == 2
    assert [c["chat_id"] for c in (await driver.get("state", phone=AN))["phones"][0]["chats"]].count(
        GROUP
    ) == 0
    assert await driver.cannot(AN, "send", chat_id=GROUP, text="x") == "migrated"


async def test_looking_up(driver: Driver) -> None:
    """Chats, members, administrators and counts, as the Bot API shows them."""
    assert (await driver.ok("getChat", chat_id=AN))["username"] == "an_nguyen"
    assert (await driver.ok("getChat", chat_id=GROUP))["permissions"]["can_send_messages"] is True
    assert (await driver.ok("getChatMember", chat_id=GROUP, user_id=BINH))["status"] == "creator"
    assert (await driver.ok("getChatMember", chat_id=GROUP, user_id=CHI))["status"] == "left"
    assert (await driver.ok("getChatMember", chat_id=SUPERGROUP, user_id=BOT))["can_pin_messages"] is True
    assert (await driver.ok("getChatMember", chat_id=AN, user_id=AN))["status"] == "member"
    administrators = await driver.ok("getChatAdministrators", chat_id=SUPERGROUP)
    assert [one["user"]["id"] for one in administrators] == [BINH, BOT]
    assert await driver.ok("getChatMemberCount", chat_id=GROUP) == 3
    assert await driver.refused("getChatAdministrators", chat_id=AN) == (
        "Bad Request: there are no administrators in the private chat"
    )
    assert (
        await driver.refused("getChatMember", chat_id=GROUP, user_id=4)
        == "Bad Request: PARTICIPANT_ID_INVALID"
    )
    assert (await driver.ok("getUserProfilePhotos", user_id=AN))["total_count"] == 0
    await driver.post(f"groups/{GROUP}/remove", user_id=AN)
    assert (await driver.ok("getChatMember", chat_id=GROUP, user_id=AN))["status"] == "kicked"


async def test_command_menus(driver: Driver) -> None:
    """The narrowest scope wins, in the person's language first; a phone shows its own menu."""
    help_command = {"command": "help", "description": "Help"}
    await driver.ok("setMyCommands", commands=[help_command])
    await driver.ok(
        "setMyCommands",
        commands=[{"command": "/duyet", "description": "Duyệt"}],
        scope={"type": "chat", "chat_id": AN},
    )
    await driver.ok(
        "setMyCommands",
        commands=[{"command": "admin", "description": "Admin"}],
        scope={"type": "all_chat_administrators"},
    )
    assert (await driver.chat(AN))["commands"] == [{"command": "duyet", "description": "Duyệt"}]
    assert (await driver.chat(BINH))["commands"] == [help_command]
    assert (await driver.chat(BINH, GROUP))["commands"][0]["command"] == "admin"
    assert (await driver.chat(AN, GROUP))["commands"] == [help_command]
    assert await driver.ok("getMyCommands", scope={"type": "chat", "chat_id": AN}) == [
        {"command": "duyet", "description": "Duyệt"}
    ]
    assert await driver.ok("getMyCommands", language_code="vi") == []
    await driver.ok("deleteMyCommands", scope={"type": "chat", "chat_id": AN})
    assert (await driver.chat(AN))["commands"] == [help_command]
    await driver.ok("setChatMenuButton", chat_id=AN, menu_button={"type": "commands"})
    assert await driver.ok("getChatMenuButton", chat_id=AN) == {"type": "commands"}
    assert (await driver.chat(AN))["menu_button"] == {"type": "commands"}


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"commands": [{"command": "Bad!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "good", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [], "scope": {"type": "chat"}},
            "can't parse BotCommandScope: Can't find field \"chat_id\"",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "all"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({}, "expected an Array of BotCommand"),
    ],
)
async def test_commands_refused(driver: Driver, parameters: dict[str, object], words: str) -> None:
    """Wrong commands and scopes are refused."""
    assert await driver.refused("setMyCommands", **parameters) == f"Bad Request: {words}"
