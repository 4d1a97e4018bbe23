from collections import Counter

from assistant.domain.guidance import Corpus
from assistant.retrieval.entries import FACETS, content_hash, corpus_entries
from tests.unit.retrieval.samples import COMPETENCES, CRITERIA, corpus, guidance, referentiel


def test_every_text_of_referentiel_and_guidance_is_an_entry() -> None:
    entries = corpus_entries(referentiel(), corpus())
    count = Counter((e.kind, e.facet) for e in entries)
    assert count["criterion", "wording"] == len(CRITERIA)
    assert count["competence", "wording"] == len(COMPETENCES)
    assert count["production", "wording"] == 2
    assert count["guidance", "heading"] == len(CRITERIA)
    assert count["guidance", "expectation"] == 3
    assert count["guidance", "indicator"] == 6
    assert count["guidance", "phrase"] == 6
    assert count["guidance", "synonym"] == 6
    assert count["exemplar", "exemplar"] == 2
    assert count["card", "card"] == 1


def test_probes_map_to_their_criterion_and_indicator() -> None:
    entries = corpus_entries(referentiel(), corpus())
    phrase = next(e for e in entries if e.text.startswith("On manque de recul"))
    assert (phrase.kind, phrase.id, phrase.criterion, phrase.indicator) == ("guidance", "CR.1.1.01", "CR.1.1.01", 1)
    exemplar = next(e for e in entries if e.id == "EX.CR.1.1.02.2")
    assert (exemplar.criterion, exemplar.level) == ("CR.1.1.02", 3)


def test_entries_stand_grouped_by_facet() -> None:
    facets = [e.facet for e in corpus_entries(referentiel(), corpus())]
    assert facets == sorted(facets, key=FACETS.index)


def test_guidance_of_a_foreign_criterion_is_left_out() -> None:
    foreign = Corpus(guidance={"CR.9.9.09": guidance("CR.9.9.09", ("ailleurs",), ("phrase",))})
    assert corpus_entries(referentiel(), foreign) == corpus_entries(referentiel(), Corpus())


def test_the_hash_follows_any_change_of_content_and_nothing_else() -> None:
    base = content_hash(corpus_entries(referentiel(), corpus()))
    assert base == content_hash(corpus_entries(referentiel(), corpus().model_copy(update={"digest": "autre"})))
    changed = corpus().model_copy(update={"cards": {}})
    assert base != content_hash(corpus_entries(referentiel(), changed))
    assert base != content_hash(corpus_entries(referentiel(extra={"CR.1.1.04": "un critère"}), corpus()))
