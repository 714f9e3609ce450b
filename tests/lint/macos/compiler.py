# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
"""ziglang's clang, with macOS's libc headers and libc++'s."""
import subprocess
from pathlib import Path

import ziglang

TARGET = "arm64-apple-macos14.0"

# The flags of cmake/HydraTargets.cmake, and what is newer than macOS 14 as an error.
FLAGS = (
    "-std=c++20 -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual "
    "-Wno-missing-field-initializers -Werror -Wunguarded-availability-new "
    "-DQT_NO_CAST_FROM_ASCII -DQT_NO_CAST_TO_ASCII -DQT_NO_KEYWORDS -DQT_NO_FOREACH "
    '-DQT_STRICT_ITERATORS -DHYDRA_VERSION="0"'
).split()

# A libc++ that is built has these in its __config_site; ziglang's headers leave them to the command
# line (`zig c++ --verbose-cc` shows them). With Apple's annotations, which ziglang turns off, it also
# knows what macOS 14's own libc++ cannot do.
LIBCXX = (
    "_LIBCPP_ABI_VERSION=1 _LIBCPP_ABI_NAMESPACE=__1 _LIBCPP_HAS_THREADS=1 "
    "_LIBCPP_HAS_MONOTONIC_CLOCK=1 _LIBCPP_HAS_TERMINAL=1 _LIBCPP_HAS_MUSL_LIBC=0 "
    "_LIBCPP_HAS_VENDOR_AVAILABILITY_ANNOTATIONS=1 _LIBCPP_HAS_FILESYSTEM=1 "
    "_LIBCPP_HAS_RANDOM_DEVICE=1 _LIBCPP_HAS_LOCALIZATION=1 _LIBCPP_HAS_UNICODE=1 "
    "_LIBCPP_HAS_WIDE_CHARACTERS=1 _LIBCPP_PSTL_BACKEND_SERIAL "
    "_LIBCPP_HARDENING_MODE_DEFAULT=_LIBCPP_HARDENING_MODE_NONE "
    "_LIBCPP_ASSERTION_SEMANTIC_DEFAULT=_LIBCPP_ASSERTION_SEMANTIC_IGNORE"
).split()

CORE = "cmake/precompiled/precompiled.h"
UI = "cmake/precompiled/precompiled_ui.h"

# What most sources of a folder include anyway, read once; the first folder that fits counts.
PRECOMPILED = {
    "app/cli/": ("cli", [CORE, "CLI/CLI.hpp"]),
    "app/desktop/": ("ui", [UI]),
    "ui/": ("ui", [UI]),
    "": ("core", [CORE]),
}


class Compiler:
    """Checks one source at a time; any thread may ask, once `precompile` has returned."""

    def __init__(self, root, work, libraries, generated):
        self.root = root
        self.work = work
        zig = Path(ziglang.__file__).parent
        # Not `zig c++`: it builds a libc++ first (a minute), and takes an object that
        # -fsyntax-only does not write for a failure.
        self.command = [zig / "zig", "clang", f"--target={TARGET}", "-nostdinc", "-nostdinc++", *FLAGS]
        self.command += [f"-D{define}" for define in LIBCXX]
        own = ("libcxx/include", "libcxxabi/include", "include", "libc/include/any-darwin-any")
        for folder in [zig / "lib" / part for part in own] + [generated] + libraries:
            self.command += ["-isystem", folder]
        self.command += [f"-I{root}"]

    def precompile(self):
        for name, headers in dict(PRECOMPILED.values()).items():
            source = self.work / f"{name}.h"
            source.write_text("".join(f'#include "{header}"\n' for header in headers))
            # Templates once for all: a fifth of a second less for each source.
            how = ["-fpch-instantiate-templates", "-x", "c++-header", "-o", self.work / f"{name}.pch"]
            subprocess.run([*self.command, *how, source], check=True)

    def check(self, source):
        """What the compiler says of SOURCE; empty if nothing."""
        path = source.relative_to(self.root).as_posix()
        name = next(PRECOMPILED[folder][0] for folder in PRECOMPILED if path.startswith(folder))
        how = ["-include-pch", self.work / f"{name}.pch", "-fsyntax-only", path]
        ran = subprocess.run([*self.command, *how], cwd=self.root, capture_output=True, text=True)
        return ran.stderr or (f"{path}: the compiler ended with {ran.returncode}\n" if ran.returncode else "")
