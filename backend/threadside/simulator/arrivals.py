"""Contacts' messages come in: opt-outs are heeded, and the business is told."""

import uuid
from collections.abc import Callable

from threadside.simulator.drift import drifted
from threadside.simulator.faults import FaultKind
from threadside.simulator.inbound import Inbound, inbound_webhook
from threadside.simulator.letters import Letter
from threadside.simulator.opt_outs import ASSISTS, word_of
from threadside.simulator.routing import inbound_route
from threadside.simulator.sms.webhooks import inbound_parts
from threadside.simulator.state import State

_BETWEEN_PARTS_S = 0.02


def bring_in(state: State, inbound: Inbound) -> None:
    """A contact's message arrives: one inbound webhook, or several of a text in parts or under a
    fault. A STOP is delivered as well."""
    if state.ledger.answer(inbound, state.clock.now()):
        _heed(state, inbound)
    url, letters = _letters(state, inbound)
    fault = state.faults.take(FaultKind.DUPLICATE_INBOUND, inbound.sender)
    for number, letter in enumerate(letters * (1 + (fault.copies if fault else 0))):
        if number == 0 or len(letters) == 1:
            _send(state, inbound, url, letter)
        else:
            # Parts are told one shortly after the other, in the order that was asked for.
            state.schedule.after(number * _BETWEEN_PARTS_S, _sending(state, inbound, url, letter))


def _heed(state: State, inbound: Inbound) -> None:
    word = word_of(inbound.text)
    if word is None or state.account.opt_out == "manual":
        return
    if word != "help":
        state.opt_outs.set(inbound.to, inbound.sender, opted_out=word == "stop")
    if state.account.opt_out == "assist":
        state.ledger.assist(str(uuid.uuid4()), inbound.to, inbound.sender, ASSISTS[word])


def _send(state: State, inbound: Inbound, url: str | None, letter: Letter) -> None:
    state.courier.send(
        "inbound", url, letter, contact=inbound.sender, message_uuid=inbound.message_uuid
    )


def _sending(state: State, inbound: Inbound, url: str | None, letter: Letter) -> Callable[[], None]:
    return lambda: _send(state, inbound, url, letter)


def _letters(state: State, inbound: Inbound) -> tuple[str | None, list[Letter]]:
    account, route = state.account, inbound_route(state, inbound.to)
    if route.manner == "sms":
        return route.url, [
            Letter(fields, "sms", "Apache-HttpAsyncClient/4.1 (Java/1.8.0_66)")
            for fields in inbound_parts(
                inbound, account, order=inbound.parts, told_apart=inbound.concat_fields
            )
        ]
    payload = inbound_webhook(inbound, account, route.version)
    payload = drifted(payload, state.faults, inbound.sender)
    return route.url, [Letter(payload, application_id=route.application_id)]
