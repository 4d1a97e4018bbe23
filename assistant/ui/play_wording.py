"""The French words of the learner's role-plays."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from assistant.domain.economics import Economics
from assistant.domain.negotiation import ENDING_LABELS, Ending
from assistant.domain.scenario import Difficulty, ScenarioKind
from assistant.reporting.plain_text import one_line, shorten
from assistant.reporting.wording import counted
from assistant.roleplay.french.money import price_text
from assistant.roleplay.playing.kept_play import KeptPlay, Stage

TITLE: Final = "Négociation"
LEAD: Final = (
    "Jouez un entretien face à un interlocuteur qui a ses propres intérêts et ne vous dira pas tout. Vous préparez, "
    "vous menez l'échange avec vos mots, vous dites ce que vous en pensez ; puis vous lisez le débriefing."
)

# Choosing a case -----------------------------------------------------------------------------------------------------
SHARED: Final = "Le cas proposé par votre formateur"
NEW: Final = "Un nouveau cas"
KIND: Final = "Situation"
LEVEL: Final = "Difficulté"
LEVELS: Final[dict[Difficulty, str]] = {1: "1 · découverte", 2: "2 · intermédiaire", 3: "3 · confirmé", 4: "4 · expert"}
LEVEL_SAYS: Final[dict[Difficulty, str]] = {
    1: "Interlocuteur bavard et patient, indices autant que vous voulez.",
    2: "Interlocuteur courtois qui attend vos questions ; cinq indices.",
    3: "Interlocuteur réservé, quatre objections ; deux indices.",
    4: "Interlocuteur sec et pressé qui ne donne rien sans raison ; aucun indice.",
}
LEVEL_NOTE: Final = "Les chiffres du cas ne changent pas avec la difficulté."
ABOUT: Final = "Ce qui se vend"
ABOUT_SECTOR: Final = "Un secteur"
ABOUT_OWN: Final = "Ma propre offre"
SECTOR: Final = "Secteur"
DRAWN: Final = "Au hasard"
OWN_WORK: Final = "Le travail où se trouve votre offre"
OWN_HELP: Final = "Jalon y lit le produit, le client, la quantité et le prix, et compose un acheteur en face."
OWN_NONE: Final = "Déposez d'abord un travail où figure votre offre avec son prix."
GENERATE: Final = "Générer le cas"
GENERATING: Final = "Le cas se compose et se vérifie…"
BEGIN: Final = "Commencer ce cas"
PLAYS: Final = "Mes parties"
NO_PLAY: Final = "Vos parties s'afficheront ici : vous pourrez les reprendre ou les relire."
RESUME: Final = "Reprendre"
READ_AGAIN: Final = "Relire"
DELETE: Final = "Supprimer"
DELETE_SURE: Final = "Cette partie et son débriefing disparaissent définitivement."
BACK: Final = "Toutes mes parties"
UNKNOWN_PLAY: Final = "Cette partie n'existe pas, ou n'est pas à vous. Voici les vôtres."

# The four steps ------------------------------------------------------------------------------------------------------
STEPS: Final[dict[Stage, str]] = {
    "preparation": "Préparer",
    "talk": "Échanger",
    "analysis": "S'auto-évaluer",
    "debrief": "Débriefing",
}
STEPS_LABEL: Final = "Étapes de la partie"

# Preparation ---------------------------------------------------------------------------------------------------------
PREPARE: Final = "Votre fiche de préparation"
_PREPARE_LEAD: Final = "Quelques lignes suffisent. Le débriefing mettra votre préparation en face de ce qui s'est passé"
CARD: Final = {
    "objectifs": ("Vos objectifs, du plus important au moins important", "Un objectif visé, un repli acceptable"),
    "ligne_rouge": ("Votre ligne rouge, chiffrée", "Sous quel prix, ou à quelle condition, vous refusez"),
    "concessions": ("Ce que vous pouvez céder, et contre quoi", "Je peux… si en échange vous…"),
    "questions": ("Vos questions, une par ligne", "Qu'est-ce que…\nComment…\nQui d'autre…"),
}
TO_CARD: Final = "Aller à ma fiche de préparation"
START: Final = "Commencer l'échange"
SKIP: Final = "Commencer sans préparer"
_SKIP_LOSS: Final = "Sans fiche, le débriefing ne pourra pas comparer ce que vous aviez prévu à ce que vous avez fait"
SAVED_AS_YOU_GO: Final = "Vos notes sont gardées au fur et à mesure."

# The talk ------------------------------------------------------------------------------------------------------------
LINE: Final = "Votre réplique"
YOU: Final = "Vous"
SAYS: Final = "cherche ses mots…"
MY_SHEET: Final = "Ma fiche et les offres"
SHEET: Final = "Votre fiche"
MY_CARD: Final = "Votre préparation"
TABLE: Final = "Sur la table"
TABLE_NOTHING: Final = "Aucun prix n'a encore été discuté."
YOURS: Final = "Votre proposition"
THEIRS: Final = "Sa demande"
WRITTEN: Final = "Offre écrite"
AGREED: Final = "Accord de principe"
DEAL: Final = "Accord confirmé"
AGREED_NOTE: Final = "Rien n'engage encore : récapitulez chaque point et faites confirmer."
PRICE: Final = "Prix"
TERM: Final = "Point discuté"
LEARNT: Final = "Ce que vous avez appris"
PHASE: Final = "Moment"
MOOD: Final = "En face"
TIME: Final = "Temps"
HINT: Final = "Un indice"
HINT_LABEL: Final = "Indice"
TAKE_UP: Final = "Rejouer d'ici"
FINISH: Final = "Terminer"
FINISH_SURE: Final = "L'échange s'arrêtera là où il en est ; votre auto-évaluation vient ensuite."
FINISH_DO: Final = "Terminer l'échange"
GO_ON: Final = "Passer à mon auto-évaluation"
CUT: Final = "Votre dernière réplique n'a pas reçu toute sa réponse."
SEND_AGAIN: Final = "L'envoyer à nouveau"

# Self-analysis -------------------------------------------------------------------------------------------------------
ANALYSE: Final = "Votre regard d'abord"
_ANALYSE_LEAD: Final = "Tout n'est pas obligatoire ; ce que vous remplissez sera mis en face de l'analyse."
NOTES: Final = {
    "reperes": ("Vos repères pour juger cet échange", "Chiffres ou faits : prix visé et obtenu, questions posées…"),
    "moments": ("Les moments-clés", "Quand l'échange a-t-il basculé, et pourquoi ?"),
    "forces": ("Vos points forts à garder", "Ce que vous referez, réplique à l'appui"),
    "progres": ("Vos axes de progrès", "Ce que vous ferez autrement, et comment"),
}
OWN_LEVELS: Final = "Votre niveau, critère par critère"
OWN_LEVELS_HELP: Final = (
    "Non abordé : vous ne l'avez pas fait. Insuffisant : à peine. En bonne voie : bien, il en manque un peu. "
    "Maîtrisé : pleinement. Laissez vide ce que l'échange ne vous a pas donné l'occasion de montrer."
)
TO_DEBRIEF: Final = "Voir le débriefing"
ANALYSE_LOSS: Final = "Vous pouvez passer, mais le débriefing ne pourra pas mettre votre regard en face de l'analyse."

# Debrief -------------------------------------------------------------------------------------------------------------
DEBRIEF: Final = "Débriefing"
NOTICES: Final = "À savoir sur ce débriefing"
DEBRIEF_NOTE: Final = "Une aide à la réflexion, ni note ni décision : un formateur peut voir les choses autrement."
MAKING: Final = "Le débriefing se prépare"
MAKING_HELP: Final = "Vous pouvez fermer l'onglet ou changer de page : vous le retrouverez ici."
AGAIN: Final = "Réessayer"
RESULT: Final = "Le résultat"
RESULT_GOOD: Final = {"bon": "Bonne issue", "moyen": "Issue en demi-teinte", "à revoir": "Issue à revoir"}
RESULT_TONES: Final = {"bon": "3", "moyen": "2", "à revoir": "1"}
RESULT_NOTE: Final = "Le résultat se lit à part : on peut bien conduire un échange sans conclure, et l'inverse."
GAIN: Final = "Par rapport à votre solution de repli"
MARGIN: Final = "Taux de marge"
ENDED: Final = "Issue"
TERMS: Final = "Termes"
CONDUCT: Final = "La conduite de l'échange"
MISSED: Final = "Ce que vous auriez pu saisir"
MISSED_NONE: Final = "Rien d'important ne vous a échappé."
PLANNED: Final = "Prévu et fait"
PLANNED_NONE: Final = "Vous n'aviez pas rempli de fiche de préparation : il n'y a rien à comparer."
FELT: Final = "Votre regard et l'analyse"
FELT_NONE: Final = "Vous ne vous êtes pas auto-évalué·e : il n'y a rien à comparer."
SUBJECT: Final = "Point"
YOU_PLANNED: Final = "Vous aviez prévu"
YOU_FELT: Final = "Votre regard"
IT_SHOWS: Final = "L'analyse"
HAPPENED: Final = "Ce qui s'est passé"
TO_THINK: Final = "À vous"
PRICES: Final = "Le chemin du prix"
PRICES_LEAD: Final = "Chaque marche est un prix annoncé ; il tient jusqu'au suivant."
PRICES_NONE: Final = "Aucun prix n'a été annoncé."
THEIR_LIMIT: Final = "Sa limite"
THEIR_LIMIT_NOTE: Final = "Sa limite, secrète pendant l'échange, pour les dernières conditions discutées :"
TALK: Final = "Le temps de parole"
TALK_LEAD: Final = "Part des mots de chacun, du début à la fin."
WORDS: Final = "Mots"
SHARE: Final = "Part"
WHOLE: Final = "En tout"
THIRDS: Final = ("Premier tiers", "Deuxième tiers", "Dernier tiers")
OPEN_QUESTIONS: Final = "Questions ouvertes"
CLOSED_QUESTIONS: Final = "Questions fermées"
REFORMULATIONS: Final = "Reformulations"
LONGEST: Final = "Votre plus longue réplique"
AS_TABLE: Final = "Les mêmes données en tableau"
TURN: Final = "Tour"
WHO: Final = "Qui"
TRANSCRIPT: Final = "Relire l'échange"
QUOTED_FROM: Final = "Voir dans l'échange"
TAKE_WORD: Final = "Débriefing Word"
TAKE_PDF: Final = "Débriefing PDF"
TAKE_MARKDOWN: Final = "Débriefing Markdown"
TRAINER_READS: Final = "Ce que voit votre formateur"
AGAIN_TITLE: Final = "Rejouer"
AGAIN_HELP: Final = (
    "Reprenez juste avant l'une de vos répliques, avec ce que vous savez maintenant. Cette partie reste comme elle est."
)
AGAIN_WHERE: Final = "Reprendre juste avant"

# Accueil -------------------------------------------------------------------------------------------------------------
HOME_ENTRY: Final = "Jouer une négociation"


def taken_up_line(rank: int) -> str:
    """Said when an earlier play is taken up again."""
    where = "depuis le début" if rank == 1 else f"juste avant votre réplique n° {rank}"
    return f"Vous reprenez {where}. L'échange précédent reste dans « {PLAYS} »."


def hints_line(left: int | None) -> str:
    """« Un indice (encore 2) »."""
    return HINT if left is None else f"{HINT} (encore {left})"


def minutes(seconds: float) -> str:
    """« moins d'une minute », « 12 min »."""
    return "moins d'une minute" if seconds < 60 else f"{int(seconds // 60)} min"


def standing_line(kept: KeptPlay) -> str:
    """Where a play stands, in the list."""
    lines = counted(len(kept.record.exchanges), "réplique")
    if kept.stage == "preparation":
        return "à préparer"
    if kept.stage == "talk" and not kept.over:
        return f"en cours, {lines}"
    if kept.stage != "debrief":
        return f"{ending_word(kept.ending)}, auto-évaluation à faire"
    return f"{ending_word(kept.ending)}, {lines}"


def resumed_word(kept: KeptPlay) -> str:
    """« reprise à la réplique 4 »."""
    if kept.resumed_from is None:
        return ""
    return "rejouée depuis le début" if kept.resumed_from == 1 else f"reprise à la réplique {kept.resumed_from}"


def ending_word(ending: Ending | None) -> str:
    """How it ended."""
    return ENDING_LABELS[ending or "sans_suite"]


def day(date: datetime) -> str:
    """« 24/11 à 10:46 »."""
    return f"{date.astimezone():%d/%m à %H:%M}"


def case_line(kind: ScenarioKind, sector: str, level: Difficulty, kinds: dict[ScenarioKind, str]) -> str:
    """« Négociation · Agriculture · difficulté 2 »."""
    return f"{kinds[kind]} · {sector} · difficulté {level}"


def conduct_lead(criteria: int) -> str:
    """« Les 13 critères du jury… »"""
    return f"Les {criteria} critères du jury pour cette situation, avec vos répliques citées."


def prepare_lead(kind: ScenarioKind) -> str:
    """Why to fill in the card; in a negotiation it is itself judged."""
    return f"{_PREPARE_LEAD}{' (critère 3.2.1)' if kind == 'negociation' else ''}."


def skip_loss(kind: ScenarioKind) -> str:
    """What is lost without a card."""
    judged = ", et la préparation est un critère du jury (3.2.1)" if kind == "negociation" else ""
    return f"{_SKIP_LOSS}{judged}."


def analyse_lead(kind: ScenarioKind) -> str:
    """Why to look back first."""
    judged = " : c'est ce que le jury attend de vous (critère 3.2.4)" if kind == "negociation" else ""
    return f"Avant le débriefing, dites ce que vous en pensez{judged}. {_ANALYSE_LEAD}"


def price_line(price: float, economics: Economics) -> str:
    """« 20,40 € par palette »."""
    return f"{price_text(price, economics)} {economics.unit}"


def making_line(done: int, total: int) -> str:
    """« 4 critères sur 13 »."""
    return f"{counted(done, 'critère')} sur {total}" if total else "Relecture de l'échange…"


def counted_word(label: str, count: int) -> str:
    """« question ouverte », « questions ouvertes », from the label of the count."""
    word = label[:1].lower() + label[1:]
    return " ".join(part.removesuffix("s") for part in word.split()) if count < 2 else word


def again_line(rank: int, text: str) -> str:
    """« 3. Qui décide avec vous ? »."""
    return f"{rank}. {shorten(one_line(text), 90)}"


def turn_word(turn: int) -> str:
    """« tour 6 »."""
    return f"tour {turn}"
