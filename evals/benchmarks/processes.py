"""Time whole processes: wall seconds and peak memory of a command, several runs, the median kept."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Medians over the runs. ``peak_mb``: largest resident memory of the process and its children."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    runs: int


def timed(command: Sequence[str], environment: Mapping[str, str] | None = None, runs: int = 5) -> Timing:
    """Run ``command`` once to warm the disk cache, then ``runs`` times. Raises ``CalledProcessError``."""
    rows = [_once(command, {**os.environ, **(environment or {})}) for _ in range(runs + 1)][1:]
    return Timing(
        wall_s=round(statistics.median(r[0] for r in rows), 3),
        cpu_s=round(statistics.median(r[1] for r in rows), 3),
        peak_mb=round(max(r[2] for r in rows), 1),
        runs=runs,
    )


def _once(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float, float]:
    """Wall and CPU seconds, peak in MB; measured by a small parent so that each run has its own accounting."""
    code = (
        "import resource, subprocess, sys, time; t = time.perf_counter(); "
        "r = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE); "
        "u = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(time.perf_counter() - t, u.ru_utime + u.ru_stime, u.ru_maxrss / 1024); "
        "sys.stderr.buffer.write(r.stderr[-2000:]); sys.exit(r.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], env=dict(environment), capture_output=True, text=True, check=True
    )
    wall, cpu, peak = (float(v) for v in done.stdout.split())
    return wall, cpu, peak


def peak_mb() -> float:
    """Largest resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0–1) of them stand."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def now() -> float:
    """Seconds, monotonic."""
    return time.perf_counter()
