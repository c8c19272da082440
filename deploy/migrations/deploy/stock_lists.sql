-- Deploy steward:stock_lists to pg
-- requires: figures lists
-- The tickets behind a stock are found without looking through all that ever came and went.

begin;
set local search_path = steward;

create function stock_candidates(of_city integer, last_day date, at_position bigint) returns setof bigint
language sql stable security definer set search_path = steward as $$
    -- Open now, as far as lists know,
    select ticket_id from ticket_line where city_id = of_city and not ended
    union
    -- or gone since that day,
    select ticket_id from counted
    where city_id = of_city and day > last_day
      and measures & (select 1::bigint << measure.measure from measure where name = 'went') <> 0
    union
    -- or moved since that position, or since lists or figures looked last.
    select ticket_id from event
    where city_id = of_city and ticket_id <> 0
      and pos > least(at_position, coalesce((select min(cursor.pos) from cursor
                                             where city_id = of_city and consumer in ('tally', 'lines')
                                             having count(*) = 2), 0))
$$;
comment on function stock_candidates(integer, date, bigint) is 'Tickets among which are all that were open at the end of a day, as counted at a position of the log (null: now): whoever is not open now has gone since';
revoke all on function stock_candidates(integer, date, bigint) from public;
grant execute on function stock_candidates(integer, date, bigint) to steward_report, steward_viewer;

commit;
