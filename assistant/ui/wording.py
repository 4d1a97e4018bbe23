"""Every French word of the application that the reports do not already have."""

from __future__ import annotations

from typing import Final

from assistant.domain.learning import AdviceState
from assistant.domain.levels import Level
from assistant.reporting.wording import counted, model_label

# Pages ---------------------------------------------------------------------------------------------------------------
HOME: Final = "Accueil"
WORK: Final = "Mon travail"
VERSIONS: Final = "Versions"
COACH: Final = "Coach"
REFERENTIEL: Final = "Référentiel"
SELF: Final = "Auto-évaluation"
TRAINER: Final = "Formateur"
DATA: Final = "Mes données"

# Everywhere ----------------------------------------------------------------------------------------------------------
UNEXPECTED: Final = (
    "Une erreur inattendue s'est produite. Rechargez la page ; votre travail est enregistré. "
    "Si elle revient, signalez-la à la personne qui vous a donné accès à Jalon."
)
AI: Final = "Vous échangez avec une IA"
TO_DARK: Final = "Thème sombre"
TO_LIGHT: Final = "Thème clair"
AI_REST: Final = "Elle peut se tromper ; un formateur décide."
ANONYMOUS: Final = "Aucun nom, aucune adresse : ce navigateur est votre seule clé."
NO_WORK: Final = "Vous n'avez pas encore déposé de travail."
DROP_FIRST: Final = "Déposer mon travail"
ASK_COACH: Final = "En parler au coach"
SEE_IN_TEXT: Final = "Voir dans mon texte"

# Accueil -------------------------------------------------------------------------------------------------------------
HERO: Final = "Votre travail, lu comme le jury le lira."
HERO_LEAD: Final = (
    "Déposez un brouillon : Jalon le relit critère par critère et montre, dans le texte, ce qu'un jury y trouverait. "
    "Il choisit trois gestes à faire d'abord, puis répond à vos questions, exemples à l'appui. "
    "Il n'écrit jamais à votre place et ne donne pas de note : le diplôme, c'est vous."
)
TRY_SAMPLE: Final = "Essayer avec un exemple"
SAMPLE_NOTE: Final = "L'exemple est le dossier d'une entreprise inventée. Rien à installer, rien à payer."
SAMPLE_TITLE: Final = "Dossier d'exemple"
GOOD_TO_KNOW: Final = "Bon à savoir avant de commencer"
HOW: Final = "Comment cela se passe"
STEPS: Final = (
    ("Déposez", "Word, PDF, LibreOffice, PowerPoint, Excel ou texte. Jalon propose la production, vous confirmez."),
    ("Lisez", "Chaque constat s'appuie sur des passages de votre texte, vérifiés mot pour mot."),
    ("Reprenez", "Déposez la version suivante : vous voyez ce qui a bougé, critère par critère."),
)
YOUR_WORKS: Final = "Vos travaux"
FACTS_AI: Final = ("Une IA, pas un jury", "Jalon projette, il ne décide pas. Un formateur peut corriger chaque niveau.")
FACT_MODEL: Final = "Le modèle en service"
FACT_DATA: Final = "Où vont vos données"
DATA_LOCAL: Final = (
    "Tout reste sur la machine qui fait tourner Jalon : rien n'est envoyé ailleurs. "
    "Vous pouvez tout exporter ou tout effacer à tout moment."
)
EMBEDDED_FACT: Final = (
    "Jalon tourne sans modèle de langage : il repère les passages et estime les niveaux. "
    "Il repère mieux qu'il ne juge ; sa fiabilité est dite sous chaque critère."
)

# Mon travail ---------------------------------------------------------------------------------------------------------
NEW_WORK: Final = "Nouveau travail"
CHOOSE_WORK: Final = "Travail affiché"
DROP: Final = "Déposez votre brouillon"
DROP_HELP: Final = (
    "Glissez un fichier dans le cadre ou choisissez-le : Word, PDF, OpenDocument, PowerPoint, Excel, Markdown ou "
    "texte ; 20 Mo au plus."
)
TAB_FILE: Final = "Un fichier"
TAB_PASTE: Final = "Du texte collé"
PASTE: Final = "Collez votre texte ici"
PASTE_TITLE: Final = "Titre de ce travail"
PASTE_DEFAULT: Final = "Mon brouillon"
PASTE_READ: Final = "Lire ce texte"
PASTE_EMPTY: Final = "Collez d'abord votre texte : la zone est vide."
READING: Final = "Lecture du fichier…"
PREPARING: Final = "Première mise en route : Jalon prépare ses sources (une minute environ, une seule fois)…"
PROPOSED: Final = "Production proposée"
PROPOSED_HELP: Final = "Jalon l'a reconnue d'après votre texte. Choisissez-en une autre si ce n'est pas la bonne."
SELF_FIRST: Final = "Je m'auto-évalue avant de voir la critique"
LAUNCH: Final = "Lancer la critique"
OTHER_FILE: Final = "Choisir un autre fichier"
STOP: Final = "Arrêter"
RUNNING: Final = "Critique en cours"
RUNNING_HELP: Final = "Vous pouvez fermer l'onglet ou changer de page : la critique continue, vous la retrouverez ici."
COMPLETE: Final = "Compléter la critique"
RETRY: Final = "Relancer"
STOPPED: Final = "Vous avez arrêté la critique : les critères manquants peuvent être complétés."
CHANGE_PRODUCTION: Final = "Changer de production"
CHANGE_HELP: Final = "La critique repart sur les critères de la production choisie."
ANNOTATED: Final = "Mon fichier annoté"
REPORT_WORD: Final = "Rapport Word"
REPORT_HTML: Final = "Rapport HTML"
REPORT_PDF: Final = "Rapport PDF"
DOWNLOAD_FAILED: Final = (
    "Ce fichier n'a pas pu être préparé : une erreur inattendue l'a empêché. Prenez un autre format ; votre critique "
    "est intacte. Si cela revient, signalez-le à la personne qui vous a donné accès à Jalon."
)
FILTER: Final = "Niveaux affichés"
PICTURE: Final = "Critères par niveau et par rubrique"
AS_TABLE: Final = "Les mêmes données en tableau"
HELD_BACK: Final = "La critique est prête. Donnez d'abord votre propre niveau, critère par critère."
GO_SELF: Final = "Faire mon auto-évaluation"
SHOW_ANYWAY: Final = "Voir la critique sans attendre"

# Versions ------------------------------------------------------------------------------------------------------------
NEXT_VERSION: Final = "Déposez la version suivante"
MOVED: Final = "Ce qui a bougé"
NOTHING_MOVED: Final = "Aucun niveau n'a changé entre ces deux versions."
FIRST_VERSION: Final = "C'est la première version de ce travail : déposez la suivante, Jalon montrera ce qui a bougé."
NOT_COMPARABLE: Final = "Aucune version précédente n'a de critique sur la même production : rien à comparer encore."
UP: Final = "En progrès"
DOWN: Final = "En recul"
REWORKED: Final = "Texte repris, niveau inchangé"
TIMELINE: Final = "Le chemin, version après version"
TIMELINE_HELP: Final = "Une ligne par critère, une colonne par version."
LEDGER: Final = "Les conseils, et ce qu'ils sont devenus"
NO_ADVICE: Final = "Aucun conseil pour l'instant : ils arrivent avec la critique."
REFUSE: Final = "Je ne suivrai pas ce conseil"
REFUSE_WHY: Final = "Pourquoi ? Votre raison vous servira devant le jury."
REFUSE_DO: Final = "Enregistrer ma raison"
REOPEN: Final = "Rouvrir ce conseil"
SAME_FILE: Final = "Ce fichier est identique à la version déjà déposée : rien n'a changé."
ADVICE_STATES: Final[dict[AdviceState, str]] = {
    "open": "à faire",
    "followed": "suivi",
    "partly": "suivi en partie",
    "refused": "écarté par vous",
}
CHANGE_KINDS: Final = {"added": "Ajouté", "removed": "Retiré", "rewritten": "Réécrit"}

# Coach ---------------------------------------------------------------------------------------------------------------
COACH_LEAD: Final = "Posez une question sur le référentiel, la méthode ou votre texte. Chaque réponse cite ses sources."
COACH_PLACEHOLDER: Final = "Votre question au coach"
THINKING: Final = "Le coach cherche dans ses sources…"
SOURCES: Final = "Sources"
CONVERSATION: Final = "Conversation"
NEW_CONVERSATION: Final = "Nouvelle conversation"
DELETE_CONVERSATION: Final = "Effacer cette conversation"
CUT_SHORT: Final = "Réponse interrompue."
ABOUT: Final = "Le coach a sous les yeux"
ABOUT_NOTHING: Final = "Le coach n'a pas votre texte : déposez-le pour qu'il puisse en parler."
YOU: Final = "Vous"
SUGGESTIONS: Final = (
    "Par où commencer ?",
    "Où en est mon texte ?",
    "Quelles sont les modalités d'évaluation ?",
    "Comment progresser sur l'analyse du marché ?",
)
GENERAL_SUGGESTIONS: Final = (
    "Quelles productions dois-je rendre ?",
    "Que demande le jury sur l'analyse du marché ?",
    "Comment choisir mes indicateurs ?",
    "Comment se calcule un seuil de rentabilité ?",
)

# Référentiel ---------------------------------------------------------------------------------------------------------
SEARCH: Final = "Chercher avec vos mots"
SEARCH_EXAMPLE: Final = "par exemple : comment fixer mes objectifs"
RESULTS: Final = "Ce qui répond le mieux"
NO_RESULT: Final = "Rien ne répond à ces mots : essayez-en d'autres, plus courts."
BROWSE: Final = "Parcourir par production"
MODALITIES: Final = "Ce qui est demandé"
INDICATORS: Final = "À quoi il le voit"
LEVEL_SIGNS: Final = "Ce que montre chaque niveau"
PITFALLS: Final = "Pièges fréquents"
QUESTIONS: Final = "Questions à se poser"
EXEMPLARS: Final = "Exemples commentés"
COMPETENCES: Final = "Compétences"
CARD_SOURCE: Final = "Source"
KINDS: Final = {
    "criterion": "Critère",
    "competence": "Compétence",
    "production": "Production",
    "guidance": "Critère",
    "exemplar": "Exemple",
    "card": "Fiche mémo",
    "passage": "Votre texte",
    "verdict": "Critique",
    "referentiel": "Référentiel",
}

# Auto-évaluation -----------------------------------------------------------------------------------------------------
SELF_LEAD: Final = (
    "Donnez votre niveau, critère par critère, avant de lire la critique. L'écart entre les deux montre où votre "
    "regard et celui d'un lecteur se séparent : c'est souvent là que l'on progresse le plus."
)
SELF_SCALE: Final = "Les quatre niveaux"
SELF_SAVE: Final = "Enregistrer et comparer"
SELF_AGAIN: Final = "Refaire mon auto-évaluation"
SELF_NOTHING: Final = "Choisissez au moins un niveau avant d'enregistrer."
SELF_WAIT: Final = "La critique n'est pas finie : la comparaison s'affichera dès qu'elle le sera."
SELF_RESULT: Final = "Votre regard et celui de Jalon"
SELF_YOURS: Final = "Vous"
SELF_THEIRS: Final = "Jalon"
SELF_GAP: Final = "Écart"

# Mes données ---------------------------------------------------------------------------------------------------------
EXPORT: Final = "Tout exporter"
EXPORT_HELP: Final = "Vos fichiers, critiques, conseils, conversations, jeux de rôle et scénarios, en une archive .zip."
ERASE: Final = "Tout effacer"
ERASE_HELP: Final = (
    "Efface vos fichiers, critiques, conversations, jeux de rôle, scénarios et tout ce qui en vient. "
    "C'est immédiat et définitif."
)
ERASE_SURE: Final = "J'ai compris que rien ne pourra être retrouvé"
ERASE_DO: Final = "Effacer définitivement"
ERASED: Final = "Tout est effacé. Vous pouvez repartir de zéro ou fermer cette page."
KEPT: Final = "Ce qui est gardé"
JOURNAL: Final = "Journal : qui a demandé quoi, à quel modèle"
JOURNAL_HELP: Final = "Le journal ne contient aucun mot de votre texte ni de vos questions."
NOTICES: Final = "Vos droits et les limites de Jalon"
NOTICE_LINES: Final = (
    "Vous échangez avec une IA. Ses constats sont des projections : aucune note, aucun classement, aucune promesse.",
    "Seul un formateur ou un jury décide. Vous pouvez demander qu'une personne revoie un niveau.",
    "Jalon ne cherche pas à savoir si un texte a été écrit par une IA et ne déduit rien de vos émotions.",
    "Ce qui est caché dans un fichier (texte blanc, masqué) vous est signalé et n'est jamais lu par un modèle.",
    "Vos textes ne servent à entraîner aucun modèle depuis Jalon.",
)


def model_line(model: str) -> str:
    """Which brain answers, on every screen."""
    return f"Modèle : {model_label(model)}."


def data_line(model: str, embedding: str = "") -> str:
    """Where data goes, with that brain. embedding: the service that is asked for vectors, "" when there is none."""
    if model == "embedded" and embedding:
        return (
            "Vos fichiers restent sur la machine qui fait tourner Jalon. Les passages de votre brouillon et vos "
            f"questions sont envoyés au service « {embedding} », qui les compare. Vous pouvez tout exporter ou tout "
            "effacer."
        )
    if model == "embedded":
        return DATA_LOCAL
    return (
        "Vos fichiers restent sur la machine qui fait tourner Jalon. Le texte visible de votre brouillon, vos "
        f"questions et vos répliques sont envoyés au modèle « {model} » pour être lus. Vous pouvez tout exporter ou "
        "tout effacer."
    )


def read_line(words: int, pages: int | None) -> str:
    """« Lu : 2 021 mots, 9 pages »."""
    return f"Lu : {counted(words, 'mot')}" + (f", {counted(pages, 'page')}" if pages else "") + "."


def progress_line(done: int, total: int, seconds_left: float | None) -> str:
    """« 7 critères sur 23, encore 12 secondes environ »."""
    if not total:
        return "Lecture du texte et recherche des passages…"
    rest = ""
    if seconds_left is not None and seconds_left >= 90:
        rest = f", encore {counted(round(seconds_left / 60), 'minute')} environ"
    elif seconds_left is not None and seconds_left >= 2:
        rest = f", encore {counted(round(seconds_left), 'seconde')} environ"
    return f"{counted(done, 'critère')} sur {total}{rest}"


def ahead_line(ahead: int) -> str:
    """Said while other critiques are before this one."""
    return f"{counted(ahead, 'critique')} avant la vôtre : elle commence dès que possible."


def queue_line(place: int) -> str:
    """Said to someone who waits for the coach."""
    return f"Beaucoup de monde parle au coach. Vous êtes {'1er' if place == 1 else f'{place}e'} dans la file."


def saved_line(kept: int, judged: int) -> str:
    """How much of a new version did not have to be judged again."""
    total = kept + judged
    if not total:
        return ""
    if not kept:
        return f"Le texte a changé partout : {counted(judged, 'critère')} à nouveau évalué{'s' if judged > 1 else ''}."
    return (
        f"{counted(kept, 'critère')} sur {total} dont les passages n'ont pas changé gardent leur niveau "
        f"({round(100 * kept / total)} % du travail évité)."
    )


def gap_line(yours: Level, theirs: Level | None) -> str:
    """How a learner's own level compares."""
    if theirs is None:
        return "non comparable"
    if yours == theirs:
        return "même regard"
    steps = counted(abs(yours - theirs), "niveau", "niveaux")
    return f"vous êtes plus indulgent·e ({steps})" if yours > theirs else f"vous êtes plus sévère ({steps})"


def agreement_line(same: int, compared: int) -> str:
    """How often both agree."""
    return f"Même niveau pour {counted(same, 'critère')} sur {compared}."


def retention_line(days: int | None) -> str:
    """How long things are kept."""
    if not days:
        return "Vos travaux sont gardés jusqu'à ce que vous les effaciez."
    return f"Sans visite de votre part pendant {days} jours, tout est effacé automatiquement."
