from assistant.corpus.referentiel_file import load_referentiel
from assistant.domain.critique import DraftSummary, QuoteTally, Usage
from assistant.domain.debrief import Comparison, Debrief, MissedOpening, PricePoint, ResultReading, TalkTime
from assistant.domain.judgement import Evidence, Verdict
from assistant.roleplay.debrief.debrief_sheet import debrief_sheet, sheet_markdown
from assistant.roleplay.debrief.self_analysis import compare_account
from assistant.roleplay.playing.kept_play import KeptPlay
from assistant.roleplay.sheets.pdf import render_sheet_pdf
from assistant.roleplay.sheets.word import render_sheet_docx
from tests.unit.roleplay.play_parts import begin, scenario

REFERENTIEL = load_referentiel()
FIRST, SECOND = "CR.3.2.2-3.01", "CR.3.2.2-3.02"


def debrief() -> Debrief:
    quote = Evidence(
        quote="Vendeur : Bonjour <b>vous</b> | merci", passage="p-1", section="", page=None, start=0, end=5, turn=2
    )
    return Debrief(
        draft=DraftSummary(name="jeu.md", sha256="0", words=90, passages=4),
        model="embedded",
        referentiel="rdc@1",
        criteria=(
            Verdict(id=FIRST, status="judged", level=2, evidence=(quote,), finding="Courtois.", question="Et après ?"),
            Verdict(id=SECOND, status="not_assessable", level=None, finding="Pas d'occasion."),
        ),
        quotes=QuoteTally(),
        usage=Usage(),
        result=ResultReading(ending="refus", verdict="bon", sentence="Décliner était juste."),
        missed=(MissedOpening(kind="fact", turn=5, what="Un signe est passé.", question="Qu'en faire ?"),),
        prices=(PricePoint(turn=2, speaker="seller", price=8.3),),
        talk=TalkTime(
            seller_words=40, buyer_words=60, seller_share=0.4, longest=20, open_questions=2, closed_questions=1,
            reformulations=0, by_third=(0.3, 0.4, 0.5),
        ),
        preparation=(Comparison(subject="Objectifs", planned="Signer", happened="refus", remark="Lesquels ?"),),
        self_analysis=(Comparison(subject=FIRST, planned="insuffisant", happened="en bonne voie", remark="Sévère."),),
    )  # fmt: skip


def kept() -> KeptPlay:
    play = begin(scenario())
    play.say("Bonjour, quels sont vos enjeux ?")
    return KeptPlay(record=play.record, prepared=True, own_notes={"reperes": "Une impression", "forces": "L'écoute"})


def test_everything_is_in_the_document_in_order() -> None:
    sheet = debrief_sheet(debrief(), kept(), scenario(), REFERENTIEL)
    titles = [section.title for section in sheet.sections]
    assert titles == [
        "Le résultat", "Parole et prix", "La conduite de l'échange", "Ce que vous auriez pu saisir", "Prévu et fait",
        "Votre regard et l'analyse", "L'échange",
    ]  # fmt: skip
    (conduct,) = sheet.sections[2].tables
    assert [row[1] for row in conduct.rows] == ["en bonne voie", "pas d'occasion"]
    assert "Et après ?" in conduct.rows[0][2]
    assert "quels sont vos enjeux" in " ".join(sheet.sections[-1].paragraphs)


def test_it_is_written_in_three_formats_and_typed_text_is_no_markup() -> None:
    sheet = debrief_sheet(debrief(), kept(), scenario(), REFERENTIEL)
    text = sheet_markdown(sheet)
    assert "<b>" not in text
    assert "&lt;b&gt;vous&lt;/b&gt; \\| merci" in text
    assert render_sheet_docx(sheet).startswith(b"PK")
    assert render_sheet_pdf(sheet).startswith(b"%PDF")


def test_the_account_is_set_beside_figures_and_levels() -> None:
    figures, strong = compare_account(kept().own_notes, debrief(), REFERENTIEL)
    assert figures.happened == "40 % de la parole pour vous, 2 questions ouvertes, 0 reformulation, 1 prix annoncé"
    assert "pas chiffrés" in figures.remark
    assert strong.happened == REFERENTIEL.criterion(FIRST).text
    assert compare_account({"progres": " "}, debrief(), REFERENTIEL) == ()
