#!/usr/bin/env python3
"""Prints the figures of the house: names, functions, comments, circles of files, size. Run `python3 tests/house.py [SRC]`.

The tests of `tests/architecture.rs` hold those that must not get worse; this shows all of them in one table, for `ARCHITECTURE.md`.
Tests, in files or in modules, are left out of every figure but the size.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

RAW_STRING = re.compile(r'(?:b|c)?r(#*)"')
CHARACTER = re.compile(r"'(\\(?:u\{[0-9a-fA-F_]+\}|x[0-9a-fA-F]{2}|.)|[^\\'])'")


def keep_lines(text):
    """The text as blanks, its line ends kept."""
    return "".join(letter if letter == "\n" else " " for letter in text)


def end_of_comment(text, at):
    """The byte behind a block comment, which may hold others."""
    depth, at = 1, at + 2
    while at < len(text) and depth:
        if text.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif text.startswith("*/", at):
            depth, at = depth - 1, at + 2
        else:
            at += 1
    return at


def end_of_string(text, at):
    """The byte behind a string whose first quotation mark stands at `at`."""
    at += 1
    while at < len(text) and text[at] != '"':
        at += 2 if text[at] == "\\" else 1
    return at + 1


def code_of(text):
    """The code of a file: comments and what strings hold are blanks, so that bytes and lines stay where they are."""
    out, at = [], 0
    while at < len(text):
        letter = text[at]
        joined = at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")
        raw = None if joined else RAW_STRING.match(text, at)
        if text.startswith("//", at):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            out.append(keep_lines(text[at:end]))
        elif text.startswith("/*", at):
            end = end_of_comment(text, at)
            out.append(keep_lines(text[at:end]))
        elif raw:
            close = '"' + raw.group(1)
            end = text.find(close, raw.end())
            end = len(text) if end < 0 else end + len(close)
            out.append('"' + keep_lines(text[at + 1 : end - 1]) + '"')
        elif letter == '"':
            end = end_of_string(text, at)
            out.append('"' + keep_lines(text[at + 1 : end - 1]) + '"')
        elif letter == "'" and (found := CHARACTER.match(text, at)):
            end = found.end()
            out.append("'" + " " * (end - at - 2) + "'")
        else:
            end = at + 1
            out.append(letter)
        at = end
    return "".join(out)


def closing(code, at, pair="{}"):
    """The byte of the bracket that closes the one at `at`."""
    depth = 0
    for here in range(at, len(code)):
        if code[here] == pair[0]:
            depth += 1
        elif code[here] == pair[1]:
            depth -= 1
            if depth == 0:
                return here
    return len(code) - 1


def end_of_item(code, at):
    """The byte behind the item that begins at `at`, attributes before it included."""
    while found := re.compile(r"\s*#\[").match(code, at):
        at = closing(code, found.end() - 1, "[]") + 1
    depth = 0
    for here in range(at, len(code)):
        if code[here] in "([":
            depth += 1
        elif code[here] in ")]":
            depth -= 1
        elif code[here] == ";" and depth == 0:
            return here + 1
        elif code[here] == "{" and depth == 0:
            return closing(code, here) + 1
    return len(code)


class SourceFile:
    """One file of the crate with its code and where its tests stand."""

    def __init__(self, root, path):
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.code = code_of(self.text)
        parts = list(path.relative_to(root).with_suffix("").parts)
        self.module = tuple(parts[:-1] if parts[-1] in ("mod", "lib", "main") else parts)
        self.tests = [
            (found.start(), end_of_item(self.code, found.end()))
            for found in re.finditer(r"#\[cfg\((?:test|all\(test[^\]]*|any\(test[^\]]*)\)\]\s*", self.code)
        ]

    def is_test(self, at):
        return any(start <= at < end for start, end in self.tests)

    def lines(self):
        """Lines that are no tests."""
        tests = sum(self.text.count("\n", start, end) + 1 for start, end in self.tests)
        return self.text.count("\n") - tests

    def functions(self):
        """Name, parameters and length in lines of every function that is no test."""
        for found in re.finditer(r"(?<!\w)fn\s+(\w+)", self.code):
            if self.is_test(found.start()):
                continue
            open_ = self.code.index("(", found.end())
            # Bounds of a generic parameter may hold parentheses: `fn f<F: Fn(&str)>(…)`.
            if self.code[found.end() : found.end() + 1] == "<":
                depth, here = 0, found.end()
                while here < len(self.code):
                    if self.code[here] == "<":
                        depth += 1
                    elif self.code[here] == ">" and self.code[here - 1] not in "-=":
                        depth -= 1
                        if depth == 0:
                            break
                    here += 1
                open_ = self.code.index("(", here)
            close = closing(self.code, open_, "()")
            body = re.compile(r"[{;]").search(self.code, close)
            end = close if body is None or body.group() == ";" else closing(self.code, body.start())
            length = self.text.count("\n", self.text.rfind("\n", 0, found.start()) + 1, end) + 1
            yield found.group(1), self.code[open_ + 1 : close], length, body is not None and body.group() == "{"


def read(root):
    """The files of the crate; those that only tests compile are left out."""
    files = {path: SourceFile(root, path) for path in sorted(root.rglob("*.rs"))}

    def children(file, name):
        folder = file.path.parent
        if file.path.name not in ("mod.rs", "lib.rs", "main.rs"):
            folder = folder / file.path.stem
        return [path for path in (folder / f"{name}.rs", folder / name / "mod.rs") if path in files]

    waiting, tests = [], set()
    for file in files.values():
        for found in re.finditer(r"\bmod\s+(\w+)\s*;", file.code):
            if file.is_test(found.start()):
                waiting += children(file, found.group(1))
    while waiting:
        path = waiting.pop()
        if path not in tests:
            tests.add(path)
            for found in re.finditer(r"(?m)^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;", files[path].code):
                waiting += children(files[path], found.group(1))
    return [file for path, file in files.items() if path not in tests]


def type_names(files):
    names = defaultdict(list)
    for file in files:
        for found in re.finditer(r"(?m)^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait)\s+(\w+)", file.code):
            if not file.is_test(found.start()):
                names[found.group(1)].append(file.module)
    return names


def top_level(parameters):
    """The parameters of a function, one by one."""
    depth, start = 0, 0
    for at, letter in enumerate(parameters):
        if letter in "([{<":
            depth += 1
        elif letter in ")]}" or letter == ">" and parameters[at - 1] not in "-=":
            depth -= 1
        elif letter == "," and depth == 0:
            yield parameters[start:at]
            start = at + 1
    yield parameters[start:]


def has_tuple(parameters):
    """Whether a parameter is a tuple: `(a, b): (&A, &B)` or `pair: (A, B)`."""
    return any(
        re.match(r"\s*(?:mut\s+)?\(", one) or re.search(r":\s*&?\s*(?:'\w+\s+)?(?:mut\s+)?\(", one.split("Fn")[0])
        for one in top_level(parameters)
    )


def paths_of(tree, prefix=()):
    """The paths of a `use` tree."""
    tree = re.sub(r"\s+as\s+\w+", "", tree.strip())
    if "{" not in tree:
        return [prefix + tuple(part.strip() for part in tree.split("::") if part.strip())] if tree else []
    head, inner = tree.split("{", 1)
    prefix += tuple(part.strip() for part in head.split("::") if part.strip())
    return [path for one in top_level(inner[: inner.rindex("}")]) for path in paths_of(one, prefix)]


def arrows(files):
    """Which file uses which; a path through a re-export counts for the file that re-exports."""
    modules = {file.module for file in files}

    def target(path):
        while path and path not in modules:
            path = path[:-1]
        return path

    out = {file.module: set() for file in files}
    for file in files:

        def add(path):
            if not path:
                return
            if path[0] == "crate":
                path = path[1:]
            elif path[0] == "self":
                path = file.module + path[1:]
            elif path[0] == "super":
                up = next((at for at, part in enumerate(path) if part != "super"), len(path))
                path = file.module[: max(len(file.module) - up, 0)] + path[up:]
            elif file.module + path[:1] in modules:
                path = file.module + path
            else:
                return
            found = target(path)
            if found and found != file.module:
                out[file.module].add(found)

        use = re.compile(r"(?m)^\s*(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);")
        for found in use.finditer(file.code):
            if not file.is_test(found.start()) and not found.group(1):
                for path in paths_of(found.group(2)):
                    add(path)
        rest = use.sub(lambda found: keep_lines(found.group()), file.code)
        for found in re.finditer(r"\b((?:crate|super|self)(?:::\w+)+)", rest):
            if not file.is_test(found.start()):
                add(tuple(found.group(1).split("::")))
    return out


def circles(edges):
    """Groups of files that use each other, by Tarjan's algorithm; it takes time in proportion to the arrows."""
    index, low, stack, waiting, found = {}, {}, [], set(), []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        waiting.add(node)
        for other in sorted(edges[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in waiting:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while True:
                other = stack.pop()
                waiting.discard(other)
                group.append("/".join(other))
                if other == node:
                    break
            if len(group) > 1:
                found.append(sorted(group))

    sys.setrecursionlimit(10_000)
    for node in sorted(edges):
        if node not in index:
            visit(node)
    return sorted(found, key=len, reverse=True)


def comment_share(files):
    """`//` comments among lines that say something, in per cent."""
    comments = total = 0
    for file in files:
        at = 0
        for line, code in zip(file.text.split("\n"), file.code.split("\n")):
            if not file.is_test(at):
                words = line.strip()
                is_doc = words.startswith(("///", "//!"))
                is_comment = words.startswith("//") and not is_doc
                comments += is_comment
                total += is_doc or is_comment or bool(code.strip())
            at += len(line) + 1
    return 100 * comments / total


def share(part, whole):
    return 100 * part / max(whole, 1)


def main(root):
    files = read(root)
    types = type_names(files)
    count = sum(map(len, types.values()))
    shared = sum(len(places) for places in types.values() if len(places) > 1)
    one_word = sum(len(places) for name, places in types.items() if not re.search("[a-z0-9][A-Z]", name))
    functions = [one for file in files for one in file.functions()]
    bodies = sorted(length for _, _, length, has_body in functions if has_body)
    tuples = sum(has_tuple(parameters) for _, parameters, _, _ in functions)
    public = sum(
        not file.is_test(found.start())
        for file in files
        for found in re.finditer(r"(?m)^\s*pub\s+(?:const\s+|async\s+)*(?:fn|struct|enum|trait|type|const|static|mod|use)\b", file.code)
    )
    rounds = circles(arrows(files))
    rows = [
        ("production lines", sum(file.lines() for file in files)),
        ("files", len(files)),
        ("types", count),
        ("type definitions that share their name", f"{share(shared, count):.1f} % ({shared})"),
        ("type names of one word", f"{share(one_word, count):.1f} %"),
        ("functions", len(functions)),
        ("function names of one word", f"{share(sum('_' not in one[0] for one in functions), len(functions)):.1f} %"),
        ("functions with a tuple parameter", f"{share(tuples, len(functions)):.2f} % ({tuples})"),
        ("lines of a function, median · p99 · most", f"{bodies[len(bodies) // 2]} · {bodies[int(len(bodies) * 0.99)]} · {bodies[-1]}"),
        ("`//` comments among lines", f"{comment_share(files):.2f} %"),
        ("items marked `pub`", public),
        ("circles of files", f"{len(rounds)} ({sum(map(len, rounds))} files)"),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:{width}}  {value}")
    for group in rounds:
        print(f"  circle of {len(group)}: {', '.join(group)}")
    for name, places in sorted(types.items()):
        if len(places) > 1:
            print(f"  {name}: {', '.join('/'.join(place) for place in places)}")
    if "-v" in sys.argv:
        for file in files:
            for name, parameters, length, _ in file.functions():
                if has_tuple(parameters):
                    print(f"  tuple: {'/'.join(file.module)}::{name}")
                if length > 60:
                    print(f"  {length} lines: {'/'.join(file.module)}::{name}")


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    main(Path(given[0]) if given else Path(__file__).resolve().parent.parent / "src")
