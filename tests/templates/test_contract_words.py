"""The words people learn (the chat contract): stable in Vietnamese, beside them English, each in its place."""

import pytest

from bot.buttons import LONGEST_DATA, Press, read_press
from bot.render import Renderer
from bot.rules.directive import AddresseeState
from bot.rules.fold import fold
from bot.rules.incident import IncidentState
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.vocabulary import LANGUAGES, TEMPLATES, load_vocabulary
from handlers.typed import Words

RENDERER = Renderer(TEMPLATES, "Asia/Ho_Chi_Minh")
VOCABULARY = load_vocabulary()

BUTTONS = {
    Step.START_REPORT: "Báo cáo vụ việc",
    Step.SEND_DRAFT: "Gửi",
    Step.CORRECT_DRAFT: "Sửa",
    Step.DROP_DRAFT: "Bỏ báo cáo này",
    Step.ADD: "Bổ sung",
    Step.NEW_INCIDENT: "Vụ việc mới",
    Step.ADD_NOTE: "Ý kiến trực ban",
    Step.CONTAIN: "Ngăn chặn ngay",
    Step.ACKNOWLEDGE_CONTAINMENT: "Đã nhận",
    Step.CONTINUE_CONTAINMENT: "Tiếp tục ngăn chặn",
    Step.END_CONTAINMENT: "Chấm dứt ngăn chặn",
    Step.APPROVE: "Duyệt đề xuất",
    Step.DIRECT: "Chỉ đạo",
    Step.DIRECT_OTHERWISE: "Chỉ đạo khác",
    Step.SEND_DIRECTIVE: "Gửi chỉ đạo",
    Step.CORRECT_DIRECTIVE: "Sửa",
    Step.CANCEL_FORM: "Hủy",
    Step.ASK: "Yêu cầu bổ sung",
    Step.DISAGREE: "Không đồng ý",
    Step.WATCH: "Tiếp tục theo dõi",
    Step.CLOSE: "Kết thúc vụ việc",
    Step.ADD_DIRECTIVE: "Chỉ đạo bổ sung",
    Step.REPLACE_DIRECTIVE: "Chỉ đạo thay thế",
    Step.RECALL_DIRECTIVE: "Thu hồi chỉ đạo",
    Step.ACKNOWLEDGE: "Đã nhận chỉ đạo",
    Step.IN_HAND: "Đang thực hiện",
    Step.REPORT_RESULT: "Báo kết quả",
    Step.ASK_EXTENSION: "Xin gia hạn",
    Step.HAND_ON: "Chuyển người thực hiện",
    Step.CONFIRM_RESULT: "Xác nhận kết quả",
    Step.RETURN_RESULT: "Trả lại báo cáo",
    Step.REOPEN: "Mở lại",
    Step.CONFIRM_OPINION: "Đúng ý kiến tôi",
    Step.DISOWN_OPINION: "Không phải ý kiến tôi",
    Step.RECORD: "Ghi việc đã làm",
    Step.CLEAR_SECRECY: "Không phải nội dung mật",
    Step.PUT_IN_WRITING: "Ghi thành văn",
    Step.STAND_IN: "Nhờ trực thay",
    Step.TAKE_STAND_IN: "Nhận trực thay",
    Step.DECLINE_STAND_IN: "Không nhận được",
    Step.TAKE_SHIFT_NOW: "Tôi nhận ca ngay",
    Step.READY: "Sẵn sàng nhận ca",
    "urgency_thuong": "Thường",
    "urgency_khan": "Khẩn",
    "urgency_thuongkhan": "Thượng khẩn",
    "urgency_hoatoc": "Hỏa tốc",
}
TYPED = {
    "send": "Gửi",
    "correct": "Sửa",
    "drop": "Bỏ",
    "add": "Bổ sung",
    "approve": "Duyệt",
    "direct": "Chỉ đạo",
    "ask": "Hỏi",
    "disagree": "Không đồng ý",
    "close": "Từ chối",
    "recall": "Thu hồi",
    "got": "Nhận",
    "hand": "Đang làm",
    "result": "KQ",
    "extend": "Gia hạn",
    "confirm": "Xác nhận",
    "return": "Trả lại",
    "reopen": "Mở lại",
    "continue": "Tiếp tục",
    "end": "Chấm dứt",
    "handover": "Bàn giao",
    "takeover": "Nhận ca",
    "nottakeover": "Chưa nhận ca",
    "ready": "Sẵn sàng",
}
STANDS_ALONE = {"send", "correct", "drop", "handover", "takeover", "ready"}
NEEDS_NO_NUMBER = {"nottakeover"}
TAKES_NOTHING = {"approve", "got", "hand", "confirm", "continue"}
STATES = {
    "incident_state": {
        IncidentState.AWAITING_DECISION: "Chờ ý kiến lãnh đạo",
        IncidentState.AWAITING_ANSWER: "Chờ bổ sung",
        IncidentState.IN_PROGRESS: "Đang thực hiện",
        IncidentState.CLOSED: "Đã kết thúc",
    },
    "addressee_state": {
        AddresseeState.SENT: "Đã gửi",
        AddresseeState.ACKNOWLEDGED: "Đã nhận chỉ đạo",
        AddresseeState.IN_HAND: "Đang thực hiện",
        AddresseeState.REPORTED: "Đã báo kết quả",
        AddresseeState.CONFIRMED: "Kết quả đã xác nhận",
        AddresseeState.RETURNED: "Cần báo cáo lại",
        AddresseeState.UNDELIVERABLE: "Chưa gửi được",
        AddresseeState.RECALLED: "Đã thu hồi",
    },
}
ORDINARY_ENGLISH = (
    "Add 2000 cartons to the list",
    "Got 2000 cartons",
    "Got 2000 cartons of cigarettes in yard B",
    "Received 1500 kg",
    "Found 2000 cartons behind the seats",
    "Return 2000 cartons to the owner",
    "Stop 1234 at the gate",
    "Stop truck 15C-123.45 now",
    "End 2026",
    "Send 2000 cartons to the lab",
    "Send the photos please",
    "Drop 2000 here",
    "Edit 2000",
    "Result: 2000 cartons counted",
    "Working on 2000 cartons",
    "Work goes on at 2000",
)
FARTHEST_ID = 2**53  # what a database has given out after thousands of years


@pytest.mark.parametrize(("key", "words"), BUTTONS.items())
def test_a_button_is_called_what_people_learnt(key: str, words: str) -> None:
    """The words of the contract, in Vietnamese, to the letter."""
    assert RENDERER.word("vi", f"buttons.{key}") == words


@pytest.mark.parametrize(("table", "state"), [(t, s) for t, states in STATES.items() for s in states])
def test_a_state_is_called_what_people_learnt(table: str, state: str) -> None:
    """The states people read, to the letter."""
    assert RENDERER.word("vi", f"{table}.{state}") == STATES[table][state]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_urgency_has_words(language: str) -> None:
    """No state is without a name, and no two have the same one."""
    for table, states in (
        ("incident_state", IncidentState),
        ("addressee_state", AddresseeState),
        ("urgency", Urgency),
    ):
        words = [RENDERER.word(language, f"{table}.{state}") for state in states]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(("name", "word"), TYPED.items())
def test_a_typed_word_is_read_however_it_is_written(name: str, word: str) -> None:
    """With accents or without, in one word or several, in any case; with a number where it needs one."""
    words = Words(VOCABULARY)
    bare = fold(word).upper()
    for written in (word, word.upper(), word.lower(), bare, bare.lower(), bare.replace(" ", "")):
        behind = "" if name in STANDS_ALONE | NEEDS_NO_NUMBER else " HP-2026-0123"
        rest = "" if name in STANDS_ALONE | TAKES_NOTHING else " lý do"
        typed = words.read(f"{written}{behind}{rest}")
        assert typed is not None, written
        assert typed.name == name
        assert (typed.number is None) is (name in STANDS_ALONE | NEEDS_NO_NUMBER)


def test_no_typed_word_stands_for_two_steps() -> None:
    """Across languages, accents and blanks, each word means one thing."""
    meaning: dict[str, str] = {}
    for name, words in VOCABULARY.typed.items():
        for word in words:
            assert meaning.setdefault(fold(word).replace(" ", ""), name) == name, word


def test_an_english_word_never_swallows_a_sentence() -> None:
    """Ordinary English with a number behind its first word stays what it is: a text."""
    words = Words(VOCABULARY)
    taken = [text for text in ORDINARY_ENGLISH if words.read(text) is not None]
    assert taken == []


@pytest.mark.parametrize("step", Step)
def test_every_press_fits_a_button(step: Step) -> None:
    """Callback data stays within the Bot API's 64 bytes for any subject, version and choice, and is read back."""
    press = Press(step, FARTHEST_ID, FARTHEST_ID, str(FARTHEST_ID))
    assert len(press.data().encode()) <= LONGEST_DATA
    assert read_press(press.data()) == press
