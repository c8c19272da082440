-- Revert steward:lists_in_place from pg
begin;
set local search_path = steward, public;
create or replace function ticket_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql as $$
declare
    touched bigint[];
    lines ticket_line[];
begin
    update cursor set pos = upto where consumer = 'lines' and city_id = of_city and pos = since;
    if not found then
        return false;
    end if;
    touched := array(select distinct ticket_id from event
                     where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0 order by ticket_id);
    lines := array(select line from ticket_line_now(of_city, touched) as line);
    delete from ticket_line where city_id = of_city and ticket_id = any (touched);
    insert into ticket_line select * from unnest(lines);
    delete from clock_line where city_id = of_city and ticket_id = any (touched);
    insert into clock_line select * from clock_line_now(of_city, touched);
    insert into ticket_text
    select * from ticket_text_now(of_city, array(select ticket_id from event
                                                 where city_id = of_city and pos > since and pos <= upto and kind = 1))
    on conflict do nothing;
    return true;
end $$;
commit;
