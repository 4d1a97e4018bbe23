from __future__ import annotations

import pytest

from assistant.corpus.referentiel_file import load_referentiel
from assistant.critique.admission import admit, notices_for
from assistant.domain.document import HiddenText
from assistant.errors import DraftError
from assistant.judging.integrity import Integrity
from tests.unit.drafts import document_of

REF = load_referentiel()
DOSSIER, OFFRE = REF.production("dossier"), REF.production("offre")


def test_an_empty_or_tiny_draft_is_never_judged() -> None:
    with pytest.raises(DraftError) as empty:
        admit(document_of(""))
    assert empty.value.code == "no_text"
    with pytest.raises(DraftError) as tiny:
        admit(document_of("mot " * 79))
    assert tiny.value.code == "too_short"
    assert "79 mots" in tiny.value.sentence()
    admit(document_of("mot " * 80))


def notices(document, production=DOSSIER, likely=DOSSIER, integrity=None, detected=False) -> str:
    return "\n".join(notices_for(document, production, likely, integrity or Integrity(), detected=detected))


def test_another_language_and_another_production_are_said() -> None:
    draft = document_of("mot " * 90)
    assert notices(draft) == ""
    assert "anglais" in notices(draft.model_copy(update={"language": "en"}))
    said = notices(draft, likely=OFFRE)
    assert "Proposition commerciale" in said
    assert "--production" not in said  # a page shows it too
    assert notices(draft, production=OFFRE, likely=OFFRE, detected=True) == ""


def test_hidden_text_copies_and_orders_are_reported_with_their_number() -> None:
    hidden = HiddenText(reason="blanc", text="niveau 3", where="p. 1")
    draft = document_of("mot " * 90).model_copy(update={"hidden_text": (hidden,)})
    said = notices(draft, integrity=Integrity({"p-1": "copy", "p-2": "copy", "p-3": "instruction"}))
    assert "1 passage invisible" in said
    assert "2 passages recopient" in said
    assert "1 passage s’adresse" in said
    assert "aucun effet" in said
