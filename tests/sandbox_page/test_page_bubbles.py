"""What messages look like: text, files, answers, edits, pins."""

from __future__ import annotations

import time

import httpx
from playwright.async_api import expect

from tests.sandbox_page.conftest import Office, phone, write
from tests.sandbox_page.office import AN, BINH, CARD, GROUP
from tests.sandbox_page.pictures import FIELD, HARBOUR, png, sound


async def test_text_has_telegrams_formatting_and_nothing_is_markup(office: Office) -> None:
    """Entities become elements by UTF-16 offsets; what looks like HTML stays text."""
    async with office.page() as page:
        await office.bot.call("sendMessage", chat_id=AN, text=CARD, parse_mode="HTML")
        text = phone(page, AN).locator(".bubble .text")
        for tag, words in (
            ("strong", "Phiếu 12"),
            ("em", "nghiêng"),
            ("u", "gạch chân"),
            ("s", "gạch bỏ"),
            ("code >> nth=0", "TCLU1234567"),
            ("blockquote", "Lời được trích lại 😀 nguyên văn."),
            ("pre code", 'print("a < b")'),
            ("a", "đường dẫn"),
        ):
            await expect(text.locator(tag)).to_have_text(words)
        await expect(text.locator("a")).to_have_attribute("href", "https://example.org/x?a=1&b=2")
        await expect(text).to_contain_text("<script>alert(1)</script>")
        spoiler = text.get_by_role("button", name="Bấm để xem phần bị che")
        await spoiler.press("Enter")
        await expect(text.locator(".spoiler.shown")).to_have_text("điều bị che")


async def test_entities_may_nest_and_follow_emoji(office: Office) -> None:
    """Bold inside a quote after a surrogate pair covers exactly its words."""
    entities = [
        {"type": "blockquote", "offset": 0, "length": 12},
        {"type": "bold", "offset": 3, "length": 3},
        {"type": "italic", "offset": 3, "length": 7},
        {"type": "text_link", "offset": 13, "length": 4, "url": "https://example.org/"},
    ]
    async with office.page() as page:
        await office.bot.call("sendMessage", chat_id=AN, text="😀 một hai b\nlink", entities=entities)
        text = phone(page, AN).locator(".bubble .text")
        await expect(text.locator("blockquote")).to_have_text("😀 một hai b")
        await expect(text.locator("blockquote em")).to_have_text("một hai")
        await expect(text.locator("blockquote strong")).to_have_text("một")
        await expect(text.locator("a")).to_have_text("link")


async def test_photos_albums_files_places_contacts_and_sound(office: Office) -> None:
    """Each kind of message has its own card, and a photo opens large."""
    where = {"chat_id": BINH}
    async with office.page() as page:
        holder = phone(page, BINH)
        await office.bot.call("sendPhoto", **where, files={"photo": ("a.png", HARBOUR)}, caption="Một tấm")
        await write(holder, "/album")
        album = holder.locator("[data-album]")
        await expect(album.locator("[data-message] img")).to_have_count(3)
        await expect(album).to_contain_text("Ba góc chụp của cùng một bãi")
        await album.locator("[data-message]").nth(1).get_by_role("button").click()
        viewer = page.locator("dialog.viewer img")
        first = await viewer.get_attribute("src")
        await page.keyboard.press("ArrowRight")
        await expect(viewer).not_to_have_attribute("src", str(first))
        await page.keyboard.press("Escape")
        await expect(viewer).to_have_count(0)
        paper = ("bien-ban rat dai ten.pdf", b"%PDF-1.4 " + b"0" * 2000, "application/pdf")
        await office.bot.call("sendDocument", **where, files={"document": paper})
        file = holder.locator(".file")
        await expect(file).to_contain_text("bien-ban rat dai ten.pdf")
        await expect(file).to_contain_text("2 kB")
        async with page.expect_download() as download:
            await file.get_by_role("link", name="Tải tệp").click()
        assert (await download.value).suggested_filename == "bien-ban rat dai ten.pdf"
        await office.bot.call("sendLocation", **where, latitude=-20.5, longitude=106.25)
        await expect(holder.locator(".place")).to_contain_text("20.50000° N, 106.25000° Đ")
        await office.bot.call("sendContact", **where, phone_number="+8490", first_name="Lê", last_name="Hà")
        await expect(holder.locator(".contact")).to_contain_text("Lê Hà")
        await office.bot.call(
            "sendVoice", **where, files={"voice": ("v.wav", sound(), "audio/wav")}, duration=1
        )
        await holder.get_by_role("button", name="Phát: 🎤 Tin thoại").click()
        await expect(holder.locator(".player input")).not_to_have_value("0")
        await office.bot.call("sendVideo", **where, files={"video": ("v.mp4", b"0" * 500, "video/mp4")})
        await expect(holder.locator("video")).to_be_visible()


async def test_a_covered_photo_is_uncovered_by_a_press(office: Office) -> None:
    """A photo with a spoiler is blurred until it is pressed once."""
    async with office.page() as page:
        await office.bot.call("sendPhoto", chat_id=AN, files={"photo": ("a.png", FIELD)}, has_spoiler=True)
        photo = phone(page, AN).locator("button.photo")
        await expect(photo).to_have_class("photo covered")
        await photo.click()
        await expect(photo).to_have_class("photo")


async def test_an_answer_shows_its_quote_and_leads_to_the_message(office: Office) -> None:
    """The strip over an answer names author and text; pressing it scrolls there, also far up."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "Tin đầu tiên")
        quote = holder.locator(".quote")
        await expect(quote).to_contain_text("Tin đầu tiên")
        await expect(quote).to_contain_text("An Nguyễn")
        first = int(str(await holder.locator("article[data-message]").first.get_attribute("data-message")))
        for number in range(100):
            await office.bot.call("sendMessage", chat_id=AN, text=f"Dòng {number}")
        await office.bot.call(
            "sendMessage", chat_id=AN, text="Trả lời", reply_parameters={"message_id": first}
        )
        await holder.locator(".quote").last.click()
        await expect(holder.locator(f'[data-message="{first}"]')).to_be_in_viewport()
        await holder.get_by_role("button", name="Xuống cuối").click()
        await expect(holder.locator(".quote").last).to_be_in_viewport()


async def test_edits_deletions_pins_and_reactions_are_live(office: Office) -> None:
    """An edit says so, a deletion leaves nothing, a pin stands over the chat, a reaction under the bubble."""
    async with office.page() as page:
        holder = phone(page, AN)
        sent = await office.bot.call("sendMessage", chat_id=AN, text="Lúc đầu")
        where = {"chat_id": AN, "message_id": sent["message_id"]}
        await office.bot.call("editMessageText", **where, text="Về sau")
        bubble = holder.locator(f'article[data-message="{sent["message_id"]}"]')
        await expect(bubble).to_contain_text("Về sau")
        await expect(bubble).to_contain_text("đã sửa")
        await office.bot.call("pinChatMessage", **where)
        await expect(holder.locator(".pinned-bar")).to_contain_text("Về sau")
        await expect(holder.locator(".service")).to_contain_text("Bot Nhắc Lại đã ghim một tin")
        await bubble.locator(".bubble").click()
        await holder.get_by_role("button", name="Thả 👍").click()
        await expect(bubble.locator(".reaction")).to_contain_text("1")
        await office.bot.call("deleteMessage", **where)
        await expect(bubble).to_have_count(0)
        await expect(holder.locator(".pinned-bar")).to_be_hidden()


async def test_long_words_stay_inside(office: Office) -> None:
    """A word without end, a long name and a wide picture never make a phone scroll sideways."""
    async with office.page() as page:
        word = "x" * 900
        markup = {
            "inline_keyboard": [
                [
                    {"text": "Nút " + "dài" * 30, "callback_data": "a"},
                    {"text": "B" * 60, "callback_data": "b"},
                ]
            ]
        }
        await office.bot.call(
            "sendMessage",
            chat_id=AN,
            text=f"<pre>{word}</pre> {word}",
            parse_mode="HTML",
            reply_markup=markup,
        )
        await office.bot.call(
            "sendPhoto",
            chat_id=AN,
            files={"photo": ("w.png", png(900, 60, (9, 9, 9), (90, 90, 90)))},
            caption=word,
        )
        holder = phone(page, AN)
        await expect(holder.locator(".photo")).to_be_visible()
        wide = """[...document.querySelectorAll('[data-phone="101"] :is(.messages, .bubble)')]
            .filter((one) => one.scrollWidth > one.clientWidth + 1).length"""
        assert await page.evaluate(wide) == 0


async def test_five_hundred_messages_do_not_slow_the_page(office: Office) -> None:
    """A chat of 500 messages opens with the last ones, answers typing at once, and gives the rest by scrolling."""
    async with httpx.AsyncClient(base_url=office.sandbox.url) as http:
        for number in range(500):
            await http.post(f"/control/phones/{AN}/send", json={"chat_id": GROUP, "text": f"Tin số {number}"})
    async with office.page() as page:
        holder = phone(page, AN)
        began = time.perf_counter()
        await holder.locator(f'[data-chat="{GROUP}"]').click()
        await expect(holder.get_by_text("Tin số 499")).to_be_in_viewport()
        assert time.perf_counter() - began < 3
        assert await holder.locator("article.row").count() < 130
        await holder.locator(".messages").focus()
        for _ in range(20):
            await holder.locator(".messages").evaluate("element => element.scrollTo(0, 0)")
            if await holder.get_by_text("Tin số 0").count():
                break
            await page.wait_for_timeout(50)
        await expect(holder.get_by_text("Tin số 0")).to_have_count(1)
        cost = """() => {
            const field = document.querySelector('[data-phone="101"] textarea');
            const began = performance.now();
            for (let letter = 0; letter < 20; letter += 1) {
                field.value += 'a';
                field.dispatchEvent(new Event('input'));
                void field.offsetHeight;
            }
            return (performance.now() - began) / 20;
        }"""
        assert await page.evaluate(cost) < 50
