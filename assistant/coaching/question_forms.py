"""Tell what sort of question is asked: about the learner's text, how to do, what is wanted, or mere small talk."""

from __future__ import annotations

import re

from assistant.coaching.patterns import any_of
from assistant.coaching.ports import Intent

_WORK = r"(?:dossier|copie|travail|texte|brouillon|document|rapport|fichier|version|production|ecrit|devoir|depot)"
_PART = (
    r"(?:swot|introduction|intro|conclusion|plan(?: d'action)?|objectifs?|etude|analyse|partie|argumentaire|budget|"
    r"planning|"
    r"tableaux?(?: de bord)?|indicateurs?|preconisations?|cibles?|offre|proposition|negociation|bilan|script|"
    r"synthese|supports?)"
)
_DRAFT = any_of(
    r"\bje suis (?:a|au) (?:quel )?niveau\b",
    r"\bquel niveau (?:j'ai|ai-je|j'atteins)\b",
    r"^(?:et |bon |alors )*qu'est-ce qui (?:manque|cloche|ne va pas|va pas|peche|est (?:faible|bien|reussi|bon))",
    r"^(?:et |bon |alors |quelle est )*(?:la |ma )?prochaine etape\b",
    r"^(?:et |alors )?(?:quels sont )?(?:mes )?points? (?:forts?|faibles?) ?\??$",
    r"\bce que je (?:t'|vous |te )?(?:ai|viens de) ?(?:envoy|transmis|donn|depos|rendu|rendre|remis)\w*",
    r"\bque je (?:t'|vous )ai (?:envoy|transmis|donn)\w*",
    r"\b(?:que|qu'est-ce que|quoi)\b.{0,20}\b(?:pens|trouv)\w*\b.{0,25}\b(?:de|dans) (?:mon|ma|mes|ce|notre)\b",
    r"\b(?:tu trouves|tu penses|vous trouvez|vous pensez|t'en penses|tu en penses) quoi\b",
    r"\b(?:ton|votre) avis\b",
    r"\b(?:tu as|t'as|as-tu|avez-vous|vous avez) (?:bien )?lu\b",
    rf"\bque dit (?:mon|ma|mes|ce|le) {_WORK}\b",
    rf"\b(?:dans|sur) (?:mon|ma|mes) {_WORK}\b.{{0,60}}\b(?:dit|parle|manque|faible|cloche|trouve|voit|preuve)\w*",
    (
        rf"\b(?:manque|faible|cloche|fort|reprendre|revoir|ameliorer|corriger|bon|urgent|"
        rf"ne va pas)\w*\b.{{0,30}}\b(?:dans|de|a) (?:mon|ma|mes) {_WORK}\b"
    ),
    rf"\b(?:points? (?:faibles?|forts?)|faiblesses|lacunes|manques)\b.{{0,20}}\b(?:de|dans) (?:mon|ma|mes) {_WORK}\b",
    r"\bou en (?:est|sont|suis)\b",
    r"\b(?:fais|faire|fait) le point\b",
    r"\bmon avancement\b",
    r"\bmes (?:priorites|points (?:faibles|forts)|lacunes|resultats|niveaux)\b(?! de (?:la )?nego)",
    r"\b(?:la |ma )?prochaine etape (?:pour moi|c'est|est|pour mon)\b",
    r"\bquelle est (?:la|ma) prochaine etape\b",
    r"\bpar quoi je (?:commence|continue)\b",
    r"\bsur quoi (?:je dois|dois-je|je) (?:travailler|travaille|me concentrer|avancer|porter)\b",
    r"\bpourquoi\b.{0,15}\b(?:insuffisant|non aborde|en bonne voie|niveau (?:0|1|2|zero|un|deux))\b",
    r"\btrouve[- ]?(?:moi)? le passage\b",
    r"\bquels? criteres? (?:j'ai|ai-je)\b",
    r"\b(?:mon|ma|mes) (?:\w+ ){1,3}(?:tient|tiennent)[- ](?:il|elle|ils) la route\b",
    r"\b(?:mes|mon|ma) \w+,? (?:ils|elles|il|elle) (?:vont|va|est|sont) (?:bien|bon|ok|comment)?\b ?\??$",
    (
        r"\bpourquoi\b.{0,30}\b(?:tu m'as|vous m'avez|j'ai|je suis|m'as-tu)\b.{0,25}\b(?:mis|niveau|insuffisant|"
        r"non aborde|en bonne voie)\b"
    ),
    r"\bmon niveau (?:sur|au|pour|en)\b",
    (
        r"\b(?:est-ce que j'ai|ai-je|j'ai bien|ou ai-je|ou est-ce que j'ai|ou j'ai)\b.{0,20}\b(?:parle|cite|"
        r"mentionne|evoque|aborde|ecrit|traite|mis)\b.{0,60}\b(?:dans (?:mon|ma|le)|\?|$)"
    ),
    r"\bou est-ce que je parle\b",
    r"\bou je parle\b",
    r"\b(?:le |quel |quels )?passages? ou je\b",
    r"\b(?:mon|ma|le) (?:critique|rapport de critique)\b",
    (
        rf"\b(?:mon|ma|mes) {_WORK}\b.{{0,25}}\b(?:est|sont|respecte|repond|tient|vaut|suffit|couvre)[- ]?(?:il|"
        rf"elle|ils|elles|t-il|t-elle)?\b.{{0,50}}"
    ),
    (
        rf"\b(?:mon|ma|mes) {_PART}\b.{{0,25}}\b(?:est|sont|suffit|suffisent|respecte|tient)[- ](?:il|elle|ils|"
        rf"elles|t-il|t-elle)\b"
    ),
    (
        rf"^(?:est-ce que )?(?:mon|ma|mes) {_PART}(?: \w+){{0,3}} (?:est|sont) (?:bon|bonne|bien|correct|ok|"
        rf"suffisant|clair|complet|au niveau|assez)\w*\b"
    ),
    (
        r"\b(?:quels?|combien de) criteres?\b.{0,40}\b(?:maitrise|non abord|insuffisant|pas abord|en bonne voie|"
        r"traite|reste|manqu)\w*"
    ),
    r"\brelis (?:mon|ma|mes|ca)\b",
    r"\bregarde (?:mon|ma|mes|ce que)\b",
    r"\b(?:analyse|critique|evalue|verifie|juge)[- ](?:moi )?(?:mon|ma|mes)\b",
)
_NOT_DRAFT = re.compile(r"\b(?:le prof|ma formatrice|mon formateur|mon tuteur|ma tutrice|on me (?:dit|reproche))\b")


def asks_about_draft(text: str) -> bool:
    """Whether the question is about the learner's own text or its critique."""
    return _DRAFT.search(text) is not None and _NOT_DRAFT.search(text) is None


_GREETING = (
    r"(?:bonjour|bonsoir|salut|hello|coucou|hey|hi|yo|re|rebonjour|merci|mercii+|thanks|ok|okay|d'accord|dac|super|"
    r"genial|cool|top|parfait|nickel|"
    r"bravo|ca marche|c'est note|je vois|compris|au revoir|a plus|a bientot|a demain|bye|ciao|bonne (?:journee|"
    r"soiree|nuit)|bon week-?end)"
)
_SMALLTALK = any_of(
    rf"^{_GREETING}\b[^?]{{0,60}}$",
    (
        rf"^{_GREETING}?[,! ]*(?:comment (?:ca va|tu vas|vas-tu|allez-vous|vous allez)|ca va|tu vas bien|"
        rf"la forme)\b.{{0,20}}$"
    ),
    r"\b(?:qui|que|quoi) (?:es[- ]tu|etes[- ]vous)\b",
    (
        r"\b(?:tu es|t'es|vous etes) (?:qui|quoi|un (?:robot|humain|bot|programme)|une (?:ia|machine|"
        r"vraie personne|personne|intelligence))\b"
    ),
    r"\b(?:es[- ]tu|etes[- ]vous) (?:un|une) (?:ia|robot|humain|machine|vraie personne|intelligence)\b",
    r"\bquel(?:le)? (?:modele|ia|llm)\b.{0,20}\b(?:es|utilis|etes|tu|vous)",
    (
        r"\b(?:que|qu'est-ce que) (?:sais|peux|tu sais|tu peux|vous savez|vous pouvez)[- ]?(?:tu|vous)? (?:faire|"
        r"m'apporter)\b"
    ),
    r"\ba quoi (?:tu sers|sers-tu|ca sert jalon|servez-vous)\b",
    r"\bcomment (?:tu marches|tu fonctionnes|ca marche jalon)\b",
)


def is_smalltalk(text: str) -> bool:
    """A greeting, thanks, or a question about the coach itself."""
    return len(text.split()) <= 14 and _SMALLTALK.search(text) is not None


_HOW = any_of(
    r"\bcomment\b",
    r"\bqu'est-ce que je (?:mets?|fais|dis|dois (?:mettre|faire|dire|ecrire|regarder|savoir))",
    r"\bque (?:mettre|faire|dire|repondre|choisir|demander|regarder|proposer)\b",
    r"\bj[e'] ?\w+ (?:quoi|comment|ou|quel\w*)\b",
    r"\bj[e'] ?(?:le|la|les|m'|me|l') ?\w+ (?:quoi|comment|ou|jusqu'ou)\b",
    r"\bj'en fais quoi\b",
    r"\bsur quoi\b",
    r"\bpar (?:quoi|ou)\b",
    r"\ba demander\b",
    r"\bj'arrive pas\b",
    r"\bje n'arrive pas\b",
    r"\bje (?:ne )?sais pas (?:quoi|comment|par|ou|quel)",
    r"\bje bloque\b",
    r"\bdu mal a\b",
    r"\baide[- ]?(?:moi|r)\b",
    r"\bconseil",
    r"\bmethode pour\b",
    r"\bcombien (?:je|de temps)\b",
    r"\bou (?:trouver|chercher|je vais|aller|placer|ranger)\b",
    r"\bqui (?:decide|prendre|choisir|mettre|inviter)\b",
    r"\bavec quel\w*\b",
    r"\bquels? (?:outils?|criteres|indicateurs?|arguments?|chiffres) (?:choisir|utiliser|prendre|sortir)\b",
    r"\bpose[- ]moi\b",
    r"\bentraine[- ]moi\b",
    r"\bprogresser\b",
    r"\bpasser (?:de|du|a) \w+ ?\w* (?:a|au)\b",
    r"\bquelles? etapes\b",
    r"\bpour (?:reussir|ameliorer)\b",
)
_WHAT = any_of(
    r"\bcr[. ]?\d",
    r"^c'est quoi\b(?!.*\b(?:a demander|je fais)\b)",
    r"\bque (?:veut dire|signifie|demande|dit)\b",
    r"\bdefinition\b",
    r"\bque demande\b",
    r"\bca veut dire quoi\b",
    r"^(?:est-ce qu|dois-je|faut[- ]il|faut|puis-je|ai-je|a-t-on|peut-on|je dois|on doit)\b",
)


def domain_intent(text: str) -> Intent:
    """« method » when the learner asks how to do, « referentiel » when they ask what is wanted or allowed."""
    if _WHAT.search(text) and not re.search(r"\bcomment\b", text):
        return "referentiel"
    return "method" if _HOW.search(text) else "referentiel"
