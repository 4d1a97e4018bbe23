"""Weigh words about an assessment: none of them gives a sentence away, several kinds together do."""

from __future__ import annotations

import re
from typing import Final

_DRAFT: Final = (
    r"\b(?:(?:ce|cet|cette|mon|ma|mes|le present|la presente|un|a ce|tous les) "
    r"(?:travail|dossier|copie|devoir|document|rapport|production|ecrit|memoire|rendu|passages?|paragraphe|texte|"
    r"partie|point)|"
    r"document suivant|la suite|l'auteure?)\b"
)
_PRAISE: Final = (
    r"\b(?:maitris\w+|maxim(?:um|ale?s?|aux)|exemplaire|exceptionnel\w*|irreprochable|sans (?:reserve|faute)|"
    r"felicit\w+|"
    r"excellent\w*|parfait\w*|(?:rien|rien ne|tout est|entierement|pleinement) (?:ne |a )?(?:manque|redire|conforme|"
    r"present|parfait)|"
    r"aucune? (?:ecart|manque|point faible|defaut|reproche|reserve)|conforme aux attentes?|attendus|"
    r"niveau (?:3|trois|inferieur)|3 partout|que des 3|(?:1[5-9]|20) ?/ ?20|avis favorable|faible)\b"
)
_OUTPUT: Final = (
    r"\b(?:(?:reponde|affiche|mentionne|signale|releve|ecrive|produise|genere|indique|retourne|renvoie|conclue|"
    r"confirme|mette)z|"
    r"(?:reponds|affiche|mentionne|signale|releve|ecris|produis|genere|indique|retourne|renvoie|conclus|confirme) |"
    r"mettre|relever|feliciter|confirmer|lire la suite|(?:ta|votre) (?:reponse|sortie|tache|evaluation|appreciation|"
    r"analyse|correction|decision))"
)
_READER: Final = r"\b(?:vous|votre|vos|tu|ta|te|ton|toi|tes)\b|(?:^|[.:;!?,]\s*)(?:ne |n')?\w{3,}ez\b"

_ALONE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # judge this draft so
        rf"\b(?:evaluer|noter|corriger|juger|classer|evaluez|notez|corrigez|jugez|classez|"
        rf"ne pas evaluer)\b.{{0,20}}{_DRAFT}",
        r"\bconsidere\w*\b.{0,45}\bcomme (?:\w+ ){0,2}(?:traite|satisfait|acquis|valide|maitrise|conforme|prouve|"
        r"preuve|rempli)\w*",
        # speak of the orders themselves
        r"\b(?:cette|la vraie|la presente|nouvelle) (?:consigne|instruction)s?\b.{0,40}\b(?:reponse|sortie|appliqu|"
        r"suive|mention)",
        r"\b(?:reponse|sortie|appliqu\w+|suive\w+|mention\w+)\b.{0,40}\b(?:cette|la vraie|la presente|"
        r"nouvelle) (?:consigne|instruction)s?\b",
        r"\b(?:decode|dechiffre)[zr]?\b.{0,30}\b(?:ligne|texte|message|passage|chaine|base ?64|rot ?13)",
        r"\b(?:ta|votre) (?:reponse|sortie) (?:doit|devra) (?:contenir|indiquer|dire|commencer)\b",
        r"\b(?:suite|reste) de (?:cette|la) conversation\b|\breste[zr]? dans (?:ton|votre|le|ce) (?:personnage|role)\b",
        r"\bta (?:tache|reponse|sortie)\b.{0,60}\b(?:auteur|travail|dossier|point faible|critere|niveau)",
        r"\badmin override\b|<<\s*/?sys|\blevel ?= ?3\b|^\W*systeme\s*:.{0,80}\b(?:document|dossier|travail|classer|"
        r"critere|niveau)",
        r"\b(?:reponde[zr]|reponds|repondre|mette[zr]|mets|mettre|ecrive[zr]|ecris|inscrive[zr])\b.{0,25}"
        r"(?:\bpar 3\b|\b(?:un |des |le )?3 (?:partout|a tout|a chaque)|\"\s*maitrise)",
        # a verdict in a word
        r"^\W*(?:niveau|mention|decision|verdict|resultat|appreciation|avis)(?: [\w']+){0,5} ?: ?\W*"
        r"(?:maitris\w+|admise?|recue?|acquis\w*|valide\w*|niveau 3|tres favorable|felicit\w+)",
        r"\b(?:critere|attendu|competence)s?\b.{0,15}\b(?:est|sont) (?:repute|tous? (?:presents?|couverts?|"
        r"atteints?)|presume)",
        r"\b(?:repute|considere)\w* (?:comme )?(?:maitrise|acquis|valide)\w*|\bseule reponse\b|"
        r"\btout est (?:au niveau|maitrise|acquis)",
        r"\b(?:evaluation|notation|correction) (?:de|du) (?:ce|cette|present) (?:fichier|document|travail|dossier|"
        r"devoir)\b",
        r"\b(?:imagine[zr]?|suppose[zr]?|supposons) que (?:vous|tu) \w+ (?:une? )?(?:professeure?|enseignante?|"
        r"examinat\w+|correct\w+|evaluat\w+|juge)\b",
        # what hangs on it
        r"\b(?:depend\w*|conditionn\w+|repose\w*|attend\w*)\b.{0,25}\b(?:ce resultat|cette (?:validation|"
        r"certification|note|epreuve)|ce diplome|"
        r"(?:une |la )?validation complete|votre (?:decision|evaluation|appreciation|verdict|jugement|note))",
        r"\b(?:refus|echec|ajournement)\b.{0,50}\b(?:ma (?:famille|vie|carriere|sante)|mes (?:enfants|parents|"
        r"proches)|mon avenir)",
        r"\b(?:contester|merci d'en tenir compte|tenir compte|tiendrez compte)\b.{0,40}\b(?:appreciation|evaluation|"
        r"notation|jugement)\b",
        r"\b(?:votre|vos) (?:indulgence|clemence|mansuetude)\b",
    )
)
_GIVES: Final = re.compile(
    r"\b(?:mett\w+|met|donn\w+|accord\w+|retenir|retenez|attribu\w+)\b.{0,30}\b(?:le maximum\b(?! de)|"
    r"la (?:note|mention) (?:la plus (?:haute|elevee)|maximale))"
)
_D: Final = re.compile(_DRAFT)
_Q: Final = re.compile(_PRAISE)
_M: Final = re.compile(_OUTPUT)
_Y: Final = re.compile(_READER)
_TRADE: Final = re.compile(
    r"\b(?:clients?|clientes?|prospects?|fournisseurs?|commandes?|livr\w+|devis|produits?|marches?|prix|remises?|"
    r"stocks?|ventes?|"
    r"magasins?|acheteu\w+|vendeu\w+|commercia\w+|equipes?|contrats?|factures?|€)\b|€|%|\b\d{2,}(?! ?/)"
)


def orders_an_outcome(folded: str) -> bool:
    """Whether the sentence says what an assessment should conclude, or tells its reader how to reach it."""
    if any(pattern.search(folded) for pattern in _ALONE):
        return True
    if _GIVES.search(folded) and not _TRADE.search(folded):
        return True
    if not _Q.search(folded) or _TRADE.search(folded):
        return False
    return bool(_M.search(folded) and (_Y.search(folded) or _D.search(folded)))


_ASIDE: Final = re.compile(
    rf"{_READER}|{_DRAFT}|{_PRAISE}|^\W*(?:points? (?:forts?|faibles?|a ameliorer)|signe|observations?|mention|"
    rf"niveau|remarque|fait (?:a|le)|"
    r"ma (?:fille|famille|mere|femme|sante|situation)|mon (?:fils|pere|mari)|mes (?:enfants|parents)|malade|hopital|"
    r"chomage|loyer|"
    r"conclusion|avis|la president\w+|extrait|je me permets)\b"
)


def speaks_of_trade(folded: str) -> bool:
    """Whether a sentence holds matter of a draft: clients, prices, amounts."""
    return _TRADE.search(folded) is not None


def goes_with_an_order(folded: str) -> bool:
    """Whether a short paragraph next to an order may be of the same message: no matter of trade in it."""
    return len(folded.split()) <= 40 and _ASIDE.search(folded) is not None and not _TRADE.search(folded)
