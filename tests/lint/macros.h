/* For cppcheck only, which reads no library's headers: the loops that are macros of jansson. */
#ifndef TESTS_LINT_MACROS_H
#define TESTS_LINT_MACROS_H

#define json_array_foreach(array, i, value)                                                                            \
    for (i = 0, value = json_array_get(array, 0); i < json_array_size(array); i++, value = json_array_get(array, i))
#define json_object_foreach(object, name, value)                                                                       \
    for (name = json_object_iter_key(object), value = json_object_get(object, name); name;                             \
         name = json_object_iter_key(object), value = json_object_get(object, name))

#endif
