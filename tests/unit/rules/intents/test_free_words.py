"""Requests are heard by their grammar, not by phrases; what stands beside them hides none."""

import pytest

from threadside.rules.intents import classify
from threadside.rules.intents.pattern import Table


def read(text: str) -> tuple[str, str]:
    """Intent and action of a text."""
    found = classify(text)
    return found.intent, found.action


@pytest.mark.parametrize("verb", ["stop", "quit", "cease", "discontinue"])
@pytest.mark.parametrize("doing", ["sending", "getting"])
@pytest.mark.parametrize("thing", ["the oil change texts", "all these annoying messages", "texts"])
def test_any_verb_of_ending_goes_with_any_object_that_is_texts(
    verb: str, doing: str, thing: str
) -> None:
    assert read(f"Sold the truck, please {verb} {doing} {thing}") == ("opt_out", "suppress")


@pytest.mark.parametrize("verb", ["take", "leave", "get", "drop"])
@pytest.mark.parametrize("place", ["your rolodex", "the text blast", "whatever list this is"])
def test_any_verb_of_removing_goes_with_any_place_a_number_is_kept(verb: str, place: str) -> None:
    assert read(f"{verb} my number off {place} please")[0] == "opt_out"


@pytest.mark.parametrize(
    "text",
    ["Any prior consent is hereby withdrawn", "I revoke my permission", "I never gave my consent",
     "you no longer have my consent to text", "Nunca di permiso para que me escriban",
     "Retiro mi autorización", "Je retire mon consentement"],
)  # fmt: skip
def test_consent_may_be_withdrawn_in_any_tense_and_voice(text: str) -> None:
    assert read(text)[0] == "opt_out"


@pytest.mark.parametrize(
    "text",
    ["stop texting me lol", "lol no. take me off", "haha ok but seriously stop texting me",
     "My mother doesn't want these anymore, please take her off",
     "moved out of state, please remove",
     "Is it possible to not receive these?", "who gave you my number? dont use it again",
     "quién les dio mi número? bórrenlo", "Qui vous a donné mon numéro? Effacez-le",
     "arretez de menvoyer des textos", "Dadme de baja de una vez, pesados",
     "le agradecería que no me enviara más mensajes"],
)  # fmt: skip
def test_a_laugh_a_reason_or_another_person_hides_no_request(text: str) -> None:
    assert read(text)[0] == "opt_out"


@pytest.mark.parametrize(
    "text",
    ["stop texting for an hour, I'm driving", "take the couch off the list",
     "Don't you dare take me off this list lol", "take me off the call list. texting works better",
     "no me escribas ahorita, al rato te contesto", "¡Alto! no corten ese árbol",
     "can I opt out of the dental plan?", "please remove gluten from my order",
     "I don't like these colors, show me others", "no me mandes más fotos",
     "Je ne veux plus attendre", "I'd love for you to take the chairs off the truck"],
)  # fmt: skip
def test_for_a_while_or_about_something_else_it_is_none(text: str) -> None:
    assert read(text) == ("none", "deliver")


@pytest.mark.parametrize(
    "text",
    ["you have the wrong people", "who is Kevin?", "this is not the clinic", "I don't have a dog",
     "that person moved", "this number was just assigned to me", "Michel n'habite plus ici",
     "no conozco a ninguna María", "vous vous trompez de personne", "Esta no es la clínica"],
)  # fmt: skip
def test_a_text_for_somebody_else_is_told_in_many_ways(text: str) -> None:
    assert read(text) == ("wrong_number", "hold")


@pytest.mark.parametrize(
    "text",
    ["who is coming tomorrow?", "Who is the dentist on Friday?", "this is not the first time",
     "there's no heat here", "I don't know Kevin's schedule", "no conozco la dirección",
     "ce n'est pas urgent", "no one called me back", "this isn't the dress I picked"],
)  # fmt: skip
def test_who_asks_or_complains_is_no_wrong_number(text: str) -> None:
    assert read(text) == ("none", "deliver")


def test_what_forbids_a_reading_in_one_sentence_does_not_in_another() -> None:
    assert read("These need to stop leaking") == ("none", "deliver")
    assert read("The leak is fixed. These need to stop")[0] == "opt_out"


@pytest.mark.parametrize("table", ["english_wide", "spanish_wide", "french_wide"])
def test_the_wide_tables_are_in_use(table: str) -> None:
    assert len(Table(table).rules) > 5
