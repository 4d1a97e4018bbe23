import pytest

from assistant.roleplay.listening.move_signs import has_guard


@pytest.mark.parametrize(
    "line",
    [
        "Non, je ne peux pas confirmer ce prix, je ne l'ai pas accepté.",
        "Attendez, je n'ai pas dit oui.",
        "Je n'ai rien accepté pour l'instant.",
        "Vous m'avez mal compris.",
        "Il y a un malentendu entre nous.",
        "Ce n'était pas une offre, c'était une question.",
        "Je ne parlais pas du délai, mais de votre souvenir.",
        "Nous n'avons rien convenu de tel.",
        "Je me suis mal exprimée.",
    ],
)
def test_a_line_that_says_it_was_misheard_is_seen(line: str) -> None:
    assert has_guard(line, "disputes")


@pytest.mark.parametrize(
    "line",
    [
        "J'ai peut-être mal compris, vous voulez les deux salles ?",
        "Je ne peux pas accepter ce prix.",
        "Je n'ai pas de marge sur le délai.",
        "Je confirme : 297 € par participant.",
        "Vous avez bien compris.",
        "Je ne vous ai pas encore parlé du service.",
    ],
)
def test_an_ordinary_line_disputes_nothing(line: str) -> None:
    assert not has_guard(line, "disputes")


@pytest.mark.parametrize(
    "line",
    [
        "À ces conditions, je préfère en rester là.",
        "Nous n'irons pas plus loin, je le regrette.",
        "Je retire mon offre.",
        "Dans ce cas je renonce.",
        "Il vaut mieux en rester là pour aujourd'hui.",
        "Nous ne pourrons pas travailler ensemble à ce prix.",
    ],
)
def test_declining_for_good_is_seen(line: str) -> None:
    assert has_guard(line, "final")


@pytest.mark.parametrize(
    "line",
    [
        "Je préfère en rester à 8,10 €.",
        "C'est mon dernier mot : 8,10 €.",
        "Je ne peux pas descendre plus bas.",
        "Restons concentrés sur le délai.",
        "Je n'irai pas plus bas que 300 €.",
    ],
)
def test_holding_ones_price_is_not_declining(line: str) -> None:
    assert not has_guard(line, "final")


@pytest.mark.parametrize(
    "line",
    [
        "Je valide ce prix avec mon directeur, monsieur Hervieu.",
        "300 €, sous réserve de l'accord de mon directeur commercial.",
        "Ma directrice me donne son accord sur ce point.",
        "J'ai obtenu le feu vert de ma direction.",
        "Je le fais valider par ma hiérarchie ce soir.",
        "Mon responsable est d'accord pour cette remise.",
    ],
)
def test_the_managements_agreement_is_seen(line: str) -> None:
    assert has_guard(line, "approved")


@pytest.mark.parametrize(
    "line",
    [
        "Votre directeur est-il d'accord ?",
        "Qui valide chez vous ?",
        "Le chef est présent en salle pour le dîner.",
        "Je vous propose 300 €.",
    ],
)
def test_the_clients_own_management_is_not_ours(line: str) -> None:
    assert not has_guard(line, "approved")


@pytest.mark.parametrize(
    ("line", "broad"),
    [
        ("Parlez-moi un peu de votre entreprise.", True),
        ("Dites-m'en plus.", True),
        ("Quoi d'autre ?", True),
        ("Qu'est-ce qui compte pour vous dans ce projet ?", True),
        ("Pouvez-vous m'en dire davantage ?", True),
        ("Quels autres lieux regardez-vous ?", False),
        ("Qui signe chez vous ?", False),
        ("De quelle couleur est l'ascenseur ?", False),
    ],
)
def test_a_question_about_nothing_in_particular_is_told_from_a_precise_one(line: str, broad: bool) -> None:
    assert has_guard(line, "broad") is broad


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ("On se rappelle jeudi ?", True),
        ("Voyez avec madame Roux et on se revoit.", True),
        ("Je vous laisse y réfléchir, on en reparle.", True),
        ("On signe aujourd'hui ?", False),
        ("Je vous propose 300 €.", False),
    ],
)
def test_putting_it_off_is_told_from_closing(line: str, off: bool) -> None:
    assert has_guard(line, "postpones") is off
