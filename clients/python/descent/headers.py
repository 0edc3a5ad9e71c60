"""Headers as nodes tell of them in JSON."""

from typing import Any

from descent.graph import blake2b_256
from descent.scale import compact, vector


def header_hash(header: dict[str, Any]) -> str:
    """The hash of a header, from its encoding: who is told of it need not ask."""
    parent, state, extrinsics = (
        bytes.fromhex(header[name][2:]) for name in ("parentHash", "stateRoot", "extrinsicsRoot")
    )
    logs = vector(bytes.fromhex(item[2:]) for item in header["digest"]["logs"])
    return "0x" + blake2b_256(parent + compact(int(header["number"], 16)) + state + extrinsics + logs).hex()
