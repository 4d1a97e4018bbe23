from assistant.roleplay.engine.offers import restatement
from assistant.roleplay.speaking.agreement import Point, agreement_parts, misplaced, needs_its_label
from tests.unit.roleplay.play_parts import scenario


def test_every_agreement_of_the_engine_comes_apart_and_back() -> None:
    for seed in range(20):
        economics = scenario(seed, 2).economics
        assert economics is not None
        package = economics.reference
        from assistant.domain.economics import Package

        text = restatement(economics, Package(price=economics.seller.proposed, choices=dict(package)))["accord"]
        price, *points = agreement_parts(text)
        assert [p.label for p in points] == [t.label for t in economics.terms]
        assert ", ".join([price.figure, *(f"{p.label}\u00a0: {p.figure}" for p in points)]) == text


def test_a_text_of_another_shape_is_left_whole() -> None:
    assert agreement_parts("7,20 €") == ()


def test_a_bare_figure_needs_its_point_beside_it() -> None:
    pay, start = Point("délai de paiement", "30 jours"), Point("délai de mise en service", "12\u00a0semaines")
    points = {"TERME": pay, "TERME_2": start, "TERME_3": Point("référence client", "nom cité en référence")}
    assert needs_its_label(pay)
    assert not needs_its_label(points["TERME_3"])
    assert misplaced("Payé à [TERME], la mise en service sous [TERME_2], et [TERME_3].", points) is None
    assert misplaced("[TERME] pour payer, [TERME_2] pour la mise en service.", points) is None
    assert misplaced("Payé à [TERME_2], la mise en service sous [TERME].", points) == "TERME_2"
    assert misplaced("Payé à [TERME_2] et mis en service sous [TERME].", points) == "TERME_2"
    assert misplaced("Un délai de [TERME], donc.", points) == "TERME"
