"""Check what a model wrote for the counterpart: its figures, its length, its language, and that it stays the buyer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.domain.negotiation import ActKind
from assistant.retrieval.words import terms
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat

MAX_CHARS = 700
TOKEN = re.compile(r"\[([A-Z]+(?:_[A-Z0-9]+)*)\]")
_OUT_OF_ROLE = re.compile(
    r"(?:en tant qu'?(?:ia|intelligence|assistant|modele)|je suis une? (?:ia|intelligence|modele|assistant)|prompt|"
    r"consigne|instructions?\b|systeme :|as an ai|language model|prix de reserve|mon plafond|prix maximum|mon maximum|"
    r"\bjetons?\b|didascalie|jeu de role|\bmoteur\b a (?:deja )?decide|\breplique\b|mesore|batna)"
)
_ENGLISH = re.compile(
    r"\b(?:the|and|you|your|with|price|would|please|i'm|i'll|is|are|this|that|have|we|our|for|not|it|be|will|can|of)\b"
)
_FRENCH = re.compile(
    r"\b(?:le|la|les|un|une|des|de|du|et|est|vous|votre|vos|nous|je|que|qui|pour|pas|avec|sur|dans|ce|ca|cela|en|il|"
    r"elle|on|par|tout|moi|alors|rien|chaque|quoi|sans|encore|oui|non|merci|bonjour|bien|mais|plus|ne|mon|ma|mes|notre|si|au|aux|a)\b|\b(?:c|j|l|d|n|qu|m|s)'"
)
_FAMILIAR = re.compile(r"\b(?:tu|toi|tes)\b|(?<!de )(?<!le )(?<!ce )(?<!un )(?<!sur )\bton\b|\bt'(?:as|es|ai|en)\b")
_SIGNS = re.compile(
    r"\bj'accepte (?:votre|cette|ce|de signer)|marche conclu|affaire conclue|\bon signe|je signe|nous signons|"
    r"je valide|vous avez mon accord|c'est conclu|\bje prends votre offre|\bvendu\b|\btope|"
    r"votre (?:prix|offre|tarif) me (?:va|convient)|\b(?:d'accord|va) pour (?:votre|ce) (?:prix|tarif)"
)
_COMMITS = re.compile(
    r"\bj'accepte\b|\bnous acceptons\b|\b(?:d'accord|entendu|ok|va) pour (?:ce|votre|cette)? ?"
    r"(?:prix|offre|tarif|proposition|\[prix)|votre (?:prix|offre|proposition|tarif) me (?:va|convient)|"
    r"\b(?:reste|restons|suis|sommes|toujours|bien|est) d'accord\b(?! (?:sur ce point|avec vous))"
)
_ROOM = re.compile(
    r"\b(?:un peu|bien) plus si\b|\bsi vous (?:insistez|baissez encore)|\b(?:j'ai|nous avons|il me reste|il nous reste)"
    r"(?: \w+){0,2} (?:un peu )?de (?:la )?marge|\b(?:peux|pourrais|pourrai) (?:encore )?(?:monter|aller) plus haut|"
    r"\bmais je (?:peux|pourrais) (?:encore )?(?:monter|aller|bouger|faire mieux)"
)
_REASON = re.compile(r"\b(?:parce qu|a cause d|grace a\b|car\b|faute de quoi\b)")
_TAKES_LEAVE = re.compile(r"\bau revoir\b|mets fin a (?:cet|l')e|bonne (?:journee|soiree|continuation)")
_NOT_THE_PRICE = re.compile(
    r"\bpas (?!plus|au[- ]dela)(?:[\w']+ ){0,4}\[prix\]|"
    r"\[prix\],? (?:c'est|ce serait|est) (?:\w+ ){0,2}(?:trop|impossible)"
)
_SPEAKER = re.compile(r"^\W*(?:vendeu(?:r|se)|acheteu(?:r|se)|vous|interlocuteur|client)\s*:", re.MULTILINE)
SIGNING: frozenset[ActKind] = frozenset(
    {"accept_in_principle", "restate", "wrong_recap", "confirm_deal", "give_commitment"}
)
"""Decisions with which the affair itself may be agreed to."""
AGREEING: frozenset[ActKind] = frozenset(
    {"accept_in_principle", "restate", "wrong_recap", "confirm_deal", "give_commitment", "agree_agenda", "softened"}
)
"""Decisions with which words of agreement may be said."""
PARTING: frozenset[ActKind] = frozenset({"farewell", "leave", "already_over"})
"""Decisions with which one may take one's leave."""


def problems_of(answer: str, tokens: Iterable[str], required: Iterable[str], allowed_text: str) -> list[str]:
    """What is wrong with a whole answer still holding its tokens, in French for the correction; empty when it holds.

    tokens: those that may be used; required: those that must be. allowed_text: words whose numbers may be said.
    """
    wanted = set(required)
    used = set(TOKEN.findall(answer))
    found: list[str] = []
    if not answer.strip():
        found.append("la réplique est vide")
    if len(answer) > MAX_CHARS:
        found.append(f"la réplique dépasse {MAX_CHARS} caractères")
    if wanted - used:
        found.append("jetons oubliés : " + ", ".join(sorted(wanted - used)))
    return [*found, *sentence_problems(answer, tokens, allowed_text)]


def sentence_problems(sentence: str, tokens: Iterable[str], allowed_text: str) -> list[str]:
    """What is wrong with a sentence whatever was decided: its figures, its language, its speaker."""
    found: list[str] = []
    unknown = set(TOKEN.findall(sentence)) - set(tokens)
    if unknown:
        found.append("jetons inconnus : " + ", ".join(sorted(unknown)))
    bare = TOKEN.sub(" ", sentence)
    if stray_numbers(bare, allowed_text):
        found.append("un nombre n'est ni un jeton ni un nombre écrit dans un ordre, retirez-le")
    words = flat(sentence)
    if any(m[0] not in flat(allowed_text) for m in _OUT_OF_ROLE.finditer(words)) or "[" in bare or "]" in bare:
        found.append("la réplique sort du rôle de l'interlocuteur")
    if not is_french(bare):
        found.append("la réplique n'est pas en français")
    if _FAMILIAR.search(words):
        found.append("vouvoyez")
    if _SPEAKER.search(words):
        found.append("écrivez une seule réplique, sans nom de locuteur")
    return found


def decision_problems(sentence: str, kinds: Iterable[ActKind], allowed_text: str = "") -> list[str]:
    """What a sentence says against the decisions: an agreement, a leave, a reason or a room that nobody decided.

    allowed_text: words that may be said, whose own reasons are no addition.
    """
    decided, words = set(kinds), flat(sentence)
    found: list[str] = []
    agrees = _SIGNS.search(words) and not decided & SIGNING
    if agrees or (_COMMITS.search(words) and not decided & AGREEING):
        found.append("vous n'avez rien accepté : ne donnez pas d'accord")
    if _TAKES_LEAVE.search(words) and not decided & PARTING:
        found.append("l'entretien continue : ne prenez pas congé")
    if _ROOM.search(words):
        found.append("ne laissez pas entendre que vous pourriez aller plus loin")
    given = _REASON.search(words)
    if given and given[0] not in flat(allowed_text):
        found.append(f"« {given[0].strip()} » : n'ajoutez aucune raison")
    if _NOT_THE_PRICE.search(words):
        found.append("[PRIX] est le prix que vous acceptez de payer, ne le refusez pas")
    return found


def strange_names(sentence: str, known_text: str) -> list[str]:
    """Capitalised words inside the sentence that ``known_text`` does not hold: people, places or marks made up."""
    known = flat(known_text)
    inner = re.findall(r"(?<=[\w,;:’'] )(?:[dlDL]['’])?([A-ZÀ-Ý][\w-]{2,})", TOKEN.sub(" ", sentence))
    polite = ("Mme", "Mlle", "Monsieur", "Madame", "Messieurs", "Mesdames")
    return [name for name in inner if flat(name) not in known and not name.startswith(polite)]


def echoes(sentence: str, gists: str, heard: str, allowed_text: str = "") -> list[str]:
    """Words that are not the counterpart's own: the orders themselves, or what the seller has just said.

    gists: the orders without the words that may be said. heard: the seller's last line. To take up a few of its words
    is to listen; to say the whole of it again is not an answer, unless it is what had to be said (``allowed_text``).
    """
    words = flat(sentence)
    found: list[str] = []
    if _MARKS.search(words) or _runs(words, RUN) & _runs(flat(gists), RUN):
        found.append("vous recopiez les ordres : parlez en votre nom, à la première personne")
    said, own = frozenset(terms(TOKEN.sub(" ", sentence))), frozenset(terms(allowed_text))
    shared = said & frozenset(terms(heard))
    if (
        len(said) >= 4
        and len(shared) >= 0.75 * len(said)
        and len(said & own) < len(shared)
        and not _COURTEOUS.search(words)
    ):
        found.append("vous répétez le vendeur")
    return found


RUN = 5
"""Words in a row that are a copy."""
_COURTEOUS = re.compile(r"\b(?:merci|au revoir|bonjour|echange)\b")
_MARKS = re.compile(
    r"^\W*(?:dites (?:que|cela|ceci)|restez (?:sur|evasif)|saluez|montrez que|confirmez (?:que|l)|refusez|objectez|"
    r"demandez (?:de|qu|une|si|ferm|ceci)|acceptez|reagissez|revenez sur votre|ramenez|prenez (?:acte|conge|la)|"
    r"ecartez|mettez fin|recapitulez (?:exact|l'accord)|corrigez|opposez|glissez|rectifiez|reclamez)\b|^- |"
    r"dans cet ordre|derniers echanges|moment de l'entretien|jetons? a placer|sans rien ajouter|^rappel\b|\bordres\b"
)


def _runs(words: str, length: int) -> set[tuple[str, ...]]:
    """Every run of that many words."""
    split = re.findall(r"[a-z0-9]+", words)
    return {tuple(split[i : i + length]) for i in range(len(split) - length + 1)}


def is_french(text: str) -> bool:
    """Whether a sentence reads as French rather than English or as no language; very short ones do."""
    words = flat(text)
    count = len(re.findall(r"[a-z']{2,}", words))
    english, french = len(_ENGLISH.findall(words)), len(_FRENCH.findall(words))
    if english >= 2 and english >= french:
        return False
    return count < 5 or french >= count / 8


def stray_numbers(text: str, allowed_text: str) -> list[float]:
    """Numbers of ``text`` that ``allowed_text`` does not hold (small everyday ones aside)."""
    allowed = {n.value for n in numbers_in(flat(allowed_text))} | EVERYDAY
    return [n.value for n in numbers_in(flat(text)) if n.value not in allowed]


EVERYDAY = frozenset({0.0, 1.0, 2.0})
"""« une ou deux questions » gives nothing away."""
