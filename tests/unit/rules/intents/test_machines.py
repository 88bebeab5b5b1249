"""What no person wrote asks for nothing, whatever it quotes (R-8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.intents import Intent, classify

REACTION = Intent("none", "deliver", "reaction", automatic=True)


@given(
    st.sampled_from(
        ["Liked", "Loved", "Laughed at", "Emphasized", "Reacted 👍 to", "👍 to", "❤️", "A aimé",
         "Removed a heart from", "Le gustó", "Reaccionó con 👍 a"]
    ),
    st.sampled_from(["STOP", "Reply STOP to opt out", "HELP", "START", "stop texting me",
         "wrong number"]),
    st.sampled_from(["“{}”", '"{}"', "« {} »", "“{}…", "“\u200a{}\u200a”"]),
)  # fmt: skip
def test_a_reaction_to_our_text_is_no_request(verb: str, quoted: str, quotes: str) -> None:
    """R-8."""
    assert classify(f"{verb} {quotes.format(quoted)}") == REACTION


@pytest.mark.parametrize(
    "text", ["Loved an image", "Emphasized a photo", "Laughed at an attachment"]
)
def test_a_reaction_to_a_picture_is_one_too(text: str) -> None:
    """R-8."""
    assert classify(text) == REACTION


@pytest.mark.parametrize(
    "text",
    ["I'm driving with Focus turned on. I'll see your message when I get where I'm going.",
     "Auto-reply: I'm out of the office. Reply STOP to end.",
     "This is an automated message. This number is not monitored. Please do not text this number.",
     "You have been unsubscribed and will receive no more messages. Reply START to resubscribe.",
     "Respuesta automática: estoy conduciendo. Envíe STOP para cancelar"],
)  # fmt: skip
def test_another_machine_asks_for_nothing_and_is_never_answered(text: str) -> None:
    """R-8."""
    assert classify(text) == Intent("none", "deliver", "auto_reply", automatic=True)


@pytest.mark.parametrize(
    "text",
    ["I know this is an automated message but stop texting me", "I'm driving stop texting me",
     "is this automated? take me off your list", "It says reply STOP to opt out so STOP",
     "> Hi Anna, Reply STOP to opt out\nSTOP", "“STOP”"],
)  # fmt: skip
def test_a_person_who_writes_of_machines_is_heard(text: str) -> None:
    found = classify(text)
    assert (found.intent, found.automatic) == ("opt_out", False)
