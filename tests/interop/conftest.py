"""What several files of tests begin with; a file that needs another node has a `node` of its own."""

import sys
from pathlib import Path

import pytest
from descent.client import Client

from command_line import CommandLine
from node_process import NodeProcess

# The federation that the client's own tests train, too.
sys.path.append(str(Path(__file__).parents[2] / "clients/python/tests"))


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    process = NodeProcess(tmp_path_factory.mktemp("node") / "base").start()
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
