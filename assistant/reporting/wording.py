"""Every French word of the reports: headings, level words, messages and the AI notice."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, Literal

from assistant.domain.levels import Level, level_label

Status = Literal["judged", "not_assessable", "failed"]

PRODUCT: Final = "Jalon"
AUTHOR: Final = "Jalon (IA)"
INITIALS: Final = "IA"
LANGUAGE: Final = "fr"
KEYWORDS: Final = "contenu produit par une IA"

# Headings ------------------------------------------------------------------------------------------------------------
CRITIQUE_OF: Final = "Critique de votre production"
CAN_AND_CANNOT: Final = "Ce que ce rapport peut dire, et ne peut pas dire"
THREE_MOVES: Final = "Trois gestes d'abord"
MOVES: Final = {1: "Un geste d'abord", 2: "Deux gestes d'abord", 3: THREE_MOVES}
OVERVIEW: Final = "Vue d'ensemble"
PROJECTION: Final = "Le bloc, dans les mots du jury"
BY_CRITERION: Final = "Critère par critère"
YOUR_TEXT: Final = "Votre texte"
HIDDEN_TEXT: Final = "Texte invisible à la lecture"
READING_NOTES: Final = "À savoir sur la lecture du fichier"
NOTICES: Final = "À savoir sur cette critique"
TALLY: Final = "Citations"

# Labels --------------------------------------------------------------------------------------------------------------
FILE: Final = "Fichier"
PRODUCTION: Final = "Production"
MODEL: Final = "Modèle"
REFERENTIEL: Final = "Référentiel"
DATE: Final = "Date"
LENGTH: Final = "Longueur"
CRITERION: Final = "Critère"
LEVEL: Final = "Niveau"
EXPECTED: Final = "Attendu"
FINDING: Final = "Constat"
EVIDENCE: Final = "Dans votre texte"
GAP: Final = "Ce qui manque"
QUESTION: Final = "Question à se poser"
NEXT_STEP: Final = "Prochaine étape"
EXAMPLE: Final = "Exemple commenté, sur une autre entreprise"
EXAMPLE_WHY: Final = "Pourquoi ce niveau"
EXAMPLE_LIFT: Final = {1: "Pour monter", 2: "Pour monter", 3: "À garder prêt pour le jury"}
LOOKED_AT: Final = "Où Jalon a cherché"
WHY_NOT: Final = "Pourquoi"
TRUST: Final = "Fiabilité"
SHOW_LEVELS: Final = "Afficher les niveaux"
SEE_PASSAGE: Final = "Voir le passage dans le texte"
SEE_CRITERION: Final = "Voir le critère"
HEADING: Final = "Rubrique du référentiel"
CRITERIA: Final = "Critères"
TABLE: Final = "Tableau de votre texte"
SHORTCUTS: Final = "Raccourcis"
SKIP_TO_CRITIQUE: Final = "Aller à la critique"
SKIP_TO_TEXT: Final = "Aller à votre texte"
NOTHING_SHOWN: Final = "Aucun critère n'a ce niveau : cochez un autre niveau."
YOUR_TEXT_HELP: Final = (
    "Les passages surlignés sont ceux que la critique cite. L'étiquette qui suit chacun ramène à son critère."
)
PAGE_OF: Final = ("Page", "sur")

# Sentences -----------------------------------------------------------------------------------------------------------
AI_NOTICE: Final = (
    "Ce document a été produit par une intelligence artificielle. Elle peut se tromper ; un formateur décide."
)
AI_NOTICE_SHORT: Final = "Contenu produit par une IA ; un formateur décide."
CAN: Final = (
    "dire, critère par critère, ce qu'un jury trouverait dans ce texte, et où ;",
    "montrer ce qui manque au regard du référentiel ;",
    "proposer une question et une prochaine étape, sans écrire à votre place.",
)
CANNOT: Final = (
    "donner une note ou prédire la décision du jury ;",
    "juger ce qui se dit ou se montre à l'oral ;",
    "vérifier que vos chiffres et vos sources sont vrais.",
)
CAN_LABEL: Final = "Il peut"
CANNOT_LABEL: Final = "Il ne peut pas"
NO_MOVES: Final = "Rien d'urgent à reprendre : relisez les critères un par un et préparez-vous à défendre vos choix."
NO_MOVES_NOTHING_JUDGED: Final = (
    "Aucun critère n'a pu être évalué : il n'y a donc pas de geste à proposer pour l'instant."
)
NO_QUOTE: Final = "Aucun passage n'a pu être vérifié mot pour mot dans votre texte : lisez ce constat avec prudence."
LOOKED_EVERYWHERE: Final = "dans tout le texte"
NOT_ASSESSABLE_WHY: Final = "Ce type de document ne permet pas de montrer ce critère."
FAILED_WHY: Final = "L'évaluation de ce critère n'a pas abouti."
FAILED_NEXT: Final = "Relancez la critique : seuls les critères manquants seront évalués."
HIDDEN_INTRO: Final = (
    "Le fichier contient du texte qu'un lecteur ne voit pas. Il n'a été ni évalué ni transmis à un modèle. "
    "Retirez-le, ou rendez-le visible s'il fait partie de votre travail."
)
PRODUCTION_DETECTED: Final = "Production reconnue par Jalon : indiquez-en une autre si ce n'est pas la bonne."
PROJECTION_WARNING: Final = "C'est une projection, pas une promesse : seul le jury décide."
PROJECTION_RULE: Final = (
    "Règle de lecture, propre à Jalon : « acquis » quand chaque critère évalué est au moins en bonne voie ; "
    "« non acquis » quand la moitié au moins des critères évalués sont insuffisants ou non abordés ; "
    "« partiellement acquis » entre les deux. Pas de projection si moins de la moitié des critères ont été évalués."
)
NO_PROJECTION: Final = "pas de projection"
MISSING_GLYPHS: Final = "□ remplace un caractère que la police de ce PDF ne possède pas ; la version HTML le montre."

ATTAINMENT: Final = {"acquis": "acquis", "partiel": "partiellement acquis", "non_acquis": "non acquis"}

FAILED_LABEL: Final = "non évalué (échec)"
EMBEDDED_MODEL: Final = "moteur embarqué, sans modèle de langue"

_METERS: Final[dict[Level | None, str]] = {0: "□□□", 1: "■□□", 2: "■■□", 3: "■■■", None: "– – –"}
_PLACES: Final = {"pptx": "diapositive", "xlsx": "feuille"}
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def level_word(status: Status, level: Level | None) -> str:
    """The word a learner reads for a verdict."""
    return FAILED_LABEL if status == "failed" else level_label(level)


def level_meter(status: Status, level: Level | None) -> str:
    """The level as a shape of fixed width, readable without colour."""
    return "  !  " if status == "failed" else _METERS[level].center(5)


def moves_heading(count: int) -> str:
    """Heading of the moves that matter most."""
    return MOVES.get(count, THREE_MOVES)


def model_label(model: str) -> str:
    """The model as named to a learner."""
    return EMBEDDED_MODEL if model == "embedded" else model


def generator_mark(version: str) -> str:
    """The machine-readable mark of AI content."""
    return f"{PRODUCT} {version}, {KEYWORDS}"


def annotation_mark(version: str) -> str:
    """The machine-readable mark of a file that an AI commented without changing it."""
    return f"commentaires produits par une IA ({PRODUCT} {version})"


def counted(count: int, singular: str, plural: str = "") -> str:
    """``count`` with its noun, French plural from two on, thousands set apart."""
    return f"{thousands(count)} {singular if count < 2 else plural or singular + 's'}"


def thousands(count: int) -> str:
    """A whole number with narrow no-break spaces."""
    return f"{count:,}".replace(",", "\u202f")


def long_date(when: datetime) -> str:
    """« 24 novembre 2026 à 09:05 »."""
    day = "1er" if when.day == 1 else str(when.day)
    return f"{day} {_MONTHS[when.month - 1]} {when.year} à {when:%H:%M}"


def place(section: str, page: int | None, turn: int | None, file_format: str, spot: str = "") -> str:
    """Where a passage stands, e.g. « partie « 2. Le marché », page 4 »; ``spot``: said in place of the page."""
    parts = [f"partie « {section.replace(' > ', ' › ')} »"] if section else []
    if spot:
        parts.append(spot)
    elif turn is not None:
        parts.append(f"réplique {turn}")
    elif page is not None:
        parts.append(f"{_PLACES.get(file_format, 'page')} {page}")
    return ", ".join(parts)


def tally_sentence(proposed: int, verified: int, dropped: int) -> str:
    """How many quotes were checked and dropped."""
    if not proposed:
        return "Aucune citation n'a été proposée."
    checked = f"{counted(verified, 'citation retrouvée', 'citations retrouvées')} mot pour mot dans votre texte"
    gone = "aucune écartée" if not dropped else f"{counted(dropped, 'écartée')} faute d'y figurer"
    return f"{checked}, sur {counted(proposed, 'proposée')} ; {gone}."


def dropped_sentence(dropped: int) -> str:
    """Said under a criterion whose quotes were dropped."""
    if dropped == 1:
        return "1 citation proposée ne figurait pas mot pour mot dans votre texte : Jalon ne la montre pas."
    return f"{dropped} citations proposées ne figuraient pas mot pour mot dans votre texte : Jalon ne les montre pas."


def trust_sentence(confidence: float) -> str:
    """The calibrated chance that a trainer gives the same level, in words."""
    tenths = round(confidence * 10)
    if tenths <= 0:
        return "moins d'une chance sur dix qu'un formateur donne le même niveau"
    if tenths >= 10:
        return "plus de neuf chances sur dix qu'un formateur donne le même niveau"
    noun = "chance" if tenths == 1 else "chances"
    return f"environ {tenths} {noun} sur 10 qu'un formateur donne le même niveau"


def production_sentence(title: str, detected: bool) -> str:
    """The production, and who chose it."""
    return f"{title}. {PRODUCTION_DETECTED}" if detected else title


def length_sentence(words: int, pages: int | None) -> str:
    """Length of the draft."""
    return counted(words, "mot") + (f", {counted(pages, 'page')}" if pages else "")


def projection_scope(number: int, title: str, covered: int, total: int) -> str:
    """Which part of the bloc this production covers."""
    part = f"les {covered} critères du bloc" if covered == total else f"{covered} des {total} critères du bloc"
    return f"Bloc {number}, {title}. Cette production porte sur {part}."


def projection_counts(judged: int, not_assessed: int) -> str:
    """How many criteria stand behind the projection, and how many do not."""
    verb = "évalué" if judged < 2 else "évalués"
    return f"{counted(judged, 'critère')} {verb}, {not_assessed} non {'évalué' if not_assessed < 2 else 'évalués'}"


def hidden_label(reason: str, where: str) -> str:
    """Why a reader does not see that text, and where it stands."""
    return f"{', '.join(part for part in (reason, locator(where)) if part)} :"


def locator(where: str) -> str:
    """A reader's locator as a person says it: « p:12 » is the rank, from 0, of a paragraph of a Word file."""
    rank = re.fullmatch(r"p:(\d+)", where)
    return f"paragraphe {int(rank[1]) + 1}" if rank else where


def hidden_sentence(count: int) -> str:
    """Said in the summary when hidden text was found."""
    found = counted(count, "extrait invisible", "extraits invisibles")
    return f"Attention : {found} dans le fichier, mis à part de la critique."


def looked_at_passages(count: int) -> str:
    """Said when nothing more precise is known about where the judge looked."""
    return f"{LOOKED_EVERYWHERE} ({counted(count, 'passage')})"


def example_title(company: str, sector: str, level: Level) -> str:
    """Title of a worked example."""
    return f"{company} ({sector}), niveau « {level_label(level)} »"


def french_spaces(text: str) -> str:
    """No-break spaces before double punctuation and inside guillemets."""
    return re.sub(r" (?=[:;!?»])|(?<=«) ", "\u00a0", text)


# Comments in the learner's own file ----------------------------------------------------------------------------------
COMMENT_INTRO: Final = (
    "Ces commentaires sont produits par une intelligence artificielle et ne changent rien à votre texte. "
    "Elle peut se tromper ; un formateur décide."
)
COMMENT_ABSENT: Final = "Critères sans passage à commenter"
COMMENT_AGAIN: Final = "Autre passage retenu pour ce critère (voir le premier commentaire)."
COMMENT_UNPLACED: Final = "Passage concerné"
WRONG_FILE: Final = "Ce fichier n'est pas celui qui a été lu pour cette critique."
WRONG_FILE_HINT: Final = "Donnez le fichier d'origine, ou relancez la critique sur celui-ci."
NOT_DOCX: Final = "La copie annotée ne peut pas être faite : ce fichier Word ne s'ouvre pas."
NOT_PDF: Final = "La copie annotée ne peut pas être faite : ce PDF ne s'ouvre pas."
USE_REPORT: Final = "Demandez plutôt le rapport en Word, HTML ou PDF."

# Writing to disk -----------------------------------------------------------------------------------------------------
HINT_EXTENSIONS: Final = "Choisissez un nom qui finit par .md, .html, .docx ou .pdf."
HINT_FOLDER: Final = "Vérifiez que le dossier existe et que vous pouvez y écrire, ou choisissez-en un autre."
PDF_FAILED: Final = "Le PDF n'a pas pu être composé : l'outil de mise en page a refusé ce document."
PDF_FAILED_HINT: Final = "Prenez la version Word ou HTML, qui dit la même chose, et signalez le problème."
PDF_NO_COMPOSER: Final = "Le PDF n'a pas pu être composé : l'outil de mise en page (typst) n'est pas installé."
PDF_NO_COMPOSER_HINT: Final = (
    "Prenez la version Word ou HTML, qui dit la même chose ; « pip install typst » sur la machine rétablit le PDF."
)


def unknown_extension(extension: str) -> str:
    """Said when the report's format cannot be told from its name."""
    if not extension:
        return "Le rapport ne peut pas être écrit : son nom n'a pas d'extension."
    return f"Le rapport ne peut pas être écrit : l'extension « {extension} » n'est pas prise en charge."


def cannot_write(path: str, why: str) -> str:
    """Said when the disk refuses."""
    return f"Le rapport n'a pas pu être écrit dans « {path} » ({why})."
