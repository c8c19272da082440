-- Who has been reading or writing a city's log for a while: a range can be detached when they have ended. $1 city
select format('process %s (%s, since %s: %s)', a.pid, a.application_name,
              date_trunc('second', clock_timestamp() - a.xact_start), left(regexp_replace(a.query, '\s+', ' ', 'g'), 60))
from pg_stat_activity a
where a.xact_start < clock_timestamp() - interval '500 ms' and a.pid <> pg_backend_pid()
  and exists (select from pg_locks l
              where l.pid = a.pid and l.locktype = 'relation' and l.granted and l.relation = to_regclass('event_' || $1))
order by a.xact_start
limit 5
