// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/program.h"

int main(int argc, char **argv)
{
    return hydra::runDesktop(argc, argv);
}
