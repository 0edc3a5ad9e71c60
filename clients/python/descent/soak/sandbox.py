"""A place of our own: network, mount and process namespaces in which the rest runs.

Nothing that is made inside outlives it, however it ends: with its first process the kernel ends all
others, and takes down every link and mount.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence

INSIDE = "DESCENT_SOAK_INSIDE"
"""Set for the process that runs inside. It ends when its standard input does."""
_PROBE = (
    "mount -t tmpfs tmpfs /run && ip netns add a && ip link add hub type bridge"
    " && ip link add up type veth peer name eth netns a && nsenter --net=/run/netns/a true"
)
REMEDY = (
    "run it as root, or let users have namespaces (sysctl kernel.unprivileged_userns_clone=1),"
    " or give the container the capabilities SYS_ADMIN and NET_ADMIN"
)


def _command() -> list[str]:
    unshare = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return unshare if os.geteuid() == 0 else [*unshare, "--map-root-user"]


def obstacle() -> str | None:
    """Why there can be no such place here, and what to do about it; None if there can."""
    for program, package in (("unshare", "util-linux"), ("ip", "iproute2")):
        if shutil.which(program) is None:
            return f"there is no program {program}: install {package}"
    probe = subprocess.run([*_command(), "sh", "-c", _PROBE], capture_output=True, text=True, check=False)
    if probe.returncode == 0:
        return None
    return f"no network namespaces can be made ({probe.stderr.strip()}): {REMEDY}"


def enter(module: str, arguments: Sequence[str]) -> int:
    """Run a module of Python inside, until it ends or is to end; its status."""
    command = [*_command(), sys.executable, "-m", module, *arguments]
    inner = subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | {INSIDE: "1"})
    assert inner.stdin is not None

    def end(*_: object) -> None:
        assert inner.stdin is not None
        inner.stdin.close()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return inner.wait()
