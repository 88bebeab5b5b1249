"""A verb with its object says stop; denied, or about something else, it does not."""

import pytest

from threadside.rules.intents import TABLE_VERSION, classify
from threadside.rules.tables import load_json


def read(text: str, context: str | None = None) -> tuple[str, str]:
    """Intent and action of a text."""
    found = classify(text, context)
    return found.intent, found.action


@pytest.mark.parametrize(
    "text",
    ["Please stop texting me", "take me off your list", "do not contact me again", "lose my number",
     "I no longer wish to receive these messages", "no more texts", "leave me alone",
     "no me manden más mensajes", "Arrêtez de m'envoyer des messages", "Bitte keine SMS mehr"],
)  # fmt: skip
def test_an_unmistakable_request_acts_at_once(text: str) -> None:
    assert read(text) == ("opt_out", "suppress")


@pytest.mark.parametrize(
    "text",
    ["don;t text me", "Don\u00b4t text me anymore", "PLEASESTOP", "stoptextingme", "don`t txt me",
     "unsubscribe 850-555-0142", "remove (850) 555-0142 from your list", "Stop -Ann", "Stop, Kevin",
     "howdy, please stop"],
)  # fmt: skip
def test_it_is_heard_however_it_is_typed_and_whoever_is_named(text: str) -> None:
    """R-10."""
    assert read(text) == ("opt_out", "suppress")


@pytest.mark.parametrize(
    "text",
    ["Not interested", "I'm reporting this number as spam", "One more text and I call my lawyer",
     "I never signed up for this", "why do you keep texting me", "stop it", "🛑"],
)  # fmt: skip
def test_a_likely_request_is_held_for_a_person(text: str) -> None:
    """R-11."""
    assert read(text) == ("opt_out", "hold")


@pytest.mark.parametrize(
    "text",
    ["please don't stop texting me", "why did you stop texting me", "I didn't say stop",
     "he won't stop texting me lol", "I need to stop texting and get to work",
     "don't text me after 9pm", "stop sending mail to my house", "take me off the waitlist",
     "unsubscribe me from emails only", "just stop calling me, text is better",
     "tell me if I should stop texting this number", "am I on your do not call list?",
     "opt out of paperless billing", "stop the delivery", "hable en voz baja", "sans arrêt"],
)  # fmt: skip
def test_denied_or_about_something_else_it_is_delivered(text: str) -> None:
    assert read(text) == ("none", "deliver")


def test_a_narrower_scope_is_only_what_they_said() -> None:
    """R-2."""
    assert classify("no more promotions please").scope == "marketing"
    assert classify("stop sending me ads").scope == "marketing"
    assert classify("stop texting me, no more ads").scope == "all"
    assert classify("STOP").scope == "all"


@pytest.mark.parametrize(
    "text",
    ["wrong number", "I'm not Kevin", "this is not Dr. Wilson", "nobody named Lisa here",
     "este no es el teléfono de María", "mauvais numéro", "She doesn't have this number anymore"],
)  # fmt: skip
def test_a_wrong_number_holds_the_number(text: str) -> None:
    """R-6."""
    assert read(text) == ("wrong_number", "hold")


@pytest.mark.parametrize(
    "text", ["I'm not ready", "I'm not Catholic", "not Monday, Tuesday", "wrong number of tiles"]
)
def test_who_is_no_name_is_no_wrong_number(text: str) -> None:
    assert read(text) == ("none", "deliver")


def test_the_costliest_reading_wins() -> None:
    assert classify("wrong number, stop texting me").intent == "opt_out"
    assert classify("I'm not Maria, take me off your list").intent == "opt_out"


@pytest.mark.parametrize("text", ["I opted out by mistake, add me back", "please resubscribe me"])
def test_words_ask_to_be_texted_again_and_only_a_keyword_restores(text: str) -> None:
    """R-5."""
    assert read(text) == ("opt_in", "ask_person")
    assert read("START") == ("opt_in", "restore")


@pytest.mark.parametrize(
    "text", ["I need help with my order", "help me find parking", "Can you help?"]
)
def test_help_with_something_goes_to_a_person(text: str) -> None:
    """R-7."""
    assert read(text) == ("none", "deliver")
    assert read("HELP") == ("help", "answer_help")


def test_what_was_asked_decides_what_yes_and_no_mean() -> None:
    wanted = "Reply YES to confirm you want texts from Acme. Reply STOP to opt out."
    assert read("YES", wanted) == ("opt_in", "restore")
    assert read("no", wanted) == ("opt_out", "suppress")
    assert read("YES", "Reply YES to confirm your appointment") == ("none", "deliver")
    assert read("YES") == ("none", "deliver")


def test_a_word_of_the_regulation_that_answers_something_else_is_held() -> None:
    """R-9 forbids such texts; who answers one is heard by a person."""
    asked = "Reply CANCEL to cancel your appointment"
    assert read("CANCEL", asked) == ("opt_out", "hold")
    assert read("STOP", asked) == ("opt_out", "suppress")
    assert read("CANCEL", "Reply CANCEL to stop receiving texts") == ("opt_out", "suppress")


def test_every_rule_has_a_name_of_its_own_and_the_tables_a_version() -> None:
    """R-12."""
    files = ("english", "spanish", "french", "others", "opt_in", "wrong_number", "english_wide",
             "spanish_wide", "french_wide", "wrong_number_wide")  # fmt: skip
    names = [rule["name"] for file in files for rule in load_json(f"intents/{file}.json")["rules"]]
    assert len(names) == len(set(names))
    date, _, contents = TABLE_VERSION.partition(".")
    assert (len(date), len(contents)) == (10, 12)
