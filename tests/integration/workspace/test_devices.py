"""Where somebody is signed in: told in words, ended one by one, and by an admin only here."""

import pytest
from sqlalchemy import select

from tests.builders import PASSWORD, QUICK, Builders, Someone
from tests.integration.conftest import HeldClock
from tests.integration.workspace.people import EXTENSION, browser, extension, name_of
from tests.integration.workspace.test_people import kinds, opens, refused
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import LoggedEvent
from threadside.store.uow import UnitOfWork
from threadside.workspace import devices, roster, standing, tokens
from threadside.workspace.change_password import change
from threadside.workspace.device_names import device_name
from threadside.workspace.devices import Device
from threadside.workspace.passwords import Passwords
from threadside.workspace.secrets import new_secret
from threadside.workspace.sign_in import sign_in

MACHINE = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) {}"
NEW = "a lamp beside the river"


@pytest.fixture
def kim(build: Builders) -> Someone:
    return build.member(build.workspace("Foothill Solar"), name="Kim Okafor")


@pytest.fixture
def there(build: Builders, kim: Someone) -> Someone:
    """Kim in another workspace."""
    return build.member(build.workspace("Zephyr Roofing"), user=kim.user)


def of(uow: UnitOfWork, someone: Someone, here: str = "") -> list[Device]:
    with uow.read() as session:
        return devices.of_user(session, someone.user.id, uow.clock(), here)


def of_member(uow: UnitOfWork, someone: Someone) -> list[Device]:
    with uow.read() as session:
        found = standing.standing(session, someone.workspace.id, someone.id)
        return devices.of_member(session, someone.workspace.id, found, uow.clock())


@pytest.mark.parametrize(
    ("system", "browser_mark", "said"),
    [
        ("Windows NT 10.0; Win64; x64", "Chrome/128.0.0.0 Safari/537.36", "Chrome on Windows"),
        ("Windows NT 10.0", "Chrome/128.0 Safari/537.36 Edg/128.0", "Edge on Windows"),
        ("Macintosh; Intel Mac OS X 10_15_7", "Version/17.5 Safari/605.1.15", "Safari on macOS"),
        ("Macintosh; Intel Mac OS X 14.5; rv:128.0", "Firefox/128.0", "Firefox on macOS"),
        ("iPhone; CPU iPhone OS 17_5 like Mac OS X", "CriOS/126.0 Mobile", "Chrome on iPhone"),
        ("Linux; Android 14; Pixel 8", "Chrome/128.0 Mobile Safari/537.36", "Chrome on Android"),
        ("X11; CrOS x86_64 14541.0.0", "Chrome/128.0 Safari/537.36", "Chrome on ChromeOS"),
        ("X11; Linux x86_64", "Chrome/128.0 Safari/537.36 OPR/112.0", "Opera on Linux"),
        ("X11; Linux x86_64", "", "Linux"),
    ],
)
def test_a_browser_is_called_what_people_call_it(system: str, browser_mark: str, said: str) -> None:
    assert device_name(MACHINE.format(system, browser_mark)) == said


@pytest.mark.parametrize("nothing", ["", "curl/8.5.0", "<b>x</b>", "é" * 3000])
def test_what_says_nothing_known_has_no_name(nothing: str) -> None:
    assert device_name(nothing) == ""


def test_every_sign_in_stands_with_its_name_and_its_last_use(
    uow: UnitOfWork, kim: Someone, clock: HeldClock
) -> None:
    family = new_id()
    extension(uow, kim, family)
    clock.advance(minutes=20)
    secret = browser(uow, kim)
    found = of(uow, kim, name_of(secret))
    assert [(each.kind, each.name, each.here) for each in found] == [
        ("browser", "Chrome on Windows", True),
        ("extension", "Chrome on macOS", False),
    ]
    assert found[1].id == family
    assert found[0].used_at == clock()


def test_a_renewed_sign_in_stays_one_and_was_used_when_it_was_renewed(
    uow: UnitOfWork, kim: Someone, clock: HeldClock
) -> None:
    _, refresh = extension(uow, kim, new_id())
    begun = clock()
    clock.advance(minutes=9)
    with uow.write() as tx:
        family = tokens.rotate(tx, refresh, EXTENSION)
        assert family is not None
        tokens.issue(tx, family, EXTENSION, new_secret(), new_secret())
    [found] = of(uow, kim)
    assert (found.name, found.since, found.used_at) == ("Chrome on macOS", begun, clock())


def test_what_has_ended_by_itself_is_not_listed(
    uow: UnitOfWork, kim: Someone, clock: HeldClock
) -> None:
    browser(uow, kim)
    extension(uow, kim, new_id())
    with uow.write() as tx:
        tokens.issue_for_script(tx, kim.id, "report", 31)
    clock.advance(hours=13)
    assert {each.kind for each in of(uow, kim)} == {"extension", "script"}
    clock.advance(days=30)
    assert [each.kind for each in of(uow, kim)] == ["script"]


def test_one_ends_one_s_own_sign_ins_one_by_one(
    uow: UnitOfWork, build: Builders, kim: Someone, there: Someone
) -> None:
    family = new_id()
    here, other = browser(uow, kim), browser(uow, kim, "Firefox on Linux")
    access, _ = extension(uow, there, family)
    with uow.write() as tx:
        devices.end_own(tx, kim.user.id, name_of(other))
    with uow.write() as tx:
        devices.end_own(tx, kim.user.id, family)
    assert opens(uow, other) is None
    assert refused(uow, access)
    assert opens(uow, here) == ["Foothill Solar", "Zephyr Roofing"]
    assert kinds(uow, kim.workspace) == ["device.ended"]
    assert kinds(uow, there.workspace) == ["device.ended", "device.ended"]


def test_all_others_end_and_scripts_go_on(uow: UnitOfWork, kim: Someone) -> None:
    here, other = browser(uow, kim), browser(uow, kim)
    access, _ = extension(uow, kim, new_id())
    with uow.write() as tx:
        script = tokens.issue_for_script(tx, kim.id, "report", 31)
    with uow.write() as tx:
        assert devices.end_own_others(tx, kim.user.id, name_of(here)) == 2
    assert opens(uow, here) == ["Foothill Solar"]
    assert opens(uow, other) is None
    assert refused(uow, access)
    assert not refused(uow, script)


def test_nobody_ends_what_is_somebody_else_s(
    uow: UnitOfWork, build: Builders, kim: Someone
) -> None:
    family = new_id()
    secret, (access, _) = browser(uow, kim), extension(uow, kim, family)
    other = build.member(kim.workspace)
    for device_id in (name_of(secret), family, new_id()):
        with pytest.raises(NotFound), uow.write() as tx:
            devices.end_own(tx, other.user.id, device_id)
    assert opens(uow, secret) == ["Foothill Solar"]
    assert not refused(uow, access)


def test_an_admin_ends_only_what_opens_their_workspace(
    uow: UnitOfWork, build: Builders, kim: Someone, there: Someone
) -> None:
    secret = browser(uow, kim)
    mine, theirs = new_id(), new_id()
    access, _ = extension(uow, kim, mine)
    elsewhere, _ = extension(uow, there, theirs)
    assert {each.id for each in of_member(uow, kim)} == {mine, name_of(secret)}

    def end(device_id: str) -> None:
        with uow.write() as tx:
            found = standing.standing(tx.session, kim.workspace.id, kim.id)
            devices.end_of_member(tx, kim.workspace.id, found, device_id)

    end(mine)
    end(name_of(secret))
    with pytest.raises(NotFound):
        end(theirs)
    with pytest.raises(NotFound):
        end(name_of(secret))
    assert refused(uow, access)
    assert not refused(uow, elsewhere)
    assert opens(uow, secret) == ["Zephyr Roofing"]
    assert of_member(uow, kim) == []
    assert {each.id for each in of(uow, kim)} == {theirs, name_of(secret)}


def test_an_admin_signs_a_member_out_everywhere(uow: UnitOfWork, kim: Someone) -> None:
    secrets = [browser(uow, kim), browser(uow, kim)]
    access, _ = extension(uow, kim, new_id())
    with uow.write() as tx:
        found = standing.standing(tx.session, kim.workspace.id, kim.id)
        assert devices.end_all_of_member(tx, kim.workspace.id, found) == 3
    assert [opens(uow, secret) for secret in secrets] == [None, None]
    assert refused(uow, access)


def test_the_list_of_people_counts_what_works_and_when_it_was_used(
    uow: UnitOfWork, build: Builders, kim: Someone, there: Someone, clock: HeldClock
) -> None:
    build.member(kim.workspace, name="Quiet One")
    extension(uow, kim, new_id())
    renewed = clock()
    clock.advance(minutes=3)
    browser(uow, kim)
    with uow.read() as session:
        here = roster.people(session, kim.workspace.id, "", clock()).people
    assert [(each.name, each.devices) for each in here] == [("Kim Okafor", 2), ("Quiet One", 0)]
    assert [each.seen_at for each in here] == [clock(), None]
    clock.advance(days=40)
    with uow.read() as session:
        [later, _] = roster.people(session, kim.workspace.id, "", clock()).people
    assert (later.devices, later.seen_at) == (0, renewed)


def test_another_password_ends_every_sign_in_but_this_one(uow: UnitOfWork, kim: Someone) -> None:
    quick = Passwords(QUICK)
    here, other = browser(uow, kim), browser(uow, kim)
    access, _ = extension(uow, kim, new_id())
    with uow.write() as tx:
        script = tokens.issue_for_script(tx, kim.id, "report", 31)
    change(uow, quick, kim.user.id, old=PASSWORD, new=NEW, here=name_of(here))
    assert opens(uow, here) == ["Foothill Solar"]
    assert opens(uow, other) is None
    assert refused(uow, access)
    assert not refused(uow, script)
    assert sign_in(uow, quick, kim.user.email, NEW, None)
    with pytest.raises(Refusal, match="wrong_password"):
        sign_in(uow, quick, kim.user.email, PASSWORD, None)
    assert kinds(uow, kim.workspace) == ["token.created", "password.changed", "sign_in"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("not this one", NEW, "wrong_old_password"),
        (PASSWORD, PASSWORD, "same_password"),
        (PASSWORD, "short", "weak_password"),
    ],
)
def test_a_password_that_can_t_be_changed_so_stays(
    uow: UnitOfWork, kim: Someone, old: str, new: str, code: str
) -> None:
    quick = Passwords(QUICK)
    secret = browser(uow, kim)
    with pytest.raises((Refusal, Invalid), match=code):
        change(uow, quick, kim.user.id, old=old, new=new, here="")
    assert opens(uow, secret) == ["Foothill Solar"]
    assert sign_in(uow, quick, kim.user.email, PASSWORD, None)


def test_a_stolen_sign_in_ends_with_its_sockets(
    uow: UnitOfWork, kim: Someone, clock: HeldClock
) -> None:
    _, refresh = extension(uow, kim, new_id())
    with uow.write() as tx:
        assert tokens.rotate(tx, refresh, EXTENSION)
    clock.advance(minutes=2)
    with uow.write() as tx:
        assert tokens.rotate(tx, refresh, EXTENSION) is None
    with uow.read() as session:
        told = session.scalars(select(LoggedEvent.payload)).all()
    assert told == [{"type": "workspace", "what": "members"}]
