"""`descent tx ...`: what is signed on a machine without a network, and sent from another."""

import json

import pytest

from command_line import CommandLine, run
from node_process import NodeProcess

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture
def context(cli, tmp_path):
    def make(key, *how):
        file = tmp_path / "context.json"
        cli("tx", "context", "--key", key, "--out", file, *how)
        return file

    return make


def sign(context, key, *more):
    """A transfer to //Bob of 1.5 GRAD, where no node can be asked."""
    words = ("account", "transfer", "--to", "//Bob", "--amount", "1.5", "--key", key)
    return run("--url", NOWHERE, *words, "--offline", context, *more).strip()


def free(cli, who):
    return int(cli.json("account", "balance", who)["data"]["free"])


@pytest.mark.parametrize("scheme", ["sr25519", "ed25519", "ecdsa"])
def test_what_is_signed_without_a_node_is_sent_by_one(cli, context, scheme):
    address = json.loads(run("key", "inspect", "//Cold", "--scheme", scheme, "--json"))["address"]
    cli("account", "transfer", "--key", "//Alice", "--to", address, "--amount", 10, "--yes")
    signed = sign(context(address), "//Cold", "--scheme", scheme)
    shown = cli.json("tx", "inspect", signed)
    assert (shown["signature"], shown["signer"], shown["nonce"]) == ("right", address, 0)
    assert shown["call"]["call"] == "transfer_keep_alive"
    before = free(cli, "//Bob")
    receipt = cli.json("tx", "broadcast", signed)
    assert receipt["extrinsic"] == shown["hash"]
    assert receipt["fee"] == shown["fee"]
    assert free(cli, "//Bob") - before == 15 * 10**11
    assert "its nonce 0 is used" in cli("tx", "broadcast", signed, expect=1)


def test_several_are_sent_in_their_order(cli, context, tmp_path):
    made = context("//Charlie")
    nonce = json.loads(made.read_text())["nonce"]
    lines = [sign(made, "//Charlie", "--nonce", nonce + i) for i in range(3)]
    assert "too early" in cli("tx", "broadcast", lines[1], expect=1)
    file = tmp_path / "signed.hex"
    file.write_text("\n".join(lines))
    before = free(cli, "//Bob")
    cli("tx", "broadcast", file)
    assert free(cli, "//Bob") - before == 45 * 10**11


def test_an_era_that_is_over_is_seen(cli, context):
    signed = sign(context("//Dave", "--period", 4), "//Dave")
    for _ in range(4):
        cli("account", "transfer", "--key", "//Eve", "--to", "//Bob", "--amount", 1)
    assert "sign again with a new context" in cli("tx", "broadcast", signed, expect=1)
    assert "sign it again" in cli("tx", "inspect", signed, expect=1)


def test_a_context_is_of_one_account(context):
    words = ("account", "transfer", "--to", "//Bob", "--amount", 1, "--key", "//Bob")
    complaint = run("--url", NOWHERE, *words, "--offline", context("//Alice"), expect=1)
    assert "descent tx context --key" in complaint


def test_another_chain_does_not_take_it(cli, context, short_eras, tmp_path):
    signed = sign(context("//Alice", "--immortal"), "//Alice")
    other = NodeProcess(tmp_path / "other", "--chain", str(short_eras)).start()
    try:
        there = CommandLine(other)
        assert "signed for another chain" in there("tx", "broadcast", signed, expect=1)
    finally:
        other.kill()
    altered = signed[:100] + ("1" if signed[100] == "0" else "0") + signed[101:]
    assert "or altered since" in cli("tx", "broadcast", altered, expect=1)
    cli("tx", "broadcast", signed)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("0x0g", "not hex"),
        ("0x" + "00" * (4 << 20) + "00" * 64, "longer than 4194304 bytes"),
        ("0x1084", "cut off"),
        ("0x04", "cut off"),
        ("0x0484", "rules cannot read it"),
        ("no-such-file", "neither hex"),
    ],
)
def test_what_is_no_extrinsic_is_a_wrong_line(cli, wrong, why, tmp_path):
    if len(wrong) > 100_000:  # more than a command line may hold
        (tmp_path / "long").write_text(wrong)
        wrong = tmp_path / "long"
    for name in ("inspect", "broadcast"):
        assert why in cli("tx", name, wrong, expect=2)
