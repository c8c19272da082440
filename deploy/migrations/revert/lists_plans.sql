-- Revert steward:lists_plans from pg
begin;
set local search_path = steward, public;
alter function ticket_search(integer, jsonb, bigint[]) reset plan_cache_mode;
-- A page of tickets with the place of each, for `after`. By urgency: the newest first of each. What words are sought in is
-- in order of the number.
create or replace function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    by_urgency boolean := asked->>'sort' = 'urgency';
    backwards boolean := (asked->>'descending')::boolean;
    sorted text := case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end;
    way text := case when backwards or by_urgency then 'desc' else 'asc' end;
    of_range text[] := case sorted when 'received_at' then '{received_from,received_to,ended}'
                                   when 'updated_at' then '{updated_from,updated_to,ended}' else '{due_before,ended}' end;
    range text := ticket_line_conditions(of_city, (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(asked)
                                                   where key = any (of_range)));
    conditions text := ticket_line_conditions(of_city, asked - of_range);
    from_here text := format(' and (l.%s, l.ticket_id) %s (%L, %s)', sorted, case way when 'desc' then '<' else '>' end,
                             instant_of((asked->'after'->>'at')::bigint), asked->'after'->>'ticket');
    -- open tickets are few, and so are those that fall due
    open boolean := sorted = 'due_at' or coalesce(asked->>'ended' = 'false', false) or asked ? 'due_before' or coalesce(asked->>'overdue' = 'true', false);
    leads boolean := open or sorted = 'received_at' and (by_urgency or asked ?| '{organisation,handler,channel,state,urgency}');
    wanted bigint := (asked->>'limit')::bigint;
    after_urgency integer := case when asked ? 'after' then (asked->'after'->>'urgency')::integer end;
    level integer;
    of_level text := '';
    begins text;
    page record;
begin
    if asked ? 'text' or asked ? 'address' then
        return query select * from ticket_search(of_city, asked, fresh);
        return;
    end if;
    for level in select n from generate_series(1, case when by_urgency then 4 else 1 end) as n
                 order by case when backwards then -n else n end loop
        if by_urgency then
            continue when after_urgency <> level and (after_urgency > level) <> backwards;
            of_level := ' and l.urgency = ' || level;
        end if;
        begins := range || case when asked ? 'after' and (not by_urgency or level = after_urgency) then from_here else '' end;
        page := ticket_list_page(of_city, conditions || of_level, begins, sorted, way,
                                 open or ticket_line_estimate(begins || ' and ' || conditions || of_level) < 5000, leads, fresh, wanted);
        return query
        select found.number, concat_ws('.', asked->>'sort', case when by_urgency then level else 0 end,
                                       floor(extract(epoch from found.at) * 1000000)::bigint, found.number)
        from unnest(page.tickets, page.at) as found (number, at);
        wanted := wanted - coalesce(cardinality(page.tickets), 0);
        exit when wanted <= 0;
    end loop;
end $$;

create or replace function ticket_line_now(of_city integer, tickets bigint[]) returns setof ticket_line language sql stable as $$
    select t.city_id, t.ticket_id, state.ended, t.state, t.urgency, t.organisation_id, coalesce(k.handler_id, 0), t.area_id,
           t.category_id, t.channel_id, t.received_at, coalesce(moved.at, t.received_at),
           case when not state.ended and lead.stopped_at is null and not lead.paused then lead.due_at end,
           array(select viewer_key(0, task.organisation_id) from task
                 where task.city_id = t.city_id and task.ticket_id = t.ticket_id
                 union
                 select unnest(array[viewer_key(1, c.area_id), viewer_key(1, t.area_id), viewer_key(2, c.reporter_id)])
                 order by 1)
    from unnest(tickets) as asked (ticket_id)
    join complaint c on c.city_id = of_city and c.ticket_id = asked.ticket_id
    join ticket t on t.city_id = of_city and t.ticket_id = asked.ticket_id
    join lifecycle_state state on state.state = t.state
    left join task k on k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id
    left join lateral (
        select due_at, stopped_at, paused from clock
        where clock.city_id = t.city_id and clock.ticket_id = t.ticket_id and clock.task_id = t.task_id and clock.kind = 1
        order by clock_id desc
        limit 1
    ) as lead on true
    left join lateral (
        select e.at from event e
        where e.city_id = t.city_id and e.ticket_id = t.ticket_id and e.kind < 100
        order by e.pos desc
        limit 1
    ) as moved on true
$$;

create or replace function ticket_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql as $$
declare
    touched bigint[];
begin
    update cursor set pos = upto where consumer = 'lines' and city_id = of_city and pos = since;
    if not found then
        return false;
    end if;
    touched := array(select distinct ticket_id from event
                     where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0 order by ticket_id);
    delete from ticket_line where city_id = of_city and ticket_id = any (touched);
    insert into ticket_line select * from ticket_line_now(of_city, touched);
    delete from clock_line where city_id = of_city and ticket_id = any (touched);
    insert into clock_line select * from clock_line_now(of_city, touched);
    insert into ticket_text
    select * from ticket_text_now(of_city, array(select ticket_id from event
                                                 where city_id = of_city and pos > since and pos <= upto and kind = 1))
    on conflict do nothing;
    return true;
end $$;
commit;
