// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/program.h"
#include "tests/window/probe.h"

/// hydra-desktop, unchanged, with a probe that listens at $HYDRA_PROBE.
int main(int argc, char **argv)
{
    return hydra::runDesktop(argc, argv, [](hydra::Desktop &desktop) {
        new hydra::test::Probe(desktop, qEnvironmentVariable("HYDRA_PROBE")); // owned by the window
    });
}
