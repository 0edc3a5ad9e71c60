"""`descent stake ...` as an operator uses it, from nothing to a validator that is elected, paid, and gone again."""

import json
import re
import time

import pytest

from command_line import run
from documents import ROOT
from short_eras import ERA, SESSION_LENGTH
from transactions import GRAD

ALICE_STASH = "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"


@pytest.fixture(scope="module")
def options(short_eras):
    return ("--chain", str(short_eras), "--sealing", "50")


def until(what, patience=60):
    """The answer of `what`, asked again until it is one."""
    deadline = time.monotonic() + patience
    while not (answer := what()):
        assert time.monotonic() < deadline, what
        time.sleep(0.05)
    return answer


def show(cli, who):
    return cli.json("stake", "show", who)


def listed(cli, address):
    """What `descent stake validators` says of it."""
    rows = cli.json("stake", "validators")["validators"]
    return next((row for row in rows if row["address"] == address), None)


def test_the_chain_is_the_one_of_the_file(short_eras, node):
    seen = json.loads(run("chain-spec", "inspect", short_eras, "--json"))
    assert seen["genesis_hash"] == node.call("chain_getBlockHash", 0)
    assert seen["parameters"]["Session.SessionLength"] == str(SESSION_LENGTH)
    raw = short_eras.with_name("raw.json")
    run("chain-spec", "raw", short_eras, "--out", raw)
    assert json.loads(run("chain-spec", "inspect", raw, "--json")) == seen


def test_who_has_nothing_bonded_is_told_the_command(cli):
    for words in (("show", "//Bob"), ("validate", "--commission", "5%", "--key", "//Bob")):
        assert "descent stake bond" in cli("stake", *words, expect=1), words


def test_bonds_the_exact_amount_once(cli):
    cli.json("stake", "bond", "1000.5", "--payee", "stash", "--key", "//Bob")
    assert show(cli, "//Bob")["total"] == str(1000 * GRAD + GRAD // 2)
    assert "bond-extra" in cli("stake", "bond", "1", "--key", "//Bob", expect=1)
    cli.json("stake", "bond-extra", "0.5", "--key", "//Bob")
    assert show(cli, "//Bob")["active"] == str(1001 * GRAD)


def test_the_node_makes_the_key_and_the_chain_takes_it(cli, node):
    cli.json("stake", "set-keys", "--key", "//Bob")
    key = show(cli, "//Bob")["session_key"]
    assert node.call("author_hasSessionKeys", key) is True
    cli.json("stake", "validate", "--commission", "5%", "--key", "//Bob")
    seen = show(cli, "//Bob")
    assert (seen["role"], seen["commission"]) == ("validator", "5%")


def test_it_is_elected_in_the_next_era_and_backed_by_who_nominates(cli):
    bob = show(cli, "//Bob")["address"]
    cli.json("stake", "bond", "500", "--key", "//Charlie")
    assert "does not want to validate" in cli("stake", "nominate", "//Dave", "--key", "//Charlie", expect=1)
    cli.json("stake", "nominate", bob, "--key", "//Charlie")
    row = until(lambda: (r := listed(cli, bob)) and r["active"] and r["exposure"]["nominators"] == 1 and r)
    assert row["exposure"] == {"own": str(1001 * GRAD), "total": str(1501 * GRAD), "nominators": 1}
    assert (row["commission"], row["chilled"], row["in_next_set"]) == ("5%", False, True)
    table = cli("stake", "validators").splitlines()
    assert re.fullmatch(r"era \d+, which elects at most 2", table[0])
    assert [line.split()[0] for line in table[-2:]] == [ALICE_STASH, bob]


def test_eras_that_are_over_are_claimed_once(cli):
    bob = show(cli, "//Bob")["address"]
    owed = until(lambda: show(cli, "//Bob")["unclaimed"])
    assert owed[0]["validator"] == bob
    claimed = cli.json("stake", "claim", "--key", "//Bob")
    assert claimed["pages_paid"] >= len(owed)
    assert claimed["claimed"][: len(owed)] == owed
    eras = {page["era"] for page in claimed["claimed"]}
    assert not eras & {page["era"] for page in show(cli, "//Bob")["unclaimed"]}


def test_leaves_by_chilling_first(cli):
    assert "chill" in cli("stake", "unbond", "all", "--key", "//Bob", expect=1)
    cli.json("stake", "chill", "--key", "//Bob")
    cli.json("stake", "unbond", "all", "--key", "//Bob")
    cli.json("stake", "rebond", "100", "--key", "//Bob")
    seen = show(cli, "//Bob")
    assert (seen["role"], seen["active"]) == ("none", str(100 * GRAD))
    (chunk,) = seen["unlocking"]
    assert chunk["value"] == str(901 * GRAD)
    assert chunk["era"] - seen["era"] in (28, 29)
    assert 0 < chunk["estimated_ms"] <= 29 * ERA * 50
    assert f"901 GRAD are from era {chunk['era']}" in cli("stake", "withdraw", "--key", "//Bob", expect=1)
    until(lambda: not (row := listed(cli, seen["address"])) or not row["active"])


def test_the_example_of_the_guide_is_a_chain(tmp_path):
    guide = (ROOT / "docs/guides/new-chain.md").read_text()
    path = tmp_path / "harbour.json"
    path.write_text(re.search(r"```json\n(.*?)```", guide, re.DOTALL)[1])
    seen = json.loads(run("chain-spec", "inspect", path, "--json"))
    assert (seen["id"], seen["rules"], len(seen["stakers"])) == ("harbour", "descent 1", 1)
    assert seen["parameters"]["Staking.MinValidatorBond"] == str(100 * GRAD)
