"""A trainer's scenarios: composed, imported, changed, checked each time they are kept, shared only when they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain.learning import OwnerId, SharedScenario
from assistant.domain.scenario import Scenario
from assistant.errors import ScenarioError

if TYPE_CHECKING:
    from assistant.roleplay.composing.case import Request
    from assistant.services import Services


class ScenarioDesk:
    """What the trainer's page does, whatever shows it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def compose(self, request: Request, offer: str | None = None) -> Scenario:
        """A sound scenario of that request, about the learner's own ``offer`` when its text is given.

        With a model in force, its sentences are written anew by it. Raises ``ScenarioError``, ``UnknownIdError``, and
        the ``ModelError`` family.
        """
        from assistant.roleplay.authoring.own_offer import scenario_from_offer
        from assistant.roleplay.authoring.publishing import new_scenario

        scenario = new_scenario(request) if offer is None else scenario_from_offer(offer, request)
        if self._services.settings.is_embedded:
            return scenario
        from assistant.roleplay.authoring.model_drafting import enriched

        return enriched(scenario, self._services.endpoint.model())

    def keep(self, owner: OwnerId, scenario: Scenario, key: str | None = None) -> SharedScenario:
        """Check it, then keep it with its report: as a new draft, or in place of the one of that id.

        One that does not hold is kept too, so that nothing typed is lost, and is no longer shared.
        """
        from assistant.roleplay.validation.checks import check_scenario

        report = check_scenario(scenario)
        document = scenario.model_copy(update={"solvability": report}).to_json()
        store = self._services.store.scenarios
        if key is None:
            return store.create(owner, scenario.title, document, sound=report.sound)
        return store.save(owner, key, scenario.title, document, sound=report.sound)

    def open(self, kept: SharedScenario) -> Scenario:
        """The scenario of that row. Raises ``ScenarioError`` when an earlier program wrote it in another form."""
        from assistant.roleplay.validation.checks import parse_scenario

        return parse_scenario(kept.document, f"« {kept.title} »")

    def change(self, owner: OwnerId, kept: SharedScenario, edited: Scenario) -> SharedScenario:
        """Keep what the trainer wrote, with all that follows from it."""
        from assistant.roleplay.authoring.amending import amended

        return self.keep(owner, amended(self.open(kept), edited), kept.id)

    def take_in(self, owner: OwnerId, name: str, data: bytes) -> SharedScenario:
        """A file made by ``jalon scenario new``, checked. Raises ``ScenarioError`` when it is not one."""
        from assistant.roleplay.validation.checks import MOST_BYTES, parse_scenario

        if len(data) > MOST_BYTES:
            raise ScenarioError(f"« {name} » est trop lourd pour un scénario.", "Choisissez le fichier .json du cas.")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ScenarioError(f"« {name} » n'est pas du texte.", "Enregistrez-le en UTF-8.") from None
        return self.keep(owner, parse_scenario(text, f"« {name} »"))

    def publish(self, owner: OwnerId, key: str) -> SharedScenario:
        """Check it once more, with the rules of this program, then share it. Raises ``ScenarioError``."""
        store = self._services.store.scenarios
        self.keep(owner, self.open(store.get(owner, key)), key)
        return store.publish(owner, key)
