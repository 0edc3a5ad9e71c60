"""What several files of tests begin with; a file whose node needs them has `options` of its own."""

import sys
from pathlib import Path

import pytest
from descent.client import Client

from command_line import CommandLine, run
from node_process import NodeProcess
from short_eras import SESSION_LENGTH

# The federation that the client's own tests train, too.
sys.path.append(str(Path(__file__).parents[2] / "clients/python/tests"))


@pytest.fixture(scope="module")
def options():
    """What the node is started with."""
    return ()


@pytest.fixture(scope="module")
def short_eras(tmp_path_factory):
    """The development chain with eras of seconds, in a file."""
    path = tmp_path_factory.mktemp("spec") / "quick.json"
    run(
        *("chain-spec", "build", "--from-chain", "dev", "--id", "quick", "--name", "Quick"),
        *("--validators", 2, "--parameter", f"Session.SessionLength={SESSION_LENGTH}"),
        *("--parameter", "Timestamp.MinBlockInterval=50", "--out", path),
    )
    return path


@pytest.fixture(scope="module")
def node(options, tmp_path_factory):
    process = NodeProcess(tmp_path_factory.mktemp("node") / "base", *options).start()
    yield process
    process.kill()


@pytest.fixture(scope="module")
def cli(node):
    return CommandLine(node)


@pytest.fixture(scope="module")
def client(node):
    made = Client(node.ws_url, seals="manual" in node.arguments)
    yield made
    made.close()
