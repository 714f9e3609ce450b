// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "test_main.h"

#include <QApplication>

/// HYDRA_TEST_MAIN for tests of widgets.
#define HYDRA_UI_TEST_MAIN(Class)                                                                  \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        QApplication app(argc, argv);                                                              \
        Class tests;                                                                               \
        return hydra::test::runTests(&tests, argc, argv);                                          \
    }
