# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
# Writes resources/presets/*.yaml into one source file; sets HYDRA_PRESET_SOURCE to it.
file(GLOB preset_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/resources/presets/*.yaml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${preset_files})
set(HYDRA_PRESET_ROWS "")
foreach(file ${preset_files})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND HYDRA_PRESET_ROWS "    {\"${name}\", R\"PRESET(${text})PRESET\"},\n")
endforeach()
set(HYDRA_PRESET_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/preset_texts.cpp)
configure_file(${CMAKE_CURRENT_LIST_DIR}/preset_texts.cpp.in ${HYDRA_PRESET_SOURCE} @ONLY)
