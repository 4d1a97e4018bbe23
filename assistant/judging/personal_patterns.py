"""What in a French text points to a person or an account by its form alone: addresses, numbers, accounts."""

from __future__ import annotations

import re
from typing import Final

GAP: Final = r"[ \u00a0\u202f]"
_NINE: Final = rf"\d{{3}}{GAP}?\d{{3}}{GAP}?\d{{3}}"
_SMALL: Final = rf"(?:(?:de|du|des|la|le|les|et){GAP}|[dl]['’])"
_COUNTRY: Final = r"(?:1|2[0-7]\d|3[0-24-9]|35\d|37\d|4[0-9]|590|594|596|68\d)"  # 33 has its own form

PATTERNS: Final = (
    (
        "Courriel",
        re.compile(
            rf"(?<![\w.+-])[\w.+-]+(?:{GAP}?@{GAP}?|{GAP}?[(\[](?:at|arobase)[)\]]{GAP}?)[\w-]+(?:\.[\w-]+)+(?<!\.)"
        ),
    ),
    (
        "Iban",
        re.compile(
            rf"(?<![^\W\d_])(?:[A-Z]{{2}}\d{{2}}(?:{GAP}?[A-Z0-9]{{4}}){{3,7}}(?:{GAP}?[A-Z0-9]{{1,3}})?"
            rf"|[a-z]{{2}}\d{{2}}(?:{GAP}?\d{{4}}){{3,7}}(?:{GAP}?[a-z0-9]{{1,3}})?)(?![A-Za-z0-9])"
        ),
    ),
    (
        "Securite",  # of a French social security number, as it is printed
        re.compile(
            rf"(?<!\d)[12]{GAP}\d{{2}}{GAP}\d{{2}}{GAP}(?:\d{{2}}|2[AB]){GAP}\d{{3}}{GAP}\d{{3}}(?:{GAP}\d{{2}})?(?!\d)"
        ),
    ),
    (
        "Telephone",
        re.compile(
            rf"(?<![\d+])(?:(?:\(?(?:\+|00)33\)?{GAP}?(?:\(0\){GAP}?)?|0)[1-9](?:[ ./\-\u00a0\u202f]?\d{{2}}){{4}}"
            rf"|0{GAP}?[1-9]\d{{2}}(?:{GAP}\d{{3}}){{2}}"
            rf"|(?:\+|00){_COUNTRY}[ .\-\u00a0\u202f]?(?:\(0\){GAP}?)?\d(?:[ .\-\u00a0\u202f]?\d){{6,10}})"
            rf"(?!\d)(?!{GAP}?(?:€|%|k€|M€|euro))"
        ),
    ),
    ("Tva", re.compile(rf"(?<![^\W_])FR{GAP}?\d{{2}}{GAP}?{_NINE}(?!\d)")),
    ("Siret", re.compile(rf"(?<!\d){_NINE}{GAP}?\d{{5}}(?!\d)")),
    ("Siren", re.compile(rf"(?i:\bsiren\b|\brcs\b)[^\d\n]{{0,30}}(?P<found>{_NINE})(?!\d)")),
    (
        "Adresse",  # number, kind of street, its name; what follows says no more than a town
        re.compile(
            rf"(?<!\d)\d{{1,4}}(?:{GAP}?(?:bis|ter|quater))?,?{GAP}(?i:rue|avenue|boulevard|bd|allée|allées|chemin|"
            rf"impasse|quai|square|place|route){GAP}{_SMALL}*[^\W\d_][\w'’\-]*(?:{GAP}{_SMALL}*(?=[^\Wa-z\d_])[\w'’\-]+)*"
        ),
    ),
    (
        "Naissance",
        re.compile(
            rf"(?i:\bnée?(?:\(e\))?){GAP}le{GAP}"
            rf"(?P<found>\d{{1,2}}(?:[/.\-]\d{{1,2}}[/.\-]|{GAP}[^\W\d_]+{GAP})\d{{4}})"
        ),
    ),
    (
        "Matricule",
        re.compile(rf"(?i:matricule|(?:n°|numéro){GAP}?(?:d['’]|de{GAP})?(?:étudiant|candidat)e?)[^\d\n]{{0,6}}(?P<found>\d{{4,12}})(?!\d)"),
    ),
    (
        "Profil",
        re.compile(r"(?:linkedin\.com/in/|(?:facebook|instagram|twitter|tiktok)\.com/@?)(?P<found>[\w\-]{3,}(?:\.[\w\-]+)*)"),
    ),
)  # fmt: skip
"""Kind and form, in the order in which they are looked for; ``found``: the part to hide, else the whole."""
