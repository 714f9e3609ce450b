# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
# Three quarters of a build went into reading Qt's and the standard library's headers again for each
# source. They are compiled once here; hydra_precompile(TARGET core|ui) lets a target use the result.
# A compiler refuses it for other flags, so flags go on everything or on nothing.
option(HYDRA_PRECOMPILE "Read common headers once per build" ON)

# ccache asks for this where headers are precompiled.
target_compile_options(hydra_flags INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)

function(hydra_precompiled name header)
  set(folder ${PROJECT_SOURCE_DIR}/cmake/precompiled)
  add_library(${name} STATIC ${folder}/precompiled.cpp)
  set_target_properties(${name} PROPERTIES AUTOMOC OFF POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${name} PRIVATE hydra_flags tl::expected ${ARGN})
  target_precompile_headers(${name} PRIVATE ${folder}/${header})
endfunction()

# Tests are compiled more often than they are run: in the everyday build they are not optimised.
function(hydra_optimise_less target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
endfunction()

function(hydra_precompile target kind)
  if(HYDRA_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM "hydra_precompiled_${kind}")
  endif()
  if(kind STREQUAL "test")
    hydra_optimise_less(${target})
  endif()
endfunction()
