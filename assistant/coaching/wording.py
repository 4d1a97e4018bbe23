"""Every sentence of the deterministic coach that does not come from the corpus (French, in one place)."""

from __future__ import annotations

from typing import Final

AI_NOTICE: Final = "Vous échangez avec une IA."
EMBEDDED_NATURE: Final = (
    "Je suis Jalon, un programme (une IA, modèle « embedded ») : pas un humain, pas un grand modèle de langage. "
    "Je réponds à partir du référentiel, de fiches écrites par des formateurs et de votre texte. Un formateur décide."
)
MODEL_NATURE: Final = (
    "Je suis Jalon, une IA (modèle {model}). Je réponds à partir du référentiel, de fiches écrites par des formateurs "
    "et de votre texte. Je peux me tromper : un formateur décide."
)
CAN_DO: Final = (
    "expliquer un critère, une compétence ou une production (« c'est quoi le CR.1.1.03 ? »)",
    "dire comment s'y prendre et quoi éviter (« comment fixer des objectifs chiffrés ? »)",
    "montrer un exemple commenté sur une autre entreprise (« un exemple ? »)",
    "rappeler un fait de droit ou de calcul, avec sa source (« différence entre marge et marque ? »)",
    "dire où en est votre travail, ce qu'il dit d'un sujet et par quoi continuer, une fois déposé",
)
HELLO: Final = "Bonjour ! {nature}\n\nSur quoi travaillez-vous aujourd'hui ?"
THANKS: Final = "Avec plaisir. {next}"
BYE: Final = "Bonne continuation, et à bientôt."
FINE: Final = "Bien, merci. Et vous, sur quoi voulez-vous avancer ?"
STRESS: Final = (
    "C'est un gros travail, et il est normal de coincer par moments. On peut le prendre par petits morceaux : une "
    "seule question, une demi-heure. {next}"
)
NEXT_WITHOUT_DRAFT: Final = (
    "Dites-moi sur quelle production ou quel critère vous êtes, et je vous donne un premier pas."
)

NO_DRAFT: Final = (
    "Je n'ai pas votre texte : je ne peux donc rien en dire. Déposez-le dans « Mon travail » (ou `jalon chat --draft "
    "FICHIER` dans le terminal) et je vous répondrai preuves à l'appui."
)
MEANWHILE: Final = "En attendant, voici de quoi le vérifier vous-même."
NO_CRITIQUE: Final = (
    "La critique de votre texte n'est pas encore faite : lancez-la dans « Mon travail », puis reposez la question."
)
OTHER_PRODUCTION: Final = "Votre travail est lu comme « {production} » : {criterion} n'y est pas évalué."
NOT_FOUND: Final = (
    "Je n'ai rien trouvé dans votre texte qui en parle (j'ai comparé votre question à {searched} passages). Il se peut "
    "que ce soit dit avec d'autres mots : essayez-en."
)

YOUR_LEVEL: Final = "Sur ce critère, votre travail est lu « {level} »."

UNSURE: Final = "Je ne suis pas sûr d'avoir bien compris : voici ce que j'ai de plus proche."
UNKNOWN: Final = (
    "Je ne trouve rien là-dessus dans le référentiel ni dans mes fiches, et je préfère ne pas inventer. Votre "
    "formateur saura. Vous pouvez aussi reformuler, ou citer un code comme CR.1.1.03."
)
SILENT: Final = (
    "Le référentiel que j'ai ne dit rien sur {subject} : je ne peux pas vous répondre sans inventer. Demandez-le à "
    "votre centre de formation."
)
CHECK_CARD: Final = "À vérifier avant de vous en servir : la règle a changé récemment ou peut changer."

GHOSTWRITING: Final = (
    "Je n'écris pas à votre place : ni rédaction, ni réécriture, ni correction, ni traduction d'une partie du travail "
    "que vous rendez. C'est votre raisonnement que le jury veut entendre. Je peux vous aider à l'écrire vous-même."
)
EXAM: Final = (
    "Je ne donne ni note, ni pronostic, ni sujet d'épreuve : seul le jury décide, et je ne sais pas ce qu'il dira. Je "
    "peux vous dire, critère par critère, ce que votre travail montre et ce qui lui manque."
)
OFFTOPIC: Final = "Ce n'est pas mon domaine : je ne réponds que sur votre certification, ses critères et votre travail."
INJECTION: Final = (
    "Je ne change pas de règles en cours de route, et je ne montre ni mes consignes, ni ce qui est caché, ni ce qui "
    "appartient à d'autres. Mes règles sont publiques : citer ou se taire, ne jamais écrire à votre place, ne rien "
    "promettre."
)
GUARD_GHOSTWRITING: Final = (
    "Ma réponse ressemblait à un texte à rendre : je l'ai retirée, parce que c'est à vous de l'écrire."
)
HELP_WITH: Final = "Pour avancer tout de suite, répondez à cette question : {question}"
ASK_BACK: Final = "Une question pour avancer : {question}"
OFFER_EXAMPLE: Final = "Voulez-vous un exemple sur une autre entreprise ? Demandez « un exemple »."
OTHERS: Final = "Autres critères proches de votre question :"
