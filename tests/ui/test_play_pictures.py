from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.debrief import PricePoint
from assistant.ui.components.play_pictures import price_path
from tests.unit.roleplay.play_parts import scenario

ECONOMICS = scenario().economics
assert ECONOMICS is not None
POINTS = st.lists(
    st.tuples(st.sampled_from(["seller", "buyer"]), st.floats(0.5, 5000, allow_nan=False)), min_size=1, max_size=30
)


@given(POINTS, st.floats(0.5, 5000))
def test_every_price_stands_inside_the_picture_in_its_order(said: list[tuple[str, float]], limit: float) -> None:
    points = [PricePoint(turn=2 + i, speaker=side, price=price) for i, (side, price) in enumerate(said)]  # type: ignore[arg-type]
    path = price_path(points, len(points) + 1, ECONOMICS, limit)  # type: ignore[arg-type]

    assert len(path.steps) == len(points)
    for step in path.steps:
        assert 0 <= step.left <= step.right <= 100
        assert 0 <= step.top <= 100
    for side in ("seller", "buyer"):
        steps = [s for s in path.steps if s.side == side]
        prices = [p.price for p in points if p.speaker == side]
        assert all((a.top <= b.top) for a, b, x, y in zip(steps, steps[1:], prices, prices[1:], strict=False) if x >= y)
        assert not steps or steps[-1].label


def test_no_price_no_picture() -> None:
    assert price_path([], 5, ECONOMICS, 20.0).steps == ()  # type: ignore[arg-type]
