"""Extrinsics put together by hand, so that each part can be wrong on purpose."""

import hashlib

from bittensor_wallet import Keypair
from descent.extrinsic import Rules, Transaction, remark, transfer

__all__ = [
    "ECDSA", "ED25519", "GRAD", "SR25519", "Rules", "Transaction", "blake2_256", "key", "remark", "transfer",
]  # fmt: skip

ED25519, SR25519, ECDSA = 0, 1, 2
GRAD = 10**12


def blake2_256(data: bytes) -> bytes:
    """The chain's hash."""
    return hashlib.blake2b(data, digest_size=32).digest()


def key(uri: str, kind: int = SR25519) -> Keypair:
    """The key of a secret URI such as //Alice."""
    return Keypair.create_from_uri(uri, crypto_type=kind)
