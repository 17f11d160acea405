"""Finished English in, the same text in another language out."""

from __future__ import annotations

import time

import pytest

from anagen.languages import (
    LANGUAGES,
    direction,
    is_reviewed,
    language_of,
    offered,
    translated,
    translated_tree,
    untranslated,
)
from anagen.languages.pseudo import pseudo
from anagen.languages.translating import _translator

UNKNOWN = "Nobody ever wrote this sentence."


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Do not needle.", "No uses microagujas."),
        ("0.25 mm", "0,25 mm"),
        ("12,500 EUR", "12\u00a0500 EUR"),
        ("1,500 EUR", "1500 EUR"),
        ("19:40", "19:40"),
        ("2026-11-20", "2026-11-20"),
        ("1 hour", "1 hora"),
        ("36 hours", "36 horas"),
        ("1 hour 5 minutes", "1 hora y 5 minutos"),
        ("6.5 hours", "6,5 horas"),
        ("21 November 2026", "21 de noviembre de 2026"),
        ("crown and hairline", "coronilla y línea frontal"),
        ("back, crown and hairline", "parte de atrás, coronilla y línea frontal"),
        (
            "Wait until 20 November 2026, 19:40.",
            "Espera hasta el 20 de noviembre de 2026, 19:40.",
        ),
        ("Wait until the infection has healed.", "Espera hasta que la infección se haya curado."),
    ],
)
def test_a_finished_text_is_found_again(english, spanish):
    assert translated(english, "es") == spanish


def test_texts_one_after_the_other_are_translated_each_by_itself():
    parts = ("Do not needle at home.", "Isotretinoin.", "The limit at home is 0.5 mm.")
    whole = translated(" ".join(parts), "es")
    assert whole == "No uses las microagujas en casa. Isotretinoína. El límite en casa es 0,5 mm."


def test_a_text_is_translated_whole_or_not_at_all():
    text = f"Do not needle. {UNKNOWN}"
    assert translated(text, "es") == text
    assert untranslated([text, "Do not needle."], "es") == (text,)


def test_the_words_of_a_person_stay_as_they_were_written():
    assert "Zaubertrank & Söhne" in translated(
        "We do not know Zaubertrank & Söhne. It may make needling unsafe, or it may not matter: "
        "we cannot tell, so we do not guess.",
        "es",
    )


def test_a_slot_never_swallows_the_sentence_beside_it():
    first, second = (
        "Do not needle.",
        "2 hours of 24 hours have really passed, whatever the clock shows.",
    )
    joint = translated(f"{first} {second}", "es")
    assert joint == f"{translated(first, 'es')} {translated(second, 'es')}"
    assert translated(second, "es").startswith("Han pasado de verdad 2 horas de 24 horas")


@pytest.mark.parametrize("text", ["", "Do not needle.", UNKNOWN, "0.25 mm"])
def test_english_stays_english(text):
    assert translated(text, "en") == translated(text, "en-gb") == translated(text, "fr") == text


@pytest.mark.parametrize("text", ["", " ", ".", ", ", "and", " and ", "? ? ?", "{day}", "a, b, c"])
def test_odd_texts_come_back_and_never_fail(text):
    assert isinstance(translated(text, "es"), str)


def test_codes_of_languages_are_read_as_browsers_write_them():
    assert language_of("es-MX").code == language_of("ES").code == "es"
    assert language_of("ar-xb").code == language_of("ar_XB").code == "ar-XB"
    assert language_of("xx").code == "en"


def test_the_language_made_by_rule_is_offered_only_to_those_who_ask():
    assert [one.code for one in offered({})] == ["en", "es"]
    assert [one.code for one in offered({"ANAGEN_PSEUDO": "0"})] == ["en", "es"]
    assert [one.code for one in offered({"ANAGEN_PSEUDO": "1"})] == ["en", "es", "ar-XB"]


def test_only_the_language_made_by_rule_runs_from_right_to_left():
    assert {code: direction(code) for code in LANGUAGES} == {
        "en": "ltr",
        "es": "ltr",
        "ar-XB": "rtl",
    }


def test_no_clinical_text_is_called_reviewed_before_a_clinician_has_read_it():
    assert not any(is_reviewed(code) for code in LANGUAGES)


def test_the_rule_keeps_figures_slots_and_tags():
    text = 'Wait {hours}: <b class="x">%(count)s hours</b> &amp; 0.25 mm'
    made = pseudo(text)
    for kept in ("{hours}", '<b class="x">', "%(count)s", "&amp;", "0.25"):
        assert kept in made
    assert "Wait" not in made
    assert pseudo(made) == made


def test_a_tree_keeps_what_machines_read():
    tree = {"title": "Retinoids", "fact": "Retinoids", "at": "1 hour", "says": ["1 hour", None, 2]}
    assert translated_tree(tree, "es") == {
        "title": "Retinoides",
        "fact": "Retinoids",
        "at": "1 hour",
        "says": ["1 hora", None, 2],
    }


def test_a_page_of_new_texts_takes_little_time():
    translated("Do not needle.", "es")  # reads the catalogue
    texts = [f"Session {number} of 300, 0.25 mm. Do not needle." for number in range(100)]
    texts += [f"You can spend {number} EUR a month." for number in range(100)]
    texts += [f"{number} {number % 28 + 1} November 2026" for number in range(100)]
    translator = _translator(language_of("es"))
    took_s = []
    for _ in range(5):
        translator.whole.cache_clear()
        start = time.perf_counter()
        for text in texts:
            translated(text, "es")
        took_s.append(time.perf_counter() - start)
    assert min(took_s) < 0.05
