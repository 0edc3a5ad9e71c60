"""Prints cases to stdout."""

import argparse
import json

from descent.crosscheck import case


def main() -> None:
    """Print one case a line."""
    parser = argparse.ArgumentParser(prog="python -m descent.crosscheck", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=1)
    options = parser.parse_args()
    for number in range(options.cases):
        print(json.dumps(case(options.seed, number), separators=(",", ":")))


if __name__ == "__main__":
    main()
