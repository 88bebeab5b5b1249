"""The console as a whole: its routes under `/console`, and what they have in common."""

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console import (
    account,
    attention,
    attention_actions,
    audit_log,
    consent,
    consent_forms,
    consent_import,
    crm,
    crm_link,
    crm_mapping,
    crm_page,
    crm_pages,
    deliverability,
    exports,
    frame,
    insight,
    insight_more,
    library_edit,
    library_list,
    library_page,
    library_steps,
    library_take,
    line_actions,
    lines,
    me,
    me_factor,
    me_passkeys,
    numbers,
    people,
    people_member,
    places,
    places_member,
    places_team,
    policy,
    policy_hours,
    policy_what_if,
    registration,
    resuming,
    revocations,
    sends,
    set_up,
    setting_history,
    settings,
    suppressions,
    template_editor,
    template_import,
    template_list,
    template_page,
    template_steps,
    times,
    tokens,
)
from threadside.console.forms import Form, choices
from threadside.console.frame import console
from threadside.errors import NotFound, Refusal
from threadside.people.cards import display
from threadside.words import say_or

bp = Blueprint("console", __name__, url_prefix="/console", template_folder="templates")
bp.before_request(frame.check)
bp.after_request(resuming.forget_sent)
bp.register_error_handler(Refusal, frame.on_refusal)
bp.add_app_template_filter(times.ago, "ago")
bp.add_app_template_filter(times.stamp, "stamp")
bp.add_app_template_filter(times.left, "left")
bp.add_app_template_filter(display, "phone")
bp.add_app_template_filter(crm_pages.missing_part, "missing_part")
bp.add_app_template_global(choices, "choices")
bp.add_app_template_global(Form, "blank_form")
bp.add_app_template_global(resuming.begin, "resume_form")
bp.add_app_template_global(resuming.end, "resumed_form")
bp.add_app_template_global(resuming.hidden, "hidden_value")
bp.add_app_template_global(say_or, "say_or")
for section in (
    lines.bp, line_actions.bp, numbers.bp, account.bp, registration.bp,
    deliverability.bp, attention.bp, attention_actions.bp, consent.bp, revocations.bp,
    suppressions.bp, consent_import.bp, consent_forms.bp, policy.bp, policy_hours.bp,
    policy_what_if.bp, audit_log.bp, exports.bp, settings.bp, sends.bp, crm.bp,
    crm_link.bp, crm_page.bp, crm_mapping.bp, crm_pages.bp, people.bp,
    people_member.bp, me.bp, places.bp, places_team.bp, places_member.bp, insight.bp,
    insight_more.bp, set_up.bp, setting_history.bp, me_factor.bp, me_passkeys.bp, tokens.bp,
    template_list.bp, template_import.bp, template_editor.bp, template_page.bp, template_steps.bp,
    library_list.bp, library_take.bp, library_page.bp, library_edit.bp, library_steps.bp,
):  # fmt: skip
    bp.register_blueprint(section)


@bp.get("")
@console("read", local=True)
def home() -> AnyResponse:
    """Where a visit begins: with what is still to be set up, else with the first section."""
    return redirect("/console/set-up" if frame.set_up_open() else "/console/lines", 303)


@bp.get("/workspaces")
@console("read", local=True)
def workspaces() -> Response:
    """The workspaces that this visitor can open."""
    return frame.render("console/workspaces.html")


@bp.post("/workspaces")
@console("read", local=True)
def choose_workspace() -> AnyResponse:
    """Open another one."""
    return frame.choose(request.form.get("member", ""))


@bp.get("/<path:unknown>")
@console("read", local=True)
def nowhere(unknown: str) -> Response:  # noqa: ARG001 - the rule names it
    """A page in words for an address that leads nowhere."""
    raise NotFound("page")
