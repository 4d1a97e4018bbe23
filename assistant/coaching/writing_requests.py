"""Tell a request to write in the learner's place from a question about how to write."""

from __future__ import annotations

import re

from assistant.coaching.patterns import any_of, without_quotes

_CLAUSE = (
    r"(?:^|[.!?;:,(\n]\s*|\b(?:et|puis|alors|ok|bon|donc|stp|merci de|please|maintenant|ensuite|allez|vas[- ]y|"
    r"s'il te plait|s'il vous plait|juste|sinon|bonjour|salut|hello)[,! ]+)"
)
_ME = r"(?:[- ](?:moi|nous|le|la|les))*"
_YOU = (
    r"(?:\b(?:peux|pourrais|peut|veux|voudrais|saurais|sais)[- ]?tu|\b(?:pouvez|pourriez|voulez|voudriez)[- ]vous|"
    r"\btu (?:peux|pourrais|veux bien|dois|vas|pouvais|saurais)|\bt'peux|\bvous (?:pouvez|pourriez|devez)|"
    r"\b(?:je veux|je voudrais|j'aimerais|j'ai besoin|il faut|faut|il faudrait|je prefere|j'attends) que (?:tu|vous)|"
    r"\btu (?:me|nous|m')|\bca te derange de|\best-ce possible que tu|\bmerci de)\s?(?:bien |vite )?(?:(?:me|nous|"
    r"m'|le|la|les) ?)*"
)

# Writing in the learner's place: strong verbs mean it on their own, weak ones with a piece of the deliverable.
_STRONG = (
    r"(?:redig(?:e|ez|es|er|iez)|ecri(?:s|vez|re|ves|viez)|re-?ecri(?:s|vez|re|ves)|reformul(?:e|ez|er|es)|"
    r"corrig(?:e|ez|er|es)|amelior(?:e|ez|er|es)|tradui(?:s|sez|re|ses)|pon(?:ds|dez|dre)|paraphras(?:e|ez|er|es)|"
    r"dict(?:e|ez|er)|retravaill(?:e|ez|er)|peaufin(?:e|ez|er)|embelli(?:s|ssez|r)|reecriture|recri(?:s|vez|re))"
)
_WEAK = (
    r"(?:fai(?:s|tes|re|sais)|fasses?|fassiez|donn(?:e|ez|er|es)|propos(?:e|ez|er|es)|prepar(?:e|ez|er|es)|cre(?:e|"
    r"ez|er|es)|"
    r"trouv(?:e|ez|er)|met(?:s|tez|tre)|ren(?:ds|dez|dre)|complet(?:e|ez|er|es)|rempli(?:s|ssez|r|sses)|"
    r"continu(?:e|ez|er)|"
    r"developp(?:e|ez|er)|resum(?:e|ez|er)|invent(?:e|ez|er)|calcul(?:e|ez|er)|chiffr(?:e|ez|er)|construi(?:s|sez|re)|"
    r"gener(?:e|ez|er)|transform(?:e|ez|er)|structur(?:e|ez|er)|sor(?:s|tez|tir)|fil(?:e|ez)|fini(?:s|ssez|r)|"
    r"termin(?:e|ez|er)|formul(?:e|ez|er)|raccourci(?:s|ssez|r)|rallong(?:e|ez|er)|allong(?:e|ez|er)|etoff(?:e|ez|er)|"
    r"enrichi(?:s|ssez|r)|synthetis(?:e|ez|er)|compos(?:e|ez|er)|elabor(?:e|ez|er)|dress(?:e|ez|er)|produi(?:s|sez|re)|"
    r"fabriqu(?:e|ez|er)|mont(?:e|ez)|tourn(?:e|ez|er)|balanc(?:e|ez|er)|envoi(?:e|es)|envoy(?:ez|er)|fourni(?:s|"
    r"ssez|r)|"
    r"imagin(?:e|ez|er)|realis(?:e|ez|er)|simplifi(?:e|ez|er)|adapt(?:e|ez|er)|modifi(?:e|ez|er)|bricol(?:e|ez|er))"
)
_WORKS = (
    r"(?:introduction|intro|conclusion|dossier|rapport|copie|partie|paragraphe|phrase|phrases|texte|swot|ffom|pestel|"
    r"plan d'action|plan de prospection|plan|mail|mails|courriels?|e-?mail|lettre|script|argumentaire|arguments|"
    r"plaquette|flyer|"
    r"prospectus|synthese|preconisations?|recommandations?|objectifs?|tableau|tableaux|matrice|gantt|planning|budget|"
    r"personas?|proposition commerciale|offre|devis|discours|slogan|accroche|compte[- ]rendu|ordre du jour|bilan|"
    r"analyse|"
    r"etude|segmentation|diaporama|slides?|powerpoint|presentation|reponse|memoire|message|post|annexe|sommaire|"
    r"travail|devoirs?|document|redaction|strategie|diagnostic|formulation|tournure|version|questionnaire|passage|"
    r"grille|fiche)"
)
_MINE = r"\b(?:mon|ma|mes|notre|nos|m'appart\w*|chez (?:moi|nous)|de (?:ma|mon|notre) \w+)\b"
_THIS = r"\b(?:ce|cet|cette|ces|ceci|ca|cela|suivante?|ci-dessous)\b"
_READY = (
    r"(?:pret(?:e|s|es)? (?:a|pour) (?:coller|recopier|copier|rendre|envoyer|l'emploi|etre)|cles? en mains?|"
    r"tout(?:e)? (?:fait|faite|redige|redigee|ecrit|ecrite|pret|prete)|deja (?:redige|ecrit|fait)e?|a recopier|"
    r"(?:que je|pour que je|je) (?:puisse |n'aie plus qu'a |vais |n'ai plus qu'a )?(?:le |la |les )?(?:recopi|copi|"
    r"coll)\w+|"
    r"copier[- ]coller)"
)
_ABOUT_RULES = (
    r"\b(?:criteres?|referentiel|competences?|attendus?|attentes?|consignes?|niveaux?|grille d'evaluation|bloc|"
    r"modalites|"
    r"conseils?|pistes?|questions?|explications?|difference|definition|indices?|pieges?|erreurs?|quiz|points? faibles?|"
    r"points? forts?|priorites|avis|le point|retour|critique|sources?|formule|methode|etapes|regles?)\b"
)
_TAKEN_ON = (
    r"\ba (?:ma|notre) place\b(?! vous| tu)|\b(?:imagine|suppose|fais comme si|faites comme si|mets[- ]toi|"
    r"joue)\b.{0,40}"
    r"\b(?:tu es|tu etais|que tu sois|c'est ton|c'etait ton|a ma place|mon role|du candidat|de l'apprenant|"
    r"de l'etudiant)\b|"
    r"\b(?:tu|vous) (?:ecrirai[sz]|ecririez|redigerai[sz]|redigeriez|mettrais|mettriez|formulerais|formuleriez)\b|"
    r"\bfais (?:mes|mon|tout mon) (?:devoirs?|dossier|travail)\b"
)
_GERUND = r"\ben (?:ecrivant|redigeant|reformulant|corrigeant|completant|traduisant)\b"
_RESTYLE = (
    r"\b(?:rends?|rendez|rendre|mets|mettez|mettre|tourne|tournez|tourner)\b.{0,60}\b(?:plus|mieux|au propre|"
    r"en forme|en anglais|"
    r"en espagnol|en allemand|au conditionnel|a la forme)\b|\b(?:version|formulation|tournure) (?:plus|mieux|meilleure|"
    r"amelioree|corrigee|"
    r"pro|professionnelle)\b|\bmeilleure (?:version|formulation|tournure|phrase)\b"
)
_ENGLISH = (
    r"\b(?:write|rewrite|translate|draft|complete|finish|summari[sz]e|paraphrase)\b.{0,30}\b(?:my|the|this|an?|"
    r"for me)\b"
)

_IMPERATIVE_STRONG = re.compile(rf"{_CLAUSE}(?!\w+(?:er|re|ir)\b){_STRONG}{_ME}\b")
_YOU_STRONG = re.compile(rf"{_YOU}{_STRONG}\b")
_IMPERATIVE_WEAK = re.compile(rf"(?:{_CLAUSE}(?!\w+(?:er|re|ir)\b)|{_YOU}){_WEAK}{_ME}\b(?P<object>[^.!?\n]*)")
_OWN_WORK = re.compile(
    rf"{_MINE}(?: \w+){{0,2}} {_WORKS}\b|{_MINE}|{_THIS}(?: \w+)? (?:phrase|paragraphe|texte|passage|partie|"
    rf"tableau|mail|version)\b|"
    rf"\b(?:la|le|les|une?|l'|d'une?) ?{_WORKS}\b.{{0,60}}\b(?:mon|ma|mes|notre|nos)\b"
)
_CREATE = re.compile(
    rf"(?:{_CLAUSE}|{_YOU})(?:fai(?:s|tes|re)|fasses?|gener(?:e|ez|er)|pon(?:ds|dre)|cre(?:e|ez|er)|invent(?:e|ez|er)|"
    rf"fabriqu(?:e|ez|er)|produi(?:s|re)|compos(?:e|ez|er)|rempli(?:s|r)|complet(?:e|ez|er)|continu(?:e|ez|er)|"
    rf"sor(?:s|tir))"
    rf"{_ME} (?:aussi |juste |vite |donc )*(?:un|une|des|le|la|les|l'|tout|toute|trois|deux|cinq|"
    rf"\d+)(?: ?\w+){{0,2}}? ?{_WORKS}\b"
)
_PIECE_OF_TEXT = re.compile(
    r"\b(?:un texte|un paragraphe|une phrase|une introduction|une conclusion|l'introduction|la conclusion|\d+ lignes|"
    r"(?:dix|quinze|vingt|cinq) lignes|une version|la version|une reponse redigee)\b"
)
_INFINITIVE_FIRST = re.compile(
    r"^(?:rediger|ecrire|reecrire|reformuler|corriger|traduire|ameliorer|completer)\b.{0,50}"
    r"\b(?:mon|ma|mes|notre|ce|cette|cet)\b"
)
_ASKS_HOW = any_of(
    r"\bcomment\b",
    r"\bpar (?:ou|quoi)\b",
    r"\bfaut[- ]il\b",
    r"\bdois[- ]je\b",
    r"\best-ce que je\b",
    r"\baide(?:z|r)?\b",
    r"\bai-je\b",
    r"\bje dois\b",
    r"\bconseils?\b",
    r"\bquelles? (?:etapes|methode|erreurs)\b",
    r"\bque faut\b",
)
_WANTED_NOUN = re.compile(
    rf"\b(?:il me (?:faut|faudrait)|j'ai besoin (?:de|d')|je (?:veux|voudrais)|j'aimerais)(?: avoir)? ?(?:un|une|"
    rf"le|la|l'|mon|ma|mes)"
    rf"(?: ?\w+){{0,2}}? ?{_WORKS}\b(?! (?:clair|precis|solide|simple)\w*\b)"
)
_NOUN_FIRST = re.compile(
    rf"^(?:juste |allez |et )?(?:un|une|mon|ma|le|la) (?:petite? |bon |bonne |vrai |"
    rf"joli )?{_WORKS}\b.{{0,25}}\bpour (?:une?|mon|ma|notre|mes)\b.*"
    r"\b(?:stp|svp|s'il te plait|s'il vous plait|merci)\b"
)
_YOU_DO = re.compile(
    rf"\b(?:tu|vous) (?:fai(?:s|tes)|ecri(?:s|vez)|redig\w+|complet\w+|rempli\w+|tradui\w+|corrig\w+|"
    rf"reformul\w+)(?: juste| vite)? "
    rf"(?:l'|la |le |les |mon |ma |mes |un |une |notre )(?:\w+ )?{_WORKS}\b"
)
_GO_ON = re.compile(
    r"(?:^|[,.] ?)(?:complet(?:e|ez)|continu(?:e|ez)|fini(?:s|ssez)|termin(?:e|ez))(?:[- ]moi)? ?(?::|la suite|"
    r"(?:la|cette|ma|ce|mon|le) (?:phrase|paragraphe|texte))"
)
_ALLOWED = any_of(
    (
        r"\bc'est (?:mal vu|grave|genant|permis|autorise|interdit|un probleme|un souci|ok|possible|accepte|"
        r"triche\w*|penalise)\b"
    ),
    r"\b(?:j'ai|ai-je|a-t-on|on a) le droit\b",
    r"\best-ce (?:permis|autorise|grave|interdit|un probleme|mal vu|possible d)",
    r"\b(?:peut-on|puis-je|on peut|je peux|est-ce que je peux|je pourrais)\b",
)
_SMALL_EXCEPTIONS = re.compile(r"\bcorrige[- ]moi si\b|\becri(?:s|vez)[- ]moi quand\b|\bfais[- ]moi (?:un )?rappel\b")
_EXAMPLE = re.compile(
    r"\b(?:un|une|des|d'|quelques|autre) ?(?:bons? |petits? |autres? )?exemples?\b|\bexemples? (?:de|d'|sur)\b"
)
_OTHER_COMPANY = re.compile(r"\b(?:autre|d'une|une) (?:entreprise|societe|boutique|boite)\b|\bautre secteur\b")


def wants_ghostwriting(text: str) -> bool:
    """Whether the coach is asked to write, rewrite, correct, complete or translate a piece of the deliverable."""
    bare = without_quotes(text)
    if _SMALL_EXCEPTIONS.search(bare):
        return False
    if re.search(rf"{_TAKEN_ON}|{_ENGLISH}", bare):
        return True
    asks_leave = (
        _ALLOWED.search(bare) is not None and re.search(r"\bmot (?:pour|a) mot\b.{0,30}\bdonne\b", bare) is None
    )
    if re.search(_READY, bare) and not asks_leave:
        return True
    if (
        not asks_leave
        and not _ASKS_HOW.search(bare)
        and any(p.search(bare) for p in (_WANTED_NOUN, _NOUN_FIRST, _YOU_DO, _GO_ON))
    ):
        return True
    if re.search(_GERUND, bare) and re.search(_MINE, bare):
        return True
    own = bool(_OWN_WORK.search(bare))
    about_rules = bool(re.search(_ABOUT_RULES, bare)) or bool(re.search(r"\bcr[. ]?\d", bare))
    if _IMPERATIVE_STRONG.search(bare) or _YOU_STRONG.search(bare):
        return own or not about_rules
    if _INFINITIVE_FIRST.search(bare) and not _ASKS_HOW.search(bare) and not asks_leave:
        return True
    return _weakly_asked(text, bare, own, about_rules)


def _weakly_asked(text: str, bare: str, own: bool, about_rules: bool) -> bool:
    restyled = re.search(_RESTYLE, bare) is not None and (own or '"' in text or re.search(_THIS, bare) is not None)
    if restyled and not _ASKS_HOW.search(bare):
        return True
    match = _IMPERATIVE_WEAK.search(bare)
    if match is None or about_rules:
        return False
    if _EXAMPLE.search(bare) and (_OTHER_COMPANY.search(bare) or not own):
        return False
    piece = re.search(rf"\b{_WORKS}\b", match["object"]) is not None
    if _CREATE.search(bare) and piece:
        return True
    if _PIECE_OF_TEXT.search(match["object"]):
        return True
    return own and piece


_RULES_ONLY = re.compile(r"\bcr[. ]?\d|\bc\.\d")


def asks_how_or_leave(text: str) -> bool:
    """Whether the sentence asks how to do something, or whether it is allowed: never a request to do it instead."""
    return _ASKS_HOW.search(text) is not None or _ALLOWED.search(text) is not None


def asks_about_rules(text: str) -> bool:
    """Whether a code of the référentiel, or a request about its contents alone, shows that the question is in scope."""
    bare = without_quotes(text)
    if _RULES_ONLY.search(bare):
        return True
    requested = _IMPERATIVE_STRONG.search(bare) or _IMPERATIVE_WEAK.search(bare) or _YOU_STRONG.search(bare)
    return requested is not None and re.search(_ABOUT_RULES, bare) is not None and re.search(_MINE, bare) is None
