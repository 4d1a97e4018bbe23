"""Tell what is never answered: forecasts and marks, attempts on the rules or on what is hidden, other subjects."""

from __future__ import annotations

import re

from assistant.coaching.patterns import any_of

_FOR_RESULT = (
    r"(?:diplome|titre pro\w*|titre|certif\w*|bloc|examen|exam|epreuve|l'avoir|le jury|soutenance|mention|recu|"
    r"recue|admis|"
    r"admise|recale\w*)"
)
_EXAM = any_of(
    (
        rf"\b(?:je|j'|on|ca|tu (?:crois|penses)|c'est|ce|suffi\w*|avec ca|est-ce)\b.{{0,60}}\b(?:avoir|obtenir|"
        rf"obtien\w+|reussi\w*|valide\w*|valider\w*|decroch\w+|rater\w*|loup\w+|passer\w*|passe|accept\w+|echou\w+|"
        rf"aurai|serai|suffi\w*|bon pour|dans la poche)\b.{{0,40}}\b{_FOR_RESULT}\b"
    ),
    r"\bje (?:vais|peux|pense|crois)(?: pouvoir)? l'avoir\b",
    r"\bje serai (?:recu|admis)",
    r"\b(?:suis|etre) (?:sur|sure|certain|certaine) d'(?:etre recu|avoir|obtenir)",
    rf"\b{_FOR_RESULT}\b.{{0,20}}\b(?:dans la poche|gagnee?|acquise? d'avance)\b",
    (
        r"\bjury (?:va|allait|peut|pourrait|aille)\b.{0,30}\b(?:m'accepter|me (?:recevoir|valider|donner|dire oui|"
        r"recaler|refuser))"
    ),
    r"\b(?:donne|file|envoie|montre|balance)\w*[- ]?(?:moi)?\b.{0,20}\bquestions? (?:du|que le) jury\b",
    r"\bme donner (?:mon|le) (?:titre|diplome|bloc)\b",
    r"\bje passe ou (?:pas|non)\b",
    r"\bj'aurai combien\b",
    r"\b(?:mets|donne)[- ]moi combien\b",
    r"\bbareme\b",
    r"\bnote chiffree\b",
    r"\b(?:dossier|copie|travail|ca) (?:vaut|merite)[- ]?(?:il|elle)? (?:\d+|combien|quelle note)\b",
    (
        r"\b(?:combien|pourcentage|proportion|taux)\b.{0,25}\b(?:candidats?|apprenants?|"
        r"eleves)\b.{0,25}\b(?:reussi\w*|recus?|echou\w+|rat\w+)\b"
    ),
    r"\b(?:probabilite|risque)\b.{0,15}\bque je (?:rate|echoue|loupe)\b",
    r"\bsur (?:20|vingt|100|cent)\b",
    r"/ ?20\b",
    r"\bquelle? (?:est ma |sera ma )?note\b",
    r"\bma (?:future )?note\b",
    r"\bnot(?:e|ez|er)[- ](?:moi|mon|ma|le|la)\b",
    r"\bmets?[- ](?:moi|tu)? ?(?:une note|combien)\b",
    r"\btu me (?:mets|mettrais|donnes|donnerais) (?:combien|une note|quelle note)\b",
    r"\bune note\b.{0,20}\b(?:sur|a mon|a ma|pour)\b",
    r"\bquelle moyenne\b",
    r"\bcombien de points (?:vaut|je|pour (?:cette|mon|ma|ce|chaque (?:partie|bloc|critere)))",
    r"\bmes chances\b",
    r"\bchances? (?:de|d'|que)\b.{0,40}\b(?:avoir|reussir|valid|obtenir|passe)",
    r"\btaux de (?:reussite|succes)\b",
    r"\b(?:promets|promettez|garantis|garantissez|jure|assure|certifie)[- ]?(?:moi|nous|tu|vous)\b",
    r"\btu (?:me )?(?:promets|garantis)\b",
    (
        r"\b(?:sujets?|enonce|annales|corriges?) (?:officiels? |types? |exacts? )?(?:de l'|de cette |d'|du |des |"
        r"de la )?(?:examens?|exam|epreuves?|jury|annees?|certif\w*|derniere)"
    ),
    r"\bquelles? questions?\b.{0,30}\bjury\b.{0,30}\b(?:poser|demander|pose|posera|poseront|demandera)\b",
    (
        r"\bquestions? (?:exactes? )?(?:que |qui )?.{0,20}(?:va|vont) (?:me |m'|nous )?(?:etre )?(?:poser|tomber|"
        r"posees?)\b"
    ),
    r"\bje vais (?:rater|echouer|me planter|louper)\b",
    r"\bj'ai (?:tout )?(?:reussi|rate) (?:ou|non|n'est)",
)
_EXAM_NOT = any_of(
    (
        r"^(?:et |mais |alors )?(?:comment|que faut|qu'est-ce qu'il faut|quelles? conditions|a quelles conditions|"
        r"faut[- ]il)\b"
    ),
    r"\b(?:client|acheteur|prospect|offre|devis|contrat|commande)\b.{0,30}\b(?:accept|passe|valid)",
)


def wants_a_result(text: str) -> bool:
    """Whether a mark, a forecast, a promise or the exam's own contents are asked for."""
    return _EXAM.search(text) is not None and _EXAM_NOT.search(text) is None


_INJECTION = any_of(
    (
        r"\b(?:ignor(?:e|ez|er)|oubli(?:e|ez|er)|contourn\w+|desactiv\w+|enfrein\w+|annul(?:e|ez)|supprim(?:e|ez)|"
        r"disregard|forget|bypass)\b.{0,40}\b(?:consignes?|instructions?|regles?|directives?|filtres?|limites?|"
        r"restrictions?|rules|guidelines|precedent\w*|previous)\b"
    ),
    r"\b(?:ecris|dis|note|mets) que (?:mon|ma) \w+ est (?:parfait|excellent|maitris)\w*",
    r"\bne (?:plus|pas) avoir de (?:regles|limites|consignes)\b",
    (
        r"\b(?:regles|consignes|instructions) (?:que|qu')\b.{0,25}\b(?:createur|concepteur|developpeur|t'a donn|"
        r"t'ont donn|on t'a)"
    ),
    r"\boubli(?:e|ez) tout\b",
    r"\btradui\w+[- ]?(?:moi)? (?:tes|vos) (?:consignes|instructions|regles)\b",
    r"\b(?:tes|vos) (?:regles|consignes|instructions) (?:ne )?s'appliquent (?:plus|pas)\b",
    r"\bcombien l'acheteur\b.{0,60}\b(?:simulation|scenario|jeu)\b",
    r"\b(?:dossier|copie|travail|notes?)\b.{0,30}\bune? autre (?:stagiaire|apprenante?|candidate?|eleve|etudiante?)\b",
    r"\bnouvelles? consignes?\b",
    r"\bsystem ?:",
    r"\b(?:desactiv|coupe|enleve)\w* (?:ta|tes|votre|vos) (?:securites?|protections?|filtres?|garde-fous?)\b",
    r"\b(?:ta|votre) configuration\b",
    r"\bprompt\b(?! commercial)",
    r"\bsystem (?:message|prompt)\b",
    r"\bmessage systeme\b",
    r"\bjailbreak\b",
    r"\bmode (?:developpeur|developer|admin\w*|debug|dan|root|sans (?:limite|filtre)s?)\b",
    (
        r"\b(?:repete|recopie|affiche|montre|donne|revele|imprime|print|repeat|reveal|divulgue|"
        r"dis)\w*[- ]?(?:moi)?\b.{0,40}\b(?:tes (?:consignes|instructions|regles|directives|parametres|outils)|"
        r"consignes (?:secretes|cachees|internes)|au[- ]dessus|ci-dessus|your instructions|hidden)\b"
    ),
    r"\b(?:tes|vos) (?:consignes|instructions|directives) (?:secretes|cachees|internes|systeme)\b",
    r"\btu es (?:maintenant|desormais)\b",
    r"\b(?:a partir de maintenant|desormais),? (?:tu|vous|reponds)\b",
    r"\byou are now\b",
    r"\b(?:reponds?|repondez|ecris|dis) (?:uniquement|seulement|juste) (?:par |le mot |avec |[a-z]*\d)",
    r"\b(?:cle|cles|key) (?:d'|de l')?api\b",
    r"\bapi key\b",
    r"\bvariables? d'environnement\b",
    r"\bfichier \.?env\b",
    r"\bmots? de passe\b",
    r"\bbase de donnees (?:de jalon|de l'appli\w*|des apprenants|complete|interne)",
    r"\baffiche(?:z|r)?(?:[- ]moi)? (?:la|ta|votre) base de donnees\b",
    (
        r"\b(?:copies?|travaux|travail|dossiers?|donnees|textes?|conversations?|adresses?|noms?|resultats|"
        r"critiques?)\b.{0,25}\b(?:d'un autre|d'une autre|des autres|d'autres|de mes|de mon|de ma) ?(?:apprenants?|"
        r"candidats?|eleves?|etudiants?|stagiaires?|utilisateurs?|camarades?|collegues? de (?:classe|promo)|"
        r"voisine?s?)\b"
    ),
    r"\bdonnees personnelles d'un autre\b",
    (
        r"\b(?:fiche|feuille|donnees?|infos?|secrets?|prix de reserve|plafond|budget max\w*|limite|mesore|"
        r"batna)\b.{0,30}\b(?:secretes?|cachees?|confidentiel\w*|secrets?)?\b.{0,20}\b(?:de l'acheteur|"
        r"du vendeur adverse)\b.{0,60}\b(?:jeu|scenario|joue|jouer|simulation|partie|avant que|triche\w*|role)\b"
    ),
    (
        r"\b(?:montre|donne|revele|dis|affiche|file)\w*[- ]?(?:moi)?\b.{0,30}\b(?:fiche (?:secrete|cachee|"
        r"confidentielle)|prix de reserve (?:de l'acheteur|du scenario|cache)|secrets? (?:de l'acheteur|"
        r"du scenario))"
    ),
    (
        r"\b(?:je suis|c'est) (?:l'admin\w*|l'administrat\w+|le developpeur|ton (?:createur|developpeur|concepteur|"
        r"patron)|votre (?:createur|developpeur))\b"
    ),
    (
        r"\b(?:mets|mettez|passe|passez|change|changez|force|forcez)\b.{0,30}\b(?:niveau (?:3|maximum|maitrise)|"
        r"au maximum|maitrise partout)\b"
    ),
    (
        r"\b(?:change|modifie|falsifie|augmente|remonte)\w*\b.{0,25}\b(?:mes niveaux|mon niveau|ma critique|"
        r"les verdicts?|mes resultats)\b"
    ),
)


def tries_injection(text: str) -> bool:
    """Whether the message tries to change the coach's rules, or to reach what is hidden or belongs to others."""
    return _INJECTION.search(text) is not None


_OFFTOPIC = re.compile(
    r"\b(?:meteo|horoscope|bitcoin|crypto\w*|recettes? (?:de|d'|du)|coupe du monde|ligue (?:1|des champions)|"
    r"capitale (?:de|du|d')|"
    r"president (?:de la republique|des etats)|blague|poeme|chanson|equation|signe astro\w*|programme python|"
    r"code (?:python|javascript|java|html)|"
    r"mon (?:chat|chien|copain|mari)|ma (?:copine|femme|grippe)|serie netflix|jeux? video|mes vacances|windows|"
    r"iphone|android|playstation)\b"
)


def is_offtopic(text: str) -> bool:
    """Subjects that have nothing to do with the certification, whatever the examples say."""
    return _OFFTOPIC.search(text) is not None
