"""Pages of well-known CRMs under their own host names, served by intercepting the requests.

Each has the parts by which its adapter knows a record, and the kind of content security policy that
such a system sends. Records are shown as a single-page application shows them: the address changes
by `history`, the page behind it later, if at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Self

from playwright.sync_api import Page, Route

SOMEBODY_ELSE = "(303) 555-0199"
"""A number on every page that is not of the record: in its lists, beside it, behind it."""


@dataclass(frozen=True)
class Shown:
    """A record as a page shows it. `phone` is as it stands there, empty where there is none."""

    address: str
    type: str
    id: str
    name: str
    phone: str


Form = Callable[[str, str], str]


@dataclass(frozen=True)
class ForeignCrm:
    """One CRM: what its adapter calls it, whose account, where, and how a record looks."""

    crm: str
    account: str
    origin: str
    policy: dict[str, str]
    form: Form
    first: Shown
    second: Shown
    list_address: str


def _tel(phone: str) -> str:
    digits = "".join(letter for letter in phone if letter.isdigit())
    return f'<a href="tel:{digits}">{escape(phone)}</a>' if phone else ""


def _hubspot(name: str, phone: str) -> str:
    return f"""<main><div data-test-id="left-sidebar">
      <h1 data-selenium-test="highlightTitle">{escape(name)}</h1>{_tel(phone)}</div>
      <aside data-test-id="right-sidebar"><h5>Deals</h5>{_tel(SOMEBODY_ELSE)}</aside></main>"""


def _salesforce(name: str, phone: str) -> str:
    """The tab behind stays in the page, before the one in front."""

    def tab(name: str, phone: str) -> str:
        return f"""<h1><lightning-formatted-name>{escape(name)}</lightning-formatted-name></h1>
          <records-record-layout-item><lightning-formatted-phone>{_tel(phone)}
          </lightning-formatted-phone></records-record-layout-item>"""

    behind = tab("Somebody Else", SOMEBODY_ELSE)
    return f"""<div role="main" style="display: none">{behind}</div>
      <div role="main">{tab(name, phone)}
      <table><tr><td>{_tel(SOMEBODY_ELSE)}</td></tr></table></div>"""


def _odoo(name: str, phone: str) -> str:
    return f"""<div class="o_form_view"><div class="oe_title"><h1>
      <input value="{escape(name)}"></h1></div><div class="o_field_widget o_field_phone">
      <input type="tel" value="{escape(phone)}"></div></div>"""


def _espocrm(name: str, phone: str) -> str:
    number = _tel(phone).replace("<a ", f'<a data-phone-number="{escape(phone)}" ')
    return f"""<div id="main">
      <h3 class="header-title"><span class="title">{escape(name)}</span></h3>
      <div class="detail"><div class="field" data-name="phoneNumber">
      {number or '<span class="none-value">None</span>'}</div></div>
      <table><tr><td>{_tel(SOMEBODY_ELSE)}</td></tr></table></div>"""


def _zendesk(name: str, phone: str) -> str:
    return f"""<main><h1>{escape(name)}</h1><div>{_tel(phone)}</div>
      <aside>{_tel(SOMEBODY_ELSE)}</aside></main>"""


def odoo_dialog(name: str, phone: str) -> str:
    """A company's contact over the company: nothing says whose record it is."""
    return f"""<div class="o_dialog"><div role="dialog" class="modal d-block o_technical_modal">
      <header class="modal-header"><h4>Open: Contact</h4></header>
      {_odoo(name, phone)}</div></div>"""


def espocrm_quick_view(record: Shown) -> str:
    """A contact over the list; the heading leads to it."""
    return f"""<div class="modal dialog dialog-record in" role="dialog">
      <header class="modal-header">
      <h4 class="modal-title"><span class="modal-title-text"><a data-action="fullForm"
        href="{escape(record.address)}"><span>Contact</span> <span class="chevron-right"></span>
        <span>{escape(record.name)}</span></a></span></h4></header>
      <div class="record-container"><div class="field" data-name="phoneNumber">
        <a data-phone-number="{escape(record.phone)}" href="tel:1">x</a></div></div></div>"""


_OWN = (
    "script-src 'self' 'nonce-c2lkZQ'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)

CRMS: tuple[ForeignCrm, ...] = (
    ForeignCrm(
        "hubspot", "4412", "https://app.hubspot.com",
        {"Content-Security-Policy": f"{_OWN}; frame-src 'self' https://*.hubspot.com"}, _hubspot,
        Shown("/contacts/4412/record/0-1/501", "contact", "501", "Hattie Baird", "(720) 555-0171"),
        Shown("/contacts/4412/record/0-1/502/", "contact", "502", "Hugo Lane", "(720) 555-0172"),
        "/contacts/4412/objects/0-1/views/all/list",
    ),
    ForeignCrm(
        "salesforce", "acme", "https://acme.lightning.force.com",
        {"Content-Security-Policy": f"default-src 'self'; {_OWN}; style-src 'unsafe-inline'"},
        _salesforce,
        Shown("/lightning/r/Contact/0035g00000AbCdEAAV/view", "contact", "0035g00000AbCdEAAV",
              "Sela Forbes", "(720) 555-0173"),
        Shown("/lightning/r/00Q5g000001XyZa/view", "lead", "00Q5g000001XyZaEAK",
              "Saul Frost", "(720) 555-0174"),
        "/lightning/o/Contact/list?filterName=Recent",
    ),
    ForeignCrm(
        "odoo", "acme.odoo.com", "https://acme.odoo.com", {"X-Frame-Options": "DENY"}, _odoo,
        Shown("/odoo/contacts/8", "contact", "8", "Odile Dow", "+1 720-555-0175"),
        Shown("/odoo/crm/9", "lead", "9", "Oscar Dean", "+1 720-555-0176"),
        "/odoo/contacts",
    ),
    ForeignCrm(
        "espocrm", "acme.espocloud.com", "https://acme.espocloud.com",
        {"Content-Security-Policy": "script-src 'self' 'nonce-c2lkZQ' 'unsafe-eval'; "
         "form-action 'self'; frame-ancestors 'self'"}, _espocrm,
        Shown("/#Contact/view/65b1c2d3e4f5a6b71", "contact", "65b1c2d3e4f5a6b71",
              "Edda Spohr", "(720) 555-0177"),
        Shown("/#Lead/view/65b1c2d3e4f5a6b72", "lead", "65b1c2d3e4f5a6b72",
              "Emil Sporn", "(720) 555-0178"),
        "/#Contact",
    ),
    ForeignCrm(
        "zendesk", "acme", "https://acme.zendesk.com",
        {"Content-Security-Policy": "default-src 'none'; frame-src 'none'"},
        _zendesk,
        Shown("/agent/users/360012/requested_tickets", "contact", "360012",
              "Zora Desmond", "(720) 555-0179"),
        Shown("/agent/organizations/88/tickets", "company", "88", "Zenith", "(720) 555-0170"),
        "/agent/filters/360012",
    ),
)  # fmt: skip


class ForeignPage:
    """A tab with one of these CRMs; moves about in it as its own script does."""

    def __init__(self, page: Page, crm: ForeignCrm) -> None:
        self.page = page
        self.crm = crm
        page.route(f"{crm.origin}/**", self._serve)

    def _serve(self, route: Route) -> None:
        body = '<!doctype html><meta charset="utf-8"><title>CRM</title><div id="app"></div>'
        headers = {"Content-Type": "text/html; charset=utf-8", **self.crm.policy}
        route.fulfill(status=200, headers=headers, body=body)

    def open(self, record: Shown) -> Self:
        """Load the page of a record."""
        self.page.goto(f"{self.crm.origin}{record.address}")
        self.draw(self.crm.form(record.name, record.phone))
        return self

    def go(self, record: Shown) -> None:
        """The address first, the page when the CRM's server has answered."""
        self.address(record.address)
        self.page.evaluate(
            "html => setTimeout(() => { document.querySelector('#app').innerHTML = html; }, 250)",
            self.crm.form(record.name, record.phone),
        )

    def go_to_list(self) -> None:
        """A list: full of numbers that belong to nobody in particular."""
        self.address(self.crm.list_address)
        self.draw(
            f"<main><h1>All</h1><table><tr><td>{_tel(SOMEBODY_ELSE)}</td></tr></table></main>"
        )

    def address(self, address: str) -> None:
        """Change the address and nothing else."""
        self.page.evaluate("address => history.pushState(null, '', address)", address)

    def draw(self, html: str) -> None:
        """Change the page and nothing else."""
        self.page.evaluate("html => { document.querySelector('#app').innerHTML = html; }", html)

    def press_and_open(self, html: str) -> None:
        """Press somewhere in the page; a dialog opens over it a moment later."""
        self.page.evaluate(
            """html => document.addEventListener('click', () => setTimeout(() => {
                 const over = Object.assign(document.createElement('div'), { innerHTML: html });
                 document.body.append(over);
               }, 200), { once: true })""",
            html,
        )
        self.page.mouse.click(8, 8)

    def close_dialog(self) -> None:
        """The dialog goes away."""
        self.page.evaluate("() => document.querySelector('body > div:last-of-type').remove()")
