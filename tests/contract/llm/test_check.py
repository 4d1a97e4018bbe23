from __future__ import annotations

from assistant.llm.check import check_endpoint
from assistant.llm.endpoint_settings import ModelSettings
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
