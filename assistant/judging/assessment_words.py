"""The words of an assessment, as patterns over folded text (``spelling.folded``)."""

from __future__ import annotations

import re
from typing import Final

HUMAN: Final = (
    r"(?:jury(?! (?:du concours|d'attribution|d'appel|de selection|citoyen))|jures?|correct(?:eur|rice)s?"
    r"(?! (?:orthographique|de (?:teint|phase|posture)))|evaluat(?:eur|rice)s?|examinat(?:eur|rice)s?|"
    r"commission (?:de certification|d'examen|d'evaluation)|outils? d'aide a la correction|notat(?:eur|rice)s?|"
    r"relect(?:eur|rice)s?|personnes? (?:chargees? de (?:l'evaluation|la correction)|"
    r"qui (?:corrige|evalue|note|lit)\w*)|(?:vous|toi) qui (?:corrige|evalue|note|li(?:s|t|r|sez))\w*|"
    r"(?:celui|celle|ceux) qui (?:corrige|evalue|note)\w* (?:ce|cette|mon|ma))"
)
MACHINE: Final = (
    r"(?:ia|intelligences? artificielles?|modeles? (?:de lang\w+|linguistiques?)|llm|chat ?gpt|gpt|chatbot|"
    r"agent conversationnel|assistant (?:ia|virtuel)|robot correcteur|"
    r"(?:systeme|outil|logiciel|programme|algorithme|machine|assistant)s? (?:de (?:notation|correction)|"
    r"qui (?:lit|corrige|note|evalue)\w*|d'evaluation automatique))"
)
ADDRESS: Final = (
    r"(?:cher|chere|chers|cheres|(?:note|message|mot|rappel|avis|consignes?|instructions?) (?:a|au|aux|pour)|"
    r"attention (?:de|du|des)|a (?:destination|l'(?:intention|attention|usage))|destinee?s? (?:a|au|aux)|"
    r"reservee? (?:a|au|"
    r"aux)|"
    r"adressee?s? (?:a|au|aux)|si (?:vous etes|tu es)|en tant qu(?:e|'))"
)
_OF_TRADE: Final = (
    r"(?! (?:de|des|d')\s?(?:ma |la |nos |notre )?(?:remise|prix|service|stock|garantie|delegation|gamme)\w*)"
)
_TOP: Final = (
    rf"\b(?:(?:niveaux?|degres?|echelon|palier|score|appreciation)s?(?: de maitrise| final| global| retenu| obtenu|"
    rf" attribue)?(?: est)? ?:?=? ?\W?"
    rf"(?:3|trois|max\w*|maitris\w+|superieur|(?:le |la )?plus (?:haut|eleve|fort)e?){_OF_TRADE}|"
    rf"(?:meilleur|plus haut) niveau{_OF_TRADE}|(?:note|mention) (?:maximale|max\b|finale|la plus (?:haute|elevee))|"
    r"20 ?/ ?20|le maximum (?:partout|de points)|totalite des points|(?:tous les|le maximum de) points\b|"
    r"(?:retirer|enlever|perdre) (?:de |des |aucun )?points?\b|aucun point n'est a retirer|"
    r"criteres?\b.{0,40}\bmaitris\w+|maitrise\w*\b.{0,20}\bcriteres?\b|"
    r"(?:blocs?(?: \d)?|competences?|criteres?)\b.{0,25}\b(?:sont|est|soient|soit|comme) \w{0,14} ?"
    r"(?:acquis\w*|valide\w*|atteint\w*|maitrise\w*|rempli\w*|satisfait\w*))"
)
OBJECT: Final = (
    r"\b(?:criteres? (?:d'evaluation|du (?:referentiel|bloc|jury)|de (?:la )?(?:certification|grille)|officiels?)|"
    r"(?:tous|toutes|chacun|chaque|l'ensemble|l'integralite|la totalite) (?:les |des |de )?(?:criteres?|competences)\b|"
    r"cr\.\d|(?:du|au|le) referentiel\b(?! (?:qualite|iso|metier|client|produit))|"
    r"grille (?:d'evaluation|de notation|du jury|de correction)|bareme (?:de notation|d'evaluation|du jury)|bareme ?:|"
    r"blocs? [1-4]\b|tout le bloc\b|mon bloc|(?:cette|la|ma) certification\b)"
)
WORK: Final = (
    r"\b(?:(?:ce|cette|mon|ma|mes|le present|la presente|du present) "
    r"(?:travail|dossier|copie|devoir|document|rapport|production|ecrit|memoire|rendu|livrable|plan|bilan|passage|"
    r"paragraphe|texte)s?|"
    r"(?:le|la|ce|cette|du|l')\s?(?:candidate?|apprenante?|stagiaire|auteure?|redacteur|redactrice))\b"
)
VERDICT: Final = (
    r"\b(?:atteint\w*|valid\w+|acquis\w*|maitris\w+|rempli\w*|satisfai\w+|merit\w+|val(?:ait|ent)|vaut|prouve\w*|"
    r"couvr\w+|couvert\w*|irreprochable\w*|exemplaire\w*|"
    r"certifi(?:e|es|ee|ees)\b|reussi\w*|sans (?:faute|reserve)|rien (?:a redire|ne manque))"
)
_GRADE: Final = (
    r"\b(?:(?:attribue|accorde|donne|note|valide|classe|considere|retene|conclue|evalue|juge|cite|affecte|coche)[zr]|"
    r"mettez|mets|mettre|accorde|attribue|prie[es]* d[e']|octroyer|retenir|conclure|maintene[zr]|"
    r"(?:veuillez|merci de|priere de|il (?:faut|convient|est demande)|soyez|sois|tenez|tiens|voudra|voudrez|"
    r"doit|doivent|devra|devront|devez|peut))\b"
)
_EXAM: Final = (
    rf"(?:\b{HUMAN}|\b(?:diplome|examen|certification|mon (?:travail|dossier|devoir|bloc|titre)|ma (?:copie|note)|"
    r"(?:cette|la) (?:epreuve|soutenance)|notation|session|rattrapage|redoubl\w+|formatrice|formateur))"
)
_PLEA: Final = (
    r"\b(?:suppli\w+|implor\w+|conjure|indulgen\w+|clemen\w+|pitie|soyez (?:comprehensi\w+|bienveillant\w*|genereu\w+)|"
    r"un (?:petit )?geste|(?:deposer\w*|saisi\w*|former\w*|ferai) (?:un |le |l')?(?:recours|plainte|tribunal|avocat)|"
    r"porter\w* plainte|mon avocat|poursuites|recompens\w+|cadeau|pot-de-vin|en echange|(?:je )?(?:vous )?(?:saurai|"
    r"serai) "
    r"(?:etre )?reconnaissant\w*|reconnaissant\w* envers|(?:perds|perdrai|perdre) (?:mon|ma|mes) "
    r"(?:emploi|logement|travail|alternance|visa|poste|maison)|j'eleve seule?|(?:votre|avec) (?:bienveillance|"
    r"indulgence|clemence)|de grace|ma derniere chance)"
)
READER: Final = re.compile(rf"\b(?:{HUMAN})\b")
"""Somebody who assesses."""
SPEAKING_TO: Final = re.compile(rf"\b{ADDRESS}")
"""« à l'attention de », « cher »: words that open an address."""
CRITERIA: Final = re.compile(OBJECT)
"""What is assessed: criteria, the référentiel, the grid."""
TOP_LEVEL: Final = re.compile(_TOP)
"""The highest outcome, in any wording."""
THE_WORK: Final = re.compile(WORK)
"""The draft or its writer, named from outside."""
FULFILLED: Final = re.compile(VERDICT)
"""« atteint », « validé », « irréprochable »."""
GRANTING: Final = re.compile(_GRADE)
"""The verbs by which an outcome is given or asked for."""
THE_EXAM: Final = re.compile(_EXAM)
PLEADING: Final = re.compile(_PLEA)
IN_ONES_NAME: Final = re.compile(r"\b(?:je|j'|me|m'|moi|mon|ma|mes)")
FIRST_PERSON: Final = re.compile(r"\b(?:je|j'|nous|notre|nos|mon|ma|mes|on)\b|\d{2}")
"""A sentence in somebody's name; figures count as a name, since an opinion has none."""
