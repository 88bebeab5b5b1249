"""Columns that hold sealed secrets, and sealing what they hold again under the newest key.

Each batch is a transaction of its own, and each value is replaced only if it is still the one that
was read: so it may run beside the server, be killed and begun again, and run twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, inspect, select, tuple_, update

from threadside.sealing import SealBroken, Sealer
from threadside.store.uow import Tx, UnitOfWork

BATCH: Final = 100


@dataclass(frozen=True)
class SealedColumn:
    """`place` says what a value is bound to, by the primary key of its row."""

    column: Any
    place: Callable[..., str]

    @property
    def name(self) -> str:
        """Table and column."""
        return f"{self.column.class_.__tablename__}.{self.column.key}"


@dataclass(frozen=True)
class Resealed:
    """What became of a batch. `lost` are the places of values that no key of the ring opens."""

    name: str
    count: int
    lost: tuple[str, ...]


def seal_again(
    uow: UnitOfWork, sealer: Sealer, columns: Sequence[SealedColumn], batch: int = BATCH
) -> Iterator[Resealed]:
    """Seal everything in these columns with the newest key that is not; batch by batch."""
    for sealed in columns:
        after: tuple[Any, ...] | None = ()
        while after is not None:
            with uow.write() as tx:
                done, after = _batch(tx, sealer, sealed, after, batch)
            yield done


def _batch(
    tx: Tx, sealer: Sealer, sealed: SealedColumn, after: tuple[Any, ...], most: int
) -> tuple[Resealed, tuple[Any, ...] | None]:
    """The next rows in the order of their keys, and the key to go on after; None at the end."""
    column, table = sealed.column, sealed.column.class_
    keys = inspect(table).primary_key
    query = (
        select(column, *keys)
        .where(column.is_not(None), ~column.startswith(f"{sealer.newest}.", autoescape=True))
        .order_by(*keys)
        .limit(most)
    )
    if after:
        query = query.where(_beyond(keys, after))
    count, lost, last = 0, [], None
    rows = tx.session.execute(query).all()
    for value, *key in rows:
        place, last = sealed.place(*key), tuple(key)
        try:
            anew = sealer.seal(sealer.open(value, place), place)
        except SealBroken:
            lost.append(place)
            continue
        here = [one == said for one, said in zip(keys, key, strict=True)]
        replaced = tx.session.scalar(
            update(table)
            .where(*here, column == value)
            .values({column: anew})
            .returning(keys[0])
            .execution_options(synchronize_session=False)
        )
        count += replaced is not None
    done = Resealed(sealed.name, count, tuple(lost))
    return done, last if len(rows) == most else None


def _beyond(keys: Sequence[Any], after: tuple[Any, ...]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = tuple_(*keys) > tuple_(*after)
    return found
