"""The debrief: result and conduct apart, what was missed, what was planned and felt beside it, two pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.debrief import Comparison, Debrief
from assistant.domain.judgement import Verdict
from assistant.domain.levels import LEVELS, level_label
from assistant.roleplay.debrief.self_analysis import compare_account
from assistant.roleplay.debrief.verdict_words import verdict_word
from assistant.roleplay.french.amounts import euros, percent
from assistant.roleplay.french.filling import capital
from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.components.play_downloads import show_downloads
from assistant.ui.components.play_pictures import show_prices, show_talk_time
from assistant.ui.components.play_talk import again_from
from assistant.ui.components.play_transcript import show_transcript
from assistant.ui.house import services
from assistant.ui.incident import show_incident
from assistant.ui.markup import plain, show

_EVERY = 0.7  # seconds between two looks at a debrief that is being made
_PATIENCE = 2.0  # seconds it is waited for before saying how far it is


@dataclass(frozen=True)
class CriterionCard:
    """A verdict as the page shows it."""

    verdict: Verdict
    wording: str
    word: str

    @property
    def tone(self) -> str:
        """Of its colour and its gauge."""
        return tone_of(self.verdict)

    @property
    def quotes(self) -> list[tuple[int, str]]:
        """(turn, the learner's words)."""
        return [(e.turn, said(e.quote)) for e in self.verdict.evidence if e.turn is not None]


def tone_of(verdict: Verdict) -> str:
    """« 0 » to « 3 », none, failed."""
    return "failed" if verdict.status == "failed" else "none" if verdict.level is None else str(verdict.level)


def said(quote: str) -> str:
    """A turn's words, without who says them."""
    head, colon, tail = quote.partition(":")
    return tail.strip() if colon and head.strip() in ("Vendeur", "Acheteur") else quote


def show_debrief(table: OpenPlay) -> None:
    """The debrief if it is made, else how far it is."""
    if table.kept.debrief is None:
        _make(table)
        return
    _show(table, table.kept.debrief)


def _make(table: OpenPlay) -> None:
    import streamlit as st

    making = services().debriefs.start(table.play.owner, table.id)
    show("title", text=pw.DEBRIEF)

    @st.fragment(run_every=_EVERY)
    def watch() -> None:
        if making.future.done():
            st.rerun(scope="app")
        share = making.done / making.total if making.total else 0.0
        st.progress(min(share, 1.0), text=plain(pw.making_line(making.done, making.total)))
        st.caption(plain(pw.MAKING_HELP))

    try:
        making.future.result(_PATIENCE)
    except TimeoutError:
        watch()
        return
    except Exception as error:  # told in French; asked again only when the learner says so
        show_incident(error)
        if st.button(pw.AGAIN, key="jeu-debrief-encore"):
            services().debriefs.start(table.play.owner, table.id, again=True)
            st.rerun()
        return
    st.rerun()


def _show(table: OpenPlay, debrief: Debrief) -> None:
    import streamlit as st

    show("play_debrief_head", notices=debrief.notices, pw=pw)
    show_downloads(table, debrief)
    _result(table, debrief)
    economics = table.scenario.economics
    left, right = st.columns(2, gap="large")
    with left:
        if economics is not None:
            show_prices(debrief.prices, len(table.turns), table.state, economics)
    with right if economics is not None else left:
        if debrief.talk is not None:
            show_talk_time(debrief.talk)
    if debrief.criteria:
        _conduct(debrief)
    if table.kept.record.exchanges:
        show("play_missed", missed=debrief.missed, pw=pw)
    show_transcript(table)
    _compared(pw.PLANNED, pw.YOU_PLANNED, pw.HAPPENED, debrief.preparation, pw.PLANNED_NONE)
    _compared(pw.FELT, pw.YOU_FELT, pw.IT_SHOWS, _felt(table, debrief), pw.FELT_NONE)
    _again(table)


def _again(table: OpenPlay) -> None:
    """Play on from any of the learner's lines, with what is known now."""
    import streamlit as st

    lines = [exchange.seller.text for exchange in table.kept.record.exchanges]
    if not lines:
        return
    show("title", text=pw.AGAIN_TITLE)
    st.caption(plain(pw.AGAIN_HELP))
    rank = st.selectbox(
        pw.AGAIN_WHERE,
        range(len(lines)),
        format_func=lambda each: pw.again_line(each + 1, lines[each]),
        key=f"jeu-ou-rejouer-{table.id}",
    )
    st.button(pw.TAKE_UP, key="jeu-rejouer", on_click=again_from, args=(table, rank))


def _result(table: OpenPlay, debrief: Debrief) -> None:
    result = debrief.result
    if result is None:
        return
    facts = [(pw.ENDED, capital(pw.ending_word(table.kept.ending)))]
    if result.deal:
        facts.append((pw.TERMS, result.deal))
    if result.seller_gain is not None:
        facts.append((pw.GAIN, f"{'+' if result.seller_gain > 0 else ''}{euros(round(result.seller_gain))}"))
    if result.margin_rate is not None:
        facts.append((pw.MARGIN, percent(result.margin_rate)))
    show("play_result", result=result, tone=pw.RESULT_TONES[result.verdict], facts=facts, pw=pw)


def _conduct(debrief: Debrief) -> None:
    referentiel = services().referentiel
    cards = [
        CriterionCard(v, referentiel.criterion(v.id).text, verdict_word(v, debrief.situation)) for v in debrief.criteria
    ]
    spread = [(str(level), sum(v.level == level for v in debrief.criteria)) for level in reversed(LEVELS)]
    words = {str(level): level_label(level) for level in LEVELS}
    apart = Counter(card.word for card in cards if card.verdict.level is None).most_common()
    lead = pw.conduct_lead(len(cards))
    show("play_conduct", cards=cards, spread=spread, words=words, apart=apart, lead=lead, pw=pw)


def _felt(table: OpenPlay, debrief: Debrief) -> tuple[Comparison, ...]:
    referentiel = services().referentiel
    levels = tuple(
        c.model_copy(update={"subject": referentiel.criterion(c.subject).text})
        if referentiel.has_criterion(c.subject)
        else c
        for c in debrief.self_analysis
    )
    return (*compare_account(table.kept.own_notes, debrief, referentiel), *levels)


def _compared(title: str, before: str, after: str, rows: Sequence[Comparison], none: str) -> None:
    show("play_compared", title=title, columns=(pw.SUBJECT, before, after, pw.TO_THINK), rows=rows, nothing=none)
