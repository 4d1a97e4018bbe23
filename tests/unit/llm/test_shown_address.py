from __future__ import annotations

import pytest

from assistant.llm.shown_address import shown_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://api.exemple.fr/v1", "https://api.exemple.fr/v1"),
        ("http://jalon:motdepasse@modele.exemple.fr/v1", "http://jalon:…@modele.exemple.fr/v1"),
        ("http://a:b:c@d@hote:8000/v1", "http://a:…@hote:8000/v1"),
        (
            "https://x.exemple.fr/v1?api-version=3&api-key=abc&z=1",
            "https://x.exemple.fr/v1?api-version=3&api-key=…&z=1",
        ),
        ("postgresql://jalon:secret@hote/base?sslmode=require", "postgresql://jalon:…@hote/base?sslmode=require"),
        ("postgresql://jalon@hote/base?password=secret", "postgresql://jalon@hote/base?password=…"),
        ("sqlite:////srv/jalon@home/jalon.sqlite3", "sqlite:////srv/jalon@home/jalon.sqlite3"),
    ],
)
def test_where_it_leads_is_shown_and_no_secret(address: str, shown: str) -> None:
    assert shown_address(address) == shown
