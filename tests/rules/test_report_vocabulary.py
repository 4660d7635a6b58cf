"""The words of reports, as shipped."""

import unicodedata

import pytest

from bot.rules.phrases import tokens_of
from bot.vocabulary import ReportVocabulary, load_vocabulary

KINDS = {
    "smuggling", "illegal_transport", "trade_fraud", "narcotics", "prohibited_goods", "counterfeit",
    "currency_gold",
    "passenger_luggage", "scan_suspect", "seal_alert", "off_route", "supervision_area", "procedure_breach",
    "congestion",
    "it_outage", "safety", "other",
}  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> ReportVocabulary:
    """Return the vocabulary as it is shipped."""
    return load_vocabulary().report


def test_the_table_of_kinds_is_the_glossarys(vocabulary: ReportVocabulary) -> None:
    """Every kind of incident is there, with a label in both languages."""
    assert {kind.code for kind in vocabulary.kinds} == KINDS
    assert all(set(kind.labels) == {"vi", "en"} and all(kind.labels.values()) for kind in vocabulary.kinds)


def test_only_a_breach_of_procedure_is_private(vocabulary: ReportVocabulary) -> None:
    """Phản ánh riêng goes to the superior alone; every other kind is normal."""
    private = [kind.code for kind in vocabulary.kinds if kind.visibility == "superior_only"]
    assert private == ["procedure_breach"]


def test_short_words_of_kinds_need_their_accents(vocabulary: ReportVocabulary) -> None:
    """One syllable without accents means too much (lậu, lâu, lau): alone it shows no kind."""
    loose = [
        word
        for kind in vocabulary.kinds
        for word in kind.words
        if " " not in word and not word.startswith("=") and not word.isascii()
    ]
    assert loose == []


def test_phrases_are_composed_and_have_words(vocabulary: ReportVocabulary) -> None:
    """Every phrase is in NFC and consists of words, so that it can be found."""
    phrases = [*(word for group in vocabulary.groups.values() for word in group)]
    phrases += [word for kind in vocabulary.kinds for word in kind.words]
    assert all(unicodedata.is_normalized("NFC", phrase) for phrase in phrases)
    assert all(tokens_of(phrase.removeprefix("=")) for phrase in phrases)


def test_an_unknown_kind_is_an_error(vocabulary: ReportVocabulary) -> None:
    """A code that is not in the table is refused."""
    with pytest.raises(KeyError):
        vocabulary.kind("weather")
