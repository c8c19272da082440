-- How many tickets more, or less, there are in each state.
insert into rollup_state (city_id, state, tickets)
select city_id, state, tickets from unnest($1::integer[], $2::smallint[], $3::bigint[]) as new (city_id, state, tickets)
on conflict (city_id, state) do update set tickets = rollup_state.tickets + excluded.tickets
