"""The command ``jalon``: parse, run, and turn every failure into one French sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 input or environment, 2 usage, 3 model or service."""
    from assistant.cli.parser import build_parser
    from assistant.errors import JalonError

    _utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments[:1] == ["eval"]:
            return _evaluation(arguments[1:])
        options = build_parser().parse_args(arguments)
        return int(options.run(options))
    except JalonError as error:
        return _refuse(error)
    except KeyboardInterrupt:
        print("Interrompu. Rien d'incomplet n'a été écrit.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except UnicodeEncodeError:  # bytes of an argument or of a line typed that are no UTF-8
        print("Ce que vous avez écrit n'est pas en UTF-8. Réglez votre terminal sur UTF-8.", file=sys.stderr)
        return 1
    except Exception as error:  # the last net: a learner never sees a traceback
        return _unexpected(error)


def _evaluation(arguments: list[str]) -> int:
    """The evaluation harness stands above the product: it is found by name, never imported by it."""
    from importlib import import_module

    return int(import_module("evals.command").main(arguments))


def _refuse(error: Exception) -> int:
    from assistant.errors import JalonError

    assert isinstance(error, JalonError)
    print(error.sentence(), file=sys.stderr)
    problems: tuple[str, ...] = getattr(error, "problems", ())
    for problem in problems[1:20]:
        print(f"  {problem}", file=sys.stderr)
    if len(problems) > 20:
        print(f"  … et {len(problems) - 20} autres.", file=sys.stderr)
    return error.exit_code


def _unexpected(error: Exception) -> int:
    from assistant.cli.incident import record_incident

    where = record_incident(error)
    print(
        f"Une erreur inattendue s'est produite ({type(error).__name__}). "
        f"Le détail technique, sans votre texte, est dans {where} : joignez-le à votre signalement.",
        file=sys.stderr,
    )
    return 1


def _utf8() -> None:
    from io import TextIOWrapper

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _silence_stdout() -> None:
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
