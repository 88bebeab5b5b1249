"""The networks that phones are on, as receipts tell."""

from threadside.store.dialect import insert_for
from threadside.store.tables import PhoneNetwork
from threadside.store.uow import Tx


def learn(tx: Tx, workspace_id: str, phone: str, network: str) -> None:
    """Remember the network of a phone: of a text without a receipt it is the only trace.

    What is known already is not written again, so a receipt costs one statement.
    """
    insert = insert_for(tx.session, PhoneNetwork).values(
        workspace_id=workspace_id, phone=phone, network=network, known_at=tx.now
    )
    tx.session.execute(
        insert.on_conflict_do_update(
            index_elements=[PhoneNetwork.workspace_id, PhoneNetwork.phone],
            set_={"network": network, "known_at": tx.now},
            where=PhoneNetwork.network != network,
        )
    )
