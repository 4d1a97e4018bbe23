"""Say what the tests left unrun, and fail under the floor: ``python -m tests.coverage_report out/coverage.json``.

SlipCover's own ``--fail-under`` empties the report of parallel runs (1.1.0): it merges the workers' counts twice, and
the second time they are gone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOOR = 90.0
WORST = 12
"""Files listed, the least covered first."""


def main(path: str) -> int:
    """Print the coverage of lines and branches of that report; 2 under the floor."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    files = sorted(report["files"].items(), key=lambda item: item[1]["summary"]["percent_covered"])
    for name, file in files[:WORST]:
        print(f"{file['summary']['percent_covered']:6.1f} %  {name}")
    total, counts = report["summary"]["percent_covered"], report["summary"]
    lines = counts["covered_lines"] + counts["missing_lines"]
    branches = counts["covered_branches"] + counts["missing_branches"]
    print(f"{total:6.1f} %  of {lines} lines and {branches} branches ({len(files)} files; floor {FLOOR:.0f} %)")
    return 0 if total >= FLOOR else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
