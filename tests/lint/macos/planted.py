# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
"""Whether the check still sees what it is for: sources with a planted fault, which it must refuse.

The first comment after the licence says with which words, or that the source is to be accepted.
"""
import re
from pathlib import Path

PLANTED = Path(__file__).parent / "planted"


def failures(compiler):
    sources = sorted(PLANTED.glob("*.cpp"))
    assert sources
    return [complaint for source in sources if (complaint := failure(source, compiler.check(source)))]


def failure(source, said):
    expected = re.search(r"^// (Accepted|Refused: (.+))$", source.read_text(), re.MULTILINE)
    errors = re.findall(r"error: (.+)", said)
    if expected[2] is None:
        return f"{source.name}: ought to be accepted\n{said}" if said else ""
    if len(errors) == 1 and expected[2] in errors[0]:
        return ""
    return f"{source.name}: ought to be refused with: {expected[2]}\n{said}"
