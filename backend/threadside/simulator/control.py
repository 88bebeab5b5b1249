"""`/_sim/`: how tests and people drive the simulator."""

from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ValidationError

from threadside.simulator.control_models import (
    ClockOrder,
    InboundOrder,
    LedgerQuery,
    ResetOrder,
    WebhooksQuery,
    clock_state,
    fault_rule,
    ledger_entry,
    webhook_event,
)
from threadside.simulator.conversations import conversations
from threadside.simulator.faults import Fault
from threadside.simulator.network import Inbound, Network
from threadside.simulator.problems import RefusedError
from threadside.simulator.submission import read_object

_Model = TypeVar("_Model", bound=BaseModel)

_LONGEST_WAIT_S = 25.0


def control_api(network: Network) -> Blueprint:
    """The blueprint under `/_sim`; refusals are problem+json with a `code`."""
    api = Blueprint("control", __name__, url_prefix="/_sim")
    api.before_request(_only_from_here)
    api.register_error_handler(ValidationError, _invalid)
    api.register_error_handler(RefusedError, _unreadable)
    _account_routes(api, network)
    _message_routes(api, network)
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
        network.account = network.account.changed(_given())
        return jsonify(network.account.model_dump(mode="json"))


def _message_routes(api: Blueprint, network: Network) -> None:
    ledger = network.ledger

    @api.post("/inbound")
    def bring_in() -> tuple[Response, int]:
        order = _order(InboundOrder)
        message_uuid = str(order.message_uuid)
        network.bring_in(Inbound(order.sender, order.to, order.text, message_uuid))
        return jsonify(message_uuid=message_uuid), 201

    @api.get("/ledger")
    def show_ledger() -> Response:
        query = LedgerQuery.model_validate(request.args.to_dict())
        if _unchanged(ledger.version):
            return Response(status=304)
        posts = ledger.posts(query.client_ref) if query.client_ref else ledger.all_posts()
        entries = ledger.accepted(client_ref=query.client_ref, to=query.to, after=query.after)
        answer = jsonify(
            items=[ledger_entry(entry, ledger) for entry in entries],
            posts=posts.seen,
            not_accepted=posts.not_accepted,
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
        answer = jsonify(items=conversations(ledger), lines=list(network.account.lines))
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


def _fault_routes(api: Blueprint, network: Network) -> None:
    @api.get("/faults")
    def show_faults() -> Response:
        return jsonify(items=[fault_rule(rule) for rule in network.faults.rules()])

    @api.post("/faults")
    def add_fault() -> tuple[Response, int]:
        return jsonify(fault_rule(network.faults.add(_order(Fault)))), 201

    @api.delete("/faults")
    def clear_faults() -> Response:
        network.faults.clear()
        return Response(status=204)

    @api.delete("/faults/<int:rule_id>")
    def remove_fault(rule_id: int) -> Response:
        if network.faults.remove(rule_id):
            return Response(status=204)
        return _problem(404, "fault_unknown", f"There is no fault rule {rule_id}.")


def _time_routes(api: Blueprint, network: Network) -> None:
    @api.get("/clock")
    def show_clock() -> Response:
        return jsonify(clock_state(network.clock, network.schedule))

    @api.post("/clock")
    def set_clock() -> Response:
        order = _order(ClockOrder)
        if order.advance_s is not None:
            network.clock.advance(order.advance_s)
        if order.factor is not None:
            network.clock.set_factor(order.factor)
        return jsonify(clock_state(network.clock, network.schedule))

    @api.post("/reset")
    def reset() -> Response:
        network.reset(_order(ResetOrder).seed)
        return Response(status=204)


def _given() -> dict[str, Any]:
    """The JSON object sent, whatever its Content-Type; nothing sent is an empty one."""
    raw = request.get_data()
    return read_object(raw) if raw else {}


def _order(model: type[_Model]) -> _Model:
    return model.model_validate(_given())


def _unchanged(version: int) -> bool:
    return request.if_none_match.contains(str(version))


def _only_from_here() -> Response | None:
    """A web page elsewhere must not drive the simulator of the person who reads it.

    Browsers name the page's origin with every request that changes something; a host name with a
    dot in it is one that somebody else's DNS may have pointed here.
    """
    host = urlsplit(f"//{request.host}").hostname or ""
    if "." in host and not host.replace(".", "").isdigit():
        return _problem(403, "host_not_local", f"The simulator does not answer as {host}.")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return _problem(403, "origin_foreign", f"Pages of {origin} may not drive the simulator.")
    return None


def _invalid(error: ValidationError) -> Response:
    faults = "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'body'}: {problem['msg']}"
        for problem in error.errors(include_url=False, include_input=False, include_context=False)
    )
    return _problem(422, "invalid", faults)


def _unreadable(error: RefusedError) -> Response:
    return _problem(422, "invalid_json", f"{error.problem.title}: send a JSON object.")


def _problem(status: int, code: str, detail: str) -> Response:
    answer = jsonify(type="about:blank", title=code, status=status, code=code, detail=detail)
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer
