"""The trainer's guide: how to run the scenario, what lies under it, and the observation grid."""

from __future__ import annotations

from assistant.domain.economics import Economics
from assistant.domain.levels import LEVEL_LABELS
from assistant.domain.referentiel import Referentiel
from assistant.domain.scenario import Occasion, Play, Scenario, ScenarioKind
from assistant.roleplay.composing.briefing import exchange_lines
from assistant.roleplay.composing.grids import ELSEWHERE, beyond_talk
from assistant.roleplay.composing.zones import exchange
from assistant.roleplay.french.amounts import euros, listed
from assistant.roleplay.french.filling import capital, lower_first
from assistant.roleplay.sheets.parts import level_line, person_line, sign_text, signed, situation, voiced
from assistant.roleplay.sheets.sheet import Section, Table


def guide_sections(scenario: Scenario, referentiel: Referentiel) -> tuple[Section, ...]:
    """All the sections of the guide, the grid last on pages of its own."""
    sections = [_running(scenario), situation(scenario), _people(scenario)]
    if scenario.economics is not None:
        sections += [_economics(scenario.economics), _values(scenario.economics)]
    if scenario.goal is not None:
        goal = scenario.goal
        steps = tuple(f"Étape : {step}" for step in goal.steps)
        aim = f"{goal.summary} Engagement attendu : {goal.commitment}."
        sections.append(Section("Le but", paragraphs=(aim,), bullets=steps))
    sections += [_facts(scenario), _objections(scenario), _signals(scenario)]
    if scenario.hand_over is not None or scenario.legal_trap is not None:
        sections.append(_moments(scenario))
    if scenario.solvability is not None:
        sections.append(_solvability(scenario))
    return (*sections, _debrief(scenario), _grid(scenario, referentiel))


def _running(scenario: Scenario) -> Section:
    minutes = {"negociation": (20, 25, 15), "decouverte": (10, 20, 15), "prospection": (10, 8, 10)}
    before, during, after = minutes.get(scenario.kind, (10, 30, 15))
    other = "l'équipe" if scenario.kind == "reunion" else "le client"
    adapted = scenario.interlocutor.accommodation
    bullets = [
        f"Avant ({before} min) : remettre une fiche à chacun, laisser remplir la carte de préparation",
        f"Pendant ({during} min) : observer avec la grille, noter les phrases mot pour mot",
        f"Après ({after} min) : la personne s'analyse d'abord, puis {other}, puis les observateurs",
    ]
    if adapted is not None:
        helps, hinders = (listed([lower_first(t) for t in texts]) for texts in (adapted.helps, adapted.hinders))
        bullets.append(f"Adaptation ({adapted.title.lower()}). Aide : {helps}. Gêne : {hinders}")
    return Section("Mener la mise en situation", paragraphs=(f"{level_line(scenario)}.",), bullets=tuple(bullets))


def _people(scenario: Scenario) -> Section:
    return Section("Les personnes", bullets=tuple(person_line(p) for p in scenario.people))


def _economics(economics: Economics) -> Section:
    seller, buyer, unit = economics.seller, economics.buyer, economics.unit
    rows = (
        ("Prix demandé d'abord", euros(seller.proposed), euros(buyer.first)),
        ("Objectif", euros(seller.target), euros(buyer.target)),
        ("Délégation", euros(seller.authority), "–"),
        ("Réserve aux conditions de l'offre", euros(seller.reserve), euros(buyer.reserve)),
        ("Sans accord", seller.alternative.text, buyer.alternative.text),
        ("D'où vient la réserve", seller.alternative.why, buyer.alternative.why),
    )
    best = economics.best_choices()
    ideal = f"Conditions qui rapportent le plus aux deux : {exchange(economics, best)}." if best else ""
    trades = tuple(f"Échange utile : {line}" for line in exchange_lines(economics))
    return Section(
        f"Les chiffres, en € HT {unit}",
        paragraphs=tuple(text for text in (economics.zone.why, ideal if economics.zone.exists else "") if text),
        bullets=trades if economics.zone.exists else (),
        tables=(Table(("", "Vendeur", "Acheteur"), rows, (2, 4, 4)),),
    )


def _values(economics: Economics) -> Section:
    counted = any(option.quantity is not None for term in economics.terms for option in term.options)
    apart = " ; pour la quantité, sans compter la marge sur les unités" if counted else ""
    rows = tuple(
        (
            capital(term.label) if rank == 0 else "",
            option.label + ("" if option.lawful else " (illégal)"),
            signed(option.seller_value) if option.seller_can else "jamais",
            signed(option.buyer_value) if option.buyer_can else "jamais",
        )
        for term in economics.terms
        for rank, option in enumerate(term.options)
    )
    return Section(
        "Ce que valent les conditions",
        paragraphs=(f"En euros sur l'affaire, par rapport à l'offre écrite{apart}.",),
        tables=(Table(("Condition", "Choix", "Vendeur", "Acheteur"), rows, (3, 4, 2, 2)),),
    )


def _facts(scenario: Scenario) -> Section:
    said = "Ce que dit l'équipe" if scenario.kind == "reunion" else "Ce que dit le client"
    rows = tuple(
        (voiced(scenario, fact.holder, fact.text), " / ".join(fact.questions[:2]), str(fact.trust))
        for fact in scenario.facts
    )
    return Section(
        "Informations à découvrir",
        paragraphs=("Confiance : de 0 à 100, ce qu'il faut avoir gagné pour que la réponse vienne.",),
        tables=(Table((said, "Questions qui y mènent", "Confiance"), rows, (5, 4, 1.6)),),
    )


def _objections(scenario: Scenario) -> Section:
    rows = tuple(
        (
            voiced(scenario, o.holder, o.says[0]) + (" (prétexte)" if o.pretext else ""),
            " / ".join(o.answers[:2]),
        )
        for o in scenario.objections
    )
    return Section("Objections", tables=(Table(("Objection", "Réponses possibles"), rows, (4, 5)),))


def _signals(scenario: Scenario) -> Section:
    rows = tuple((sign_text(s), s.meaning, s.good_move) for s in scenario.signals)
    return Section("Signaux", tables=(Table(("Signe", "Ce qu'il veut dire", "Bonne réaction"), rows, (4, 4, 4)),))


def _moments(scenario: Scenario) -> Section:
    bullets: list[str] = []
    if scenario.hand_over is not None:
        hand = scenario.hand_over
        bullets.append(f"Passage de relais ({hand.to}) : {hand.trigger} Ce que cela donne : {hand.gives}")
    if scenario.legal_trap is not None:
        trap = scenario.legal_trap
        bullets.append(f"Piège juridique : « {trap.says[0]} » Règle : {trap.rule} Attendu : {trap.right}")
    return Section("Moments décisifs", bullets=tuple(bullets))


def _solvability(scenario: Scenario) -> Section:
    assert scenario.solvability is not None
    report = scenario.solvability
    passed = sum(1 for check in report.checks if not check.problems)
    priced = scenario.economics is not None
    who = "une animation" if scenario.kind == "reunion" else "un vendeur"
    rows = tuple(_played(play, who, scenario.economics) for play in report.plays)
    header = ("Joué à blanc par", "Issue", *(("Prix", "Gain du vendeur") if priced else ("Répliques",)))
    return Section(
        "Vérifications faites par le programme",
        paragraphs=(f"{passed} règles vérifiées sur {len(report.checks)}.", *report.problems),
        tables=(Table(header, rows, (3, 2, 2, 2)[: len(header)]),) if rows else (),
    )


def _played(play: Play, who: str, economics: Economics | None) -> tuple[str, ...]:
    skill = {"compétent": "compétente"}.get(play.seller, play.seller) if who == "une animation" else play.seller
    if economics is None:
        return (f"{who} {skill}", play.outcome, str(play.exchanges))
    below = play.price is not None and play.price < economics.seller.authority
    called = ", sous la délégation" if below and play.seller == "faible" else ", avec la direction" if below else ""
    start = (f"{who} {skill}", f"{play.outcome}{called}")
    price = euros(play.price) if play.price is not None else "–"
    gain = euros(round(play.seller_gain)) if play.seller_gain is not None else "–"
    return (*start, price, gain)


def _grid(scenario: Scenario, referentiel: Referentiel) -> Section:
    boxes = "□\u00a00 □\u00a01 □\u00a02 □\u00a03"
    apart = beyond_talk(scenario.kind)
    rows = tuple(
        (
            f"{o.criterion}\n{capital(referentiel.criterion(o.criterion).text)}",
            _occasion(o, apart),
            "Sur pièces" if o.criterion in ELSEWHERE else boxes,
            "",
        )
        for o in scenario.occasions
    )
    labels = " · ".join(f"{level} {label}" for level, label in LEVEL_LABELS.items() if level is not None)
    legend = f"{labels}. Laisser vide si l'occasion ne s'est pas présentée."
    table = Table(("Critère", "Occasion et signes", "Niveau", "Phrase relevée"), rows, (4.5, 8.2, 2.4, 4), tall=True)
    return Section("Grille d'observation", paragraphs=(legend,), tables=(table,), wide=True)


def _occasion(occasion: Occasion, apart: str) -> str:
    """Where the criterion can be shown, and what to look at; what no talk shows is sent to where it is written."""
    watched = f"{occasion.text}\nObserver : {' ; '.join(occasion.watch)}"
    where = ELSEWHERE.get(occasion.criterion)
    return f"{capital(apart)} : à montrer {where}.\nÀ noter ici : {watched}" if where else watched


_ASKED: dict[ScenarioKind, tuple[str, ...]] = {
    "negociation": (
        "À quel moment l'échange a-t-il basculé ?",
        "Qu'avez-vous appris que votre fiche ne disait pas ? Qu'est-ce qui vous a échappé ?",
        "Qu'avez-vous cédé, et qu'avez-vous obtenu en échange ?",
    ),
    "decouverte": (
        "Quelle question a fait parler le client ? Laquelle n'a rien donné ?",
        "Quel besoin avez-vous reformulé, et avec les mots de qui ?",
        "Quelle suite est fixée, à quelle date, et qui fait quoi d'ici là ?",
    ),
    "prospection": (
        "Qu'est-ce qui a ouvert la porte à la première personne, ou l'a fermée ?",
        "Votre accroche parlait-elle de vous ou du prospect ?",
        "Qu'avez-vous appris d'assez précis pour préparer le rendez-vous ?",
    ),
    "reunion": (
        "Qui n'aurait pas parlé si vous ne l'aviez pas invité à le faire ?",
        "À quel moment le ton a-t-il monté, et qu'avez-vous dit alors ?",
        "Chaque décision a-t-elle un nom et une date, et qui l'a confirmé ?",
    ),
}


def _debrief(scenario: Scenario) -> Section:
    first, last = (
        "De quoi êtes-vous satisfait·e, et quelle phrase le montre ?",
        "Que feriez-vous autrement dès la prochaine fois ?",
    )
    return Section("Questions pour le retour", bullets=(first, *_ASKED[scenario.kind], last))
