# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
# AUTOMOC runs moc through our script: see moc.sh.in.
get_target_property(HYDRA_MOC Qt6::moc LOCATION)
set(script ${CMAKE_BINARY_DIR}/moc.sh)
configure_file(${CMAKE_CURRENT_LIST_DIR}/moc.sh.in ${script} @ONLY USE_SOURCE_PERMISSIONS)
get_target_property(configurations Qt6::moc IMPORTED_CONFIGURATIONS)
list(TRANSFORM configurations PREPEND IMPORTED_LOCATION_)
foreach(location IMPORTED_LOCATION IMPORTED_LOCATION_RELEASE IMPORTED_LOCATION_RELWITHDEBINFO ${configurations})
  set_property(TARGET Qt6::moc PROPERTY ${location} ${script})
endforeach()

# AUTOMOC looks again only where a file it knows has changed, so it would not see a source that joins TARGET: the list of
# all sources becomes one of them.
function(hydra_watch_sources target)
  get_target_property(sources ${target} SOURCES)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/${target}_sources.h)
  list(JOIN sources "\n// " lines)
  file(CONFIGURE OUTPUT ${list} CONTENT "// ${lines}\n" @ONLY)
  target_sources(${target} PRIVATE ${list})
endfunction()
