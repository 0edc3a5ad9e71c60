"""`descent key|account|query|chain-spec ...` and what holds for every command, against a node of its own."""

import json
import re

import pytest
from bittensor_wallet import Keypair

from command_line import free_port, run
from transactions import ED25519, GRAD, SR25519

ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
SCHEMES = pytest.mark.parametrize("scheme", ["sr25519", "ed25519", "ecdsa"])
COMMANDS = {
    "node": [],
    "key": ["generate", "inspect"],
    "account": ["balance", "transfer"],
    "model": ["register", "list", "show", "export", "infer"],
    "training": ["list", "show", "open", "commit", "reveal", "explain"],
    "stake": [
        "bond",
        "bond-extra",
        "nominate",
        "validate",
        "chill",
        "unbond",
        "rebond",
        "withdraw",
        "claim",
        "set-keys",
        "show",
        "validators",
    ],
    "tx": ["context", "inspect", "broadcast"],
    "query": ["storage", "block", "events"],
    "chain-spec": ["build", "raw", "inspect", "export"],
    "completion": [],
    "complete": [],
    "man": [],
}


def free(cli, who):
    return int(cli.json("account", "balance", who)["data"]["free"])


def send(cli, sender, amount, *more, to="//Bob"):
    return cli.json("account", "transfer", "--key", sender, "--to", to, "--amount", amount, *more)


# ---- Without a node ---------------------------------------------------------------------------------


def test_every_command_has_help_with_examples():
    assert "Exit codes" in run("--help")
    for group, names in COMMANDS.items():
        for words in [[group, name] for name in names] or [[group]]:
            text = run(*words, "--help")
            assert f"  descent {' '.join(words)}" in text.split("Examples:")[1], words


def test_key_inspect_gives_the_known_accounts():
    known = {
        "sr25519": "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
        "ed25519": "0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee",
    }
    for scheme, account in known.items():
        made = json.loads(run("key", "inspect", "//Alice", "--scheme", scheme, "--json"))
        assert made["accountId"] == account
    assert ALICE in run("key", "inspect", "//Alice")


@SCHEMES
def test_a_generated_key_can_be_inspected_and_is_never_the_same(scheme):
    made, other = (json.loads(run("key", "generate", "--scheme", scheme, "--json")) for _ in range(2))
    seen = json.loads(run("key", "inspect", made["secretSeed"], "--scheme", scheme, "--json"))
    assert seen["address"] == made["address"] != other["address"]


@pytest.mark.parametrize(("scheme", "kind"), [("sr25519", SR25519), ("ed25519", ED25519)])
def test_a_generated_key_is_the_one_that_a_stock_wallet_makes_of_its_seed(scheme, kind):
    made = json.loads(run("key", "generate", "--scheme", scheme, "--json"))
    assert Keypair.create_from_seed(made["secretSeed"], crypto_type=kind).ss58_address == made["address"]


def test_chain_spec_is_substrate_s_raw_form_of_the_state_that_a_node_begins_with(node):
    spec = json.loads(run("chain-spec", "export", "--chain", "dev", "--raw"))
    assert spec["id"] == "dev"
    top = spec["genesis"]["raw"]["top"]
    assert "0x3a636f6465" in top
    assert all(re.fullmatch("0x([0-9a-f]{2})*", v) for v in top.values())
    genesis = node.call("chain_getBlockHash", 0)
    for key, value in top.items():
        assert node.call("state_getStorage", key, genesis) == value, key
    assert genesis in run("chain-spec", "export")
    assert json.loads(run("chain-spec", "export", "--json")) == spec


def test_no_node_is_exit_code_3_with_what_to_start():
    url = f"http://127.0.0.1:{free_port()}"
    for words in (("account", "balance", "//Alice"), ("query", "block"), ("model", "list")):
        assert "descent node --dev" in run("--url", url, *words, expect=3)


def test_a_wrong_command_line_is_exit_code_2_with_what_to_write():
    transfer = ("account", "transfer", "--key", "//Alice", "--to", "//Bob", "--amount")
    for words, remedy in [
        (("fly",), "`descent --help`"),
        ((), "`descent --help`"),
        (("account",), "`descent account --help`"),
        (("account", "transfer"), "`descent account transfer --help`"),
        (("key", "inspect", "//Alice", "--scheme", "rsa"), "ed25519"),
        ((*transfer, "1,5"), "GRAD"),
        ((*transfer, "0.0000000000001"), "12"),
        ((*transfer, "1", "--wait", "forever"), "finalized"),
        (("account", "balance", "nobody"), "//Alice"),
        (("--url", "ftp://x", "account", "balance", "//Alice"), "http://"),
        (("chain-spec", "export", "--chain", "moon"), "dev"),
        (("query", "storage", "System.Nothing"), "System.Account"),
        (("node", "--dev", "--sealing", "soon"), "manual"),
        (("node", "--dev", "--pruning", "some"), "archive"),
        (("node", "--dev", "--tmp", "--base-path", "x"), "leave one out"),
    ]:
        assert remedy in run(*words, expect=2), words


def test_an_error_is_json_for_a_program():
    told = json.loads(run("account", "balance", "nobody", "--json", expect=2))
    assert told["exit"] == 2
    assert "//Alice" in told["error"]


# ---- With a node ------------------------------------------------------------------------------------


@SCHEMES
def test_a_transfer_moves_exactly_the_amount_and_the_fee(cli, scheme):
    sender = json.loads(run("key", "inspect", "//Alice", "--scheme", scheme, "--json"))["address"]
    before, target = free(cli, sender), free(cli, "//Charlie")
    receipt = send(cli, "//Alice", "1.000000000001", "--scheme", scheme, to="//Charlie")
    assert free(cli, "//Charlie") - target == GRAD + 1
    assert before - free(cli, sender) == GRAD + 1 + int(receipt["fee"])
    names = [event["event"] for event in receipt["events"]]
    assert "Transfer" in names
    assert names[-1] == "ExtrinsicSuccess"


def test_a_tip_is_paid_on_top(cli):
    half, more = (int(send(cli, "//Alice", 1, "--tip", tip)["fee"]) for tip in ("0.5", "0.75"))
    assert more - half == GRAD // 4


def test_a_person_sees_a_receipt_and_a_balance(cli):
    receipt = cli("account", "transfer", "--key", "//Dave", "--to", "//Bob", "--amount", "2.5")
    assert "Balances.Transfer" in receipt
    assert "amount=2.5 GRAD" in receipt
    shown = cli("account", "balance", "//Alice")
    assert ALICE in shown
    assert " GRAD" in shown


def test_a_person_is_asked_before_anything_is_sent(cli, node):
    words = ("account", "transfer", "--key", "//Alice", "--to", "//Bob", "--amount", "3")
    for answer, status, blocks in (("no", 1, 0), ("y", 0, 1)):
        before = node.height()
        screen = cli.terminal(*words)
        screen.read_until(f"Send 3 GRAD from {ALICE} to ")
        screen.type(f"{answer}\n")
        assert screen.end()[0] == status, screen.screen
        assert node.height() == before + blocks


def test_a_refused_call_is_exit_code_1_with_the_chain_s_reason(cli):
    words = ("account", "transfer", "--key", "//Alice", "--to", "//Bob", "--amount", "99999999999")
    assert re.search(r"Token\.|Balances\.", cli(*words, expect=1))


def test_a_fee_that_cannot_be_paid_is_exit_code_1_with_the_node_s_reason(cli):
    words = ("account", "transfer", "--key", "//nobody", "--to", "//Bob", "--amount", "1")
    assert "balance too low" in cli(*words, expect=1)


@pytest.mark.parametrize("wait", ["none", "included", "finalized"])
def test_what_is_waited_for(cli, wait):
    receipt = send(cli, "//Dave", 1, "--wait", wait, "--yes")
    assert ("block" in receipt) == (wait != "none")


def test_the_sender_may_come_from_the_environment(cli, monkeypatch):
    monkeypatch.setenv("DESCENT_KEY", "//Eve")
    receipt = cli.json("account", "transfer", "--to", "//Bob", "--amount", "1")
    assert receipt["fee"]


def test_a_block_by_every_name_it_has(cli):
    send(cli, "//Eve", 2)
    head = cli.json("query", "block")
    assert head["extrinsics"][0]["call"]["module"] == "Timestamp"
    assert head["extrinsics"][1]["call"]["call"] == "transfer_keep_alive"
    for name in ("head", "finalized", head["hash"], head["header"]["number"]):
        assert cli.json("query", "block", name) == head
    people = cli("query", "block")
    assert head["hash"] in people
    assert "Balances.transfer_keep_alive" in people
    assert "`descent query block head`" in cli("query", "block", "1000000", expect=1)
    assert "finalized" in cli("query", "block", "yesterday", expect=2)


def test_the_events_of_a_block(cli):
    receipt = send(cli, "//Eve", 2)
    number = receipt["block"]["number"]
    events = [e for e in cli.json("query", "events", number) if e["extrinsic"] == 1]
    assert [(e["module"], e["event"], e["fields"]) for e in events] == [
        (e["module"], e["event"], e["fields"]) for e in receipt["events"]
    ]
    assert "System.ExtrinsicSuccess" in cli("query", "events", "head")
    assert "`descent query block head`" in cli("query", "events", "1000000", expect=1)


def test_the_storage_sums_up_to_what_was_issued(cli):
    issued = int(cli.json("query", "storage", "Balances.TotalIssuance"))
    accounts = cli.json("query", "storage", "System.Account", "--limit", 1000)
    data = [entry["value"]["data"] for entry in accounts]
    assert issued == sum(int(d["free"]) + int(d["reserved"]) for d in data)
    (one,) = cli.json("query", "storage", "System.Account", "--limit", 1)
    assert one in accounts


def test_the_storage_at_an_old_block(cli):
    head = cli.json("query", "block")["header"]["number"]
    before = cli.json("query", "storage", "System.Account", "//Eve")
    send(cli, "//Eve", 2)
    assert cli.json("query", "storage", "System.Account", "//Eve", "--at", head) == before
    assert cli.json("query", "storage", "System.Account", "//Eve")["nonce"] == before["nonce"] + 1


def test_the_storage_items_are_listed_and_each_can_be_read(cli):
    items = cli.json("query", "storage")
    assert {"System.Account", "Balances.TotalIssuance", "Models.Models"} <= {i["item"] for i in items}
    for item in items:
        assert item["doc"], item
        cli.json("query", "storage", item["item"])
