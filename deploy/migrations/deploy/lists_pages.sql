-- Deploy steward:lists_pages to pg
-- requires: clock_lines
-- A page is found within a bounded time also where two filters have many tickets each and both together none: there a plan
-- by estimates looked through all tickets.

begin;
set local search_path = steward, public;

-- These are planned once a session and not with every call.
create or replace function area_below(of_city integer, of_area integer) returns integer[] language plpgsql stable as $$
begin
    return (
        with recursive below as (
            select of_area as area_id
            union
            select a.area_id from area a join below b on a.city_id = of_city and a.parent_id = b.area_id
        )
        select array_agg(area_id order by area_id) from below
    );
end $$;

create or replace function category_below(of_city integer, of_category integer) returns integer[] language plpgsql stable as $$
begin
    return (
        with recursive below as (
            select of_category as category_id
            union
            select c.category_id from category c join below b on c.city_id = of_city and c.parent_id = b.category_id
        )
        select array_agg(category_id order by category_id) from below
    );
end $$;

create or replace function viewer_keys(of_city integer, viewer jsonb) returns integer[] language plpgsql stable as $$
begin
    return (
        select array(select viewer_key(0, id::integer) from jsonb_array_elements_text(viewer->'organisations') as id
                     union
                     select viewer_key(1, below) from jsonb_array_elements_text(viewer->'areas') as id
                     cross join lateral unnest(area_below(of_city, id::integer)) as below
                     union
                     select viewer_key(2, (viewer->>'person')::integer))
    );
end $$;

create or replace function ticket_line_conditions(of_city integer, asked jsonb) returns text language plpgsql stable as $$
begin
    return (
        select string_agg(condition, ' and ')
        from (values
            (condition_of('l.city_id = %s', of_city)),
            (condition_of('l.ended = %L', (asked->>'ended')::boolean)),
            (condition_of('l.state = %s', (asked->>'state')::integer)),
            (condition_of('l.urgency = %s', (asked->>'urgency')::integer)),
            (condition_of('l.organisation_id = %s', (asked->>'organisation')::integer)),
            (condition_of('l.handler_id = %s and l.handler_id <> 0', (asked->>'handler')::integer)),
            (condition_of('l.channel_id = %s', (asked->>'channel')::integer)),
            (condition_of('l.area_id = any (%L)', case when asked ? 'area' then area_below(of_city, (asked->>'area')::integer) end)),
            (condition_of('l.category_id = any (%L)',
                          case when asked ? 'category' then category_below(of_city, (asked->>'category')::integer) end)),
            (condition_of('l.received_at >= %L', instant_of((asked->>'received_from')::bigint))),
            (condition_of('l.received_at < %L', instant_of((asked->>'received_to')::bigint))),
            (condition_of('l.updated_at >= %L', instant_of((asked->>'updated_from')::bigint))),
            (condition_of('l.updated_at < %L', instant_of((asked->>'updated_to')::bigint))),
            (condition_of('l.due_at < %L', instant_of((asked->>'due_before')::bigint))),
            (case asked->>'overdue' when 'true' then 'l.due_at < now()' when 'false' then '(l.due_at < now()) is not true' end),
            (condition_of('l.ticket_id = any (%L)', translate(asked->>'numbers', '[]', '{}'))),
            (condition_of('l.seen && %L', case when asked ? 'viewer' then viewer_keys(of_city, asked->'viewer') end)),
            (case when asked->>'overdue' = 'true' or asked ? 'due_before' or asked->>'sort' = 'due'
                  then 'l.due_at is not null and not l.ended' end)
        ) as each (condition)
    );
end $$;

drop function ticket_list(integer, jsonb, bigint[]);
drop function ticket_list_page(integer, text, text, text, text, bigint[], bigint);

-- The tickets of a page in order of `sorted`, a column: their numbers, and when that was. `range` is what is asked of that
-- column, of `ended` and of the city, `conditions` is all else. Unless few are expected the first 20,000 in the order are
-- looked through. Where that does not fill the page, all that fit are found by the indexes of the filters: in order where
-- one of them `leads` there, else all of them are sorted.
create function ticket_list_page(of_city integer, conditions text, range text, sorted text, way text, few boolean, leads boolean,
                                 fresh bigint[], most bigint, out tickets bigint[], out at timestamptz[])
language plpgsql stable as $$
declare
    first_in_order constant bigint := 20000;
    -- what is added to the column hides it from the planner, so that it does not look through all of them in its order
    hidden text := case when leads then '' else ' + interval ''0''' end;
    page text := ' order by l.' || sorted || '%s ' || way || ', l.ticket_id ' || way || ' limit ';
    known text := conditions || case when cardinality(fresh) > 0 then format(' and l.ticket_id <> all (%L)', fresh) else '' end;
    whole text := 'select array_agg(p.ticket_id), array_agg(p.at) from (%s) as p';
begin
    if cardinality(fresh) > 0 then
        whole := format(whole, format('select * from ((%%s) union all (select l.ticket_id, l.%s as at from ticket_line_now(%s, %L) l where %s and %s%s)) as part order by at %s, ticket_id %s limit %s',
                                      sorted, of_city, fresh, range, conditions, format(page, '') || most, way, way, most));
    end if;
    if not few then
        execute format(whole, format('select l.ticket_id, l.%s as at from (select * from ticket_line l where %s%s) as l where %s%s',
                                     sorted, range, format(page, '') || first_in_order, known, format(page, '') || most))
        into tickets, at;
    end if;
    if few or coalesce(cardinality(tickets), 0) < most then
        execute format(whole, format('select l.ticket_id, l.%s as at from ticket_line l where %s and %s%s',
                                     sorted, range, known, format(page, hidden) || most))
        into tickets, at;
    end if;
end $$;

-- A page of tickets with the place of each, for `after`. By urgency: the newest first of each. What words are sought in is
-- in order of the number.
create function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
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

commit;
