"""async-substrate-interface with Bittensor's wallet, both unmodified, against a node."""

import asyncio
import hashlib
import struct

import pytest
from async_substrate_interface import AsyncSubstrateInterface, SubstrateInterface
from async_substrate_interface.errors import SubstrateRequestException

from transactions import ED25519, GRAD, SR25519, blake2_256, key

ENDOWMENT = 1_000_000 * GRAD
KINDS = pytest.mark.parametrize("kind", [ED25519, SR25519], ids=["ed25519", "sr25519"])
# The example of docs/graph.md: three numbers to the chances of two classes.
GRAPH = bytes.fromhex(
    "01040300000008080300000002000000e6ff1800000002000000ff000000040000800000000003250601000402000000e5ff08"
    "cdcccc00666666fe08000000000000000000010000000601000000"
)


@pytest.fixture(scope="module")
def chain(node):
    with SubstrateInterface(node.ws_url) as client:
        yield client


def send(chain, pair, module, function, args, **options):
    """Signs, sends and waits until it is final."""
    call = chain.compose_call(module, function, args)
    signed = chain.create_signed_extrinsic(call=call, keypair=pair, **options)
    receipt = chain.submit_extrinsic(signed, wait_for_finalization=True)
    assert receipt.finalized
    return receipt


def free(chain, address, block_hash=None):
    return plain(chain.query("System", "Account", [address], block_hash=block_hash))["data"]["free"]


def plain(answer):
    return getattr(answer, "value", answer)


def event(receipt, module, name):
    """The attributes of the one event of this name."""
    inner = [plain(e).get("event", plain(e)) for e in receipt.triggered_events]
    found = [e for e in inner if (e["module_id"], e["event_id"]) == (module, name)]
    assert len(found) == 1, [(e["module_id"], e["event_id"]) for e in inner]
    return found[0]["attributes"]


def test_connects_and_learns_what_the_chain_is(chain, node):
    assert chain.chain == "Development"
    assert chain.ss58_format == 42
    assert chain.token_symbol == "GRAD"
    assert chain.token_decimals == 12
    assert chain.get_block_hash(0) == node.call("chain_getBlockHash", 0)


def test_the_asynchronous_interface_reads_too(node):
    async def read():
        async with AsyncSubstrateInterface(node.ws_url) as client:
            account = await client.query("System", "Account", [key("//Alice").ss58_address])
            return plain(account)["data"]["free"]

    assert asyncio.run(read()) == ENDOWMENT


def test_reads_accounts_one_and_all(chain):
    assert free(chain, key("//Alice").ss58_address) == ENDOWMENT
    accounts = dict(chain.query_map("System", "Account", page_size=5))
    assert key("//Bob", ED25519).ss58_address in accounts
    total = sum(plain(a)["data"]["free"] + plain(a)["data"]["reserved"] for a in accounts.values())
    assert total == plain(chain.query("Balances", "TotalIssuance"))
    assert plain(chain.get_constant("Balances", "ExistentialDeposit")) == GRAD // 1000


@KINDS
def test_transfers_watched_to_finality_for_the_fee_it_estimated(chain, kind):
    sender, receiver = key("//Charlie", kind), key("//a new account", kind)
    before = free(chain, sender.ss58_address)
    args = {"dest": receiver.ss58_address, "value": 5 * GRAD}
    call = chain.compose_call("Balances", "transfer_keep_alive", args)
    fee = chain.get_payment_info(call, sender)["partial_fee"]
    receipt = send(chain, sender, "Balances", "transfer_keep_alive", args)
    assert receipt.is_success, receipt.error_message
    assert receipt.total_fee_amount == fee > 0

    moved = event(receipt, "Balances", "Transfer")
    assert moved == {"from": sender.ss58_address, "to": receiver.ss58_address, "amount": 5 * GRAD}
    paid = event(receipt, "TransactionPayment", "TransactionFeePaid")
    assert paid == {"who": sender.ss58_address, "actual_fee": fee, "tip": 0}
    assert free(chain, receiver.ss58_address) == 5 * GRAD
    assert free(chain, sender.ss58_address) == before - 5 * GRAD - fee


@KINDS
def test_a_mortal_era_a_tip_and_a_long_payload(chain, kind):
    remark = {"remark": "0x" + "5a" * 1000}
    receipt = send(chain, key("//Dave", kind), "System", "remark", remark, era={"period": 64}, tip=GRAD)
    assert receipt.is_success
    assert event(receipt, "TransactionPayment", "TransactionFeePaid")["tip"] == GRAD


def test_decodes_a_failing_calls_module_error(chain):
    receipt = send(chain, key("//Bob"), "Models", "fork", {"version": 4_000_000_000, "name": "mine"})
    assert receipt.is_success is False
    assert receipt.error_message["type"] == "Module"
    assert receipt.error_message["name"] == "UnknownVersion"
    assert "No version has this number" in "".join(receipt.error_message["docs"])


def test_a_refused_transaction_raises(chain):
    call = chain.compose_call("System", "remark", {"remark": "0x00"})
    stale = chain.create_signed_extrinsic(call=call, keypair=key("//Ferdie"), nonce=0)
    chain.submit_extrinsic(stale, wait_for_finalization=True)
    with pytest.raises(SubstrateRequestException, match="Invalid Transaction"):
        chain.submit_extrinsic(stale)
    nobody = chain.create_signed_extrinsic(call=call, keypair=key("//nobody"), nonce=0)
    with pytest.raises(SubstrateRequestException, match="Invalid Transaction"):
        chain.submit_extrinsic(nobody)


def test_reads_an_old_block_its_state_and_its_extrinsics(chain):
    sender, receiver = key("//Eve"), key("//read of old")
    args = {"dest": receiver.ss58_address, "value": GRAD}
    first = send(chain, sender, "Balances", "transfer_keep_alive", args)
    send(chain, sender, "Balances", "transfer_keep_alive", args)
    assert free(chain, receiver.ss58_address) == 2 * GRAD
    assert free(chain, receiver.ss58_address, first.block_hash) == GRAD
    assert free(chain, sender.ss58_address, chain.get_block_hash(0)) == ENDOWMENT

    block = chain.get_block(first.block_hash)
    calls = [
        (plain(e)["call"]["call_module"], plain(e)["call"]["call_function"]) for e in block["extrinsics"]
    ]
    assert calls == [("Timestamp", "set"), ("Balances", "transfer_keep_alive")]
    assert block["header"]["hash"] == first.block_hash
    assert len(chain.get_events(first.block_hash)) > 3


def test_registers_a_model_and_asks_it(chain):
    alice = key("//Alice")
    chunk = blake2_256(b"\0" + GRAPH)
    root = blake2_256(b"\2" + struct.pack("<Q", len(GRAPH)) + chunk)
    hexed = {"root": "0x" + root.hex()}
    begin = hexed | {"length": len(GRAPH), "chunks": ["0x" + chunk.hex()]}
    assert send(chain, alice, "Blobs", "begin", begin).is_success
    store = hexed | {"index": 0, "chunk": "0x" + GRAPH.hex()}
    assert send(chain, alice, "Blobs", "store", store).is_success
    licence = "0x" + hashlib.blake2b(b"CC0", digest_size=32).hexdigest()
    model = {"blob": hexed["root"], "name": "two classes", "task": "an example", "licence": licence}
    receipt = send(chain, alice, "Models", "register_model", model)
    assert receipt.is_success, receipt.error_message
    registered = event(receipt, "Models", "Registered")
    assert registered["owner"] == alice.ss58_address

    asked = plain(chain.runtime_call("ModelsApi", "model", [registered["model"]]))
    assert asked["head"] == registered["version"]
    assert asked["name"] == "two classes"
    assert plain(chain.query("Models", "Models", [registered["model"]]))["owner"] == alice.ss58_address
    samples = list(struct.unpack("<3I", struct.pack("<3f", 1, 2, 3)))
    (row,) = plain(chain.runtime_call("ModelsApi", "infer", [registered["version"], samples]))["Ok"]
    first, second = struct.unpack("<2f", struct.pack("<2I", *row["values"]))
    assert row["class"] == 0
    assert first == pytest.approx(0.99361, abs=1e-5)
    assert first + second == pytest.approx(1)


def test_survives_a_restart_of_the_node(node):
    ferdie = key("//Ferdie", ED25519)
    with SubstrateInterface(node.ws_url) as client:
        last = send(client, ferdie, "System", "remark", {"remark": "0x01"})
        header = client.get_block_header(last.block_hash)
        node.kill()
        node.start()
        assert client.get_block_header(last.block_hash) == header
        again = send(client, ferdie, "System", "remark", {"remark": "0x02"})
        assert again.is_success
        assert client.get_block_number(again.block_hash) > client.get_block_number(last.block_hash)
