"""French words as index terms: elisions cut, accents folded, codes kept whole, stems."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

from assistant.retrieval.codes import fold, tokens_of_codes

TERMS_VERSION = "1"
"""To be raised when ``terms`` changes: an index holds terms, and is built again."""

_ELISION = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)'(?=\w)")
_WORD = re.compile(r"\w+")

_STEMMING = threading.Lock()  # a Snowball stemmer holds state while it stems

# Words that carry no subject. « plus », « sans », « avant », « entre » are kept: indicators turn on them.
_STOP_WORDS = """
a ai ais ait alors as au aucun aura aussi autre aux avait avec avez avoir avons bien c ca ce cela celle celui ces cet
cette ceux chaque ci comme comment d dans de des donc dont du elle elles en encore es est et etait etaient etant ete
etre eu eux faire fais fait faut font ici il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni
nos notre nous on ont ou par pas peu peut peux pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa
se sera ses si soit son sont sous suis sur t ta te tes toi ton tous tout toute toutes tres tu un une va vais vers veut
veux via vos votre vous y
"""
_STOP = frozenset(_STOP_WORDS.split())


def terms(text: str) -> list[str]:
    """Index terms in the order of the text, repeats kept; codes first ("cr.1.1.3").

    Accents are folded before stemming, so that a question typed without them finds the same terms.
    """
    folded, codes = tokens_of_codes(fold(text))
    words = [word for word in _WORD.findall(_ELISION.sub("", folded)) if word not in _STOP]
    with _STEMMING:
        return codes + list(_stemmer().stemWords(words))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("french", 0)  # its cache would keep a learner's words in memory
