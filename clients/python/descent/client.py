"""A typed client of a node: calls and what they led to, runtime APIs, blobs and models.

It stands on async-substrate-interface, which reads everything about the chain from its metadata. Blocks
are followed by number, so it works the same whether the node seals on an interval, on transactions or,
with `seals=True`, when this client says so.
"""

import time
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from async_substrate_interface.errors import SubstrateRequestException
from async_substrate_interface.sync_substrate import SubstrateInterface

from descent import scale
from descent.commitments import CHUNK_BYTES, blob_root, chunk_hashes
from descent.graph import Graph, blake2b_256, decode, encode
from descent.onnx_io import export_onnx, import_onnx
from descent.wallet import Keypair, ss58_decode

POLL_SECONDS = 0.02
PATIENCE_SECONDS = 60.0


class ChainError(Exception):
    """The node or the chain refused; the text says why."""


class CallFailed(ChainError):
    """A call was included and failed: `name` is the error's, such as `Training.NotNow`."""

    def __init__(self, call: str, name: str, doc: str = "") -> None:
        super().__init__(f"{call}: {name}" + (f": {doc}" if doc else ""))
        self.name = name


def octets(value: Any) -> bytes:
    """A hash, account or byte string of the decoder as bytes."""
    match value:
        case bytes() | bytearray():
            return bytes(value)
        case str() if value.startswith("0x"):
            return bytes.fromhex(value[2:])
        case str():
            return ss58_decode(value)
        case list() | tuple() if len(value) == 1 and not isinstance(value[0], int):
            return octets(value[0])
        case list() | tuple():
            return bytes(value)
    raise ValueError(f"no bytes: {value!r}")


def hexed(value: bytes) -> str:
    """Bytes as the encoder takes them."""
    return "0x" + value.hex()


@dataclass(frozen=True)
class Call:
    """A call of a module with its arguments, as named in the metadata."""

    module: str
    function: str
    arguments: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.module}.{self.function}"


@dataclass(frozen=True)
class Event:
    """Something a module reports; `extrinsic` is the number of the one that caused it, if one did."""

    module: str
    name: str
    fields: dict[str, Any]
    extrinsic: int | None

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@dataclass(frozen=True)
class Block:
    """A block as far as a client follows it."""

    number: int
    hash: str
    extrinsics: list[bytes]
    """Hashes."""
    events: list[Event]

    def of(self, extrinsic: bytes) -> list[Event]:
        """Events of the extrinsic of this hash."""
        place = self.extrinsics.index(extrinsic)
        return [e for e in self.events if e.extrinsic == place]


@dataclass(frozen=True)
class Outcome:
    """What became of a call in the block that has it."""

    call: Call
    block: Block
    events: list[Event]

    def event(self, name: str) -> Event:
        """The first event of this name, such as `Models.Registered`."""
        return next(e for e in self.events if str(e) == name)

    @property
    def fee(self) -> int:
        """Base units paid for inclusion."""
        return sum(e.fields["actual_fee"] for e in self.events if e.name == "TransactionFeePaid")


class Client:
    """One connection to a node.

    seals: ask the node for a block (`engine_createBlock`) wherever one is waited for.
    Raises ChainError where the node cannot be reached or refuses, CallFailed where a call fails.
    """

    def __init__(self, url: str, *, seals: bool = False) -> None:
        try:
            self.substrate = SubstrateInterface(url, ss58_format=42, max_retries=1)
        except (OSError, ConnectionError) as e:
            raise ChainError(f"no node answers at {url}: start one, or name its address ({e})") from e
        # Before the interpreter ends: its threads could not answer a later farewell.
        self._farewell = weakref.finalize(self, self.substrate.close)
        self.url, self.seals = url, seals
        self._nonces: dict[bytes, int] = {}

    def close(self) -> None:
        """End the connection."""
        self._farewell()

    # ---- Reading --------------------------------------------------------------------------------

    def rpc(self, method: str, *params: Any) -> Any:
        """The result of an RPC method."""
        try:
            answer = self.substrate.rpc_request(method, list(params))
        except SubstrateRequestException as e:
            raise ChainError(f"{method}: {e}") from e
        return answer["result"]

    def height(self) -> int:
        """Number of the newest block."""
        return int(self.rpc("chain_getHeader")["number"], 16)

    def block_hash(self, number: int) -> str | None:
        """Hash of the block of this number; None if there is none yet."""
        return self.rpc("chain_getBlockHash", number)

    def state_root(self, block: str | None = None) -> str:
        """State root in the header of a block, by hash; of the newest by default."""
        return self.rpc("chain_getHeader", *([block] if block else []))["stateRoot"]

    def block(self, number: int) -> Block:
        """A block with its events. Raises ChainError if there is none."""
        found = self.block_hash(number)
        if found is None:
            raise ChainError(f"there is no block {number} yet")
        body = self.rpc("chain_getBlock", found)["block"]["extrinsics"]
        return Block(number, found, [blake2b_256(octets(x)) for x in body], self.events(found))

    def events(self, block: str) -> list[Event]:
        """Events of a block, by hash."""
        out = []
        for record in self.substrate.get_events(block_hash=block):
            inner = record["event"]
            fields = inner["attributes"] or {}
            number = record["extrinsic_idx"]
            out.append(Event(inner["module_id"], inner["event_id"], fields, number))
        return out

    def api(self, api: str, method: str, **arguments: Any) -> Any:
        """A runtime API's answer at the newest block, decoded by the metadata."""
        try:
            return self.substrate.runtime_call(api, method, arguments)
        except (SubstrateRequestException, ValueError) as e:
            raise ChainError(f"{api}.{method}: {e}") from e

    def _bytes(self, method: str, arguments: bytes) -> bytes | None:
        """An optional byte string, read here: the decoder takes bytes that happen to be text for text."""
        reader = scale.Reader(octets(self.rpc("state_call", method, hexed(arguments))))
        some = reader.integer(1)
        out = reader.array("u1").tobytes() if some else None
        reader.finish()
        return out

    def balance(self, account: bytes) -> int:
        """Free and held base units of an account."""
        data = self.substrate.query("System", "Account", [hexed(account)]).value["data"]
        return data["free"] + data["reserved"]

    # ---- Calls ----------------------------------------------------------------------------------

    def send(self, call: Call, key: Keypair) -> bytes:
        """Submit without waiting; the extrinsic's hash. Calls of one key are executed in this order."""
        nonce = self._nonces.get(key.public_key)
        if nonce is None:
            nonce = self.rpc("system_accountNextIndex", key.ss58_address)
        composed = self.substrate.compose_call(call.module, call.function, call.arguments)
        extrinsic = self.substrate.create_signed_extrinsic(composed, key, nonce=nonce)
        try:
            out = octets(self.rpc("author_submitExtrinsic", str(extrinsic.data)))
        except ChainError as e:
            self._nonces.pop(key.public_key, None)
            raise ChainError(f"{call}: {e}") from e
        self._nonces[key.public_key] = nonce + 1
        return out

    def advance(self, after: int | None = None) -> Block:
        """The block after a number (by default the newest one's), which it waits for."""
        number = (self.height() if after is None else after) + 1
        if self.seals and self.height() < number:
            self.rpc("engine_createBlock")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.height() < number:
            if time.monotonic() > deadline:
                raise ChainError(f"no block {number} within {PATIENCE_SECONDS:.0f} s")
            time.sleep(POLL_SECONDS)
        return self.block(number)

    def submit_all(self, calls: Iterable[tuple[Call, Keypair]], blocks: int = 30) -> list[Outcome]:
        """Submit, and wait until all are in blocks. Raises CallFailed for the first that failed."""
        height = self.height()
        waiting = [(self.send(call, key), call) for call, key in calls]
        done: dict[bytes, Outcome] = {}
        for number in range(height, height + blocks):
            if len(done) == len(waiting):
                break
            block = self.advance(number)
            done |= {h: self.outcome(call, block, h) for h, call in waiting if h in block.extrinsics}
        lost = [call for h, call in waiting if h not in done]
        if lost:
            raise ChainError(f"{lost[0]} was not included within {blocks} blocks")
        return [done[h] for h, _ in waiting]

    def submit(self, call: Call, key: Keypair) -> Outcome:
        """Submit one call and wait for its block. Raises CallFailed."""
        return self.submit_all([(call, key)])[0]

    def outcome(self, call: Call, block: Block, extrinsic: bytes) -> Outcome:
        """What a call led to in the block that has it. Raises CallFailed."""
        out = Outcome(call, block, block.of(extrinsic))
        for event in out.events:
            if str(event) == "System.ExtrinsicFailed":
                raise CallFailed(str(call), *self._named(event.fields["dispatch_error"]))
        return out

    def _named(self, error: Any) -> tuple[str, str]:
        """Name and remedy of a dispatch error."""
        if not (isinstance(error, dict) and "Module" in error):
            return str(error), ""
        module, code = error["Module"]["index"], octets(error["Module"]["error"])[0]
        return self._errors.get((module, code), (f"module {module}, error {code}", ""))

    @cached_property
    def _errors(self) -> dict[tuple[int, int], tuple[str, str]]:
        out = {}
        for pallet in self.substrate.metadata.pallets:
            for variant in pallet.errors or []:
                doc = " ".join(str(line) for line in variant.value["docs"])
                name = f"{pallet.value['name']}.{variant.value['name']}"
                out[pallet.value["index"], variant.value["index"]] = (name, doc)
        return out

    # ---- Blobs and models -----------------------------------------------------------------------

    def upload_calls(self, blob: bytes) -> list[Call]:
        """The calls that store a blob that nobody has begun."""
        root = hexed(blob_root(blob))
        hashes = [hexed(h) for h in chunk_hashes(blob)]
        begin = Call("Blobs", "begin", {"root": root, "length": len(blob), "chunks": hashes})
        return [begin, *(self._store(blob, root, i) for i in range(len(hashes)))]

    def _store(self, blob: bytes, root: str, index: int) -> Call:
        chunk = blob[index * CHUNK_BYTES : (index + 1) * CHUNK_BYTES]
        return Call("Blobs", "store", {"root": root, "index": index, "chunk": hexed(chunk)})

    def upload(self, blob: bytes, key: Keypair) -> bytes:
        """Store a blob, or what is missing of it; its root."""
        root = blob_root(blob)
        missing = self.api("BlobsApi", "missing", root=hexed(root))
        if missing is None:
            calls = self.upload_calls(blob)
        else:
            calls = [self._store(blob, hexed(root), i) for i in missing]
        self.submit_all([(call, key) for call in calls])
        return root

    def blob(self, root: bytes) -> bytes:
        """All bytes of a stored blob. Raises ChainError."""
        record = self.api("BlobsApi", "blob", root=hexed(root))
        if record is None or record["stored"] != record["chunks"]:
            raise ChainError(f"the chain does not have all of the blob {root.hex()}")
        chunks = (self._bytes("BlobsApi_chunk", root + scale.integer(i, 4)) for i in range(record["chunks"]))
        return b"".join(c for c in chunks if c is not None)

    def register_onnx(self, onnx: bytes, key: Keypair, *, name: str, task: str, licence: str) -> int:
        """Register an ONNX file as a model; its number."""
        return self.register(import_onnx(onnx), key, name=name, task=task, licence=licence)

    def register(self, graph: Graph, key: Keypair, *, name: str, task: str, licence: str) -> int:
        """Register a graph as a model; its number. `licence` is the licence's text."""
        root = self.upload(encode(graph), key)
        terms = {"name": name, "task": task, "licence": hexed(blake2b_256(licence.encode()))}
        made = self.submit(Call("Models", "register_model", {"blob": hexed(root), **terms}), key)
        return made.event("Models.Registered").fields["model"]

    def head(self, model: int) -> int:
        """Number of a model's newest version. Raises ChainError if there is no such model."""
        record = self.api("ModelsApi", "model", id=model)
        if record is None:
            raise ChainError(f"no model has the number {model}")
        return record["head"]

    def graph(self, version: int) -> Graph:
        """The graph of a version. Raises ChainError if it is not kept."""
        data = self._bytes("ModelsApi_graph", scale.integer(version, 4))
        if data is None:
            raise ChainError(f"the graph of version {version} is not kept, or there never was one")
        return decode(data)

    def export_onnx(self, version: int) -> bytes:
        """A version as an ONNX file."""
        return export_onnx(self.graph(version))
