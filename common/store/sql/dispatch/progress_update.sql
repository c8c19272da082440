-- Moves tickets on from the versions that were read under the lock.
update progress p
set version = new.version, state = new.state, organisation_id = new.organisation_id, task_id = new.task_id,
    returns = new.returns, tasks = new.tasks, clocks = new.clocks, marks = new.marks
from unnest($1::integer[], $2::bigint[], $3::integer[], $4::smallint[], $5::integer[], $6::smallint[], $7::smallint[],
            $8::smallint[], $9::smallint[], $10::integer[])
         as new (city_id, ticket_id, version, state, organisation_id, task_id, returns, tasks, clocks, marks)
where p.city_id = new.city_id and p.ticket_id = new.ticket_id and p.version = new.version - 1
