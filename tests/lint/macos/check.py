# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
"""Type-checks every source of core, app and ui that a Mac would compile, on Linux.

The compiler and macOS's libc headers are ziglang's, the other headers this system's. What the check
cannot see: Apple's frameworks, the libc++ of an older Xcode, and everything that linking finds.
Usage: check.py [SOURCE...]; ends with 1 if a source is refused.
"""
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import planted
from compiler import Compiler
from headers import linked_headers, made_headers

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / "build" / "macos-check"


def sources():
    found = [path for part in ("core", "ui", "app") for path in sorted((ROOT / part).rglob("*.cpp"))]
    return [path for path in found if not path.stem.endswith("_linux")]


def lonely(paths):
    """Sources for Linux that have no counterpart: a Mac would not find at link time what they define."""
    return [path for path in paths if not path.with_name(path.name.replace("_linux", "_macos")).exists()]


def batches(paths):
    """Sources that include a folder's, as a build in batches does: names must not meet there either."""
    for folder in {path.parent for path in paths if path.stem.endswith("_macos")}:
        inside = [path.relative_to(ROOT) for path in paths if path.parent == folder]
        batch = WORK / "batches" / f"{'_'.join(folder.relative_to(ROOT).parts)}.cpp"
        batch.parent.mkdir(exist_ok=True)
        batch.write_text("".join(f'#include "{path.as_posix()}"\n' for path in inside))
        yield batch


def complaints(compiler, chosen):
    yield from planted.failures(compiler)
    for path in lonely((ROOT / "core").rglob("*_linux.cpp")):
        yield f"{path.relative_to(ROOT)}: there is no {path.stem[:-6]}_macos.cpp beside it\n"
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from filter(None, pool.map(compiler.check, [*chosen, *batches(chosen)]))


def main(arguments):
    begun = time.monotonic()
    chosen = [Path(argument).resolve() for argument in arguments] or sources()
    compiler = Compiler(ROOT, WORK, linked_headers(WORK), made_headers(ROOT, WORK, chosen))
    compiler.precompile()
    refused = 0
    for complaint in complaints(compiler, chosen):
        print(complaint, end="", flush=True)
        refused += 1
    print(f"macos-check: {len(chosen)} sources, {refused} complaints, {time.monotonic() - begun:.0f} s")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
