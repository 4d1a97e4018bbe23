"""The debrief of a play as a document to take away: the sections that the printed sheets also have."""

from __future__ import annotations

from assistant.domain.debrief import Comparison, Debrief
from assistant.domain.judgement import Verdict
from assistant.domain.negotiation import ENDING_LABELS
from assistant.domain.referentiel import Referentiel
from assistant.domain.scenario import Scenario
from assistant.reporting.plain_text import clean, escape_markdown
from assistant.reporting.wording import french_spaces, model_label
from assistant.roleplay.debrief.self_analysis import compare_account
from assistant.roleplay.debrief.transcript import NAMES
from assistant.roleplay.debrief.verdict_words import verdict_word
from assistant.roleplay.french.money import price_text
from assistant.roleplay.playing.kept_play import KeptPlay
from assistant.roleplay.sheets.sheet import Section, Sheet, Table

_WARNING = "Vous avez échangé avec une IA. Ce débriefing est une aide à la réflexion : un formateur décide."
_NAMES = {"seller": "Vous", "buyer": "En face"}


def debrief_sheet(debrief: Debrief, kept: KeptPlay, scenario: Scenario, referentiel: Referentiel) -> Sheet:
    """Everything that the page shows, in the same order, then the transcript."""
    felt = tuple(
        c.model_copy(update={"subject": referentiel.criterion(c.subject).text})
        if referentiel.has_criterion(c.subject)
        else c
        for c in debrief.self_analysis
    )
    account = (*compare_account(kept.own_notes, debrief, referentiel), *felt)
    sections = (
        _result(debrief),
        _figures(debrief, scenario),
        _conduct(debrief, referentiel),
        _missed(debrief),
        _compared("Prévu et fait", ("Point", "Prévu", "Ce qui s'est passé", "À vous"), debrief.preparation),
        _compared("Votre regard et l'analyse", ("Point", "Votre regard", "L'analyse", "À vous"), account),
        _transcript(kept, scenario),
    )
    return Sheet(
        slug="debrief",
        title="Débriefing",
        subtitle=scenario.title,
        warning=_WARNING,
        sections=tuple(s for s in sections if s.paragraphs or s.bullets or s.tables),
        footer=f"Jalon, modèle : {model_label(debrief.model)}",
    )


def _result(debrief: Debrief) -> Section:
    result = debrief.result
    if result is None:
        return Section("Le résultat")
    ending = ENDING_LABELS[result.ending]
    terms = (f"Termes : {result.deal}",) if result.deal else ()
    return Section(
        "Le résultat", (f"{result.verdict.capitalize()} : {result.sentence}",), (f"Issue : {ending}", *terms)
    )


def _figures(debrief: Debrief, scenario: Scenario) -> Section:
    talk, economics = debrief.talk, scenario.economics
    bullets: tuple[str, ...] = ()
    if talk is not None:
        bullets = (
            f"Parole : {round(100 * talk.seller_share)} % pour vous ({talk.seller_words} mots sur "
            f"{talk.seller_words + talk.buyer_words})",
            f"Questions ouvertes : {talk.open_questions} ; fermées : {talk.closed_questions} ; "
            f"reformulations : {talk.reformulations}",
        )
    if economics is None or not debrief.prices:
        return Section("Parole", bullets=bullets)
    rows = tuple((str(p.turn), _NAMES[p.speaker], price_text(p.price, economics)) for p in debrief.prices)
    return Section("Parole et prix", bullets=bullets, tables=(Table(("Tour", "Qui", "Prix"), rows, (1, 2, 2)),))


def _conduct(debrief: Debrief, referentiel: Referentiel) -> Section:
    rows = tuple(
        (f"{v.id}\n{referentiel.criterion(v.id).text}", verdict_word(v, debrief.situation), _seen(v))
        for v in debrief.criteria
    )
    if not rows:
        return Section("La conduite de l'échange", paragraphs=debrief.notices)
    table = Table(("Critère", "Niveau", "Constat, répliques, piste"), rows, (4, 2, 6))
    return Section("La conduite de l'échange", paragraphs=debrief.notices, tables=(table,))


def _seen(verdict: Verdict) -> str:
    quotes = [f"Tour {e.turn} : « {_spoken(e.quote)} »" for e in verdict.evidence]
    lead = [verdict.question] if verdict.question and verdict.level in (0, 1, 2) else []
    return "\n".join([verdict.reason or verdict.finding, *quotes, *lead])


def _spoken(quote: str) -> str:
    """A quotation without who says it."""
    head, colon, tail = quote.partition(" : ")
    return " ".join((tail if colon and head in NAMES.values() else quote).split())


def _missed(debrief: Debrief) -> Section:
    lines = tuple(f"{f'Tour {m.turn} : ' if m.turn else ''}{m.what} {m.question}" for m in debrief.missed)
    return Section("Ce que vous auriez pu saisir", bullets=lines)


def _compared(title: str, header: tuple[str, ...], rows: tuple[Comparison, ...]) -> Section:
    if not rows:
        return Section(title)
    cells = tuple((c.subject, c.planned, c.happened, c.remark) for c in rows)
    return Section(title, tables=(Table(header, cells, (2, 3, 3, 3)),))


def _transcript(kept: KeptPlay, scenario: Scenario) -> Section:
    name = scenario.interlocutor.name
    lines = [f"1. {name} : {kept.record.opening}"]
    for exchange in kept.record.exchanges:
        lines.append(f"{exchange.seller.number}. Vous : {exchange.seller.text}")
        lines.append(f"{exchange.buyer.number}. {name} : {exchange.buyer.text}")
    return Section("L'échange", paragraphs=tuple(lines))


def sheet_markdown(sheet: Sheet) -> str:
    """A sheet as Markdown; nothing that was typed can act as markup."""
    lines = [f"# {_safe(sheet.title)}", "", f"*{_safe(sheet.subtitle)}*", "", f"> {_safe(sheet.warning)}"]
    for section in sheet.sections:
        lines += ["", f"## {_safe(section.title)}"]
        for text in section.paragraphs:
            lines += ["", _safe(text)]
        lines += ["", *(f"- {_safe(text)}" for text in section.bullets)] if section.bullets else []
        for table in section.tables:
            lines += ["", _row(table.header), _row(["---"] * len(table.header)), *(_row(row) for row in table.rows)]
    return "\n".join([*lines, "", f"*{_safe(sheet.footer)}*", ""])


def _safe(text: str) -> str:
    return escape_markdown(french_spaces(text))


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return (
        f"| {' | '.join(c if c == '---' else '<br>'.join(_safe(x) for x in clean(c).split(chr(10))) for c in cells)} |"
    )
