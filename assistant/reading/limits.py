"""How much a draft may cost to read: sizes, counts and the means given to the child process."""

from __future__ import annotations

from dataclasses import dataclass

_MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds of a reading. Sizes in bytes, times in seconds.

    max_part: one part of an archive once inflated, among those that are parsed.
    max_ratio: inflated over packed size, looked at from ``ratio_floor`` bytes on (small parts compress very well).
    max_tags: XML tags in one part. wall_seconds stays under the promise of 25 s, kill and cleaning included.
    """

    max_bytes: int = 20 * _MEGA
    max_entries: int = 5000
    max_unpacked: int = 400 * _MEGA
    max_part: int = 64 * _MEGA
    max_ratio: int = 100
    ratio_floor: int = 5 * _MEGA
    max_tags: int = 2_500_000
    max_pages: int = 500
    max_words: int = 60_000
    max_chars: int = 1_000_000
    memory_bytes: int = 1024 * _MEGA
    cpu_seconds: int = 20
    wall_seconds: float = 24.0
