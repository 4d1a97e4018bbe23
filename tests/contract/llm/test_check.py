from __future__ import annotations

from pathlib import Path

from assistant.llm.check import check_endpoint, price_findings
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.factory import Endpoint
from evals.benchmarks.model_server import Body, ModelServer, Reply, closed_port, failing, text


def states(model: str, answer: Reply | None = None) -> dict[str, str]:
    def reply(body: Body, _rank: int) -> Reply:
        return answer or text('{"total": 3}' if "response_format" in body else "3")

    with ModelServer(reply).running() as server:
        return {f.part: f.state for f in check_endpoint(ModelSettings(model, server.url, "cle"))}


def test_a_good_endpoint_is_told_part_by_part() -> None:
    with ModelServer(lambda b, _r: text('{"total": 3}' if "response_format" in b else "3")).running() as server:
        findings = check_endpoint(ModelSettings("generic:essai", server.url, "cle"))
    assert [(f.part, f.state) for f in findings] == [
        ("Adresse", "ok"),
        ("Modèle", "ok"),
        ("Réponse", "ok"),
        ("Compte des jetons", "ok"),
        ("Réponses structurées", "ok"),
    ]
    assert not any(f.remedy for f in findings)
    assert "cle" not in "".join(f.found for f in findings)


def test_what_is_missing_is_a_warning_or_an_error_with_its_remedy() -> None:
    assert states("generic:autre")["Modèle"] == "warning"
    assert states("generic:essai", text('{"total": 4}'))["Réponses structurées"] == "warning"
    assert states("generic:essai", text("trois"))["Réponses structurées"] == "error"
    assert states("generic:essai", text("3", usage=False))["Compte des jetons"] == "warning"
    assert states("generic:essai", failing(401))["Réponse"] == "error"


def test_an_address_that_cannot_be_used_ends_the_round() -> None:
    (finding,) = check_endpoint(ModelSettings("azure:x"))
    assert (finding.part, finding.state) == ("Adresse", "error")
    assert "JALON_BASE_URL" in finding.remedy
    findings = check_endpoint(ModelSettings("generic:x", f"http://127.0.0.1:{closed_port()}/v1", "cle"))
    assert findings[-1].state == "error"


def price_of(model: str, url: str, own: Path | None = None) -> tuple[str, str, str]:
    (finding,) = [f for f in check_endpoint(ModelSettings(model, url, "cle"), prices=own) if f.part == "Prix"]
    return finding.state, finding.found, finding.remedy


def test_the_price_in_force_is_told_with_its_date_and_what_it_is_worth(tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}/v1"
    own = tmp_path / "prices.yaml"
    state, found, remedy = price_of("openai:gpt-4.1-mini", nowhere, own)
    assert state == "warning"
    assert "0,37 € lus, 1,48 € écrits, le million de jetons, noté le 01/11/2025, à vérifier" in found
    assert str(own) in remedy
    own.write_text(
        "checked: 2026-11-20\nprices:\n  openai:gpt-4.1-mini: {prompt: 0.5, completion: 2, noted: 2026-11-20}\n",
        encoding="utf-8",
    )
    assert price_of("openai:gpt-4.1-mini", nowhere, own) == (
        "ok",
        "0,50 € lus, 2,00 € écrits, le million de jetons, noté le 20/11/2026",
        "",
    )
    own.write_text("prices: [", encoding="utf-8")
    assert price_of("openai:gpt-4.1-mini", nowhere, own)[0] == "error"


def test_a_price_that_is_not_known_is_said_unless_the_model_is_of_this_machine() -> None:
    remote = Endpoint(ModelSettings("generic:essai", "https://exemple.fr/v1", "cle"))
    (finding,) = price_findings(remote, None)
    assert (finding.state, finding.found) == ("warning", "inconnu : le coût ne sera pas affiché")
    assert "prices.yaml" in finding.remedy
    local = Endpoint(ModelSettings("generic:essai", "http://127.0.0.1:9/v1", "cle"))
    assert not list(price_findings(local, None))
