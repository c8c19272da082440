# How everything of ours is compiled.
#
#   steward_library(NAME SOURCES … HEADERS … LINK …)   a layer: a static library whose headers are used as <floor>/<name>/….h
#   steward_program(NAME SOURCES … LINK …)             a program in build/bin
#
# Every header named in HEADERS is also compiled alone, so that it includes what it needs.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)

add_library(steward_options INTERFACE)
target_compile_definitions(steward_options INTERFACE _GNU_SOURCE STEWARD_VERSION="${PROJECT_VERSION}")
target_compile_options(steward_options INTERFACE
  -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings
  -Wvla -Wformat=2 -Wundef -fno-common -fstack-protector-strong)
if(STEWARD_WERROR)
  target_compile_options(steward_options INTERFACE -Werror)
endif()
if(STEWARD_SANITIZE)
  target_compile_options(steward_options INTERFACE -fsanitize=${STEWARD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(steward_options INTERFACE -fsanitize=${STEWARD_SANITIZE})
endif()
target_include_directories(steward_options INTERFACE ${PROJECT_SOURCE_DIR})

function(steward_check_headers target)
  set(probes "")
  foreach(header IN LISTS ARGN)
    file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/${header})
    string(MAKE_C_IDENTIFIER ${path} probe)
    set(probe ${CMAKE_CURRENT_BINARY_DIR}/header_${probe}.c)
    file(GENERATE OUTPUT ${probe} CONTENT "#include \"${path}\"\nextern int compiles_alone;\n")
    list(APPEND probes ${probe})
  endforeach()
  if(probes)
    add_library(${target}_headers OBJECT ${probes})
    target_link_libraries(${target}_headers PRIVATE ${target} steward_options)
  endif()
endfunction()

function(steward_library target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;LINK")
  add_library(${target} STATIC ${arg_SOURCES})
  target_link_libraries(${target} PUBLIC ${arg_LINK} PRIVATE steward_options)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  steward_check_headers(${target} ${arg_HEADERS})
endfunction()

function(steward_program target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${arg_LINK} steward_options)
endfunction()
