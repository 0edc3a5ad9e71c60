"""The C++ programs that tests stand beside: `./dev test` builds and names them."""

import os
from pathlib import Path

BUILD = Path(__file__).parents[3] / "build/release"


def tool(variable: str, path: str) -> str:
    """What the variable names, or what a release build left at that path. Raises RuntimeError."""
    found = Path(os.environ.get(variable) or BUILD / path)
    if not found.is_file():
        target = Path(path).name
        raise RuntimeError(f"there is no {found}: ./dev build release {target}, or name it in {variable}")
    return str(found)
