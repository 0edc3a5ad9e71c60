import pytest
from async_substrate_interface.protocols import Keypair as Protocol

from descent.wallet import Keypair, ss58_decode, ss58_encode

ALICE = bytes.fromhex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")


def test_alice_is_the_alice_of_every_wallet():
    key = Keypair.from_uri("//Alice")
    assert key.public_key == ALICE
    assert key.ss58_address == "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
    assert isinstance(key, Protocol)


def test_junctions_lead_to_different_keys():
    uris = [
        "//Alice",
        "//Bob",
        "//Alice//1",
        "//1",
        "0x" + "11" * 32 + "//1",
        "//a name that is longer than 31 bytes",
    ]
    assert len({Keypair.from_uri(uri).public_key for uri in uris}) == len(uris)
    assert Keypair.from_uri("//Bob").ss58_address == "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"


@pytest.mark.parametrize("uri", ["", "Alice", "//", "//Alice/soft", "//a////b", "bottom drive obey"])
def test_what_is_not_hard_derivation_is_refused(uri):
    with pytest.raises(ValueError):
        Keypair.from_uri(uri)


def test_a_signature_is_of_one_key_and_one_payload():
    key, other = Keypair.from_uri("//Alice"), Keypair.from_uri("//Bob")
    signature = key.sign(b"payload")
    assert key.verify(b"payload", signature)
    assert not key.verify(b"payloae", signature)
    assert not other.verify(b"payload", signature)
    assert key.verify(b"\x01\x02", key.sign("0x0102"))


def test_addresses_survive_and_a_typing_error_is_found():
    address = ss58_encode(ALICE)
    assert ss58_decode(address) == ALICE
    assert ss58_decode(ss58_encode(bytes(32))) == bytes(32)
    for wrong in (address[:-1] + "Z", address[:-1], "0" + address, ""):
        with pytest.raises(ValueError):
            ss58_decode(wrong)
