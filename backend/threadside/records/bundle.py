"""One ZIP with everything about a number: the story, what it rests on, and what proves it.

The same state gives the same bytes, but for the manifest, which says when it was made and by whom.
Files are written one after the other as they are read, so a long thread needs no memory.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO, Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside import __version__
from threadside.audit import erased
from threadside.audit.anchors import AnchorFolder
from threadside.audit.offline import ANCHORS, CHAIN, MANIFEST
from threadside.media import objects
from threadside.media.kinds import path_name
from threadside.media.port import MediaStore
from threadside.records import proof, standalone, story, summary
from threadside.rules.chain import START, moment
from threadside.store.dialect import one_state
from threadside.store.tables import (
    AuditHead,
    Person,
    PersonPhone,
    Suppression,
    Thread,
    Workspace,
)
from threadside.store.uow import UnitOfWork
from threadside.words import say

FORMAT: Final = 1
STAMP: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: its entries say nothing of when they were made."""


@dataclass(frozen=True)
class Order:
    """What is to be exported, and for whom: `exporter` is an actor (`audit.who`)."""

    workspace_id: str
    phone: str
    exporter: str


@dataclass(frozen=True)
class Sources:
    """Where an export is read from. Without anchors in this folder it has none."""

    uow: UnitOfWork
    media: MediaStore
    anchors: AnchorFolder


class _Package:
    """Writes files into a ZIP and remembers what they are."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """A file, chunk by chunk."""
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name, STAMP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with self._zip.open(entry, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def close(self) -> None:
        """Write the ZIP's directory."""
        self._zip.close()


def write(sources: Sources, order: Order, file: IO[bytes]) -> dict[str, Any]:
    """Write the ZIP to `file`, all of it as it was at one moment; gives its manifest.

    Raises:
        LookupError: when a file of evidence is not in the media store.
    """
    now = sources.uow.clock()
    with closing(_Package(file)) as package, sources.uow.read() as session:
        one_state(session)
        name = session.scalars(
            select(Workspace.name).where(Workspace.id == order.workspace_id)
        ).one()
        head = session.get(AuditHead, order.workspace_id)
        number, newest = (0, START) if head is None else (head.number, head.hash)
        people = _people(session, order)
        where = story.place(session, order.workspace_id, order.phone, now)
        texts = story.rows(session, order.workspace_id, order.phone, where)
        package.add("timeline.csv", story.as_csv(story.COLUMNS, texts))
        _ledger(package, session, order, sources.media)
        package.add("decisions.jsonl", proof.decisions(session, order.workspace_id, order.phone))
        for version, body in proof.policies(session, order.workspace_id):
            package.add(f"policies/{version}.json", [body])
        package.add(CHAIN, proof.chain(session, order.workspace_id, order.phone, set(people)))
        package.add(ANCHORS, sources.anchors.lines(order.workspace_id))
        package.add("verify.py", [standalone.source().encode()])
        package.add("summary.html", _summary(session, order, name, people, (number, newest), where))
        manifest = {
            "format": FORMAT,
            "workspace": {"id": order.workspace_id, "name": name},
            "phone": order.phone,
            "exporter": order.exporter,
            "made_at": moment(now),
            "version": __version__,
            "chain": {"entries": number, "hash": newest},
            "files": dict(package.files),
        }
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
        package.add(MANIFEST, [text.encode() + b"\n"])
    return manifest


def _ledger(package: _Package, session: Session, order: Order, media: MediaStore) -> None:
    events = proof.consent_events(session, order.workspace_id, order.phone)
    package.add("consent/events.jsonl", (proof.line(proof.as_object(each)) for each in events))
    files = proof.evidence(session, order.workspace_id, order.phone)
    package.add("consent/evidence.jsonl", (proof.line(proof.as_object(each)) for each in files))
    for each in files:
        key = objects.key(order.workspace_id, each.sha256)
        package.add(
            f"consent/evidence/{each.id}-{path_name(each.name)}", media.read(key, 0, each.bytes)
        )
    found = proof.revocations(session, order.workspace_id, order.phone)
    package.add("revocations.csv", story.as_csv(proof.REVOCATIONS, found))


def _summary(  # noqa: PLR0917 - what was read already
    session: Session,
    order: Order,
    name: str,
    people: dict[str, str],
    head: tuple[int, str],
    where: story.Place,
) -> Iterator[bytes]:
    about = summary.About(
        workspace=name,
        phone=order.phone,
        people=[each for each in people.values() if each],
        zone=where.zone,
        zone_basis=where.basis,
        standing=_standing(session, order),
        entries=head[0],
        head=head[1],
    )
    events = proof.consent_events(session, order.workspace_id, order.phone)
    return summary.page(
        about,
        [proof.as_object(each) for each in events],
        list(proof.revocations(session, order.workspace_id, order.phone)),
        story.rows(session, order.workspace_id, order.phone, where),
    )


def _people(session: Session, order: Order) -> dict[str, str]:
    """Who has the number or was texted at it, by id."""
    owners = select(PersonPhone.person_id).where(
        PersonPhone.workspace_id == order.workspace_id, PersonPhone.e164 == order.phone
    )
    texted = select(Thread.person_id).where(
        Thread.workspace_id == order.workspace_id, Thread.phone == order.phone
    )
    rows = session.execute(
        select(Person.id, Person.name)
        .where(Person.id.in_(owners.union(texted)))
        .order_by(Person.name, Person.id)
    )
    return {row.id: row.name for row in rows}


def _standing(session: Session, order: Order) -> str:
    since = session.scalar(
        select(func.min(Suppression.since)).where(
            Suppression.workspace_id == order.workspace_id, Suppression.phone == order.phone
        )
    ) or erased.opted_out_since(session, order.workspace_id, order.phone)
    if since is None:
        return say("export.standing.open")
    return say("export.standing.closed", at=story.utc(since))
