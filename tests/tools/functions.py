"""Find every function of a Python or JavaScript source, with its length in lines."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_JS_FUNCTIONS = {
    "arrow_function",
    "function_declaration",
    "function_expression",
    "generator_function",
    "generator_function_declaration",
    "method_definition",
}


@dataclass(frozen=True)
class Function:
    """One function: its name, the line it starts on, and its physical lines from there to its last."""

    name: str
    line: int
    lines: int


def python_functions(source: str) -> list[Function]:
    """Every `def` with a body of its own; a stub (docstring or `...` only) is a declaration and not counted."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [
        Function(node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in found
        if not all(_says_nothing(statement) for statement in node.body)
    ]


def javascript_functions(source: str) -> list[Function]:
    """Every function and method; like Python's lambda, an arrow with a bare expression on one line is none."""
    return [
        Function(_js_name(node), node.start_point[0] + 1, node.end_point[0] - node.start_point[0] + 1)
        for node in javascript_nodes(source)
        if node.type in _JS_FUNCTIONS and not _is_lambda(node)
    ]


def javascript_nodes(source: str) -> Iterator[Node]:
    """Every node of the syntax tree, parents before children."""
    waiting = [_PARSER.parse(source.encode()).root_node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _says_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_lambda(node: Node) -> bool:
    body = node.child_by_field_name("body")
    one_line = node.start_point[0] == node.end_point[0]
    return node.type == "arrow_function" and one_line and (body is None or body.type != "statement_block")


def _js_name(node: Node) -> str:
    named = node.child_by_field_name("name")
    if named is None and node.parent is not None and node.parent.type == "variable_declarator":
        named = node.parent.child_by_field_name("name")
    return named.text.decode() if named is not None and named.text else "(unnamed)"
