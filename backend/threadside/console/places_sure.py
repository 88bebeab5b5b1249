"""A change of who sees what: made, compared, and undone until the admin has read what it does."""

from collections.abc import Callable

from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import done, render, visitor
from threadside.runtime import runtime
from threadside.store.uow import Tx
from threadside.workspace import belonging
from threadside.workspace.belonging import Effect

Change = Callable[[Tx], object]
MARKS = frozenset({"form_mark", "workspace", "sure"})
MOST_SHOWN = 40


class _UnsureError(Exception):
    """The change is undone: nobody has agreed to what it does."""

    def __init__(self, effects: list[Effect]) -> None:
        super().__init__()
        self.effects = effects


def save(form: Form, change: Change, *, action: str, back: str, told: str) -> AnyResponse:
    """Make the change. Where somebody would see other conversations than before, first a page says
    whose and which; its button sends the form again with `sure`.

    Raises:
        Refusal: what the change raises.
    """
    workspace_id = visitor().workspace_id
    try:
        with runtime().uow.write() as tx:
            before = belonging.picture(tx.session, workspace_id)
            change(tx)
            tx.session.flush()
            after = belonging.picture(tx.session, workspace_id)
            effects = belonging.effects(tx.session, workspace_id, before, after)
            _require_sure(form, effects)
    except _UnsureError as unsure:
        return render(
            "console/places_sure.html",
            effects=unsure.effects[:MOST_SHOWN],
            more=max(0, len(unsure.effects) - MOST_SHOWN),
            fields={key: value for key, value in form.values.items() if key not in MARKS},
            action=action,
            back=back,
        )
    return done(told, back)


def _require_sure(form: Form, effects: list[Effect]) -> None:
    if effects and not form.checked("sure"):
        raise _UnsureError(effects)


def picked(form: Form, prefix: str) -> frozenset[str]:
    """The ids whose boxes `<prefix>-<id>` were ticked."""
    start = f"{prefix}-"
    return frozenset(key[len(start) :] for key in form.values if key.startswith(start))
