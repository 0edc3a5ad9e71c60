"""What governance may force about staking, and what anybody may tidy up, on a chain with short eras."""

import pytest
from descent.client import Call, CallFailed, Client
from descent.wallet import Keypair

from short_eras import ERA, SESSION_LENGTH
from transactions import GRAD

BOB, CHARLIE, DAVE = (Keypair.from_uri(f"//{name}") for name in ("Bob", "Charlie", "Dave"))
ALICE = Keypair.from_uri("//Alice")


@pytest.fixture(scope="module")
def options(short_eras):
    return ("--chain", str(short_eras), "--sealing", "50")


@pytest.fixture
def client(node):
    """A new one for each test: it counts the nonces of its signers, who sign by the command line, too."""
    made = Client(node.ws_url)
    yield made
    made.close()


def staking(function, **arguments):
    return Call("Staking", function, arguments)


def as_root(client, function, **arguments):
    """Raises AssertionError where the call is refused."""
    inner = {"call_module": "Staking", "call_function": function, "call_args": arguments}
    done = client.submit(Call("Sudo", "sudo", {"call": inner}), ALICE).event("Sudo.Sudid")
    assert "Ok" in str(done.fields), done.fields


def pass_blocks(client, count):
    height = client.height()
    for number in range(height, height + count):
        client.advance(number)


def era(cli):
    return cli.json("stake", "validators")["era"]


def test_only_root_forces(client):
    for function in ("force_no_eras", "force_new_era", "force_new_era_always"):
        with pytest.raises(CallFailed, match="BadOrigin"):
            client.submit(staking(function), BOB)


def test_eras_stand_still_until_one_is_forced_and_then_come_with_every_session(client, cli):
    as_root(client, "force_no_eras")
    pass_blocks(client, 2 * SESSION_LENGTH)  # an election that was under way
    still = era(cli)
    pass_blocks(client, ERA + 2 * SESSION_LENGTH)
    assert era(cli) == still
    as_root(client, "force_new_era")
    pass_blocks(client, 3 * SESSION_LENGTH)
    assert era(cli) == still + 1
    as_root(client, "force_new_era_always")
    pass_blocks(client, 6 * SESSION_LENGTH)
    assert era(cli) >= still + 5


def test_root_adds_to_how_many_are_elected(client, cli):
    before = cli.json("stake", "validators")["validator_count"]
    as_root(client, "increase_validator_count", additional=2)
    assert cli.json("stake", "validators")["validator_count"] == before + 2


def test_a_validator_kicks_who_nominates_it(client, cli):
    cli.json("stake", "bond", "200", "--key", "//Bob")
    cli.json("stake", "validate", "--commission", "1%", "--key", "//Bob")
    cli.json("stake", "bond", "50", "--key", "//Charlie")
    cli.json("stake", "nominate", "//Bob", "--key", "//Charlie")
    done = client.submit(staking("kick", who=[{"Id": CHARLIE.ss58_address}]), BOB)
    assert done.event("Staking.Kicked")
    assert cli.json("stake", "show", "//Charlie")["role"] == "none"


def test_nobody_is_chilled_or_reaped_who_has_enough(client):
    with pytest.raises(CallFailed, match="CannotChillOther"):
        client.submit(staking("chill_other", stash=BOB.ss58_address), DAVE)
    with pytest.raises(CallFailed, match="FundedTarget"):
        client.submit(staking("reap_stash", stash=BOB.ss58_address, num_slashing_spans=0), DAVE)


def test_who_has_too_little_by_now_is_chilled(client, cli):
    rows = client.api("ParametersApi", "list")
    key = next(r["key"] for r in rows if (r["module"], r["name"]) == ("Staking", "MinValidatorBond"))
    inner = {
        "call_module": "Parameters",
        "call_function": "set_parameter",
        "call_args": {"key": key, "value": 201 * GRAD},
    }
    client.submit(Call("Sudo", "sudo", {"call": inner}), ALICE)
    client.submit(staking("chill_other", stash=BOB.ss58_address), DAVE)
    assert cli.json("stake", "show", "//Bob")["role"] == "none"


def test_a_stash_that_is_let_go_has_everything_at_once(client, cli):
    cli.json("stake", "unbond", "20", "--key", "//Charlie")
    as_root(client, "force_unstake", stash=CHARLIE.ss58_address, num_slashing_spans=0)
    assert "descent stake bond" in cli("stake", "show", "//Charlie", expect=1)
    assert cli.json("account", "balance", "//Charlie")["data"]["reserved"] == "0"
