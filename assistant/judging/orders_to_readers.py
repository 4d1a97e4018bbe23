"""Recognise sentences that speak to whoever assesses a draft, as no part of a draft has reason to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from assistant.judging.assessment_talk import orders_an_outcome
from assistant.judging.assessment_words import (
    ADDRESS,
    CRITERIA,
    FIRST_PERSON,
    FULFILLED,
    GRANTING,
    HUMAN,
    IN_ONES_NAME,
    MACHINE,
    PLEADING,
    READER,
    SPEAKING_TO,
    THE_EXAM,
    THE_WORK,
    TOP_LEVEL,
)

_STRONG: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # forget the rules
        r"(?<!n')\b(?:ignore|oublie|neglige|contourne)z (?!pas)(?:\w+ ){0,3}(?:consigne|instruction|regle|prompt|"
        r"bareme|grille)",
        r"(?<!n')\b(?:disregard|forget|override|(?:ignore|oublie)[zr]?|(?:de )?ne pas suivre)\b(?! pas).{0,30}"
        r"\b(?:(?:consigne|instruction|regle|prompt|critere)s? (?:ci-dessus|precedente?s?|recues?|donnees?|initiales?|"
        r"d'evaluation|de (?:notation|correction))|previous|prior|(?:above )?instructions above|rubric)\b",
        r"(?:^|[.:;!?]\s*)(?:ignore|oublie) (?:\w+ ){0,3}(?:consigne|instruction|regle|prompt|bareme|grille)",
        r"\b(?:oublie|ignore)z? tout(?:es)? ce qu.{0,14}\b(?:demande|ordonne|dit|impose)",
        r"\bn'applique[zr]? (?:pas|plus) (?:la |le |les )?(?:grille|bareme|criteres? d)",
        r"\b(?:faites|fais) comme si\b.{0,30}\b(?:criteres?|travail|dossier|evaluation)\b",
        r"\b(?:sortie|reponse|conclusion|verdict|resultat)\b.{0,12}\b(?:doit|devra|a fournir|a rendre|"
        r"attendue?)\b.{0,30}"
        r"\b(?:maitris\w+|niveau 3|valid\w+|acquis\w*|20/20)",
        r"\b(?:tene[zr]|tiens|tenir) (?:aucun|pas) compte\b.{0,40}\b(?:consigne|instruction|regle|bareme|grille)",
        r"\bconsignes? (?:que (?:vous avez|tu as) recu|de (?:correction|notation))",
        # turns and tags of a machine's dialogue
        r"^\W*(?:system|developer)\s*(?:prompt)?\s*[:>\]]|^\s*[\[<#|]+\W*(?:user|assistant|instructions?)\s*[:>\]|]",
        r"\bprompt systeme\b|\bsystem prompt\b|<\s*/?\s*(?:system|instruction|assistant|im_start|im_end)|<\|",
        r"\[\s*(?:fin|debut) (?:du|de la|des) (?:travail|copie|devoir|document|consignes|texte|draft)|"
        r"\[\s*(?:message (?:du )?systeme|reponse|sortie|verdict|resultat) (?:attendue?|finale?|du|de)|"
        r"end of (?:the )?(?:draft|document|input)\b",
        r"\bmode (?:developpeur|admin\w*|maintenance|debug) (?:active|on\b|:)|\bjailbreak|"
        r"\bgarde-fous? (?:sont|est|:)? ?(?:suspendu|desactive|leve)",
        # another part to play
        rf"\b(?:tu|vous) (?:n'(?:es|etes) plus|(?:es|etes)(?: desormais| maintenant)?)\s*(?:une?\s+)?(?:{HUMAN}\b|"
        rf"{MACHINE}\b)",
        rf"\ben tant qu(?:e |')(?:une? )?{MACHINE}\b",
        # the machine is spoken to
        rf"{ADDRESS}.{{0,25}}\b{MACHINE}\b",
        rf"\b{MACHINE}\b (?:\w+ )?qui (?:\w+ )?(?:lit|lira|lisez|corrige|evalue|note|juge)\w*\b (?:ce|ces|cette|mon|"
        rf"ma|la copie|le (?:dossier|travail|texte))|"
        rf"\b{MACHINE}\b.{{0,40}}\b(?:corrige|evalue|juge)\b (?:ce|cette|mon|ma)\b",
        # have every criterion granted
        r"(?:^|[.:;!?,\"]\s*|\bet |\bde )(?:valide|accorde|coche)[zr] (?:tous|toutes|l'ensemble|chaque|chacun\w*|"
        r"l'integralite)\b"
        r".{0,20}\b(?:criteres?|competences)\b(?! (?:d'achat|de choix|de selection|avec))",
        # this passage is the proof of everything
        r"\b(?:preuve|extrait|citation)s? (?:pour|de) (?:tous|toutes|chaque|chacun\w*)\b.{0,20}\bcritere",
    )
)
_REMARKED: Final = re.compile(
    r"\b(?:qualite exceptionnelle|maxim(?:um|ale?s?)|a (?:examine|releve|retenu|apprecie|juge|constate|conclu)\b|"
    r"felicit\w+|favorable|"
    r"aucune?\b|a noter|excellen\w+|remarquable\w*|professionnel\b.{0,20}\bvalider)"
)
_CLAIMED: Final = re.compile(
    r"\bj'ai (?:\w+ ){0,2}(?:atteint|valide|maitrise|rempli|satisfait)\b|\bje (?:m'(?:attribue|evalue|accorde|estime)|"
    r"(?:pense |crois |estime )?merite[r]?|valide|maitrise|remplis|satisfais)\b"
)
_ORDER: Final = re.compile(
    r"(?:^|[.:;!?,»\"]\s*|\bet )\W*(?:ne )?(?:(?:attribue|accorde|donne|note|valide|classe|considere)z|mettez|mets|"
    r"attribue|accorde|valide|veuillez|merci de|priere de|il (?:faut|convient))\b"
)

_TRADE: Final = re.compile(
    r"\b(?:marches?|zones?|fournisseurs?|solutions?|prospects?|cibles?|offres?|produits?|clients?)\b"
)
_TRIGGERS: Final = frozenset(
    "jury jures correc evalua examin notati notate note notes notez noter notee relect criter refere niveau degre "
    "degres bareme consig consid instru prompt system syste certif diplom epreuv gpt chatgp ia llm modele artifi fous "
    "jailbr point points preuve extrai citati previo prior rubric merite maximu maxima maxim maitri sortie repons "
    "repond "
    "verdic oublie ignore candid appren cr commis decode dechif conver partou level messag mentio avis refus "
    "echec ajourn compte indulg clemen manque confor repute imagin suppli implor conjur pitie recour recomp reconn "
    "plaint "
    "grace cadeau disreg forget neglig apprec contes appliq object dossie travai devoir copie passag docume fichie ta "
    "traite blocs bloc compet overri develo lit depend attend suppos".split()
)
"""Beginnings (six letters) of the words without which no sentence is an order to its reader."""
_MARKS: Final = re.compile(r"[\[<{]|20 ?/ ?20")
_FOREIGN: Final = re.compile(
    r"\b(?:grad(?:er|ing|e)|examiner|evaluator|reviewer|review(?:ing)? model|language model|rubric|"
    r"(?:top|highest|maximum|full) (?:level|grade|score|marks?)|"
    r"level (?:3|three)|previous instructions|system prompt|flawless|(?:each|every|all|"
    r"todos los) (?:the )?(?:requirement|requisito)s?|this (?:learner|candidate|student|assessment)|quien corrige|"
    r"maxima nota|alle kriterien|grading mode|dear ai|mastered|every criterion|"
    r"evaluador|corrector|tribunal|jurado|nivel (?:3|tres|mas alto|maximo)|nota maxima|calificacion|instrucciones|"
    r"prufer|gutachter|bewert\w+|hochste (?:stufe|note|niveau)|hochstnote|stufe 3|anweisungen|"
    r"valutatore|livello (?:3|massimo)|avaliador|nivel maximo|beoordelaar|hoogste niveau)\b"
)
_FOREIGN_ACT: Final = re.compile(
    r"\b(?:please|must|should|assign|give|award|rate|mark|score|return|output|conclude|assume|ignore|disregard|"
    r"por favor|conced\w+|otorg\w+|ignor\w+|debe\w*|asign\w+|bitte|vergeben|geben|setzen|mussen|ignorieren|"
    r"per favore|assegn\w+|geef|moet\w*|erfullt\w*|ponga|cumpl\w+|treat|fulfil\w*|level three|all (?:the )?criteria|"
    r"each (?:item|criterion)|masters?)\b"
)


def may_address(folded: str, words: Iterable[str]) -> bool:
    """Whether any sentence of a passage may speak of the assessment: cheap, and never wrong when it says no."""
    return not _TRIGGERS.isdisjoint(w[:6] for w in words) or bool(_MARKS.search(folded) or _FOREIGN.search(folded))


def addresses(folded: str) -> bool:
    """Whether a sentence (``spelling.folded``) speaks to its reader about the assessment, or gives its verdict."""
    if _FOREIGN.search(folded) and _FOREIGN_ACT.search(folded):
        return True
    if THE_EXAM.search(folded) and PLEADING.search(folded):
        return True
    if any(pattern.search(folded) for pattern in _STRONG):
        return True
    if orders_an_outcome(folded):
        return True
    reader, top, thing = READER.search(folded), TOP_LEVEL.search(folded), CRITERIA.search(folded)
    if reader and _REMARKED.search(folded):
        return True
    if reader and (top or thing or SPEAKING_TO.search(folded) or FULFILLED.search(folded) or GRANTING.search(folded)):
        return True
    if (top or thing) and _CLAIMED.search(folded):
        return True
    if top and GRANTING.search(folded) and (thing or _orders(folded)):
        return True
    if thing and top and not _trade(folded):
        return True
    return bool(THE_WORK.search(folded) and (thing or top) and FULFILLED.search(folded))


def _orders(folded: str) -> bool:
    return _ORDER.search(folded) is not None


def _trade(folded: str) -> bool:
    """Whether what obtains a level on every criterion may be a market or a supplier that the draft compares."""
    return _TRADE.search(folded) is not None


def hints(folded: str) -> bool:
    """Whether a sentence, beside one that ``addresses`` its reader, belongs to it."""
    return bool(
        READER.search(folded)
        or CRITERIA.search(folded)
        or TOP_LEVEL.search(folded)
        or (THE_WORK.search(folded) and FULFILLED.search(folded))
    )


def pleads(folded: str) -> bool:
    """Whether a passage asks its reader, in the writer's own name, for a favour or threatens over the certificate."""
    return bool(THE_EXAM.search(folded) and PLEADING.search(folded) and IN_ONES_NAME.search(folded))


def names_reader(folded: str) -> bool:
    """Whether the sentence names somebody who assesses."""
    return READER.search(folded) is not None


def speaks_for_nobody(folded: str) -> bool:
    """Whether the sentence is in nobody's name: neither « je » nor « nous »."""
    return not FIRST_PERSON.search(folded)
