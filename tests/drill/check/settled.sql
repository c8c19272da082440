-- Is there nothing left to do? Every consumer at the head, and no clock about to fire (the watchers are stopped then).
select not exists (select from drill.consumers_behind)
   and not exists (select from steward.clock where next_at < now() + interval '10 seconds')
