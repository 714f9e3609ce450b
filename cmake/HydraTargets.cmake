# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
# One interface target holds the compiler settings of everything we write ourselves.
add_library(hydra_flags INTERFACE)
target_include_directories(hydra_flags INTERFACE ${PROJECT_SOURCE_DIR}) # includes start at the top: "core/lab/load.h"
target_compile_options(hydra_flags INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
  $<$<BOOL:${HYDRA_WERROR}>:-Werror>)
target_compile_definitions(hydra_flags INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
  QT_NO_KEYWORDS QT_NO_FOREACH QT_STRICT_ITERATORS)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  # hydra-keeper must load only what it calls: see tests/unit/keeper.
  target_link_options(hydra_flags INTERFACE -Wl,--as-needed)
elseif(APPLE)
  target_link_options(hydra_flags INTERFACE -Wl,-dead_strip_dylibs)
endif()
if(HYDRA_SANITIZE)
  add_compile_options(-fsanitize=${HYDRA_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${HYDRA_SANITIZE})
endif()
