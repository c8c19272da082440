-- Deploy steward:lists_in_place to pg
-- requires: lists_tally
-- Of the lines of tickets that a stretch of the log touches only those are written that are others than before; they were
-- deleted and inserted again, in all indexes, whatever had changed.

begin;
set local search_path = steward, public;

-- Takes a stretch of a city's log in and moves the cursor over it; false where the cursor is not at `since`. Rows are found
-- by key, whatever was planned while the tables were small.
create or replace function ticket_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    touched bigint[];
    lines ticket_line[];
    clocks clock_line[];
begin
    update cursor set pos = upto where consumer = 'lines' and city_id = of_city and pos = since;
    if not found then
        return false;
    end if;
    touched := array(select distinct ticket_id from event
                     where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0 order by ticket_id);
    lines := array(select line from ticket_line_now(of_city, touched) as line);
    clocks := array(select line from clock_line_now(of_city, touched) as line);
    -- one that ends, or is opened again, moves to the other part of the table
    update ticket_line l
    set (ended, state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, received_at, updated_at, due_at, seen)
      = (n.ended, n.state, n.urgency, n.organisation_id, n.handler_id, n.area_id, n.category_id, n.channel_id, n.received_at,
         n.updated_at, n.due_at, n.seen)
    from unnest(lines) as n
    where l.city_id = of_city and l.ticket_id = n.ticket_id and l is distinct from n;
    insert into ticket_line
    select * from unnest(lines) as n
    where not exists (select from ticket_line l where l.city_id = of_city and l.ticket_id = n.ticket_id);
    delete from clock_line l
    where l.city_id = of_city and l.ticket_id = any (touched)
      and not exists (select from unnest(clocks) as n where n.ticket_id = l.ticket_id and n.clock_id = l.clock_id);
    update clock_line l
    set (task_id, kind, organisation_id, handler_id, due_at, next_at, rung, warned, seen)
      = (n.task_id, n.kind, n.organisation_id, n.handler_id, n.due_at, n.next_at, n.rung, n.warned, n.seen)
    from unnest(clocks) as n
    where l.city_id = of_city and l.ticket_id = n.ticket_id and l.clock_id = n.clock_id and l is distinct from n;
    insert into clock_line
    select * from unnest(clocks) as n
    where not exists (select from clock_line l where l.city_id = of_city and l.ticket_id = n.ticket_id and l.clock_id = n.clock_id);
    insert into ticket_text
    select * from ticket_text_now(of_city, array(select ticket_id from event
                                                 where city_id = of_city and pos > since and pos <= upto and kind = 1))
    on conflict do nothing;
    return true;
end $$;

commit;
