"""Four validators for a minute under faults, and that a soak leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SEED = os.environ.get("DESCENT_SEED", "1")
PATIENCE_SECONDS = 60.0
LONGEST_SECONDS = 300.0
"""For a soak of a minute that ends by itself, with what it counts afterwards."""
WITHOUT_MOUNTS = {"cut", "split", "deaf", "kill", "pause"}


def command(*words):
    return [sys.executable, "-m", "descent.soak", "--links", "auto", "--seed", SEED, *words]


def test_four_validators_agree_through_a_minute_of_faults(capsys):
    done = subprocess.run(
        command("1", "--json"), capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
    )
    assert done.returncode == 0, (done.stdout, done.stderr[-4000:])
    found = json.loads(done.stdout)
    with capsys.disabled():
        print(
            f"\nsoak with {found['links']}, seed {SEED}: {found['faults']}, {found['blocks']} blocks,",
            end=" ",
        )
        print(f"{found['included']} transfers, longest gap {found['longest_gap']:.1f} s", end=" ")
    assert found["passed"]
    assert found["problems"] == []
    assert set(found["faults"]) >= WITHOUT_MOUNTS
    assert found["links"] != "network namespaces" or "full" in found["faults"]
    assert found["audited"] > found["blocks"] > 50, "the money was counted at every block"
    assert found["included"] > 100


def processes_that_name(text):
    """Command lines of processes other than ours."""
    out = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has ended
            continue
        if text in line and int(path.parent.name) != os.getpid():
            out.append(line)
    return out


def begun(tmp_path, out):
    """A soak whose nodes run, with its temporary files below a folder."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    soak = subprocess.Popen(command("10"), stdout=out.open("w"), stderr=subprocess.STDOUT, env=environment)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while "all caught up" not in out.read_text():
        assert soak.poll() is None, out.read_text()
        assert time.monotonic() < deadline, out.read_text()
        time.sleep(0.1)
    assert len([line for line in processes_that_name(str(tmp_path)) if " node " in line]) >= 3
    return soak


def wait_for_nothing(tmp_path):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while left := processes_that_name(str(tmp_path)):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    assert str(tmp_path) not in Path("/proc/mounts").read_text()
    assert not list(Path("/run").glob("netns/node*"))


def test_ctrl_c_ends_it_and_leaves_nothing(tmp_path):
    soak, out = begun(tmp_path, tmp_path / "out"), tmp_path / "out"
    soak.send_signal(signal.SIGINT)
    assert soak.wait(PATIENCE_SECONDS) == 130, out.read_text()
    assert "stopped early; until then all held" in out.read_text()
    wait_for_nothing(tmp_path)
    assert list(tmp_path.iterdir()) == [out]


def test_kill_9_leaves_no_process_and_no_mount(tmp_path):
    soak = begun(tmp_path, tmp_path / "out")
    soak.kill()
    soak.wait()
    wait_for_nothing(tmp_path)
