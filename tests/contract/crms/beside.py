"""The part of the suite on what is shown and kept beside a record: deals, tickets, users."""

import json

from tests.contract.crms.double import entry
from tests.contract.crms.world import KEY, World, outcome
from threadside.linking.problems import CrmProblem
from threadside.linking.values import MOST_RELATED


class Beside:
    """On `suite.Contract`'s fixture `world`."""

    def test_what_goes_on_with_a_person_is_bounded_and_open(self, world: World) -> None:
        double, bob = world.double, world.double.person("Bob", "Byron")
        if not double.relates:
            assert not world.crm.related(world.api, world.ada)
            return
        assert list(world.crm.related(world.api, world.ada) or ()) == []
        double.page = 1000
        for kind, of in double.relates.items():
            for number in range(MOST_RELATED[kind] + 2):
                double.group(of, f"Loom {number}", (world.ada, "", True))
            double.group(of, "Not hers", (bob, "", True))
        if "deal" in double.relates:
            won = double.group(double.relates["deal"], "Won", (world.ada, "", True))
            double.records[won].closed = True
        found = world.crm.related(world.api, world.ada)
        assert found is not None
        host = world.crm.record(world.api, world.ada).url.split("/")[2]
        for kind, most in MOST_RELATED.items():
            some = [each for each in found if each.kind == kind]
            assert len(some) == (most if kind in double.relates else 0)
            assert len({each.id for each in some}) == len(some)
            newest = [f"Loom {most + 1 - place}" for place in range(len(some))]
            assert all(name in one.title for name, one in zip(newest, some, strict=True))
            assert all(each.stage and each.url.split("/")[2] == host for each in some)
            if some and kind == "deal":
                assert {each.amount.partition(".")[0] for each in some} == {"1200"}

    def test_what_a_user_may_not_see_is_nothing(self, world: World) -> None:
        if world.double.relates:
            world.double.always = world.double.forbidden
            came = outcome(lambda: world.crm.related(world.api, world.ada))
            assert came == [] or isinstance(came, CrmProblem)

    def test_users_have_an_id_and_an_address(self, world: World) -> None:
        found = world.crm.users(world.api)
        assert (found is not None) == world.double.has_users
        if found is not None:
            assert [(each.name, each.email) for each in found] == [
                ("Grace Hopper", "grace@acme.example")
            ]
            said = entry(world.ada, KEY, owner=found[0].id)
            assert world.crm.write(world.api, said) in world.double.entries
            assert found[0].id in json.dumps(world.double.asked[-1].body)
