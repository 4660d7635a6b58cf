"""Reading reports takes time in proportion to their length: ten times the text, about ten times the time."""

from collections.abc import Callable
from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

from bot.rules.report_text import read_report
from bot.vocabulary import load_vocabulary

SHORT, LONG = 2_000, 20_000
ROUNDS = 5
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 7, 30, tzinfo=TIME_ZONE)
TEXTS = {
    "report": (
        "Hồi 22h15 ngày 22/11/2026, tại bãi B cảng Tân Vũ, phát hiện cont MSKU 123456-5 bị đứt seal số YMAN 204512, "
        "xe BKS 15C-123.45, tờ khai 104567890123. Đề nghị cho niêm phong lại và kiểm tra thực tế.\n"
    ),
    "hours": "14h30 toi qua, ",
    "days": "ngày 22/11 ",
    "places": "tại bãi. ",
    "proposals": "cty ABC đề nghị. ",
    "seals": "seal VN0123456, VN0123457, ",
    "digits": "1",
    "letters": "a",
    "spaces": " ",
    "dots": ".",
    "marks": "\u0301",
    "capitals": "ABCU 123 ",
    "negations": "không không ma túy ",
}


def run() -> dict[str, dict[str, float]]:
    """Return for each text the milliseconds for 2,000 and 20,000 characters and their ratio."""
    vocabulary = load_vocabulary().report

    def read(text: str) -> None:
        read_report(text, now=NOW, time_zone=TIME_ZONE, vocabulary=vocabulary)

    figures = {}
    for name, piece in TEXTS.items():
        short, long = (_milliseconds(read, (piece * length)[: length - 1] + "a") for length in (SHORT, LONG))
        figures[name] = {"ms_2000": short, "ms_20000": long, "ratio": long / short}
    return figures


def _milliseconds(read: Callable[[str], None], text: str) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = process_time()
        read(text)
        taken.append((process_time() - started) * 1000)
    return min(taken)
