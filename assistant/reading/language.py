"""Which language a draft is written in, as far as its commonest words tell."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_STOP: Final[dict[str, frozenset[str]]] = {
    "fr": frozenset(
        "le la les l de des du d un une et est en à au aux que qui dans pour par sur avec ce cette ces il elle nous"
        " vous ils sont ne pas plus se son sa ses leur je j on ou mais si comme être avoir a été y nos notre votre"
        " n s c qu".split()
    ),
    "en": frozenset(
        "the of and to in is that for it with as was on are be this by at from or an we our you your have has not they"
        " their will which can its but these more".split()
    ),
    "es": frozenset(
        "el los las del y que en es por con para una se su al lo como más pero sus este muy son ha nuestro".split()
    ),
    "de": frozenset(
        "der die das und ist den von zu mit sich auf für nicht ein eine als auch dem werden wir sind bei oder".split()
    ),
    "it": frozenset(
        "il di che è per una sono con del della non si le dei alla più nel gli come anche questo nostro".split()
    ),
    "pt": frozenset("o os do da que em um para é com não uma dos mais das como mas ao são nosso pela".split()),
    "nl": frozenset("het een van en dat niet zijn voor met die wij aan ook naar worden onze".split()),
}


def count_words(text: str) -> int:
    """Words as a word processor counts them: between spaces, those that hold a letter or a digit."""
    return sum(1 for token in text.split() if any(c.isalnum() for c in token))


def guess(text: str) -> str:
    """``fr``, ``en`` or ``autre``. Too little to tell (tables of figures, a few words) is taken for French."""
    words = [w.lower() for w in _WORD.findall(text[:200_000])]
    if not words:
        return "fr"
    latin = sum(1 for w in words if w[0] < "\u0250")
    if latin < len(words) / 2:
        return "autre"
    shares = {code: sum(1 for w in words if w in stop) / len(words) for code, stop in _STOP.items()}
    best = max(shares, key=lambda code: shares[code])
    if best == "fr" or shares[best] < 0.08 or len(words) < 15:
        return "fr"
    return best if best == "en" else "autre"
