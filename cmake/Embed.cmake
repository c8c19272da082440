# steward_embed_queries(TARGET FOLDER)
#
# Turns every FOLDER/**/NAME.sql into `const struct query query_NAME` in the library TARGET (see common/store/query.h)
# and declares them all in the generated header common/store/queries.h. The text is embedded byte by byte, so that
# nothing in a query needs quoting.
function(steward_embed_queries target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set(out ${PROJECT_BINARY_DIR}/generated/common/store)
  add_custom_command(
    OUTPUT ${out}/queries.c ${out}/queries.h
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${out} -P ${PROJECT_SOURCE_DIR}/cmake/embed-queries.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed-queries.cmake
    COMMENT "Embedding the SQL queries" VERBATIM)
  add_custom_target(steward_queries DEPENDS ${out}/queries.c ${out}/queries.h)
  target_sources(${target} PRIVATE ${out}/queries.c)
  target_include_directories(${target} PUBLIC ${PROJECT_BINARY_DIR}/generated)
  add_dependencies(${target} steward_queries)
endfunction()
