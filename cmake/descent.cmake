# The helpers that folders use: descent_library, descent_protobuf and descent_test.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_INCLUDE_CURRENT_DIR OFF)
option(DESCENT_PRECOMPILE "Precompile the headers that many sources share" OFF)
option(DESCENT_FUZZ "Build the fuzz targets with libFuzzer, and no other tests" OFF)
set(DESCENT_SANITIZE "" CACHE STRING "Sanitizers for every target, such as address,undefined")
set(DESCENT_SANITIZE_NOT "" CACHE STRING "What of them to leave out, such as null,alignment")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(descent_flags INTERFACE)
target_include_directories(descent_flags INTERFACE ${PROJECT_SOURCE_DIR})
# A designated initialiser names what differs from the defaults, so what it omits is no mistake.
target_compile_options(descent_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Wno-missing-field-initializers
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns falsely when it optimises string concatenation (GCC bug 105651), comparisons of
  # byte vectors, and variants whose inactive member it takes for one that is read (bug 80635).
  target_compile_options(descent_flags INTERFACE
    -Wno-restrict -Wno-stringop-overread -Wno-maybe-uninitialized)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(descent_flags INTERFACE -Og -g1)
endif()
if(DESCENT_SANITIZE)
  target_compile_options(descent_flags INTERFACE
    -fsanitize=${DESCENT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(descent_flags INTERFACE -fsanitize=${DESCENT_SANITIZE})
  if(DESCENT_SANITIZE_NOT)
    target_compile_options(descent_flags INTERFACE -fno-sanitize=${DESCENT_SANITIZE_NOT})
  endif()
endif()

if(DESCENT_SANITIZE MATCHES "thread")
  # The thread sanitizer does not follow fences: Asio's queues, which have locks too, go without.
  target_compile_definitions(descent_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  target_compile_options(descent_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
endif()

# descent_precompile(NAME [HEADERS ...] [LIKE TARGET])
# Halves a cold build. LIKE takes what another target has precompiled with the same flags. Only where
# DESCENT_PRECOMPILE is on: release builds and clang-tidy do without, and so find a missing include.
function(descent_precompile name)
  cmake_parse_arguments(ARG "" "LIKE" "HEADERS" ${ARGN})
  if(NOT DESCENT_PRECOMPILE)
    return()
  endif()
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)  # for ccache
  if(ARG_LIKE)
    target_precompile_headers(${name} REUSE_FROM ${ARG_LIKE})
  elseif(ARG_HEADERS)
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
  endif()
endfunction()

# descent_library(NAME [PURE] [SOURCES ...] [DEPENDS ...] [PRIVATE ...])
# One folder, one library. PURE compiles it without exceptions: runtime, modules, chain-spec,
# consensus. The files that must catch what a third-party library throws are their own library
# without PURE (a boundary target). DEPENDS are visible to users; PRIVATE are not.
function(descent_library name)
  cmake_parse_arguments(ARG "PURE" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC descent_flags ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE})
    if(ARG_PURE)
      target_compile_options(${name} PRIVATE -fno-exceptions)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE descent_flags ${ARG_DEPENDS})
  endif()
endfunction()

# descent_protobuf(NAME PROTO)
# The messages of a .proto file of this folder, included as "FOLDER/FILE.pb.h". Generated code is
# third-party code: without our warnings, and a system header to those who use it.
function(descent_protobuf name proto)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  cmake_path(GET proto STEM stem)
  set(generated ${PROJECT_BINARY_DIR}/generated)
  set(output ${generated}/${folder}/${stem}.pb)
  file(MAKE_DIRECTORY ${generated})
  add_custom_command(
    OUTPUT ${output}.cc ${output}.h
    COMMAND protobuf::protoc --proto_path=${PROJECT_SOURCE_DIR} --cpp_out=${generated}
            ${CMAKE_CURRENT_SOURCE_DIR}/${proto}
    DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${proto}
    VERBATIM)
  add_library(${name} STATIC ${output}.cc)
  target_compile_options(${name} PRIVATE -w)
  target_include_directories(${name} SYSTEM PUBLIC ${generated})
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf-lite)
endfunction()

# descent_test(NAME SOURCES ... DEPENDS ... [ARGS ...] [LABELS ...])
# One test program a folder, registered with ctest under its name.
find_package(GTest REQUIRED)
function(descent_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;ARGS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE descent_flags ${ARG_DEPENDS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE DESCENT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name} ${ARG_ARGS})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}")
endfunction()
