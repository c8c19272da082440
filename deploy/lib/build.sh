# shellcheck shell=bash
# Building: presets are those of CMakePresets.json, each in a folder of its own.

# build_folder PRESET: where it builds, below the checkout.
build_folder() {
    case $1 in
        dev) echo "$source_folder/build" ;;
        asan | tsan | release) echo "$source_folder/build/$1" ;;
        *) return 1 ;;
    esac
}

# build_configure PRESET TESTS(ON, OFF, KEEP): KEEP leaves a build that has tests as it is, and makes a new one without.
build_configure() {
    local folder tests=$2
    folder=$(build_folder "$1")
    if [[ $tests == KEEP ]]; then
        tests=OFF
        if grep -qs '^STEWARD_TESTS:BOOL=ON' "$folder/CMakeCache.txt"; then tests=ON; fi
    fi
    (cd "$source_folder" && cmake --preset "$1" -DSTEWARD_TESTS="$tests") ||
        fail "cmake: $(grep -A 3 -m 1 'CMake Error' "$say_log" | tr -s ' \n' ' ')" \
            'install what it names (leave out --no-install), then run this again'
}

build_run() { # PRESET
    local line
    NINJA_STATUS='@%p ' cmake --build "$(build_folder "$1")" | while IFS= read -r line; do
        printf '%s\n' "$line"
        if [[ $line =~ ^@[\ ]*([0-9]+)% ]]; then say_percent "${BASH_REMATCH[1]}"; fi
    done || fail "compiling: $(grep -m 1 -E ': (fatal )?error:|undefined reference' "$say_log" || tail -n 1 "$say_log")" \
        'mend the source, or check out a commit that builds, and run this again'
}
