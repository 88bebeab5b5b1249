"""Whatever is done to templates in whatever order: reps see what was approved last and nothing
else, and nothing that was approved ever changes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.integration.templates.office import LATE, Office
from threadside.errors import Refusal
from threadside.templates import catalog, draft, review, suspend
from threadside.templates.approve import Wording, approve
from threadside.templates.reading import Version

BODIES = st.sampled_from(["", "Late", "Later", "Reply CANCEL to cancel.", "Hi {{first_name|you}}"])
SENDABLE = {"Late", "Later", "Hi {{first_name|you}}", LATE.body}
DONE = "done"


@dataclass
class Model:
    """What ought to be: the wordings approved so far, whether the last one is in use, and the
    draft's text, revision and whether it is in review."""

    approved: list[str] = field(default_factory=list)
    standing: str = "draft"
    text: str | None = None
    revision: int = 0
    in_review: bool = False
    writers: set[str] = field(default_factory=set)
    four_eyes: bool = False


def ended(call: Callable[[], Any]) -> str:
    """How a step ended."""
    try:
        call()
    except Refusal as refusal:
        return refusal.code
    return DONE


class Steps(RuleBasedStateMachine):
    """One template, two admins."""

    office: Office
    numbers: Iterator[int]

    @initialize(four_eyes=st.booleans())
    def begin(self, four_eyes: bool) -> None:
        self.office.desk.policy(four_eyes="on" if four_eyes else "off")
        self.content = replace(LATE, name=f"Late {next(self.numbers)}")
        self.admins = [self.office.dana, self.office.ravi]
        self.model = Model(
            text=LATE.body, revision=1, writers={self.office.dana.id}, four_eyes=four_eyes
        )
        self.id = self.office.do(draft.begin, self.content)
        self.seen: list[Version] = []

    def act(self, code: str, verb: Callable[..., Any], *args: Any, **more: Any) -> bool:
        """Whether a step is done; it ends as the model says."""
        assert ended(lambda: self.office.do(verb, self.id, *args, **more)) == code
        return code == DONE

    def writable(self, *, stale: bool) -> str:
        if self.model.text is None:
            return "not_found"
        if self.model.in_review:
            return "template_in_review"
        return "changed_meanwhile" if stale else DONE

    def reviewable(self, *, stale: bool = False) -> str:
        if self.model.text is None:
            return "not_found"
        if not self.model.in_review:
            return "template_not_in_review"
        return "changed_meanwhile" if stale else DONE

    def revision(self, *, stale: bool) -> int:
        return self.model.revision - stale

    @rule()
    def revise(self) -> None:
        model = self.model
        code = DONE if model.text is None and model.approved else "draft_exists"
        if self.act(code, draft.revise):
            model.text, model.revision = model.approved[-1], 1
            model.writers = {self.office.dana.id}

    @rule(body=BODIES, stale=st.booleans(), second=st.booleans())
    def edit(self, body: str, stale: bool, second: bool) -> None:
        model, who = self.model, self.admins[second]
        content, seen = replace(self.content, body=body), self.revision(stale=stale)
        if self.act(self.writable(stale=stale), draft.edit, content, seen=seen, by=who):
            if model.text != body:
                model.revision += 1
                model.writers.add(who.id)
            model.text = body

    @rule(stale=st.booleans())
    def discard(self, stale: bool) -> None:
        model = self.model
        code = self.writable(stale=stale)
        if not model.approved and code == DONE:
            return  # the template would be gone; another test says so
        if self.act(code, draft.discard, seen=self.revision(stale=stale)):
            model.text = None

    @rule(stale=st.booleans())
    def submit(self, stale: bool) -> None:
        model = self.model
        code = self.writable(stale=stale)
        if code == DONE and model.text not in SENDABLE:
            code = "template_refused" if model.text else "bad_template_body"
        if self.act(code, review.submit, seen=self.revision(stale=stale)):
            model.in_review = True

    @rule()
    def take_back(self) -> None:
        if self.act(self.reviewable(), review.take_back):
            self.model.in_review = False

    @rule(stale=st.booleans())
    def send_back(self, stale: bool) -> None:
        seen = self.revision(stale=stale)
        if self.act(self.reviewable(stale=stale), review.send_back, "Once more", seen=seen):
            self.model.in_review = False

    @rule(stale=st.booleans(), second=st.booleans())
    def approve(self, stale: bool, second: bool) -> None:
        model, who = self.model, self.admins[second]
        code, seen = self.reviewable(stale=stale), self.revision(stale=stale)
        if code == DONE and model.four_eyes and who.id in model.writers:
            code = "four_eyes"
        if self.act(code, review.approve, "Good", seen=seen, by=who):
            model.approved.append(model.text or "")
            model.standing, model.text, model.in_review = "approved", None, False

    @rule()
    def retire(self) -> None:
        usable = self.model.standing in {"approved", "suspended"}
        if self.act(DONE if usable else "template_moved_on", review.retire, "Over"):
            self.model.standing = "retired"

    @rule()
    def bring_back(self) -> None:
        unusable = self.model.standing in {"retired", "suspended"}
        if self.act(DONE if unusable else "template_moved_on", review.bring_back, "Back"):
            self.model.standing = "approved"

    @rule()
    def people_opt_out(self) -> None:
        with self.office.desk.uow.write() as tx:
            done = suspend.suspend(tx, self.office.desk.workspace.id, self.id, "opt_outs")
        assert done is (self.model.standing == "approved")
        if done:
            self.model.standing = "suspended"

    @rule(body=st.sampled_from(["Late", "By the operator"]))
    def the_operator_brings_one_in(self, body: str) -> None:
        model = self.model
        same = model.standing == "approved" and model.approved[-1] == body
        with self.office.desk.uow.write() as tx:
            wording = Wording(self.content.name, LATE.folder, body)
            changed = approve(tx, self.office.desk.workspace.id, [wording], self.office.ravi.id)
        assert changed == (not same)
        if changed:
            model.approved.append(body)
            model.standing = "approved"

    @invariant()
    def reps_see_what_was_approved_last_while_it_is_in_use(self) -> None:
        desk = self.office.desk
        with desk.uow.read() as session:
            listed = catalog.usable(session, desk.workspace.id, desk.clock.now).items
        in_use = self.model.standing == "approved"
        mine = [item.body for item in listed if item.id == self.id]
        assert mine == (self.model.approved[-1:] if in_use else [])

    @invariant()
    def what_was_approved_stays_as_it_was(self) -> None:
        whole = self.office.one(self.id)
        versions = list(whole.versions)[::-1]
        assert versions[: len(self.seen)] == self.seen
        assert [each.content.body for each in versions] == self.model.approved
        assert whole.state == self.model.standing
        written = whole.draft
        assert (written and written.content.body) == self.model.text
        self.seen = versions


def test_any_order_of_steps(office: Office) -> None:
    class Here(Steps):
        pass

    Here.office, Here.numbers = office, count()
    run_state_machine_as_test(
        Here, settings=settings(max_examples=6, stateful_step_count=14, deadline=None)
    )
