-- Tries to become the active relay: a session lock, kept until the connection ends.
select pg_try_advisory_lock(hashtext('steward.relay'), 0)
