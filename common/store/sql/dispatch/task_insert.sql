-- Opens tasks.
insert into task (city_id, ticket_id, task_id, organisation_id, state, opened_at)
select * from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::integer[], $5::smallint[], $6::timestamptz[])
