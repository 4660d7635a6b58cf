"""A small office with a bot that answers everybody: enough of a scene to show all that the page can do."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx

from tests.sandbox_page.pictures import FIELD, HARBOUR, NIGHT, sound, text64

TOKEN = "7000000001:sandbox"
AN, BINH, CHI, DUNG = 101, 102, 103, 104
GROUP = -1001

SCENE: dict[str, Any] = {
    "title": "Văn phòng mẫu",
    "language": "vi",
    "time_zone": "Asia/Ho_Chi_Minh",
    "guide": "Bốn người, một bot biết nhắc lại lời người khác.",
    "guide_steps": [
        {
            "title": "Gửi lời chào",
            "text": "An gửi lời chào mẫu cho bot và xem bot nhắc lại.",
            "phone": AN,
            "sample": "hello",
            "done": {"message": "Chào cả nhà", "from": "bot", "phone": AN},
        },
        {
            "title": "Bình đồng ý",
            "text": "Trên điện thoại của Bình, bấm nút “Đồng ý”.",
            "phone": BINH,
            "done": {"button": "Đồng ý", "phone": BINH},
        },
        {
            "title": "Gửi một tấm ảnh",
            "text": "Chi gửi ảnh bến cảng.",
            "phone": CHI,
            "done": {"file": "photo", "from": "person", "phone": CHI},
        },
        {"title": "Đọc lại mọi việc", "text": "Không có gì phải bấm ở bước này."},
    ],
    "bots": [{"token": TOKEN, "username": "echo_bot", "first_name": "Bot Nhắc Lại", "privacy_mode": False}],
    "people": [
        {
            "id": AN,
            "first_name": "An",
            "last_name": "Nguyễn",
            "label": "Tổ 03",
            "role": "báo tin từ hiện trường",
            "color": "#2b7a78",
            "started": True,
            "phone_number": "+84900000101",
        },
        {
            "id": BINH,
            "first_name": "Bình",
            "last_name": "Trần",
            "label": "Trưởng ca",
            "role": "cho ý kiến",
            "color": "#b5532a",
            "started": True,
        },
        {
            "id": CHI,
            "first_name": "Chi",
            "last_name": "Lê",
            "label": "Thường trực",
            "role": "theo dõi, xác nhận",
            "color": "#5b5ea6",
            "started": True,
        },
        {
            "id": DUNG,
            "first_name": "Dũng",
            "last_name": "Phạm",
            "label": "Tổ 07",
            "role": "nhận việc",
            "color": "#8a6d1d",
        },
    ],
    "groups": [
        {
            "id": GROUP,
            "title": "Tổ 03 – nhóm chung",
            "members": [AN, CHI],
            "admins": [AN],
            "bots": ["echo_bot"],
        }
    ],
    "samples": [
        {"id": "hello", "phone": AN, "label": "Lời chào", "text": "Chào cả nhà, tôi là An ở tổ 03."},
        {
            "id": "harbour",
            "label": "Bến cảng",
            "files": [{"kind": "photo", "name": "ben-cang.png", "base64": text64(HARBOUR)}],
        },
        {
            "id": "three",
            "phone": AN,
            "label": "Ba tấm ảnh",
            "text": "Ba góc chụp của bãi",
            "files": [
                {"kind": "photo", "name": f"{n}.png", "base64": text64(one)}
                for n, one in enumerate((HARBOUR, FIELD, NIGHT))
            ],
        },
        {
            "id": "paper",
            "label": "Tờ giấy",
            "files": [
                {
                    "kind": "document",
                    "name": "bien-ban.txt",
                    "mime_type": "text/plain",
                    "base64": text64("Biên bản".encode()),
                }
            ],
        },
        {
            "id": "voice",
            "label": "Lời nói",
            "files": [
                {
                    "kind": "voice",
                    "name": "loi.wav",
                    "mime_type": "audio/wav",
                    "duration": 1,
                    "base64": text64(sound()),
                }
            ],
        },
        {"id": "here", "label": "Chỗ tôi đứng", "location": {"latitude": 20.84491, "longitude": 106.68808}},
    ],
}

CARD = (
    "<b>Phiếu 12</b> · chờ ý kiến\n"
    "<i>nghiêng</i>, <u>gạch chân</u>, <s>gạch bỏ</s>, <tg-spoiler>điều bị che</tg-spoiler>, <code>TCLU1234567</code>\n"
    "<blockquote>Lời được trích lại 😀 nguyên văn.</blockquote>"
    '<pre><code class="language-python">print("a &lt; b")</code></pre>'
    '<a href="https://example.org/x?a=1&amp;b=2">đường dẫn</a> và &lt;script&gt;alert(1)&lt;/script&gt;'
)
BUTTONS = {
    "inline_keyboard": [
        [
            {"text": "✅ Đồng ý", "callback_data": "edit", "style": "success"},
            {"text": "Hỏi thêm", "callback_data": "toast", "style": "primary"},
        ],
        [{"text": "Không đồng ý", "callback_data": "alert", "style": "danger"}],
        [
            {"text": "Chậm", "callback_data": "slow"},
            {"text": "Sao chép mã", "copy_text": {"text": "TCLU1234567"}},
        ],
    ]
}
KEYS = {
    "keyboard": [
        [{"text": "Báo việc mới", "style": "primary"}],
        [{"text": "Việc đang mở"}, {"text": "Gửi số của tôi", "request_contact": True}],
    ],
    "resize_keyboard": True,
    "is_persistent": True,
    "input_field_placeholder": "Viết tin cho bot",
}


class EchoBot:
    """Long polls the sandbox and answers; `hold` keeps the slow button waiting until it is set."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{url}/bot{TOKEN}/", timeout=60)
        self.hold = asyncio.Event()
        self._later: set[asyncio.Task[None]] = set()

    async def call(self, method: str, files: dict[str, Any] | None = None, **parameters: Any) -> Any:
        """Call a method of the Bot API and return its result, or None where it refused."""
        data = {
            key: value if isinstance(value, str) else json.dumps(value) for key, value in parameters.items()
        }
        try:
            answer = (await self._http.post(method, data=data, files=files)).json()
        except (httpx.TransportError, json.JSONDecodeError):
            return None
        return answer.get("result")

    async def run(self) -> None:
        """Answer until cancelled."""
        try:
            await self.call(
                "setMyCommands",
                commands=[
                    {"command": "start", "description": "xem phiếu mẫu"},
                    {"command": "keys", "description": "bàn phím lớn"},
                    {"command": "album", "description": "ba tấm ảnh"},
                    {"command": "force", "description": "hỏi một câu"},
                ],
            )
            offset = 0
            while True:
                for update in await self.call("getUpdates", offset=offset, timeout=20) or []:
                    offset = update["update_id"] + 1
                    await self._take(update)
        finally:
            for task in self._later:
                task.cancel()
            await self._http.aclose()

    async def _take(self, update: dict[str, Any]) -> None:
        if press := update.get("callback_query"):
            await self._pressed(press)
        elif message := update.get("message"):
            await self._said(message)

    async def _pressed(self, press: dict[str, Any]) -> None:
        deed, message = press["data"], press["message"]
        where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        if deed == "slow":
            task = asyncio.get_running_loop().create_task(self._answer_later(press["id"]))
            self._later.add(task)
        elif deed == "alert":
            await self.call(
                "answerCallbackQuery",
                callback_query_id=press["id"],
                text="Cần ghi lý do trước khi từ chối.",
                show_alert=True,
            )
        elif deed == "toast":
            await self.call("answerCallbackQuery", callback_query_id=press["id"], text="Đã ghi nhận câu hỏi")
        else:
            await self.call("answerCallbackQuery", callback_query_id=press["id"])
            await self.call(
                "editMessageText", **where, text=f"Phiếu 12 · {press['from']['first_name']} đã đồng ý"
            )

    async def _answer_later(self, press_id: str) -> None:
        await self.hold.wait()
        await self.call("answerCallbackQuery", callback_query_id=press_id, text="Xong rồi")

    async def _said(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        if text.startswith("/start"):
            sent = await self.call(
                "sendMessage", chat_id=chat, text=CARD, parse_mode="HTML", reply_markup=BUTTONS
            )
            await self.call("pinChatMessage", chat_id=chat, message_id=sent["message_id"])
        elif text == "/keys":
            await self.call("sendMessage", chat_id=chat, text="Chọn một phím.", reply_markup=KEYS)
        elif text == "/force":
            markup = {"force_reply": True, "input_field_placeholder": "Lý do"}
            await self.call("sendMessage", chat_id=chat, text="Vì lý do gì?", reply_markup=markup)
        elif text == "/album":
            await self._album(chat)
        elif text and chat > 0:
            await self.call(
                "sendMessage",
                chat_id=chat,
                text=f"Bạn viết: {text}",
                reply_parameters={"message_id": message["message_id"]},
            )

    async def _album(self, chat: int) -> None:
        pictures = {"a": ("a.png", HARBOUR), "b": ("b.png", FIELD), "c": ("c.png", NIGHT)}
        media = [{"type": "photo", "media": f"attach://{name}"} for name in pictures]
        media[0]["caption"] = "Ba góc chụp của cùng một bãi"
        await self.call("sendMediaGroup", files=pictures, chat_id=chat, media=media)
