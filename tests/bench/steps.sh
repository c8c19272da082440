# shellcheck shell=bash
# What the benches have in common. Sourced by tests/bench/measure/*, which run inside tests/harness/with-steward.

# shellcheck source=deploy/lib/load.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../deploy/lib/load.sh"
bench_folder=$source_folder/tests/bench
complaints=$bench_folder/complaints.tsv
pgbench=$postgres_bin/pgbench
client=$STEWARD_BUILD/tests/steward-bench
seconds=$BENCH_SECONDS
export PGOPTIONS='-c search_path=steward'

tell() {
    printf 'bench: %s\n' "$*" >&2
}

query() {
    psql -XAtq -v ON_ERROR_STOP=1 "$@"
}

# calculate EXPRESSION [FORMAT]
calculate() {
    awk "BEGIN { printf \"${2:-%.0f}\", $1 }"
}

# field NAME JSON: a number.
field() {
    sed -n "s/.*\"$1\":\(-\{0,1\}[0-9.]*\).*/\1/p" <<<"$2"
}

# A client of ours: client_run NAME CITY OPTION…
client_run() {
    "$client" "$1" --city "$2" --complaints "$complaints" "${@:3}"
}

# -- services ------------------------------------------------------------------------------------------------------

service_folders() {
    find "$STEWARD_HOME/service" -mindepth 1 -maxdepth 1 -name '*-[0-9]*' | sort
}

services_stop() {
    local folder
    for folder in $(service_folders); do
        s6-svc -d "$folder"
    done
    for folder in $(service_folders); do
        while [[ $(s6-svstat -o up "$folder") == true ]]; do sleep 0.02; done
    done
}

# Starts all but one (of which the path is told), and does not wait for them: services_start_without FOLDER
services_start_without() {
    local folder
    for folder in $(service_folders); do
        [[ $folder == "$1" ]] || s6-svc -u "$folder"
    done
}

services_start() {
    services_start_without ''
    until "$STEWARD_HOME/bin/steward" status --home "$STEWARD_HOME" --json >/dev/null 2>&1; do sleep 0.05; done
}

service_processes() {
    local folder
    for folder in $(service_folders); do
        s6-svstat -o pid "$folder"
    done
}

# Nanoseconds that processes have run, all their threads: spent PROCESS…
spent() {
    local process
    for process in "$@"; do
        cat "/proc/$process/task"/*/schedstat
    done | awk '{ sum += $1 } END { printf "%.0f", sum }'
}

# Memory of processes, what they share divided among them: kB. memory PROCESS…
memory() {
    local process
    for process in "$@"; do
        awk '/^Pss:/ { print $2 }' "/proc/$process/smaps_rollup"
    done | awk '{ sum += $1 } END { print sum }'
}

# Waits until a consumer is at the head of a city's log: prints when, in ms since the epoch. One that does not come within
# a minute is none. await_head CONSUMER CITY
await_head() {
    query <<END
do \$\$
begin
    loop
        exit when (select c.pos = (select max(pos) from event e where e.city_id = c.city_id)
                   from cursor c join city using (city_id) where consumer = '$1' and city.code = '$2');
        if clock_timestamp() > now() + interval '1 minute'
           and not exists (select from cursor join city using (city_id) where consumer = '$1' and city.code = '$2') then
            raise exception 'nobody follows the log of $2 as $1';
        end if;
        perform pg_sleep(0.005);
    end loop;
end \$\$;
select floor(extract(epoch from clock_timestamp()) * 1000)::bigint;
END
}

# Before each measurement: nothing is left to do, and the first pages are as clean for one as for the other.
settle() {
    local city consumer
    for city in mini mini-manual; do
        for consumer in dispatch tally similar lines; do
            await_head "$consumer" "$city" >/dev/null
        done
    done
    query -c checkpoint
    sleep 0.5
}

# Fills a city: fill CITY TICKETS ONE-OPEN-IN
fill() {
    grep -v '^#' "$complaints" | query -v city="$1" -v tickets="$2" -v every="$3" -f "$bench_folder/fill/tickets.sql" >/dev/null
}

# With --stored: tickets of the year before, half in each city.
store_before() {
    ((BENCH_STORED > 0)) || return 0
    tell "storing $BENCH_STORED tickets"
    services_stop
    fill mini-manual $((BENCH_STORED / 2)) 10
    fill mini $((BENCH_STORED - BENCH_STORED / 2)) 10
    query -c 'vacuum (analyze)'
    services_start
}

# -- the limit -----------------------------------------------------------------------------------------------------

limit_prepare() {
    query -f "$bench_folder/limit/city.sql" >/dev/null
    limit_city=$(query -c "select city_id from city where code = 'limit'")
    limit_scripts=$STEWARD_HOME/limit
    mkdir -p "$limit_scripts"
    : >"$limit_scripts/runs"
}

# A number that counts the runs, so that no two use the same keys.
limit_number() {
    echo >>"$limit_scripts/runs"
    wc -l <"$limit_scripts/runs"
}

# Writes pgbench's script with the text of the first complaint, so that each client prepares one set of statements, and
# prints its name: limit_file NAME BEFORE SQL AFTER
limit_file() {
    local file=$limit_scripts/$1.sql
    grep -v '^#' "$complaints" | awk -F '\t' -v before="$2" -v sql="$(cat "$3")" -v after="$4" '
        NR == 1 {
            gsub(/@TITLE@/, $4, sql); gsub(/@DESCRIPTION@/, $5, sql); gsub(/@ADDRESS@/, $6, sql)
            gsub(/@BODY@/, "{\"category\":\"" $1 "\",\"area\":\"" $2 "\",\"title\":\"" $4 "\",\"description\":\"" $5 "\",\"address\":\"" $6 "\"}", sql)
            print "\\set n :n + 1"; print "\\set category random(1, 9)"; print "\\set area random(1, 11)"
            print before sql after }' >"$file"
    echo "$file"
}

# pgbench with 32 clients, prepared; prints transactions a second. limit_run SECONDS FILE
limit_run() {
    # plans are made once, on tables that may be empty then: as our own writers, by index
    PGOPTIONS="$PGOPTIONS -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off" \
    "$pgbench" -n -c 32 -j 2 -M prepared -T "$1" -D n=$(($(limit_number) * 1000000)) -D city="$limit_city" -f "$2" 2>&1 |
        awk '/^tps = / { print $3; found = 1 } /ERROR|aborted/ { print > "/dev/stderr" } END { exit !found }'
}

# One client, one row, one commit after the other: sets commit_p50 and commit_p99 in ms. limit_commits SECONDS
limit_commits() {
    local log=$limit_scripts/commit
    "$pgbench" -n -c 1 -M prepared -T "$1" -D n=$(($(limit_number) * 100000000)) -l --log-prefix="$log" \
        -f "$bench_folder/limit/commit.sql" >/dev/null 2>&1
    read -r commit_p50 commit_p99 < <(cat "$log".* | awk '{ print $3 }' | sort -n |
        awk '{ a[NR] = $1 } END { printf "%.3f %.3f\n", a[int((NR + 1) * 0.5)] / 1000, a[int((NR + 1) * 0.99)] / 1000 }')
    rm -f "$log".*
}

# Processor time of report's connection so far, in ms: unlike the time that it takes, hardly changed by what else runs.
processor_ms() {
    local backend
    backend=$(query -c "select pid from pg_stat_activity where application_name = 'steward-report.0'")
    awk '{ printf "%.1f", $1 / 1e6 }' "/proc/$backend/schedstat"
}
