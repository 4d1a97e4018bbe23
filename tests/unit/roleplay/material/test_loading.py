"""The authored material holds, and a file that does not is refused with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.corpus.location import corpus_folder
from assistant.errors import CorpusError
from assistant.roleplay.material.loading import load_material, load_sector


def test_the_material_covers_at_least_twelve_sectors_with_their_terms() -> None:
    material = load_material()
    assert len(material.sectors) >= 12
    for sector in material.sectors:
        for offer in sector.offers:
            assert set(offer.terms) <= set(material.terms)
            assert "paiement" in offer.terms
            assert {"décideur", "payeur", "utilisateur", "prescripteur", "acheteur"} <= set(offer.roles)


def test_every_offer_has_clients_and_objections_enough_to_vary() -> None:
    material = load_material()
    assert len(material.meetings) >= 8
    for sector in material.sectors:
        assert len(sector.buyers) >= 6
        for offer in sector.offers:
            buyers = offer.buyers or sector.buyers
            assert len(set(buyers)) == len(buyers) >= 6
            assert not set(buyers) & {*offer.sellers, *sector.sellers}
            for rank in range(len(offer.contexts)):
                fitting = [o for o in offer.objections if not o.contexts or rank in o.contexts]
                assert len(fitting) >= 2, (offer.id, rank)
            assert all(rank < len(offer.contexts) for o in offer.objections for rank in o.contexts)


def test_every_term_names_its_options_and_its_unlawful_ones_cite_the_law() -> None:
    for term in load_material().terms.values():
        for stake in term.stakes:
            assert set(stake.values) <= set(term.values) | set(term.options)
        for option, law in term.unlawful.items():
            assert option in term.options
            assert "article" in law


def test_facts_of_law_are_cited_in_every_trap() -> None:
    for trap in load_material().traps:
        assert "article" in trap.rule
        assert len(trap.refusals) >= 2


def test_an_unknown_need_is_refused_with_its_line(tmp_path: Path) -> None:
    source = corpus_folder() / "scenarios" / "sectors" / "industrie.yaml"
    text = source.read_text(encoding="utf-8").replace("need: cotes", "need: absent", 1)
    path = tmp_path / "industrie.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"industrie\.yaml:\d+:.*absent"):
        load_sector(path)


def test_a_wrong_field_is_refused_with_its_line(tmp_path: Path) -> None:
    source = corpus_folder() / "scenarios" / "sectors" / "industrie.yaml"
    path = tmp_path / "industrie.yaml"
    path.write_text(
        source.read_text(encoding="utf-8").replace("    per: par an", "    perr: par an", 1), encoding="utf-8"
    )
    with pytest.raises(CorpusError, match=r"industrie\.yaml:\d+:"):
        load_sector(path)


def test_a_wrong_schema_line_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    shutil.copytree(corpus_folder() / "scenarios", folder)
    (folder / "terms.yaml").write_text("schema: jalon/autre@1\nterms: {}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"terms\.yaml"):
        load_material(folder)
