"""sr25519 keys by hard derivation, and SS58 addresses: what signing for the chain takes.

The dev accounts are derived from the phrase that every Substrate tool knows, so `//Alice` here is the
`//Alice` of a wallet.
"""

from functools import cached_property
from hashlib import blake2b

import sr25519

DEV_SEED = bytes.fromhex("fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e")
SS58_PREFIX = 42
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_CHECKSUM_BYTES = 2


def _checksum(data: bytes) -> bytes:
    return blake2b(b"SS58PRE" + data, digest_size=64).digest()[:_CHECKSUM_BYTES]


def base58(data: bytes) -> str:
    """Bytes as addresses and peer ids show them."""
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = _ALPHABET[digit] + text
    zeros = len(data) - len(data.lstrip(b"\0"))
    return _ALPHABET[0] * zeros + text


def ss58_encode(account: bytes, prefix: int = SS58_PREFIX) -> str:
    """The address of a 32-byte account, for prefixes of one byte."""
    if len(account) != 32 or not 0 <= prefix < 64:
        raise ValueError(f"an account has 32 bytes and a prefix is below 64, not {len(account)}, {prefix}")
    data = bytes([prefix]) + account
    return base58(data + _checksum(data))


def ss58_decode(address: str) -> bytes:
    """The 32-byte account of an address. Raises ValueError if it is none."""
    number = 0
    for character in address:
        if character not in _ALPHABET:
            raise ValueError(f"{character!r} is no digit of an address")
        number = number * 58 + _ALPHABET.index(character)
    data = number.to_bytes(max(1, (number.bit_length() + 7) // 8))
    if len(data) != 1 + 32 + _CHECKSUM_BYTES or _checksum(data[:-2]) != data[-2:]:
        raise ValueError(f"{address!r} is not the address of an account: check for a typing error")
    return data[1:-2]


def _chain_code(junction: str) -> bytes:
    """SCALE of the junction's text (a number: as u64), padded to 32 bytes, hashed if longer."""
    text = junction.encode()
    if junction.isdigit():
        code = int(junction).to_bytes(8, "little")
    elif len(text) < 64:
        code = bytes([len(text) << 2]) + text
    else:
        raise ValueError("a junction has at most 63 bytes")
    return code.ljust(32, b"\0") if len(code) <= 32 else blake2b(code, digest_size=32).digest()


class Keypair:
    """An sr25519 key that signs extrinsics (the protocol of async-substrate-interface)."""

    crypto_type = 1
    ss58_format = SS58_PREFIX

    def __init__(self, public: bytes, secret: bytes) -> None:
        self.public_key = public
        self._secret = secret

    @classmethod
    def from_seed(cls, seed: bytes) -> "Keypair":
        """The key of a 32-byte seed."""
        return cls(*sr25519.pair_from_seed(seed))

    @classmethod
    def from_uri(cls, uri: str) -> "Keypair":
        """`//Alice`, `//Alice//2`, `0x<seed>//name`: hard junctions on a seed, else on the dev seed.

        Raises ValueError for a soft junction or a phrase.
        """
        root, *junctions = uri.split("//")
        if not junctions or any(not j or "/" in j for j in junctions):
            raise ValueError(f"{uri!r} is not a seed or nothing followed by //junctions")
        pair = sr25519.pair_from_seed(bytes.fromhex(root.removeprefix("0x")) if root else DEV_SEED)
        for junction in junctions:
            pair = sr25519.hard_derive_keypair((_chain_code(junction), *pair), b"")[1:]
        return cls(*pair)

    @cached_property
    def ss58_address(self) -> str:
        """The account as people write it."""
        return ss58_encode(self.public_key)

    def sign(self, data: bytes | str) -> bytes:
        """64 bytes over the payload (text is hex); randomised."""
        payload = bytes.fromhex(data.removeprefix("0x")) if isinstance(data, str) else bytes(data)
        return sr25519.sign((self.public_key, self._secret), payload)

    def verify(self, data: bytes, signature: bytes) -> bool:
        """Whether this key made the signature."""
        return sr25519.verify(signature, bytes(data), self.public_key)
