-- One archives or restores ranges of a city's log at a time: a session lock, kept until the connection ends. What is
-- done takes as long as it takes. $1 city
select pg_try_advisory_lock(hashtext('steward.log_archive'), $1), set_config('statement_timeout', '0', false),
       array_to_string(event_columns(), ',')
