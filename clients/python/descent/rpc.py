"""JSON-RPC over one HTTP connection, with a limit of time: for nodes that may not answer."""

import json
from http.client import HTTPConnection, HTTPException
from typing import Any

from descent.client import ChainError

PATIENCE_SECONDS = 5.0


class NoAnswer(ChainError):
    """The node cannot be reached, or took too long."""


class Rpc:
    """One connection to a node, made when it is needed, and again after it broke."""

    def __init__(self, port: int, patience: float = PATIENCE_SECONDS) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=patience)

    def call(self, method: str, *params: Any) -> Any:
        """The result of a method. Raises NoAnswer, or ChainError with the node's refusal."""
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer = json.loads(self._post(json.dumps(message)))
        if "error" in answer:
            raise ChainError(f"{method}: {answer['error']}")
        return answer["result"]

    def _post(self, body: str) -> bytes:
        try:
            self.connection.request("POST", "/", body, {"Content-Type": "application/json"})
            return self.connection.getresponse().read()
        except (OSError, HTTPException) as e:
            self.connection.close()
            raise NoAnswer(f"port {self.connection.port}: {e or type(e).__name__}") from e

    def close(self) -> None:
        """End the connection."""
        self.connection.close()
