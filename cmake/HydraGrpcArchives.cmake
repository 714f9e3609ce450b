# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
# HYDRA_GRPC_ARCHIVES: gRPC without TLS, and all it needs, as static libraries. Empty where a distribution has only
# shared ones, and under sanitizers. Only programs can link them: Debian's abseil and protobuf are not compiled for
# shared libraries.
set(HYDRA_GRPC_ARCHIVES "")
find_library(HYDRA_GRPC_ARCHIVE libgrpc++_unsecure.a)
mark_as_advanced(HYDRA_GRPC_ARCHIVE)
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR HYDRA_SANITIZE OR NOT HYDRA_GRPC_ARCHIVE)
  return()
endif()

cmake_path(GET HYDRA_GRPC_ARCHIVE PARENT_PATH HYDRA_GRPC_FOLDER)
file(GLOB HYDRA_ABSEIL_ARCHIVES ${HYDRA_GRPC_FOLDER}/libabsl_*.a)
set(HYDRA_GRPC_ARCHIVES -Wl,--start-group ${HYDRA_GRPC_ARCHIVE} ${HYDRA_ABSEIL_ARCHIVES})
foreach(name grpc_unsecure gpr upb address_sorting protobuf cares)
  list(APPEND HYDRA_GRPC_ARCHIVES ${HYDRA_GRPC_FOLDER}/lib${name}.a)
endforeach()
list(APPEND HYDRA_GRPC_ARCHIVES -Wl,--end-group ZLIB::ZLIB Threads::Threads)

# Whether all are there, and for programs as ours are. Declared, not included: gRPC's headers would take seconds.
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_LIBRARIES ${HYDRA_GRPC_ARCHIVES})
check_cxx_source_compiles("
  namespace grpc { void InsecureChannelCredentials(); }
  namespace google { namespace protobuf { void ShutdownProtobufLibrary(); } }
  int main() { grpc::InsecureChannelCredentials(); google::protobuf::ShutdownProtobufLibrary(); }"
  HYDRA_GRPC_ARCHIVES_LINK)
unset(CMAKE_REQUIRED_LIBRARIES)
if(NOT HYDRA_GRPC_ARCHIVES_LINK)
  set(HYDRA_GRPC_ARCHIVES "")
endif()
