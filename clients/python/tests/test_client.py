import pytest

from descent.client import Block, Call, CallFailed, Client, Event, Outcome, hexed, octets
from descent.commitments import CHUNK_BYTES, blob_root
from descent.demo.watch_issuance import burned
from descent.wallet import Keypair

ALICE = Keypair.from_uri("//Alice")


def unconnected():
    return Client.__new__(Client)


@pytest.mark.parametrize(
    "value", [b"\x01\x02", "0x0102", [1, 2], (1, 2), bytearray(b"\x01\x02"), ("0x0102",)], ids=repr
)
def test_bytes_are_read_however_they_are_written(value):
    assert octets(value) == b"\x01\x02"


def test_an_address_is_an_account():
    assert octets(ALICE.ss58_address) == ALICE.public_key
    assert hexed(ALICE.public_key) == "0x" + ALICE.public_key.hex()


def test_an_upload_begins_with_all_hashes_and_stores_each_chunk():
    blob = bytes(range(256)) * (CHUNK_BYTES // 256) + b"rest"
    begin, *stores = unconnected().upload_calls(blob)
    assert (begin.function, begin.arguments["length"]) == ("begin", len(blob))
    assert begin.arguments["root"] == hexed(blob_root(blob))
    assert len(begin.arguments["chunks"]) == 2
    assert [s.arguments["index"] for s in stores] == [0, 1]
    assert b"".join(octets(s.arguments["chunk"]) for s in stores) == blob


def event(module, name, extrinsic=None, **fields):
    return Event(module, name, fields, extrinsic)


def test_an_outcome_is_what_its_own_extrinsic_reports():
    events = [
        event("System", "ExtrinsicSuccess", 0),
        event("TransactionPayment", "TransactionFeePaid", 1, actual_fee=7),
        event("System", "ExtrinsicSuccess", 1),
        event("Training", "RoundSettled"),
    ]
    block = Block(3, "0x00", [b"first", b"second"], events)
    out = unconnected().outcome(Call("Training", "commit"), block, b"second")
    assert isinstance(out, Outcome)
    assert (out.fee, len(out.events)) == (7, 2)
    assert out.event("System.ExtrinsicSuccess").extrinsic == 1


def test_a_failed_call_is_raised_with_the_errors_name_and_remedy():
    client = unconnected()
    client._errors = {(32, 17): ("Training.NotNow", "The task is in another phase.")}
    error = {"Module": {"index": 32, "error": "0x11000000"}}
    failed = Block(3, "0x00", [b"x"], [event("System", "ExtrinsicFailed", 0, dispatch_error=error)])
    with pytest.raises(
        CallFailed, match=r"Training.commit: Training.NotNow: The task is in another"
    ) as raised:
        client.outcome(Call("Training", "commit"), failed, b"x")
    assert raised.value.name == "Training.NotNow"


def test_what_is_burned_is_counted_by_its_rule():
    events = [
        event("TransactionPayment", "TransactionFeePaid", 0, actual_fee=7, tip=0),
        event("Balances", "BurnedHeld", reason={"Training": "Evaluation"}, amount=5),
        event("Balances", "BurnedHeld", reason={"Training": "Deposit"}, amount=50),
        event("Balances", "BurnedHeld", reason={"Training": "Evaluation"}, amount=6),
        event("Balances", "Transfer", amount=1000),
    ]
    assert burned(events) == {"fees": 7, "Training.Evaluation": 11, "Training.Deposit": 50}
