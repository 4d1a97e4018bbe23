"""argparse in French: titles, help option and error messages."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_ERRORS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"one of the arguments (.*) is required", r"il manque l'une de ces options : \1"),
    (r"unrecognized arguments: (.*)", r"option ou argument inconnu : \1"),
    (r"argument (\S+): expected one argument", r"l'option \1 attend une valeur"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"\1 : « \2 » n'est pas possible (choix : \3)"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 : « \2 » n'est pas un nombre entier"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 ne va pas avec \2"),
    (r"ambiguous option: (\S+) could match (.*)", r"l'option \1 est ambiguë : \2"),
)


class FrenchFormatter(argparse.RawDescriptionHelpFormatter):
    """80 columns, « usage » in French."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{**options, "max_help_position": 28, "width": 79})

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Same as argparse's, with the French word."""
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """A parser that speaks French; wrong usage exits with 2."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("formatter_class", FrenchFormatter)
        options["add_help"] = False
        options.setdefault("allow_abbrev", False)
        super().__init__(*args, **options)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="afficher cette aide")

    def error(self, message: str) -> NoReturn:
        """One French sentence on standard error."""
        for pattern, french in _ERRORS:
            message, count = re.subn(pattern, french, message)
            if count:
                break
        print(f"{self.prog} : {message}. Aide : {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)
