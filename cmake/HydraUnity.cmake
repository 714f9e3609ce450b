# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
# hydra_unity(TARGET ["FOLDER FOLDER..."]...) compiles a target's sources in batches: most of a source's time went into
# headers that its neighbours read and templates that they use, too. Folders named together share a batch; each other
# folder is a batch of its own. Names in anonymous namespaces are a batch's, so they differ within it. HYDRA_UNITY=OFF
# compiles each source alone, and finds missing includes.
option(HYDRA_UNITY "Compile the sources of a folder together" ON)

function(hydra_unity target)
  if(NOT HYDRA_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  foreach(source ${sources})
    get_filename_component(folder ${source} ABSOLUTE)
    get_filename_component(folder ${folder} DIRECTORY)
    file(RELATIVE_PATH folder ${CMAKE_CURRENT_SOURCE_DIR} ${folder})
    set(batch "${folder}")
    foreach(folders ${ARGN})
      if(" ${folders} " MATCHES " ${folder} ")
        string(REGEX REPLACE " .*" "" batch "${folders}")
      endif()
    endforeach()
    string(MAKE_C_IDENTIFIER "${target}_${batch}" group)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${group}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes a batch's sources for headers, in which an anonymous namespace would be a mistake.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()

# A program links whole batches: what it never calls of them is left out again.
add_compile_options(-ffunction-sections)
add_link_options($<IF:$<PLATFORM_ID:Darwin>,-Wl$<COMMA>-dead_strip,-Wl$<COMMA>--gc-sections>)

# GCC collects no garbage: a fifth of a batch's time, for at most 1.3 GiB of one compiler's memory instead of 1.0 (hydractl, GCC 12).
add_compile_options("$<$<CXX_COMPILER_ID:GNU>:SHELL:--param ggc-min-heapsize=1048576>")
