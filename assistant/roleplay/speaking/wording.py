"""Say acts with authored templates: varied, in the person's tone, the same for the same seed, never twice in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from assistant.domain.negotiation import Act
from assistant.domain.scenario import Scenario
from assistant.errors import CorpusError
from assistant.reading.sentences import sentence_spans
from assistant.roleplay.engine.course import seeded

Bank = Mapping[str, Mapping[str, tuple[str, ...]]]
REMEMBERED = 40
"""Wordings not to be used again before that many others."""

_VARIANTS = {
    ("interest", "prix"): "interest_price",
    ("unmoved", "prix"): "unmoved_price",
    ("ask_offer", "after_refusal"): "ask_offer_after_refusal",
    ("ask_offer", "after_reasoned_refusal"): "ask_offer_after_reasoned_refusal",
    ("hold", "reasoned"): "hold_reasoned",
    ("hold", "asked"): "hold_asked",
    ("acknowledge", "wished"): "acknowledge_wished",
    ("nudge", "open"): "nudge_open",
    ("after_silence", "long"): "after_silence_long",
    ("not_yet", "facts"): "not_yet_facts",
    ("counter", "lower"): "counter_lower",
    ("counter", "same"): "counter_same",
    ("counter", "worse"): "counter_worse",
    ("stand_corrected", "heard"): "stand_corrected_heard",
    ("leave", "patience"): "leave_patience",
}


def load_wording(folder: Path | None = None) -> Bank:
    """The templates of ``corpus/scenarios/wording``: act -> tone -> lines. Raises ``CorpusError``."""
    from assistant.corpus.location import corpus_folder

    return _load((folder or corpus_folder()) / "scenarios" / "wording" / "buyer.yaml")


@cache
def _load(path: Path) -> Bank:
    from assistant.corpus.yaml_source import read_yaml

    data = read_yaml(path).data
    acts: dict[str, dict[str, list[str]]] = data.get("acts", {}) if isinstance(data, dict) else {}
    bad = [
        name
        for name, tones in acts.items()
        if not set(tones) <= {"sec", "chaleureux", "tous"} or not all(tones.values())
    ]
    if not acts or bad:
        raise CorpusError(
            f"{path.name} : tournures mal formées ({', '.join(bad) or 'aucune'}).", "Corrigez ces entrées."
        )
    return {name: {tone: tuple(lines) for tone, lines in tones.items()} for name, tones in acts.items()}


def load_talk(folder: Path | None = None) -> tuple[str, ...]:
    """Words of any conversation, from the same file: they tell nothing of anyone's affairs."""
    from assistant.corpus.location import corpus_folder
    from assistant.corpus.yaml_source import read_yaml

    data = read_yaml((folder or corpus_folder()) / "scenarios" / "wording" / "buyer.yaml").data
    return tuple(data.get("talk", ())) if isinstance(data, dict) else ()


def say_acts(
    acts: Sequence[Act], scenario: Scenario, seed: int, turn: int, spent: tuple[str, ...], bank: Bank
) -> tuple[str, tuple[str, ...]]:
    """The reply in French, and the wordings used so far, the newest last."""
    parts: list[str] = []
    for rank, act in enumerate(acts):
        line, key = _line(act, scenario, (seed, turn, rank), spent, bank)
        if line and line not in parts:
            parts.append(line)
            spent = (*spent[-REMEMBERED:], key) if key else spent
        wish = act.figures.get("souhait")
        if wish and act.kind in ("demand", "counter", "thank_concession"):
            added, key = _line(
                Act(kind=act.kind, ref="wish", figures=act.figures), scenario, (seed, turn, rank, "w"), spent, bank
            )
            parts.append(added)
            spent = (*spent[-REMEMBERED:], key)
    return " ".join(parts), spent


def ways_of_saying(act: Act, scenario: Scenario, bank: Bank) -> tuple[str, ...]:
    """Every authored way of saying an act, sentence by sentence, its figures left out."""
    name = _bank_name(act, scenario, bank)
    lines = [line for tone in bank.get(name, {}).values() for line in tone]
    if "souhait" in act.figures:
        lines += [line for tone in bank["wish"].values() for line in tone]
    blank = {
        "text": "",
        "e": feminine(scenario),
        **dict.fromkeys(act.figures, "tant"),
        "terme": act.figures.get("terme", ""),
    }
    said = [" ".join(fill(line, blank).split()) for line in lines]
    texts = [act.text[a:b] for a, b in sentence_spans(act.text)]
    return tuple(dict.fromkeys(t for t in (act.text, *texts, *said) if len(t) > 3))


def _line(
    act: Act, scenario: Scenario, salt: tuple[object, ...], spent: tuple[str, ...], bank: Bank
) -> tuple[str, str]:
    if act.kind == "signal":
        return (f"({act.text.rstrip('.')}.)" if act.ref == "non_verbal" else act.text), ""
    name = _bank_name(act, scenario, bank)
    tones = bank[name]
    tone = "sec" if scenario.temper.warmth <= 1 else "chaleureux"
    lines = tones.get(tone) or tones.get("tous") or next(iter(tones.values()))
    fitting = [(f"{name}.{i}", line) for i, line in enumerate(lines)]
    fresh = (
        [pair for pair in fitting if pair[0] not in spent]
        or [p for p in fitting if not spent or p[0] != spent[-1]]
        or fitting
    )
    key, template = fresh[seeded(len(fresh), *salt, name)]
    return fill(template, {"text": act.text, "e": feminine(scenario), **act.figures}), key


def _bank_name(act: Act, scenario: Scenario, bank: Bank) -> str:
    name = "wish" if act.ref == "wish" else _entry(act)
    return f"{name}_{scenario.kind}" if f"{name}_{scenario.kind}" in bank else name


def _entry(act: Act) -> str:
    if act.kind in ("evade", "softened", "trap_relief") and not act.text:
        return f"{act.kind}_vague"
    if act.kind == "after_silence" and act.text:
        return "after_silence_text"
    if act.kind == "farewell":
        return f"farewell_{act.ref or 'sans_suite'}"
    return _VARIANTS.get((act.kind, act.ref), act.kind)


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its slots in place, once: what a value contains is never expanded."""
    parts: list[str] = []
    rest = template
    while "{" in rest:
        head, _, tail = rest.partition("{")
        name, _, rest = tail.partition("}")
        parts += [head, values.get(name, "")]
    text = "".join(parts) + rest
    return text[:1].upper() + text[1:]


def feminine(scenario: Scenario) -> str:
    """« e » when the person who talks is a woman."""
    return "e" if scenario.interlocutor.name.startswith(("Mme", "Madame")) else ""
