"""The simulated annotator: how many strokes, and how long, to masks that are good enough.

    python benchmarks/annotator.py --data folder:DATA/roads camvid:DATA/camvid#train --seeds 3

The same as `fcn bench annotator`. Each session (data set, arm, seed) is one file below --out, and
is not done twice: broken off, the same command goes on.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fcn_core.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["bench", "annotator", *sys.argv[1:]]))
