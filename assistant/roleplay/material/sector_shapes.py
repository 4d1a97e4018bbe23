"""The shapes of the authored sectors: offers with their needs, arguments, rivals, contexts and objections."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from assistant.domain.frozen import Frozen
from assistant.domain.scenario import Moment, ObjectionKind, Part, Soncas, Topic


def _split(value: Any) -> Any:
    """« a | b | c » as a list, so that phrases with commas need no quotes in YAML."""
    return [part.strip() for part in value.split("|")] if isinstance(value, str) else value


Phrases = Annotated[tuple[str, ...], BeforeValidator(_split)]
PaymentRule = Literal["general", "transport"]


class Conditional(Frozen):
    """What is said or done only in some cases: ``when`` all these conditions hold, ``unless`` one of those does."""

    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Said(Conditional):
    """Words that only some cases allow; in YAML, the bare words when any case does."""

    text: str


def _worded(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


InCase = Annotated[Said, BeforeValidator(_worded)]


class Need(Frozen):
    """A need of the buyer, with the argument that meets it. ``contexts``: ranks of those it fits, all if none."""

    id: str
    contexts: tuple[int, ...] = ()
    soncas: Soncas
    topic: Topic
    says: str
    ask: Phrases
    feature: str
    advantage: str
    proof: str
    line: Phrases


class Context(Frozen):
    """Why the affair exists. ``why`` is said by the buyer once trusted; the rest is public.

    needs: ids of needs of which one at least comes up, since their arguments answer this stake.
    """

    needs: tuple[str, ...] = ()
    situation: str
    stake: str
    why: str


class Rival(Frozen):
    """Another supplier, or the buyer's own means (``own``), with what is wrong with it (a noun phrase).

    ``contexts``: ranks of those in which it can be a way out, all if none. ``also``: other names that it may bear.
    ``current``: own means that are those of today. ``need``: the need whose argument answers the flaw; ``against``:
    what the seller's company has instead, when no argument does.
    """

    name: str
    also: Phrases = ()
    flaw: str
    own: bool = False
    current: bool = False
    need: str = ""
    against: str = ""
    contexts: tuple[int, ...] = ()


class AuthoredObjection(Conditional):
    """An objection proper to an offer; ``need`` names the need whose argument answers it.

    ``contexts``: ranks of those it fits, all if none. ``rivals``: names of those it alludes to, anybody if none.
    ``known``: what the seller must have at hand to answer so, printed with the seller's company.
    """

    kind: ObjectionKind
    moment: Moment = "contact"
    need: str = ""
    known: str = ""
    term: str | None = None
    contexts: tuple[int, ...] = ()
    rivals: tuple[str, ...] = ()
    pretext: bool = False
    hides: str | None = None
    says: tuple[str, ...]
    answer: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    softened: str
    stays: str

    @property
    def replies(self) -> tuple[str, ...]:
        """Seller's lines that answer it."""
        return self.answers or self.answer


class DeliverySteps(Frozen):
    """The delays at stake, from the slowest; the second is that of the written offer."""

    label: str = "délai de livraison"
    unit: str
    steps: tuple[int, ...]
    names: tuple[str, ...] = ()


class ServiceLevels(Frozen):
    """What is included around the offer, from the least."""

    label: str
    options: tuple[str, str, str]
    names: tuple[str, ...]


class AuthoredTool(Frozen):
    """The digital sales aid of the offer."""

    label: str
    use: str
    names: tuple[str, ...]


class Offer(Frozen):
    """One product or service of a sector.

    sellers, buyers: companies that fit this offer; the sector's when empty.
    the, of: « les palettes », « des palettes ». unit follows « € HT »; price: lowest, highest, grid (euros); cost:
    share of the price, lowest and highest; quantity: lowest, highest, grid. multiplier: times a year it is paid.
    monthly: invoiced every month. per: « par an » or "" for one affair. on_site: work done at the client's.
    roles: « directeur/directrice » forms, by part.
    """

    id: str
    sellers: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    product: str
    the: str
    of: str
    unit: str
    counted: str
    price: tuple[float, float, float]
    cost: tuple[float, float]
    quantity: tuple[int, int, int]
    multiplier: int = 1
    monthly: bool = False
    per: str = ""
    resale: bool = False
    on_site: bool = False
    payment: PaymentRule = "general"
    terms: tuple[str, ...]
    delivery: DeliverySteps
    service: ServiceLevels
    seller: str
    buyer: str
    roles: dict[Part, str]
    tool: AuthoredTool
    rivals: tuple[Rival, ...] = Field(min_length=3)
    contexts: tuple[Context, ...] = Field(min_length=3)
    needs: tuple[Need, ...] = Field(min_length=4)
    objections: tuple[AuthoredObjection, ...] = Field(min_length=3)


class Sector(Frozen):
    """A sector with its companies and offers. ``keywords``: how a learner's own offer is recognised."""

    id: str
    label: str
    keywords: tuple[str, ...]
    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    offers: tuple[Offer, ...] = Field(min_length=1)
