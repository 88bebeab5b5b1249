"""How admins describe the pages of systems that the extension does not know, and what is reported
of pages that look otherwise than their adapter knows."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts import pages
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, NotFound
from threadside.events import log
from threadside.ids import new_id
from threadside.rules import page_adapters
from threadside.rules.page_adapters import AdapterProblem, Compiled
from threadside.store.dialect import insert_for, one_at_a_time
from threadside.store.tables import PageAdapter, PageReport
from threadside.store.uow import Tx
from threadside.words import say
from threadside.workspace import versions

LONGEST: Final = 20_000
"""Of a description: twenty of them are what the extension takes."""


def check(text: str) -> tuple[dict[str, Any], Compiled]:
    """A description as an admin typed it: what is kept of it, and what it identifies.

    Raises:
        Invalid: `page_adapter_json` with where it stops being JSON; `page_adapter_wrong` with a
            sentence on what is wrong.
    """
    if len(text) > LONGEST:
        raise Invalid("page_adapter_long", most=f"{LONGEST:,}")
    try:
        given = json.loads(text)
    except RecursionError as error:
        raise _wrong("shape", "") from error
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise Invalid("page_adapter_json", line=line, column=column) from error
    adapter = _shaped(given)
    for selector in _selectors(adapter.get("page") or {}):
        if not page_adapters.is_plain_selector(selector):
            raise _wrong("selector", selector)
    try:
        ids = adapter.get("ids") or page_adapters.shipped().get(adapter["id"], "as-is")
        return adapter, page_adapters.compile_records({**adapter, "ids": ids})
    except AdapterProblem as problem:
        raise _wrong(problem.why, problem.about) from problem


def told(session: Session, workspace_id: str) -> pages.PageAdapters:
    """What the extension is told. A removed one still counts, so that the version never falls."""
    rows = session.execute(
        select(PageAdapter.data, PageAdapter.version)
        .where(PageAdapter.workspace_id == workspace_id)
        .order_by(PageAdapter.created_at, PageAdapter.id)
    ).all()
    return pages.PageAdapters(
        adapters=[row.data for row in rows if row.data], version=sum(row.version for row in rows)
    )


def listed(session: Session, workspace_id: str) -> list[PageAdapter]:
    """Every description, the first one first."""
    rows = session.scalars(
        select(PageAdapter)
        .where(PageAdapter.workspace_id == workspace_id)
        .order_by(PageAdapter.created_at, PageAdapter.id)
    )
    return [row for row in rows if row.data]


def find(session: Session, workspace_id: str, adapter_id: str) -> PageAdapter:
    """One description.

    Raises:
        NotFound: when the workspace has none of this id, or it was removed.
    """
    row = session.get(PageAdapter, adapter_id)
    if row is None or row.workspace_id != workspace_id or not row.data:
        raise NotFound("page adapter")
    return row


def add(tx: Tx, workspace_id: str, adapter: Mapping[str, Any]) -> str:
    """Keep a new description; gives its id.

    Raises:
        Invalid: `page_adapter_wrong` when there is one of the same name; `page_adapter_many`.
    """
    one_at_a_time(tx.session, f"page adapters {workspace_id}")
    count = len(listed(tx.session, workspace_id))
    row = tx.session.scalar(_called(workspace_id, adapter["id"]).with_for_update(key_share=True))
    if row is not None and row.data:
        raise _wrong("twice", adapter["id"])
    if count >= pages.MOST_ADAPTERS:
        raise Invalid("page_adapter_many", most=pages.MOST_ADAPTERS)
    if row is None:
        row = PageAdapter(
            id=new_id(), workspace_id=workspace_id, crm=adapter["id"], version=0, created_at=tx.now
        )
        tx.session.add(row)
    row.version += 1
    _keep(tx, row, adapter)
    kept: str = row.id
    return kept


def change(
    tx: Tx, workspace_id: str, adapter_id: str, seen: int, adapter: Mapping[str, Any]
) -> None:
    """Keep another description in place of the one of version `seen`.

    Raises:
        NotFound, Refusal: as `versions.hold` does; what was removed can't be changed.
        Invalid: `page_adapter_wrong` when another one has its name.
    """
    row = _held(tx, workspace_id, adapter_id, seen)
    if row.crm != adapter["id"]:
        if tx.session.scalar(_called(workspace_id, adapter["id"])) is not None:
            raise _wrong("twice", adapter["id"])
        row.crm = adapter["id"]
    _keep(tx, row, adapter)


def remove(tx: Tx, workspace_id: str, adapter_id: str, seen: int) -> str:
    """Take a description back; gives its name. Raises as `change` does."""
    row = _held(tx, workspace_id, adapter_id, seen)
    name = str(row.data["name"])
    _keep(tx, row, {})
    return name


def report(tx: Tx, workspace_id: str, told: pages.PageReport) -> None:
    """Keep what is said of a page: one a CRM and day, the newest, and how often it was said.

    Raises:
        NotFound: for a CRM whose pages nothing describes.
    """
    if told.crm not in page_adapters.shipped():
        row = tx.session.scalar(_called(workspace_id, told.crm))
        if row is None or not row.data:
            raise NotFound("page adapter")
    structure = {**told.structure.model_dump(), "adapter_version": told.adapter_version}
    insert = insert_for(tx.session, PageReport).values(
        id=new_id(), workspace_id=workspace_id, crm=told.crm, day=tx.now.date(),
        structure=structure, times=1, at=tx.now,
    )  # fmt: skip
    tx.session.execute(
        insert.on_conflict_do_update(
            index_elements=[PageReport.workspace_id, PageReport.crm, PageReport.day],
            set_={"structure": structure, "times": PageReport.times + 1, "at": tx.now},
        )
    )


def _keep(tx: Tx, row: PageAdapter, adapter: Mapping[str, Any]) -> None:
    row.data = dict(adapter)
    tx.session.flush()
    what = {"crm": row.crm, "version": row.version, "hosts": list(adapter.get("hosts", ()))}
    kind = "page_adapter.changed" if adapter else "page_adapter.removed"
    audit.record(tx, row.workspace_id, kind, what)
    log.emit(tx, row.workspace_id, WorkspaceChanged(what="settings"))


def _held(tx: Tx, workspace_id: str, adapter_id: str, seen: int) -> PageAdapter:
    row = versions.hold(tx, PageAdapter, workspace_id, adapter_id, seen)
    if not row.data:
        raise NotFound("page adapter")
    return row


def _called(workspace_id: str, crm: str) -> Select[PageAdapter]:
    return select(PageAdapter).where(
        PageAdapter.workspace_id == workspace_id, PageAdapter.crm == crm
    )


def _shaped(given: object) -> dict[str, Any]:
    """What the contract asks for, without what was not given."""
    try:
        made = pages.PageAdapter.model_validate(given, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise _wrong("shape", ".".join(map(str, first["loc"])) or "{ … }") from error
    if not re.fullmatch(pages.OWN, made.id) and made.id not in page_adapters.shipped():
        raise _wrong("shape", "id")
    if _has_null(given):
        raise _wrong("shape", "null")
    return made.model_dump(exclude_none=True)


def _has_null(given: object) -> bool:
    if isinstance(given, dict):
        return any(map(_has_null, given.values()))
    if isinstance(given, list):
        return any(map(_has_null, given))
    return given is None


def _selectors(page: Mapping[str, Any]) -> list[str]:
    own = [value for name, value in page.items() if name not in {"text", "identity"}]
    return [*own, *([page["identity"]["selector"]] if "identity" in page else [])]


def _wrong(why: str, about: str) -> Invalid:
    return Invalid("page_adapter_wrong", why=say(f"page.adapter.{why}", about=about))
