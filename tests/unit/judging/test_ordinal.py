from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import CorpusError
from assistant.judging.features import FEATURES, SIGN
from assistant.judging.ordinal import OrdinalModel, load_weights
from assistant.judging.ranking import SIGNS

MODEL = OrdinalModel(
    weights={"a": 1.0, "b": -0.5},
    means={"a": 0.5, "b": 1.0},
    scales={"a": 0.1, "b": 2.0},
    thresholds=(-1.0, 0.0, 1.5),
    cuts=(-0.5, 0.0, 0.5),
    calibration=((0.3, 0.2), (0.6, 0.7), (0.9, 0.8)),
)
NUMBER = st.floats(-50, 50)


@given(NUMBER, NUMBER)
def test_chances_are_chances(a: float, b: float) -> None:
    chances = MODEL.probabilities({"a": a, "b": b})
    assert all(0 <= c <= 1 for c in chances)
    assert sum(chances) == pytest.approx(1)


@given(NUMBER, st.floats(0, 50), NUMBER)
def test_more_of_a_good_sign_never_lowers_the_level(a: float, more: float, b: float) -> None:
    assert MODEL.level({"a": a + more, "b": b}) >= MODEL.level({"a": a, "b": b})
    assert MODEL.probabilities({"a": a + more, "b": b})[3] >= MODEL.probabilities({"a": a, "b": b})[3]


def test_confidence_follows_the_calibration() -> None:
    assert [MODEL.confidence(c) for c in (0.1, 0.3, 0.45, 0.6, 1.0)] == pytest.approx([0.2, 0.2, 0.45, 0.7, 0.8])
    assert OrdinalModel({}, {}, {}, (0, 0, 0), (0, 0, 0)).confidence(0.42) == 0.42


def test_the_committed_weights_load_name_known_features_and_their_provenance() -> None:
    weights = load_weights()
    model = weights.levels
    assert set(model.weights) == set(model.means) == set(model.scales) == set(FEATURES)
    assert all(value * SIGN[name] >= 0 for name, value in model.weights.items())
    assert list(model.thresholds) == sorted(model.thresholds)
    assert list(model.cuts) == sorted(model.cuts)
    assert set(weights.ranking) == set(SIGNS)
    assert weights.provenance["labels"] > 200
    assert not any("test" in str(name) for name in weights.provenance["fitted_on"])


@pytest.mark.parametrize("text", ["", "{}", '{"thresholds": [1, 2]}', '{"thresholds": [0,1,2], "weights": {"a": "x"}}'])
def test_damaged_weights_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"weights\.json"):
        load_weights(path)
