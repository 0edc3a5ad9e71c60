"""`./dev bench net`: how long four validators take to agree, how much they take, and what it costs them.

Transfers are sent one at a time, then in bursts, in turn to a development node and to a local network of
four; all of them are signed before the clock runs. The time from proposal to decision and the bytes sent
are the validators' own measures.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from descent.client import ChainError
from descent.netbench.measure import Bench
from descent.netbench.rows import as_json

TRANSFERS = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if everything was measured, whatever it is."""
    parser = argparse.ArgumentParser(prog="./dev bench net", description=__doc__)
    parser.add_argument(
        "--transfers", type=int, default=TRANSFERS, help="one at a time (default: %(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as one list")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="descent-bench-net-"))
    out = sys.stderr if options.json else sys.stdout
    try:
        rows = Bench(folder, options.transfers, lambda text: print(f"-- {text}", file=out, flush=True)).run()
    except ChainError as e:
        print(f"bench net: {e}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(as_json(rows) if options.json else "\n".join(row.line() for row in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
