"""Signed extrinsics put together by hand: quick, and each part can be wrong on purpose."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from descent.graph import blake2b_256
from descent.scale import compact, integer

_SIGNED = b"\x84"
"""Version 4 of the format, with a signature."""
_PAYLOAD_MOST = 256
"""A longer payload is signed by its hash."""


class Signer(Protocol):
    """A key: of the client's wallet, or another's."""

    public_key: bytes
    crypto_type: int

    def sign(self, data: bytes) -> bytes:
        """A signature over the payload."""


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

    @classmethod
    def asked(cls, call: Callable[..., Any]) -> "Rules":
        """From a node. `call`: the result of an RPC method with its parameters."""
        version = call("state_getRuntimeVersion")
        genesis = bytes.fromhex(call("chain_getBlockHash", 0)[2:])
        return cls(version["specVersion"], version["transactionVersion"], genesis)


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
        """What is signed and sent beside the call."""
        return self.era + compact(self.nonce) + compact(self.tip)

    def payload(self) -> bytes:
        """What is signed."""
        rules = self.rules
        versions = integer(rules.spec_version, 4) + integer(rules.transaction_version, 4)
        out = self.call + self.extra() + versions + rules.genesis + (self.birth or rules.genesis)
        return blake2b_256(out) if len(out) > _PAYLOAD_MOST else out

    def signed(self, pair: Signer) -> bytes:
        """Encoded, with the signature of `pair`."""
        return self.with_signature(pair.public_key, pair.crypto_type, pair.sign(self.payload()))

    def with_signature(self, account: bytes, kind: int, signature: bytes) -> bytes:
        """Encoded, whether or not the signature is right."""
        body = _SIGNED + b"\0" + account + bytes([kind]) + signature + self.extra() + self.call
        return compact(len(body)) + body

    def but(self, **changes: object) -> "Transaction":
        """The same with some parts changed."""
        return replace(self, **changes)
