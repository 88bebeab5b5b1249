"""The routes of `/_sim/`."""

import time

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError

from threadside.simulator.control.conversations import conversations
from threadside.simulator.control.guards import (
    given,
    invalid,
    only_from_here,
    order,
    problem,
    unreadable,
)
from threadside.simulator.control.media import inbound_files, media_routes
from threadside.simulator.control.orders import (
    ClockOrder,
    InboundOrder,
    LedgerQuery,
    OptOutOrder,
    ResetOrder,
    WebhooksQuery,
)
from threadside.simulator.control.shown import (
    assist_shown,
    clock_state,
    fault_rule,
    ledger_entry,
    webhook_event,
)
from threadside.simulator.faults import Fault
from threadside.simulator.inbound import Inbound
from threadside.simulator.ledger import Accepted, Ledger
from threadside.simulator.network import Network
from threadside.simulator.problems import RefusedError

_LONGEST_WAIT_S = 25.0


def control_api(network: Network) -> Blueprint:
    """The blueprint under `/_sim`; refusals are problem+json with a `code`."""
    api = Blueprint("control", __name__, url_prefix="/_sim")
    api.before_request(only_from_here)
    api.register_error_handler(ValidationError, invalid)
    api.register_error_handler(RefusedError, unreadable)
    _account_routes(api, network)
    _message_routes(api, network)
    media_routes(api, network)
    _opt_out_routes(api, network)
    _fault_routes(api, network)
    _time_routes(api, network)
    return api


def _account_routes(api: Blueprint, network: Network) -> None:
    @api.get("/config")
    def show_config() -> Response:
        return jsonify(network.account.model_dump(mode="json"))

    @api.put("/config")
    def change_config() -> Response:
        """Fields that are left out keep their value."""
        changes = given()
        with network.configuring:
            network.account = network.account.changed(changes)
        return jsonify(network.account.model_dump(mode="json"))


def _message_routes(api: Blueprint, network: Network) -> None:
    ledger = network.ledger

    @api.post("/inbound")
    def bring_in() -> tuple[Response, int]:
        wanted = order(InboundOrder)
        files = inbound_files(network, wanted)
        channel = wanted.channel or ("mms" if files else "sms")
        message_uuid = str(wanted.message_uuid)
        network.bring_in(
            Inbound(
                sender=wanted.sender,
                to=wanted.to,
                text=wanted.text or "",
                message_uuid=message_uuid,
                files=files,
                channel=channel,
                parts=wanted.parts,
                concat_fields=wanted.concat_fields,
            )
        )
        return jsonify(message_uuid=message_uuid, media=[one.media_id for one in files]), 201

    @api.get("/ledger")
    def show_ledger() -> Response:
        query = LedgerQuery.model_validate(request.args.to_dict())
        if not query.wait and _unchanged(ledger.version):
            return Response(status=304)
        entries = _awaited(ledger, query)
        posts = ledger.posts(query.client_ref) if query.client_ref else ledger.all_posts()
        answer = jsonify(
            items=[ledger_entry(entry, ledger) for entry in entries],
            posts=posts.seen,
            not_accepted=posts.not_accepted,
            over_limit=ledger.over_limit(),
            auto_replies=[assist_shown(one) for one in ledger.assists()],
        )
        answer.set_etag(str(ledger.version))
        return answer

    @api.get("/conversations")
    def show_conversations() -> Response:
        """`?wait=s` holds the answer back until something changed."""
        wait_s = min(request.args.get("wait", 0.0, float), _LONGEST_WAIT_S)
        version = ledger.version
        if wait_s > 0 and _unchanged(version):
            version = ledger.wait_for_change(version, wait_s)
        if _unchanged(version):
            return Response(status=304)
        answer = jsonify(items=conversations(ledger), lines=list(network.account.numbers))
        answer.set_etag(str(version))
        return answer

    @api.get("/webhooks")
    def show_webhooks() -> Response:
        query = WebhooksQuery.model_validate(request.args.to_dict())
        events = [
            delivery
            for delivery in network.courier.deliveries()
            if query.kind in {None, delivery.kind}
            and query.state in {None, delivery.state}
            and query.message_uuid in {None, delivery.message_uuid}
            and query.client_ref in {None, delivery.client_ref}
        ]
        return jsonify(items=[webhook_event(event) for event in events[-query.limit :]])


def _awaited(ledger: Ledger, query: LedgerQuery) -> list[Accepted]:
    ends = time.monotonic() + query.wait
    while True:
        version = ledger.version
        found = [
            entry
            for entry in ledger.accepted(
                client_ref=query.client_ref, to=query.to, after=query.after
            )
            if query.status in {None, entry.status}
        ]
        left_s = ends - time.monotonic()
        if found or left_s <= 0 or ledger.closed:
            return found
        ledger.wait_for_change(version, left_s)


def _opt_out_routes(api: Blueprint, network: Network) -> None:
    def pairs() -> Response:
        return jsonify(
            items=[{"line": line, "contact": contact} for line, contact in network.opt_outs.pairs()]
        )

    @api.get("/optout")
    def show_opt_outs() -> Response:
        return pairs()

    @api.post("/optout")
    def change_opt_out() -> Response:
        wanted = order(OptOutOrder)
        network.opt_outs.set(wanted.line, wanted.contact, opted_out=wanted.opted_out)
        return pairs()

    @api.delete("/optout")
    def clear_opt_outs() -> Response:
        network.opt_outs.clear()
        return Response(status=204)


def _fault_routes(api: Blueprint, network: Network) -> None:
    @api.get("/faults")
    def show_faults() -> Response:
        return jsonify(items=[fault_rule(rule) for rule in network.faults.rules()])

    @api.post("/faults")
    def add_fault() -> tuple[Response, int]:
        return jsonify(fault_rule(network.faults.add(order(Fault)))), 201

    @api.delete("/faults")
    def clear_faults() -> Response:
        network.faults.clear()
        return Response(status=204)

    @api.delete("/faults/<int:rule_id>")
    def remove_fault(rule_id: int) -> Response:
        if network.faults.remove(rule_id):
            return Response(status=204)
        return problem(404, "fault_unknown", f"There is no fault rule {rule_id}.")


def _time_routes(api: Blueprint, network: Network) -> None:
    @api.get("/clock")
    def show_clock() -> Response:
        return jsonify(clock_state(network.clock, network.schedule))

    @api.post("/clock")
    def set_clock() -> Response:
        wanted = order(ClockOrder)
        if wanted.advance_s is not None:
            network.clock.advance(wanted.advance_s)
        if wanted.factor is not None:
            network.clock.set_factor(wanted.factor)
        return jsonify(clock_state(network.clock, network.schedule))

    @api.post("/reset")
    def reset() -> Response:
        network.reset(order(ResetOrder).seed)
        return Response(status=204)


def _unchanged(version: int) -> bool:
    return request.if_none_match.contains(str(version))
