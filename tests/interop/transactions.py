"""Extrinsics put together by hand, so that each part can be wrong on purpose."""

import hashlib
from dataclasses import dataclass, replace

from bittensor_wallet import Keypair
from descent.scale import compact, integer

from node_process import NodeProcess

ED25519, SR25519, ECDSA = 0, 1, 2
GRAD = 10**12


def blake2_256(data: bytes) -> bytes:
    """The chain's hash."""
    return hashlib.blake2b(data, digest_size=32).digest()


def key(uri: str, kind: int = SR25519) -> Keypair:
    """The key of a secret URI such as //Alice."""
    return Keypair.create_from_uri(uri, crypto_type=kind)


def transfer(to: bytes, amount: int) -> bytes:
    """Balances.transfer_keep_alive."""
    return bytes([2, 3, 0]) + to + compact(amount)


def remark(data: bytes) -> bytes:
    """System.remark."""
    return bytes([0, 0]) + compact(len(data)) + data


@dataclass(frozen=True)
class Rules:
    """What a signature binds a transaction to."""

    spec_version: int
    transaction_version: int
    genesis: bytes

    @staticmethod
    def of(node: NodeProcess) -> "Rules":
        version = node.call("state_getRuntimeVersion")
        genesis = bytes.fromhex(node.call("chain_getBlockHash", 0)[2:])
        return Rules(version["specVersion"], version["transactionVersion"], genesis)


@dataclass(frozen=True)
class Transaction:
    """One signed call. Immortal unless it has an era and the hash of the block the era begins at."""

    rules: Rules
    call: bytes
    nonce: int
    tip: int = 0
    era: bytes = b"\0"
    birth: bytes | None = None

    def extra(self) -> bytes:
        return self.era + compact(self.nonce) + compact(self.tip)

    def payload(self) -> bytes:
        """What is signed."""
        rules = self.rules
        versions = integer(rules.spec_version, 4) + integer(rules.transaction_version, 4)
        out = self.call + self.extra() + versions + rules.genesis + (self.birth or rules.genesis)
        return blake2_256(out) if len(out) > 256 else out

    def signed(self, pair: Keypair) -> bytes:
        return self.with_signature(pair.public_key, pair.crypto_type, pair.sign(self.payload()))

    def with_signature(self, account: bytes, kind: int, signature: bytes) -> bytes:
        """Encoded, whether or not the signature is right."""
        body = b"\x84\0" + account + bytes([kind]) + signature + self.extra() + self.call
        return compact(len(body)) + body

    def but(self, **changes: object) -> "Transaction":
        return replace(self, **changes)
