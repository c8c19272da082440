-- Revert steward:heat_days from pg
begin;
set local search_path = steward;
create or replace function heat_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    lines heat_line[] := array(
        select line
        from heat_line_now(of_city, array(select distinct ticket_id from event
                                          where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0)) as line);
begin
    -- one that ends, or is opened again, moves to the other part of the table
    update heat_line l
    set (area_id, category_id, urgency, ended, due_at) = (n.area_id, n.category_id, n.urgency, n.ended, n.due_at)
    from unnest(lines) as n
    where l.city_id = of_city and l.ticket_id = n.ticket_id
      and (l.area_id, l.category_id, l.urgency, l.ended, l.due_at) is distinct from
          (n.area_id, n.category_id, n.urgency, n.ended, n.due_at);
    insert into heat_line
    select * from unnest(lines) as n
    where not exists (select from heat_line l where l.city_id = of_city and l.ticket_id = n.ticket_id);
    return true;
end $$;
drop index heat_line_open_cell;
drop index heat_line_ended_cell;
drop index heat_line_ended_day;
create index heat_line_ended_day on heat_line_ended (city_id, day)
    include (cell, area_id, category_id, channel_id, urgency, ended);
drop function heat_pack(integer, date);
drop table heat_day;
commit;
