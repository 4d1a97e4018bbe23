from __future__ import annotations

from assistant.coaching.composer import Composer, lower_first, short


def test_only_sources_that_stand_in_the_text_are_cited_in_its_order() -> None:
    out = Composer()
    first, second = out.cite("criterion", "CR.1.1.01"), out.cite("card", "FI.marge")
    out.cite("criterion", "CR.1.1.02")
    out.say(f"Voir {second}.")
    out.points("Puis :", [first])
    out.points("Rien :", [])
    reply = out.reply("referentiel")
    assert [c.id for c in reply.citations] == ["FI.marge", "CR.1.1.01"]
    assert reply.answer == "Voir [FI.marge].\n\nPuis :\n\n- [CR.1.1.01]"


def test_texts_follow_a_colon_and_are_cut_at_a_word() -> None:
    assert lower_first("Le jury veut voir") == "le jury veut voir"
    assert lower_first("RGPD et CGV") == "RGPD et CGV"
    assert short("un deux trois quatre", 12) == "un deux…"
