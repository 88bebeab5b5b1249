"""Which fields of a CRM mean what: chosen in the console, in force at once."""

from typing import Any

from tests.integration.console.test_crm import Setting, kinds, oauth_server, provider, setting
from tests.unit.linking.server import says
from threadside.linking.connections import mapped
from threadside.linking.values import Mapped

__all__ = ["oauth_server", "provider", "setting"]


def fill(setting: Setting, **fields: Any) -> Any:
    """Send the form as the page stands."""
    row = setting.row()
    given = {"version": row.version, **fields}
    return setting.admin.submit(f"/console/crm/{row.id}/mapping", **given)


def now(setting: Setting) -> Mapped:
    return mapped(setting.row().mapping)


def test_the_fields_come_from_the_crm(setting: Setting) -> None:
    row = setting.link_cabinet()
    page = setting.admin.see(f"/console/crm/{row.id}/mapping")
    assert page.count(">Mobile</option>") > 3
    assert setting.cabinet.asked[-1].path == "/fields"
    opt_out = page.split('name="opt_out"')[1].split("</select>")[0]
    assert "No texts" in opt_out
    assert "Mobile" not in opt_out, "an opt-out is no phone number"


def test_a_mapping_is_in_force_at_once(setting: Setting) -> None:
    setting.link_cabinet()
    answer = fill(
        setting, phone_0="office", phone_1="", phone_2="mobile", owner="keeper", opt_out="no_text",
        value_name_0="visit.due", value_field_0="due", shown_0="nick", shown_1="nick",
    )  # fmt: skip
    assert answer.status_code == 303
    assert "The new mapping is in force" in setting.admin.see(answer.location)
    assert now(setting) == Mapped(
        phones=("office", "mobile"), owner="keeper", opt_out="no_text",
        values={"visit.due": "due"}, shown=("nick",),
    )  # fmt: skip
    assert kinds(setting.desk)[-1] == "crm.mapped"
    page = setting.admin.see(answer.location)
    assert 'value="visit.due"' in page
    assert '<option value="office" selected>' in page


def test_what_cannot_be_mapped_is_refused_and_kept_on_the_page(setting: Setting) -> None:
    setting.link_cabinet()
    for fields, sentence in (
        ({"value_name_0": "Due Date", "value_field_0": "due"}, "is not possible as a merge field"),
        ({"value_name_0": "first_name", "value_field_0": "due"}, "none of our own names"),
        ({"value_name_0": "due", "value_field_0": ""}, "lacks its name or its field"),
        ({"value_name_0": "a", "value_field_0": "due", "value_name_1": "a",
          "value_field_1": "nick"}, "is there twice"),
        ({"phone_0": "made_up"}, "is not a field of this CRM"),
    ):  # fmt: skip
        answer = fill(setting, **fields)
        assert answer.status_code == 422
        assert sentence in answer.text
        for value in filter(None, fields.values()):
            assert f'value="{value}"' in answer.text
    assert now(setting) == Mapped()


def test_two_admins_do_not_overwrite_each_other(setting: Setting) -> None:
    row = setting.link_cabinet()
    assert fill(setting, phone_0="mobile").status_code == 303
    answer = fill(setting, phone_0="office", version=row.version)
    assert answer.status_code == 409
    assert now(setting).phones == ("mobile",)


def test_while_the_crm_is_down_its_last_fields_are_offered(setting: Setting) -> None:
    row = setting.link_cabinet()
    assert fill(setting, phone_0="mobile").status_code == 303
    setting.cabinet.told = [says({}, 500)]
    page = setting.admin.see(f"/console/crm/{row.id}/mapping")
    assert "These are the fields that it said last." in page
    assert fill(setting, phone_0="office").status_code == 303
    assert now(setting).phones == ("office",)


def test_a_crm_that_never_said_its_fields_is_no_broken_page(setting: Setting) -> None:
    row = setting.link_cabinet()
    setting.cabinet.told = [says(b"<html>", 200, "text/html")]
    assert "No fields to choose from" in setting.admin.see(f"/console/crm/{row.id}/mapping")
