"""``jalon referentiel``: show an entry of the référentiel, or check a file."""

from __future__ import annotations

import argparse

from assistant.domain.referentiel import Referentiel


def check(options: argparse.Namespace) -> int:
    """Check one référentiel file, or the bundled one with all its guidance."""
    from assistant.corpus.guidance_files import load_corpus
    from assistant.corpus.referentiel_file import load_referentiel

    referentiel = load_referentiel(options.file)
    criteria = sum(1 for _ in referentiel.criteria())
    competences = sum(len(b.competences) for b in referentiel.blocks)
    print(
        f"{referentiel.key} est valable : {len(referentiel.blocks)} blocs, {competences} compétences, "
        f"{len(referentiel.productions)} productions, {criteria} critères."
    )
    if options.file is None:
        corpus = load_corpus(referentiel, complete=True)
        exemplars = sum(len(e) for e in corpus.exemplars.values())
        print(f"Corpus valable : {len(corpus.guidance)} fiches, {exemplars} exemples, {len(corpus.cards)} mémos.")
    return 0


def show(options: argparse.Namespace) -> int:
    """Print the whole, or one entry by its id."""
    from assistant.corpus.referentiel_file import load_referentiel
    from assistant.errors import UnknownIdError

    referentiel = load_referentiel()
    if not options.id:
        print(_outline(referentiel))
        return 0
    for describe in (_criterion, _competence, _group, _production, _block):
        text = describe(referentiel, options.id)
        if text is not None:
            print(text)
            return 0
    raise UnknownIdError(
        f"« {options.id} » n'existe pas dans {referentiel.key}.", "Voyez la liste : jalon referentiel show"
    )


def _outline(ref: Referentiel) -> str:
    lines = [f"{ref.title} ({ref.key})"]
    for block in ref.blocks:
        lines.append(f"\nBloc {block.number} – {block.title}")
        for production in (p for p in ref.productions if p.block == block.number):
            lines.append(
                f"  {production.slug:<12} {production.title} ({len(ref.criteria_of(production.slug))} critères)"
            )
    lines.append("\nDétail : jalon referentiel show CR.1.1.03 | C.1.2b | 1.3 | dossier | B2")
    return "\n".join(lines)


def _criterion(ref: Referentiel, wanted: str) -> str | None:
    if not ref.has_criterion(wanted.upper()) and not ref.has_criterion(wanted):
        return None
    criterion_id = wanted if ref.has_criterion(wanted) else wanted.upper()
    from assistant.corpus.guidance_files import load_corpus

    criterion, production = ref.criterion(criterion_id), ref.production_of(criterion_id)
    lines = [
        f"{criterion.id} – {criterion.text}",
        f"Rubrique : {ref.heading_of(criterion_id).title}",
        f"Production : {production.title} · compétences {', '.join(ref.group_of(criterion_id).competences)}",
    ]
    guidance = load_corpus(ref).guidance.get(criterion_id)
    if guidance is not None:
        lines += ["", f"Ce que le jury attend : {guidance.expectation}", "", "On le voit quand :"]
        lines += [f"  · {i.text}" for i in guidance.indicators]
        lines += ["", "À éviter :", *(f"  · {p}" for p in guidance.pitfalls)]
        lines += ["", "Questions à se poser :", *(f"  · {q}" for q in guidance.questions)]
    return "\n".join(lines)


def _competence(ref: Referentiel, wanted: str) -> str | None:
    code = next((c.code for b in ref.blocks for c in b.competences if c.code.casefold() == wanted.casefold()), None)
    if code is None:
        return None
    groups = [g for g in ref.groups if code in g.competences]
    ids = [c.id for g in groups for c in g.criteria]
    return f"{code} – {ref.competence(code).text}\nÉvaluée par : {', '.join(ids) or 'aucun critère propre'}"


def _group(ref: Referentiel, wanted: str) -> str | None:
    group = next((g for g in ref.groups if g.id == wanted), None)
    if group is None:
        return None
    lines = [f"Groupe {group.id} (compétences {', '.join(group.competences)})"]
    for heading in group.headings:
        lines += [f"\n{heading.title}", *(f"  {c.id}  {c.text}" for c in heading.criteria)]
    return "\n".join(lines)


def _production(ref: Referentiel, wanted: str) -> str | None:
    production = next((p for p in ref.productions if p.slug == wanted.casefold()), None)
    if production is None:
        return None
    lines = [f"{production.title} ({production.slug})", production.wording]
    lines += [f"  – {c}" for c in production.content]
    lines += [f"Modalités : {' · '.join(production.conditions)}"]
    for group_id in production.groups:
        lines += ["", _group(ref, group_id) or ""]
    return "\n".join(lines)


def _block(ref: Referentiel, wanted: str) -> str | None:
    block = next((b for b in ref.blocks if wanted.casefold() in {b.id.casefold(), f"bloc {b.number}"}), None)
    if block is None:
        return None
    lines = [f"Bloc {block.number} – {block.title}", block.intent, ""]
    lines += [f"{a.code}  {a.title}" for a in block.activities] + [""]
    lines += [f"{c.code}  {c.text}" for c in block.competences]
    return "\n".join(lines)
