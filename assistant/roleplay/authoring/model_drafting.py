"""Let a model write a scenario's sentences anew; its figures, secrets and logic stay the program's."""

from __future__ import annotations

import re
import secrets as tokens

from pydantic import Field

from assistant.domain.frozen import Frozen
from assistant.domain.scenario import Fact, Objection, Scenario
from assistant.errors import BadModelOutput
from assistant.llm.ports import ChatModel, ChatRequest, Message
from assistant.prompting.render import find_prompt, render
from assistant.roleplay.french.polishing import polished, tidy
from assistant.roleplay.validation.checks import check_scenario

_DIGITS = re.compile(r"\d+")
_IN_WORDS = re.compile(
    r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent|cents|"
    r"mille|moitié|double|tiers|quart)\b",
    re.IGNORECASE,
)
_BARRED = re.compile(r"[{}<>\[\]`|]|https?:")


class Piece(Frozen):
    """One sentence of the scenario, by its id."""

    id: str = Field(max_length=60)
    text: str = Field(max_length=400)


class RicherWords(Frozen):
    """What the model gives back."""

    context: str = Field(default="", max_length=700)
    stakes: str = Field(default="", max_length=250)
    pieces: tuple[Piece, ...] = Field(default=(), max_length=40)


def enriched(scenario: Scenario, model: ChatModel) -> Scenario:
    """The scenario in richer words, checked; the composed one, unchanged, when nothing usable came.

    A sentence that brings a figure of its own, or markup, is left out. Raises the ``ModelError`` family but
    ``BadModelOutput``, which counts as nothing usable.
    """
    try:
        words = model.parse(_request(scenario), RicherWords).value
    except BadModelOutput:
        return scenario
    candidate = _merged(scenario, words, model.name)
    if candidate is None:
        return scenario
    report = check_scenario(candidate)
    return candidate.model_copy(update={"solvability": report}) if report.sound else scenario


def _request(scenario: Scenario) -> ChatRequest:
    prompt = find_prompt("roleplay-scenario")
    brief, person = scenario.brief, scenario.interlocutor
    rendered = render(
        prompt,
        {
            "sector": scenario.sector,
            "product": brief.product,
            "seller": brief.seller_company.name,
            "buyer": brief.buyer_company.name,
            "person": f"{person.name}, {person.role}",
            "place": brief.place,
            "context": brief.context,
            "stakes": brief.stakes,
            "pieces": "\n".join(f"{key} : {text}" for key, text in _pieces(scenario).items()),
            "nonce": tokens.token_hex(4),
        },
    )
    messages = (Message("system", rendered.system), Message("user", rendered.user))
    return ChatRequest(messages, max_tokens=3000, temperature=0.8, prompt=rendered.key)


def _pieces(scenario: Scenario) -> dict[str, str]:
    """The sentences that may be written anew: needs, the reason of the affair, objections; none holds a figure."""
    found = {f"fait:{f.id}": f.text for f in scenario.facts if _may_change(f)}
    for objection in scenario.objections:
        if objection.id != "obj-prix":
            found |= {f"objection:{objection.id}:{rank}": said for rank, said in enumerate(objection.says)}
            found[f"levee:{objection.id}"] = objection.softened
            found[f"reste:{objection.id}"] = objection.stays
    return found


def _may_change(fact: Fact) -> bool:
    return not fact.figures and (fact.need or fact.id in {"enjeu", "experience", "activite"})


def _merged(scenario: Scenario, words: RicherWords, model_name: str) -> Scenario | None:
    """The scenario with the sentences that hold; None when none does."""
    given = {p.id.strip(): p.text for p in words.pieces}
    old = _pieces(scenario)
    kept = {key: tidy(given[key].strip()) for key in old if key in given and _holds(given[key], old[key])}
    brief = scenario.brief
    if words.context and _holds(words.context, brief.context) and scenario.interlocutor.name in words.context:
        brief = brief.model_copy(update={"context": tidy(words.context.strip())})
    if words.stakes and _holds(words.stakes, brief.stakes):
        brief = brief.model_copy(update={"stakes": tidy(words.stakes.strip())})
    if not kept and brief is scenario.brief:
        return None
    update = {
        "brief": brief,
        "facts": tuple(f.model_copy(update={"text": kept.get(f"fait:{f.id}", f.text)}) for f in scenario.facts),
        "objections": tuple(_reworded(o, kept) for o in scenario.objections),
        "source": "modèle",
        "model": model_name,
    }
    return polished(scenario.model_copy(update=update))


def _reworded(objection: Objection, kept: dict[str, str]) -> Objection:
    says = tuple(kept.get(f"objection:{objection.id}:{rank}", said) for rank, said in enumerate(objection.says))
    return objection.model_copy(
        update={
            "says": says,
            "softened": kept.get(f"levee:{objection.id}", objection.softened),
            "stays": kept.get(f"reste:{objection.id}", objection.stays),
        }
    )


def _holds(new: str, old: str) -> bool:
    """Whether a sentence says nothing that the old one did not allow: no figure of its own, no markup."""
    if not new.strip() or _BARRED.search(new) or len(new) > 2.5 * len(old) + 120:
        return False
    figures = {w.lower() for w in _IN_WORDS.findall(new)} - {w.lower() for w in _IN_WORDS.findall(old)}
    return not figures and set(_DIGITS.findall(new)) <= set(_DIGITS.findall(old))
