"""What a node says that cannot start, and with what status it ends."""

import subprocess
import time

import pytest

from leveldb_log import crc32c, put
from node_process import NodeProcess

VERSION = b"mversion"
BLOCKS = 3


def until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def refused(process: NodeProcess, *more: str) -> str:
    """What it complains of instead of starting."""
    done = subprocess.run([*process.command(), *more], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    return done.stderr


@pytest.fixture
def node(tmp_path):
    """One with some blocks, which has ended as it should."""
    process = NodeProcess(tmp_path / "base", "--sealing", "manual").start()
    for number in range(1, BLOCKS + 1):
        process.call("engine_createBlock")
        until(lambda number=number: process.height() == number)
    process.stop()
    return process


def database(process: NodeProcess):
    return process.base_path / "chains" / "dev" / "db"


def test_a_database_of_another_version(node):
    put(database(node), VERSION, (7).to_bytes(4, "little"))
    words = refused(node)
    assert "the database has version 7, this node needs version 1" in words
    assert "--base-path" in words
    put(database(node), VERSION, (1).to_bytes(4, "little"))
    assert node.start().height() == BLOCKS
    node.kill()


def test_a_second_node_on_the_same_base_path(node):
    node.start()
    words = refused(NodeProcess(node.base_path))
    assert "another node uses this base path" in words
    assert "--base-path" in words
    assert node.height() == BLOCKS
    node.kill()
    assert node.start().height() == BLOCKS  # a lock does not outlive its node
    node.kill()


def test_a_database_that_lost_a_file(node):
    (database(node) / "CURRENT").write_bytes(b"MANIFEST-999999\n")
    words = refused(node)
    assert f"the database is damaged in the log, MANIFEST or CURRENT file in {database(node)}" in words
    assert "restore a backup" in words


def test_a_base_path_that_is_a_file(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    words = refused(NodeProcess(tmp_path / "file"))
    assert "cannot use the base path" in words
    assert "--base-path" in words


def test_the_checksum_is_castagnoli_s():
    assert crc32c(b"123456789") == 0xE3069283
