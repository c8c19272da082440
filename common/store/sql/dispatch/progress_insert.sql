-- The first move of tickets.
insert into progress (city_id, ticket_id, version, state, organisation_id, task_id, returns, tasks, clocks, marks)
select * from unnest($1::integer[], $2::bigint[], $3::integer[], $4::smallint[], $5::integer[], $6::smallint[],
                     $7::smallint[], $8::smallint[], $9::smallint[], $10::integer[])
