"""The French words of the trainer's page."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.learning import SharedPlay, SharedScenario
from assistant.domain.levels import Level
from assistant.domain.negotiation import ENDING_LABELS
from assistant.domain.scenario import Play, Scenario, ScenarioKind
from assistant.reporting.wording import counted
from assistant.roleplay.french.amounts import euros

LEAD: Final = (
    "Composez une mise en situation, vérifiez-la, imprimez ses trois fiches ou partagez-la par un lien. Chaque cas est "
    "joué à blanc avant d'arriver ici : s'il ne tient pas, il ne peut pas être partagé."
)
CHOOSE: Final = "Scénario affiché"
NEW: Final = "Nouveau scénario"
FIRST: Final = "Composer un scénario"

# Composer ------------------------------------------------------------------------------------------------------------
KINDS: Final[dict[ScenarioKind, str]] = {
    "negociation": "Négociation",
    "decouverte": "Entretien de découverte",
    "prospection": "Appel de prospection",
    "reunion": "Réunion d'équipe",
}
KIND: Final = "Situation"
FROM: Final = "Ce qui se vend"
SOURCES: Final = {"secteur": "Un secteur", "mots": "Vos propres mots", "fichier": "Une offre existante"}
SECTOR: Final = "Secteur"
PRODUCT: Final = "Produit"
DRAWN: Final = "Tiré au hasard"
WORDS: Final = "Décrivez l'offre : le produit, le prix, la quantité, le client"
WORDS_EXAMPLE: Final = (
    "Offre : bancs de musculation d'extérieur\nClient : Commune de Lanvéoc\n24 bancs × 1 450 € HT\n"
    "Coût de revient : 980 €"
)
WORDS_HELP: Final = "Un prix suffit. Ajoutez « Coût de revient : … € » si vous le connaissez, sinon il est estimé."
WORDS_EMPTY: Final = "Écrivez d'abord l'offre : au moins un produit et un prix."
FILE: Final = "Le fichier de l'offre (Word, PDF, tableur, texte…)"
FILE_EMPTY: Final = "Choisissez d'abord le fichier de l'offre."
LEVEL: Final = "Niveau de difficulté"
LEVEL_HELP: Final = "Le niveau change le caractère de l'interlocuteur et l'aide donnée, jamais les chiffres."
STAKES: Final = "Enjeu"
STAKE_LABELS: Final = {None: "Tiré au hasard", "courants": "Affaire courante", "forts": "Affaire importante"}
DECIDERS: Final = "Personnes qui décident"
ADAPTATION: Final = "Interlocuteur en situation de handicap"
ADAPTATION_NONE: Final = "Non"
ZONE: Final = "Zone d'accord"
ZONE_LABELS: Final = {
    None: "Tirée au hasard",
    "reference": "Un accord possible sur le prix",
    "echange": "Un accord en échangeant des conditions",
    "aucune": "Aucun accord possible",
}
SEED: Final = "Tirage"
SEED_HELP: Final = "Le même tirage, avec les mêmes choix, redonne le même scénario."
COMPOSE: Final = "Composer et vérifier"
COMPOSING: Final = "Composition, vérification et jeux à blanc…"
STEP_COMPOSED: Final = "Composé"
IMPORT: Final = "Importer un scénario (fichier .json)"
IMPORT_HELP: Final = "Un fichier écrit par « jalon scenario new », ou exporté de cette page."

# What the checks say -------------------------------------------------------------------------------------------------
SOUND: Final = "Vérifié"
UNSOUND: Final = "À corriger"
SHARED: Final = "Partagé"
NOT_SHARED: Final = "Brouillon"
RULES: Final = "Les règles vérifiées"
MENDING: Final = "Ce scénario ne peut pas être partagé tel quel. Voici pourquoi, et comment le corriger."
REMEDIES: Final = {
    "Composition": ("Scénario", "Il manque une partie entière : repartez d'un scénario composé ici."),
    "Acteurs": (
        "Modifier, Personnes",
        "Une seule personne parle avec l'apprenant ; les poids font 100 % ; chaque nom ne sert qu'une fois.",
    ),
    "Chiffres des fiches": (
        "Modifier, Chiffres",
        "Enregistrez de nouveau les chiffres : les fiches seront récrites d'après eux.",
    ),
    "Marges": (
        "Modifier, Chiffres",
        "Gardez l'ordre coût < plancher ≤ délégation ≤ objectif ≤ prix proposé, et première demande < objectif ≤ "
        "plafond < prix proposé.",
    ),
    "Zone d'accord": (
        "Modifier, Chiffres",
        "Écartez le plancher du plafond, ou changez la valeur d'une condition, pour que la zone soit nette.",
    ),
    "Secrets": ("Modifier", "Retirez ce chiffre du texte, ou changez le chiffre secret : rien de secret ne se dit."),
    "Informations à découvrir": (
        "Modifier, Informations",
        "Donnez trois questions différentes, une confiance de 70 au plus, et gardez ses chiffres dans le texte.",
    ),
    "Objections": ("Modifier, Objections", "Donnez au moins deux réponses différentes à chaque objection."),
    "Piège juridique": ("Scénario", "Le piège doit citer son article et viser un choix marqué illégal."),
    "Grille d'observation": ("Scénario", "Chaque critère de la grille demande une occasion : recomposez le scénario."),
    "Langue": ("Modifier", "Reprenez la phrase signalée."),
    "Jeu à blanc": (
        "Modifier, Chiffres",
        "Rapprochez les chiffres de ceux d'origine : le vendeur compétent doit finir mieux que le faible.",
    ),
}

# Sheets --------------------------------------------------------------------------------------------------------------
TABS: Final = ("Aperçu", "Modifier", "Imprimer", "Partager", "Parties jouées")
SHEETS: Final = {"vendeur": "Fiche vendeur", "acheteur": "Fiche acheteur", "guide": "Guide du formateur"}
PRINT_LEAD: Final = "Deux personnes suffisent pour jouer : une fiche chacune, le guide et sa grille pour l'observateur."
ALL: Final = "Tout dans une archive .zip"
WORD: Final = "Word"
PDF: Final = "PDF"
JSON_FILE: Final = "Le scénario (.json)"

# Modifier ------------------------------------------------------------------------------------------------------------
EDIT_LEAD: Final = (
    "Chaque enregistrement refait les vérifications et les jeux à blanc. Les noms et les chiffres que vous changez "
    "suivent partout : fiches, offre écrite, grille."
)
SECTIONS: Final = ("Contexte", "Personnes", "Chiffres", "Objections", "Informations")
SAVE: Final = "Enregistrer et vérifier"
SAVED: Final = "Enregistré et vérifié."
SAVED_BROKEN: Final = "Enregistré, mais le scénario ne tient plus : il n'est pas (ou plus) partagé."
ONE_A_LINE: Final = "une par ligne"
FIELDS: Final = {
    "title": "Titre",
    "level": "Niveau",
    "context": "Situation connue des deux côtés",
    "stakes": "Enjeu",
    "place": "Lieu",
    "opening": "Première phrase de l'interlocuteur",
    "seller_company": "Entreprise qui vend",
    "buyer_company": "Entreprise cliente",
    "mission": "Mission du vendeur",
    "name": "Nom",
    "role": "Fonction",
    "part": "Place",
    "weight": "Poids (%)",
    "position": "Demande",
    "interest": "Cherche au fond",
    "brake": "Frein",
    "style": "Manière d'être",
    "proposed": "Prix proposé (offre écrite)",
    "target": "Objectif",
    "authority": "Délégation",
    "unit_cost": "Coût de revient",
    "alternative_margin": "Marge de l'autre affaire (€)",
    "first": "Première demande",
    "buyer_target": "Objectif",
    "reserve": "Plafond",
    "term": "Condition",
    "label": "Choix",
    "seller_value": "Vendeur (€)",
    "buyer_value": "Acheteur (€)",
    "seller_can": "Possible vendeur",
    "buyer_can": "Possible acheteur",
    "says": "Ce qui est objecté",
    "answers": "Réponses qui conviennent",
    "softened": "Dit ensuite, si la réponse convient",
    "stays": "Dit ensuite, sinon",
    "text": "Ce que dit l'interlocuteur",
    "questions": "Questions qui y mènent",
    "evasive": "Réponse à côté, tant qu'il n'y a pas confiance",
    "trust": "Confiance à gagner",
    "secret": "Secret : coûte à dire",
}
SIDES: Final = ("Vendeur", "Acheteur (secret)")
OPTIONS: Final = "Ce que vaut chaque choix, par rapport à l'offre écrite (0 €)"
OPTIONS_HELP: Final = (
    "Une case décochée veut dire « jamais, quel que soit le prix ». Le choix de l'offre écrite vaut toujours 0 €."
)
PLACES: Final = {
    "brief": "Contexte",
    "people": "Personnes",
    "seller": "Fiche vendeur",
    "buyer": "Fiche acheteur",
    "facts": "Informations",
    "objections": "Objections",
    "signals": "Signaux",
    "economics": "Chiffres",
    "occasions": "Grille d'observation",
    "legal_trap": "Piège juridique",
    "hand_over": "Passage de relais",
    "goal": "But",
}

# Partager ------------------------------------------------------------------------------------------------------------
SHARE: Final = "Partager"
SHARE_LEAD: Final = (
    "Partager crée un lien vers ce scénario. Qui a le lien peut y jouer autant de fois qu'il veut, contre l'acheteur "
    "de Jalon, sans voir les secrets du cas."
)
LINK: Final = "Le lien à donner à vos apprenants"
LINK_HELP: Final = "Le lien ne se devine pas. Les parties commencées continuent même si vous le retirez."
WITHDRAW: Final = "Retirer le lien"
CANNOT_SHARE: Final = "La vérification a trouvé un défaut : corrigez-le, puis partagez."
DELETE: Final = "Supprimer ce scénario"
DELETE_HELP: Final = "Le scénario et son lien disparaissent. Les parties déjà jouées restent à ceux qui les ont jouées."
DELETE_SURE: Final = "J'ai compris, supprimer définitivement"
DELETED: Final = "Le scénario est supprimé."
WHAT_YOU_SEE: Final = (
    "Vous ne voyez jamais qui a joué : ni nom, ni adresse. Pour chaque partie : « Apprenant 1 », la date, l'issue, la "
    "durée et les niveaux de conduite. La conversation elle-même ne s'affiche que si l'apprenant l'a accepté au début "
    "de la partie ; il peut changer d'avis, elle disparaît alors d'ici."
)
WHAT_THE_TRAINER_SEES: Final = (
    "La personne qui vous a donné ce lien verra, sans savoir qui vous êtes : la date, l'issue, la durée et vos niveaux "
    "de conduite. Elle ne lira vos répliques que si vous cochez la case, et vous pouvez changer d'avis."
)
LET_READ: Final = "J'accepte que mon formateur lise ma conversation"
NO_PLAYS: Final = "Personne n'a encore joué ce scénario."
PLAYS: Final = "Parties jouées"
PLAY_COLUMNS: Final = ("Qui", "Quand", "Issue", "Longueur", "Conduite")
NO_LEVELS: Final = "pas encore de bilan"
READ: Final = "Lire la conversation"
NOT_SHOWN: Final = "Conversation non partagée."
REFRESH: Final = "Actualiser"


def head_line(scenario: Scenario) -> str:
    """« Négociation · Numérique et logiciels · niveau 2 · tirage 3 »."""
    return f"{KINDS[scenario.kind]} · {scenario.sector} · niveau {scenario.level} · tirage {scenario.seed}"


def name_of(kept: SharedScenario) -> str:
    """A scenario in the list, with where it stands."""
    state = "partagé" if kept.published else "brouillon" if kept.sound else "à corriger"
    return f"{kept.title} ({state})"


def seconds_line(seconds: float) -> str:
    """« Composé, vérifié et joué à blanc deux fois en 0,4 seconde. »"""
    said = f"{seconds:.1f}".replace(".", ",")
    return f"Composé, vérifié et joué à blanc deux fois en {said} s."


def floor_line(floor: float, unit: str) -> str:
    """What follows from the figures and is not typed."""
    return (
        f"Plancher du vendeur, calculé d'après le coût et la marge de l'autre affaire : {euros(floor)} {unit}. "
        "La zone d'accord et le passage de relais sont recalculés à chaque enregistrement."
    )


def solvable_line(scenario: Scenario) -> str:
    """What the self-plays show, in plain French."""
    report = scenario.solvability
    if report is None or not report.plays:
        return "Pas de jeu à blanc : les règles ne sont pas toutes respectées."
    good, weak = report.plays[0], report.plays[-1]
    if scenario.economics is None:
        return f"Jouable : un vendeur compétent {_reached(good)} ; un vendeur faible {_reached(weak)}."
    if not scenario.economics.zone.exists:
        return (
            "Aucun accord n'est possible, et c'est voulu : un vendeur compétent refuse en expliquant pourquoi, après "
            f"{counted(good.exchanges, 'réplique')} ; un vendeur faible {_ended(weak, scenario)}."
        )
    return (
        f"Solvable : un vendeur compétent {_ended(good, scenario)} ; un vendeur faible {_ended(weak, scenario)}. "
        f"{scenario.economics.zone.why}"
    )


def _reached(play: Play) -> str:
    what = "obtient l'engagement" if play.outcome == "accord" else "repart sans engagement"
    return f"{what} en {counted(play.exchanges, 'réplique')}"


def _ended(play: Play, scenario: Scenario) -> str:
    if play.price is None or scenario.economics is None:
        return f"{'refuse' if play.outcome == 'refus' else 'échoue'} ({counted(play.exchanges, 'réplique')})"
    gain = round(play.seller_gain or 0)
    worth = f"{euros(gain)} de mieux que son autre affaire" if gain >= 0 else f"{euros(-gain)} de perte"
    return f"arrive à un accord à {euros(play.price)} {scenario.economics.unit} ({worth})"


_PATH: Final = re.compile(r"^([a-z_]+(?:\.[a-z_0-9]+)*) : ")


def problem_line(problem: str) -> str:
    """A problem whose place is a path of the schema, said with the words of the page."""
    match = _PATH.match(problem)
    if match is None:
        return problem
    first, *rest = match[1].split(".")
    rank = next((int(part) + 1 for part in rest if part.isdigit()), None)
    field = next((FIELDS[part] for part in reversed(rest) if part in FIELDS), "")
    place = PLACES.get(first, FIELDS.get(first, first)) + (f" n° {rank}" if rank else "")
    return f"{place}{f', « {field} »' if field else ''} : {problem[match.end() :]}"


def play_line(play: SharedPlay) -> tuple[str, str, str, str]:
    """Who, when, how it ended, how long."""
    who = "Vous" if play.own else f"Apprenant {play.learner}"
    when = f"{play.created.astimezone():%d/%m/%Y à %H:%M}"
    ending = play.summary.ending
    outcome = ENDING_LABELS[ending] if ending else ("terminée" if play.over else "en cours")
    length = counted(play.summary.exchanges, "réplique")
    if play.summary.seconds >= 60:
        length += f", {round(play.summary.seconds / 60)} min"
    return who, when, outcome, length


def spread(levels: dict[str, Level | None]) -> list[tuple[Level | None, int]]:
    """How many criteria at each level, the best first."""
    order: tuple[Level | None, ...] = (3, 2, 1, 0, None)
    counts: list[tuple[Level | None, int]] = [
        (level, sum(given == level for given in levels.values())) for level in order
    ]
    return [(level, count) for level, count in counts if count]
