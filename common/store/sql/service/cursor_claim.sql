-- Tries to become the active instance of a consumer for a city: a session lock, kept until the connection ends.
select pg_try_advisory_lock(hashtext('steward.consumer.' || $1), $2)
