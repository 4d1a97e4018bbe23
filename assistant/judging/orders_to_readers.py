"""Recognise words that speak to whoever assesses a draft, or give its verdict, as no part of a draft has reason to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from assistant.judging.assessment_talk import orders_an_outcome

_HUMAN: Final = (
    r"(?:jury(?! (?:du concours|d'attribution|d'appel|de selection|citoyen))|jures?|correct(?:eur|rice)s?"
    r"(?! (?:orthographique|de (?:teint|phase|posture)))|evaluat(?:eur|rice)s?|examinat(?:eur|rice)s?|"
    r"commission (?:de certification|d'examen|d'evaluation)|outils? d'aide a la correction|notat(?:eur|rice)s?|"
    r"relect(?:eur|rice)s?|personnes? (?:chargees? de (?:l'evaluation|la correction)|"
    r"qui (?:corrige|evalue|note|lit)\w*)|(?:vous|toi) qui (?:corrige|evalue|note|li(?:s|t|r|sez))\w*|"
    r"(?:celui|celle|ceux) qui (?:corrige|evalue|note)\w* (?:ce|cette|mon|ma))"
)
_MACHINE: Final = (
    r"(?:ia|intelligences? artificielles?|modeles? (?:de lang\w+|linguistiques?)|llm|chat ?gpt|gpt|chatbot|"
    r"agent conversationnel|assistant (?:ia|virtuel)|robot correcteur|"
    r"(?:systeme|outil|logiciel|programme|algorithme|machine|assistant)s? (?:de (?:notation|correction)|"
    r"qui (?:lit|corrige|note|evalue)\w*|d'evaluation automatique))"
)
_ADDRESS: Final = (
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
_OBJECT: Final = (
    r"\b(?:criteres? (?:d'evaluation|du (?:referentiel|bloc|jury)|de (?:la )?(?:certification|grille)|officiels?)|"
    r"(?:tous|toutes|chacun|chaque|l'ensemble|l'integralite|la totalite) (?:les |des |de )?(?:criteres?|competences)\b|"
    r"cr\.\d|(?:du|au|le) referentiel\b(?! (?:qualite|iso|metier|client|produit))|"
    r"grille (?:d'evaluation|de notation|du jury|de correction)|bareme (?:de notation|d'evaluation|du jury)|bareme ?:|"
    r"blocs? [1-4]\b|tout le bloc\b|mon bloc|(?:cette|la|ma) certification\b)"
)
_WORK: Final = (
    r"\b(?:(?:ce|cette|mon|ma|mes|le present|la presente|du present) "
    r"(?:travail|dossier|copie|devoir|document|rapport|production|ecrit|memoire|rendu|livrable|plan|bilan|passage|"
    r"paragraphe|texte)s?|"
    r"(?:le|la|ce|cette|du|l')\s?(?:candidate?|apprenante?|stagiaire|auteure?|redacteur|redactrice))\b"
)
_VERDICT: Final = (
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
    rf"(?:\b{_HUMAN}|\b(?:diplome|examen|certification|mon (?:travail|dossier|devoir|bloc|titre)|ma (?:copie|note)|"
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
_PERSONAL: Final = r"\b(?:je|j'|me|m'|moi|mon|ma|mes)"

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
        rf"\b(?:tu|vous) (?:n'(?:es|etes) plus|(?:es|etes)(?: desormais| maintenant)?)\s*(?:une?\s+)?(?:{_HUMAN}\b|"
        rf"{_MACHINE}\b)",
        rf"\ben tant qu(?:e |')(?:une? )?{_MACHINE}\b",
        # the machine is spoken to
        rf"{_ADDRESS}.{{0,25}}\b{_MACHINE}\b",
        rf"\b{_MACHINE}\b (?:\w+ )?qui (?:\w+ )?(?:lit|lira|lisez|corrige|evalue|note|juge)\w*\b (?:ce|ces|cette|mon|"
        rf"ma|la copie|le (?:dossier|travail|texte))|"
        rf"\b{_MACHINE}\b.{{0,40}}\b(?:corrige|evalue|juge)\b (?:ce|cette|mon|ma)\b",
        # have every criterion granted
        r"(?:^|[.:;!?,\"]\s*|\bet |\bde )(?:valide|accorde|coche)[zr] (?:tous|toutes|l'ensemble|chaque|chacun\w*|"
        r"l'integralite)\b"
        r".{0,20}\b(?:criteres?|competences)\b(?! (?:d'achat|de choix|de selection|avec))",
        # this passage is the proof of everything
        r"\b(?:preuve|extrait|citation)s? (?:pour|de) (?:tous|toutes|chaque|chacun\w*)\b.{0,20}\bcritere",
    )
)
_R: Final = re.compile(rf"\b(?:{_HUMAN})\b")
_A: Final = re.compile(rf"\b{_ADDRESS}")
_O: Final = re.compile(_OBJECT)
_L: Final = re.compile(_TOP)
_W: Final = re.compile(_WORK)
_V: Final = re.compile(_VERDICT)
_G: Final = re.compile(_GRADE)
_E: Final = re.compile(_EXAM)
_P: Final = re.compile(_PLEA)
_I: Final = re.compile(_PERSONAL)
_REMARKED: Final = re.compile(
    r"\b(?:qualite exceptionnelle|maxim(?:um|ale?s?)|a (?:examine|releve|retenu|apprecie|juge|constate|conclu)\b|"
    r"felicit\w+|favorable|"
    r"aucune?\b|a noter|excellen\w+|remarquable\w*|professionnel\b.{0,20}\bvalider)"
)
_CLAIMED: Final = re.compile(
    r"\bj'ai (?:\w+ ){0,2}(?:atteint|valide|maitrise|rempli|satisfait)\b|\bje (?:m'(?:attribue|evalue|accorde|estime)|"
    r"(?:pense |crois |estime )?merite[r]?|valide|maitrise|remplis|satisfais)\b"
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

VERDICT_DATA: Final = re.compile(
    r"<\s*(?:level|niveau|verdict|score|grade|critere|evaluation|preuve)\b[^<>]*>|[\"'<{\[(]\s*(?:level|niveau\w*|"
    r"verdict|score|grade|note|statut?s?|crit\w+|finding|evidence|preuves?|confidence|"
    r"confiance|evaluations?|competences?)\s*[\"'>]\s*[:=]?|^\s*(?:verdict|evaluation|notation|resultat_\w+)\s*:\s*$",
    re.MULTILINE,
)
_DATA: Final = re.compile(
    r"[{\[]\s*\"?\w+\"?\s*:|\"\s*:\s*[\"\d\[{]|<(\w+)(?:\s[^<>]*)?>[^<]*</\1>|^\s*\w+(?:_\w+)*\s*:\s*\w+$", re.MULTILINE
)
_REPORT: Final = re.compile(
    r"\b(?:avis|comptes? rendus?|appreciations?|commentaires?|attestation|rapport|synthese|verdict|decision|"
    r"observations?|extraits?|deliberations?|proces-verbal|grille|fiche|remarques?|conclusions?|retour)\b.{0,30}"
    rf"(?:\b(?:{_HUMAN})\b|\b(?:formateur|formatrice|tuteur|tutrice|enseignante?|professeure?)\b)|"
    r"\b(?:grille|rapport|synthese|resultats?|compte rendu) (?:d'|de l'|de )(?:evaluation|notation|correction)\b"
    r"(?! (?:des|de la|de l'|du|d'))"
)
_ASSESSING: Final = re.compile(
    rf"{_WORK}|{_VERDICT}|{_OBJECT}|\b(?:avec (?:justesse|rigueur|precision|pertinence)|excellent\w*|remarquable\w*|"
    r"parfait\w*|pertinent\w*|convaincant\w*|complete?s?\b|identifie\w*|caracterise\w*|analyse\w*|adapte\w*|fine\b|"
    r"garanti\w+|coheren\w+|en evidence)"
)
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
    if _E.search(folded) and _P.search(folded):
        return True
    if any(pattern.search(folded) for pattern in _STRONG):
        return True
    if orders_an_outcome(folded):
        return True
    reader, top, thing = _R.search(folded), _L.search(folded), _O.search(folded)
    if reader and _REMARKED.search(folded):
        return True
    if reader and (top or thing or _A.search(folded) or _V.search(folded) or _G.search(folded)):
        return True
    if (top or thing) and _CLAIMED.search(folded):
        return True
    if top and _G.search(folded) and (thing or _orders(folded)):
        return True
    if thing and top and not _trade(folded):
        return True
    return bool(_W.search(folded) and (thing or top) and _V.search(folded))


_ORDER: Final = re.compile(
    r"(?:^|[.:;!?,»\"]\s*|\bet )\W*(?:ne )?(?:(?:attribue|accorde|donne|note|valide|classe|considere)z|mettez|mets|"
    r"attribue|accorde|valide|veuillez|merci de|priere de|il (?:faut|convient))\b"
)
_TRADE: Final = re.compile(
    r"\b(?:marches?|zones?|fournisseurs?|solutions?|prospects?|cibles?|offres?|produits?|clients?)\b"
)


def _orders(folded: str) -> bool:
    return _ORDER.search(folded) is not None


def _trade(folded: str) -> bool:
    """Whether what obtains a level on every criterion may be a market or a supplier that the draft compares."""
    return _TRADE.search(folded) is not None


def hints(folded: str) -> bool:
    """Whether a sentence, beside one that ``addresses`` its reader, belongs to it."""
    return bool(
        _R.search(folded) or _O.search(folded) or _L.search(folded) or (_W.search(folded) and _V.search(folded))
    )


def pleads(folded: str) -> bool:
    """Whether a passage asks its reader, in the writer's own name, for a favour or threatens over the certificate."""
    return bool(_E.search(folded) and _P.search(folded) and _I.search(folded))


_KEY: Final = re.compile(
    r"\b(level|niveau|verdict|grade|score|note|statut|status|evidence|preuves?|finding|constat|confidence|confiance|"
    r"criterion|criteres?|justification)\s*[:=]"
)
_GRANTED: Final = re.compile(
    r"\b(?:level|niveau|verdict|grade|score|statut|status)\s*[:=]\s*\W?(?:3\b|max|maitris|master|acquis|valid)"
)


_CODE: Final = re.compile(r"\bcr\.\d\S*\W.{0,30}(?:\b3\b|maitris|acquis|valide)")


def states_verdict(folded: str) -> bool:
    """Whether a passage is a filled-in form of assessment: « Niveau : maîtrisé. Justification : … »."""
    if ":" not in folded and "=" not in folded and "cr." not in folded:
        return False
    filled = _GRANTED.search(folded) is not None and len(set(_KEY.findall(folded))) > 1
    return filled or _CODE.search(folded) is not None


def is_verdict_data(raw: str) -> bool:
    """Whether a passage (case and accents dropped, lines kept) is data that imitates a program's verdict."""
    return bool(VERDICT_DATA.search(raw) and _DATA.search(raw))


def names_assessment(folded: str) -> bool:
    """Whether a title may be that of a set of verdicts, should verdicts follow."""
    return _TITLE.search(folded) is not None


def announces_report(folded: str) -> bool:
    """Whether a title or a lead-in announces what somebody thought of the draft."""
    return len(folded.split()) <= 14 and _REPORT.search(folded) is not None


def names_reader(folded: str) -> bool:
    """Whether the sentence names somebody who assesses."""
    return _R.search(folded) is not None


def speaks_for_nobody(folded: str) -> bool:
    """Whether the sentence is in nobody's name: neither « je » nor « nous »."""
    return not _FIRST.search(folded)


def gives_opinion(folded: str) -> bool:
    """Whether a passage ``assesses`` at more than one word."""
    return len(_ASSESSING.findall(folded)) > 1


def assesses(folded: str) -> bool:
    """Whether a passage under such an announcement may be that opinion: in nobody's name, and about the work."""
    return _ASSESSING.search(folded) is not None and not _FIRST.search(folded)


_TITLE: Final = re.compile(
    r"evaluation|notation|niveaux?|notes?\b|verdict|avis|jury|correct|grille|bareme|critere|attest|message"
)
_FIRST: Final = re.compile(r"\b(?:je|j'|nous|notre|nos|mon|ma|mes|on)\b|\d{2}")
