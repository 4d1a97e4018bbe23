"""What a scorer is: sums over the items of a case, and metrics of those sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Totals = Mapping[str, Floats]

Direction = Literal["higher", "lower", "zero"]


@dataclass(frozen=True)
class Measured:
    """A metric of many samples at once. ``value`` NaN: not defined; ``n``: what it is a mean over."""

    value: Floats
    n: Floats


Item = TypeVar("Item", contravariant=True)


class Scorer(Protocol[Item]):
    """Tallies add up over drafts, so that one matrix product gives every bootstrap draw."""

    directions: ClassVar[Mapping[str, Direction]]
    """The metrics given, and which way is better."""

    needs_pairs: ClassVar[bool]
    """Whether a comparison keeps only the criteria that both runs judged."""

    def tally(self, items: Sequence[Item]) -> dict[str, float]:
        """Sums for some items of one case; always the same keys."""
        ...

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """Metrics of sums, arrays of shape (samples,)."""
        ...
