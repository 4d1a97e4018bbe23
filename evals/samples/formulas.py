"""The values of a small workbook's formulas, so that a reader without a calculation engine finds them.

Arithmetic, cell and other-sheet references, ``SUM`` and ``AVERAGE`` of a range: what the sample uses, no more.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Final

Cells = dict[tuple[str, str], float | str]
"""(sheet, reference such as ``B7``) -> number or formula."""

_OPERATIONS: Final[dict[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_RANGE: Final = re.compile(r"(?P<function>SUM|AVERAGE)\((?P<column>[A-Z])(?P<top>\d+):(?P=column)(?P<end>\d+)\)")
_REFERENCE: Final = re.compile(r"(?:(?P<sheet>[A-Za-z_]+)!)?(?P<cell>[A-Z]\d+)")


def value_of(cells: Cells, sheet: str, reference: str) -> float:
    """The value of a cell. Raises ``KeyError`` for an empty cell, ``ValueError`` for a formula beyond the grammar."""
    content = cells[sheet, reference]
    if not isinstance(content, str):
        return content

    def spread(match: re.Match[str]) -> str:
        column, top, end = match["column"], int(match["top"]), int(match["end"])
        total = "+".join(f"{column}{row}" for row in range(top, end + 1))
        return f"({total})" if match["function"] == "SUM" else f"(({total})/{end - top + 1})"

    def number(match: re.Match[str]) -> str:
        return f"({value_of(cells, match['sheet'] or sheet, match['cell'])!r})"

    expression = _REFERENCE.sub(number, _RANGE.sub(spread, content.removeprefix("=")))
    return _evaluate(ast.parse(expression, mode="eval").body)


def _evaluate(node: ast.expr) -> float:
    match node:
        case ast.BinOp(left, op, right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_evaluate(left), _evaluate(right))
        case ast.UnaryOp(ast.USub(), operand):
            return -_evaluate(operand)
        case ast.Constant(int() | float() as value):
            return value
        case _:
            raise ValueError(f"not in the grammar of sample formulas: {ast.unparse(node)}")
