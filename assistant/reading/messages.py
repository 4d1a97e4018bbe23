"""The French sentence of each way in which a draft cannot be read."""

from __future__ import annotations

from typing import Final

from assistant.errors import DraftError

READABLE: Final = (
    "Word (.docx), PDF, OpenDocument (.odt), PowerPoint (.pptx), Excel (.xlsx), Markdown (.md) ou texte (.txt)"
)

# code -> (what and why, what to do)
_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "missing": ("Le fichier « {name} » est introuvable.", "Vérifiez son nom et son emplacement, puis recommencez."),
    "directory": ("« {name} » est un dossier, pas un fichier.", "Indiquez le fichier de votre brouillon."),
    "unreadable": (
        "Le fichier « {name} » ne peut pas être ouvert : l'accès est refusé.",
        "Fermez-le dans les autres logiciels et vérifiez que vous avez le droit de le lire.",
    ),
    "empty": (
        "Le fichier « {name} » est vide (0 octet).",
        "Ouvrez votre document, enregistrez-le à nouveau, puis déposez-le.",
    ),
    "too_large": (
        "Le fichier « {name} » dépasse la taille permise de {limit} Mo.",
        "Réduisez le poids des images, ou déposez seulement la partie à relire.",
    ),
    "damaged": (
        "Le fichier « {name} » est endommagé ou incomplet : son contenu ne peut pas être lu.",
        "Ouvrez-le dans votre logiciel, enregistrez-en une copie, puis déposez cette copie.",
    ),
    "encrypted": (
        "Le fichier « {name} » est protégé par un mot de passe.",
        "Retirez la protection dans votre logiciel, puis déposez le fichier à nouveau.",
    ),
    "unsupported": (
        "Le fichier « {name} » est de type « {kind} », que Jalon ne lit pas.",
        f"Enregistrez votre travail au format {READABLE}.",
    ),
    "macros": (
        "Le fichier « {name} » contient des macros (des programmes), que Jalon refuse par prudence.",
        "Enregistrez-le sans macros (.docx, .xlsx ou .pptx), puis déposez cette copie.",
    ),
    "wrong_extension": (
        "Le fichier « {name} » ne contient pas ce que son extension annonce : c'est en réalité « {kind} ».",
        f"Enregistrez votre travail au format {READABLE}.",
    ),
    "scanned": (
        "Le PDF « {name} » est une image numérisée : il ne contient pas de texte visible à lire.",
        "Exportez le PDF depuis le document d'origine (Word, LibreOffice…), ou déposez ce document.",
    ),
    "too_many_pages": (
        "Le fichier « {name} » compte {count} pages ; la limite est de {limit}.",
        "Déposez seulement la production à relire, sans ses annexes.",
    ),
    "too_long": (
        "Le texte de « {name} » est trop long : la limite est de {limit} mots.",
        "Déposez seulement la production à relire, sans ses annexes.",
    ),
    "no_text": (
        "Le fichier « {name} » ne contient aucun texte visible : il n'y a rien à relire.",
        "Vérifiez que votre travail est bien écrit dans ce fichier, et non en image ou en texte masqué.",
    ),
    "timeout": (
        "La lecture de « {name} » a été arrêtée : elle prenait trop de temps.",
        "Enregistrez une copie simplifiée (sans images ni objets intégrés), ou exportez-la en PDF.",
    ),
    "memory": (
        "La lecture de « {name} » a été arrêtée : elle demandait trop de mémoire.",
        "Enregistrez une copie plus légère (sans images ni objets intégrés), ou exportez-la en PDF.",
    ),
    "bomb": (
        "Le fichier « {name} » a été refusé par sécurité : {why}.",
        "Ouvrez-le dans votre logiciel et enregistrez-en une copie neuve, sans archive ni objet intégré.",
    ),
}

CODES: Final = frozenset(_MESSAGES)


def draft_error(code: str, name: str, **details: object) -> DraftError:
    """The error of that code, worded for that file; ``details`` fill the sentence (limit, count, kind, why)."""
    message, hint = _MESSAGES[code]
    return DraftError(message.format(name=_presentable(name), **details), hint, code=code)


def _presentable(name: str) -> str:
    # A file name is the sender's words too: one line, printable, short.
    shown = "".join(c if c.isprintable() else "?" for c in name)
    return shown if len(shown) <= 80 else f"{shown[:50]}…{shown[-25:]}"


def spaced(number: int) -> str:
    """A number as French readers write it: 60 000, with narrow no-break spaces."""
    return f"{number:,}".replace(",", "\u202f")
