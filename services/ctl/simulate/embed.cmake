# Called by the build: the bytes of IN → the C array `NAME` in OUT, with a NUL after them, and NAME_length.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "((0x..,){24})" "\\1\n    " bytes "${bytes}")
file(WRITE ${OUT} "/* Made from ${NAME} by the build. */
#include <stddef.h>

extern const char ${NAME}[];
extern const size_t ${NAME}_length;

const char ${NAME}[] = {
    ${bytes}0};
const size_t ${NAME}_length = sizeof ${NAME} - 1;
")
