"""One small change to the rules: what it is, whether it means anything, and how it is put in place.

`tests/mutants.py` makes the changes one by one and asks the tests whether they notice.
"""

from __future__ import annotations

import ast
import difflib
import gc
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]


@cache
def written(module: str) -> str:
    """A module as it stood when the run began; who edits it meanwhile changes nothing."""
    return (ROOT / module).read_text()


# Between enums `is` and `==` are the same, and `|` here joins types: no test could tell.
LEFT_OUT = ("_Eq_Is", "_NotEq_IsNot", "_Is_Eq", "_IsNot_NotEq")
TYPES_JOINED = "ReplaceBinaryOperator_BitOr_"


@dataclass(frozen=True)
class Mutant:
    """One small change: what is done where. Its text is made when it is needed."""

    module: str
    operator: str
    occurrence: int
    line: int
    is_control: bool = False

    def source(self) -> str:
        return mutate_code(written(self.module), get_operator(self.operator)(), self.occurrence)

    def shown(self) -> str:
        """One line that shows what was changed."""
        texts = (written(self.module), self.source())
        difference = difflib.unified_diff(*(text.splitlines() for text in texts), n=0)
        changed = [one for one in list(difference)[3:] if one[:1] in "+-"]
        shown = " ".join(f"{one[0]} {one[1:].strip()}" for one in changed)
        return f"{self.module}:{self.line:04}: {shown}"


def mutants_of(module: str) -> list[Mutant]:
    """Every change that cosmic-ray can make in a module."""
    found = []
    tree = get_ast(written(module))
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments() or TYPES_JOINED in name or name.endswith(LEFT_OUT):
            continue
        places = (
            place for node in ast_nodes(tree) for place in operator().mutation_positions(node)
        )
        found += [Mutant(module, name, at, start[0]) for at, (start, _) in enumerate(places)]
    return found


def is_python(source: str) -> bool:
    """Whether a changed text can be read at all; one that cannot needs no test to be noticed."""
    try:
        compile(source, "changed", "exec")
    except SyntaxError:
        return False
    return True


# What no test could tell from the original

#: Nothing is less than the least of ordered words, or greater than the greatest.
LEAST, GREATEST = ("Truth.FALSE", "Verdict.PROCEED"), ("Truth.TRUE", "Verdict.DO_NOT_TREAT")
SAME_AT_AN_END = [
    (LEAST, ast.LtE, ast.Is),
    (LEAST, ast.Gt, ast.IsNot),
    (GREATEST, ast.GtE, ast.Is),
    (GREATEST, ast.Lt, ast.IsNot),
]


class Meaning(ast.NodeTransformer):
    """Takes out what has no effect while the rules run."""

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None  # read by mypy alone
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant("")
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        """Imports for mypy alone."""
        return ast.Pass() if "TYPE_CHECKING" in ast.dump(node.test) else self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """`is` against the least of ordered words is `<=`, and so on."""
        end = ast.unparse(node.comparators[-1])
        for ends, operator, plain in SAME_AT_AN_END:
            if end in ends and isinstance(node.ops[-1], operator):
                node.ops[-1] = plain()
        return self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """`frozen` and `slots` keep our own code from mistakes; the values are the same."""
        if node.arg in ("frozen", "slots"):
            node.value = ast.Constant(0)
        return self.generic_visit(node)


def meaning(source: str) -> str:
    return ast.dump(Meaning().visit(ast.parse(source)))


# Exchanging a function for the broken one


def is_function(code: object) -> bool:
    """Whether this is a function: neither a class body, nor a comprehension, nor a constant."""
    if not isinstance(code, CodeType) or not code.co_flags & 1:
        return False
    return code.co_name == "<lambda>" or not code.co_name.startswith("<")


def functions_in(code: CodeType) -> Iterator[CodeType]:
    """The functions of a module and its classes, without those inside functions."""
    for inner in code.co_consts:
        if is_function(inner):
            yield inner
        elif isinstance(inner, CodeType):
            yield from functions_in(inner)


def shape(code: CodeType, deep: bool) -> str:
    """What a piece of code does, whatever its lines; without its functions if not deep."""
    parts = []
    for one in code.co_consts:
        if isinstance(one, CodeType):
            parts.append(shape(one, deep) if deep or not is_function(one) else "function")
        else:
            parts.append(f"{type(one).__name__} {one!r}")
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return repr((code.co_code, parts, names, code.co_exceptiontable))


def key(code: CodeType) -> tuple[str, int, str]:
    return code.co_qualname, code.co_firstlineno, shape(code, deep=True)


def lines_of(code: CodeType) -> set[int]:
    """The lines that run when a function is entered; its first line runs when it is defined."""
    lines = {line for _, _, line in code.co_lines() if line and line != code.co_firstlineno}
    inner = (one for one in code.co_consts if isinstance(one, CodeType))
    return (lines or {code.co_firstlineno}).union(*map(lines_of, inner))


def exchanges(module: str, source: str) -> list[tuple[CodeType, CodeType]] | None:
    """Which functions to exchange for which; None when the module has to be loaded anew."""
    whole = compile(written(module), str(ROOT / module), "exec")
    broken = compile(source, str(ROOT / module), "exec")
    pairs = list(zip(functions_in(whole), functions_in(broken), strict=False))
    if shape(whole, deep=False) != shape(broken, deep=False):
        return None
    changed = [(one, other) for one, other in pairs if shape(one, True) != shape(other, True)]
    fits = all(one.co_freevars == other.co_freevars for one, other in changed)
    return changed if fits else None


class Loader(SourceFileLoader):
    """Loads one module from the broken text."""

    source = ""

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec")


@dataclass
class Finder:
    """Finds the broken module before the whole one."""

    module: str
    source: str

    def find_spec(self, name: str, path: object, target: object = None) -> object:
        if name != name_of(self.module):
            return None
        file = str(ROOT / self.module)
        loader = Loader(name, file)
        loader.source = self.source
        return spec_from_file_location(name, file, loader=loader)


def name_of(module: str) -> str:
    parts = Path(module).with_suffix("").parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions_alive() -> dict[tuple[str, int, str], list[FunctionType]]:
    """Every function of the rules in this process, by what it is."""
    alive = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(ROOT / "src")):
            alive[key(one.__code__)].append(one)
    return dict(alive)
