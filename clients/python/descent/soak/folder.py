"""Where a soak keeps its nodes' files while it runs, and their logs when something was wrong."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "descent-soak-net-"
_LOCK, _KEPT = "lock", "kept"


class Folder:
    """A folder that is ours until we end, however we end."""

    def __init__(self, path: Path | None = None) -> None:
        self.own = path is None
        self.path = path or Path(tempfile.mkdtemp(prefix=_PREFIX))
        self.path.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.path)
        if self._lock is None:
            raise OSError(f"another soak runs in {self.path}")

    def keep(self) -> None:
        """Leave it where it is: there is something to be read in it."""
        self.own = False
        (self.path / _KEPT).touch()

    def close(self) -> None:
        """Remove it unless it is to be kept."""
        if self.own:
            shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)


def _locked(path: Path) -> int | None:
    """A lock that ends with this process; None if another process has it."""
    handle = os.open(path / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def remove_leftovers() -> list[Path]:
    """What soaks that did not come to their end have left behind; what was removed."""
    removed = []
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if (path / _KEPT).exists() or (lock := _locked(path)) is None:
            continue
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)
        removed.append(path)
    return removed
