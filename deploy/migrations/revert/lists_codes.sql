-- Revert steward:lists_codes from pg
begin;
set local search_path = steward, public;
drop index ticket_line_ended_codes, ticket_line_ended_received, ticket_line_ended_updated, ticket_line_ended_urgency;
create index ticket_line_ended_received on ticket_line_ended (city_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, updated_at);
create index ticket_line_ended_updated on ticket_line_ended (city_id, updated_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, received_at);
create index ticket_line_ended_state on ticket_line_ended (city_id, state, received_at, ticket_id)
    include (urgency, organisation_id, handler_id, area_id, category_id, channel_id, updated_at);
create index ticket_line_ended_urgency on ticket_line_ended (city_id, urgency, received_at, ticket_id)
    include (state, organisation_id, handler_id, area_id, category_id, channel_id, updated_at);
create index ticket_line_ended_organisation on ticket_line_ended (city_id, organisation_id, received_at, ticket_id)
    include (state, urgency, handler_id, area_id, category_id, channel_id, updated_at);
create index ticket_line_ended_handler on ticket_line_ended (city_id, handler_id, received_at, ticket_id)
    include (state, urgency, organisation_id, area_id, category_id, channel_id, updated_at) where handler_id <> 0;
create index ticket_line_ended_area on ticket_line_ended (city_id, area_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, category_id, channel_id, updated_at);
create index ticket_line_ended_category on ticket_line_ended (city_id, category_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, channel_id, updated_at);
create index ticket_line_ended_channel on ticket_line_ended (city_id, channel_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, updated_at);
create index ticket_line_ended_seen on ticket_line_ended using gin (seen);
drop function ticket_list_page(integer, text, text, text, text, text, text, text, text, text, bigint[], bigint);
drop function ticket_list_places(text, boolean, list_page);
drop function ticket_list_walked(integer, text, text, text, text, text, text, bigint[], bigint, bigint);
drop function ticket_list_sorted(integer, text, text, text, text, text, text, bigint[], bigint, bigint);
drop type list_page;
drop function ticket_line_coded(integer, jsonb);
drop function ticket_text_found(integer, bigint, text[], text[], text[]);
drop function ticket_text_among(text, text, bigint, text[], text[], bigint);
drop function line_codes(integer, smallint, smallint, integer, integer, integer, integer, integer);
drop function line_code(integer, integer, integer);
create function ticket_line_estimate(conditions text) returns bigint language plpgsql as $$
declare
    plan jsonb;
begin
    execute 'explain (format json) select from ticket_line l where ' || conditions into plan;
    return (plan->0->'Plan'->>'Plan Rows')::bigint;
end $$;
create function ticket_list_page(of_city integer, source text, conditions text, fresh_conditions text, range text, sorted text, way text,
                                 by_level text, few boolean, leads boolean, fresh bigint[], most bigint, out tickets bigint[], out at timestamptz[], out levels smallint[])
language plpgsql stable as $$
declare
    first_in_order constant bigint := 20000;
    columns text := 'select l.ticket_id, l.' || sorted || ' as at, l.urgency as level from ';
    -- what is added to the column hides it from the planner, so that it does not look through all of them in its order
    page text := ' order by ' || coalesce('l.urgency ' || by_level || ', ', '') || 'l.' || sorted || '%s ' || way || ', l.ticket_id ' || way || ' limit ';
    known text := conditions || case when cardinality(fresh) > 0 then format(' and l.ticket_id <> all (%L)', fresh) else '' end;
    whole text := 'select array_agg(p.ticket_id), array_agg(p.at), array_agg(p.level) from (%s) as p';
begin
    if cardinality(fresh) > 0 then
        whole := format(whole, format('select * from ((%%s) union all (%sticket_line_now(%s, %L) l where %s and %s%s)) as part order by %sat %s, ticket_id %s limit %s',
                                      columns, of_city, fresh, range, conditions || fresh_conditions, format(page, '') || most,
                                      coalesce('level ' || by_level || ', ', ''), way, way, most));
    end if;
    if not few then
        execute format(whole, format('%s(select * from %s l where %s%s) as l where %s%s',
                                     columns, source, range, format(page, '') || first_in_order, known, format(page, '') || most))
        into tickets, at, levels;
    end if;
    if few or coalesce(cardinality(tickets), 0) < most then
        execute format(whole, format('%s%s l where %s and %s%s',
                                     columns, source, range, known, format(page, case when leads then '' else ' + interval ''0''' end) || most))
        into tickets, at, levels;
    end if;
end $$;
create or replace function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    by_urgency boolean := asked->>'sort' = 'urgency';
    backwards boolean := (asked->>'descending')::boolean;
    sorted text := case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end;
    way text := case when backwards or by_urgency then 'desc' else 'asc' end;
    -- open tickets are few, and so are those that fall due
    open boolean := sorted = 'due_at' or coalesce(asked->>'ended' = 'false', false) or asked ? 'due_before' or coalesce(asked->>'overdue' = 'true', false);
    -- which part it is need not be asked of each ticket: then indexes alone answer
    part boolean := not open and asked ? 'ended';
    source text := case when open then 'ticket_line_open' when part then 'ticket_line_ended' else 'ticket_line' end;
    of_range text[] := case sorted when 'received_at' then '{received_from,received_to}'
                                   when 'updated_at' then '{updated_from,updated_to}' else '{due_before}' end;
    range text := ticket_line_conditions(of_city, (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(asked)
                                                   where key = any (of_range)));
    conditions text := ticket_line_conditions(of_city, asked - of_range - case when part then 'ended' else '' end);
    fresh_conditions text := case when part then ' and l.ended' when open then ' and not l.ended' else '' end;
    from_here text := format('(l.%s, l.ticket_id) %s (%L, %s)', sorted, case way when 'desc' then '<' else '>' end,
                             instant_of((asked->'after'->>'at')::bigint), asked->'after'->>'ticket');
    after_urgency integer := (asked->'after'->>'urgency')::integer;
    leads boolean := sorted = 'received_at' and asked ?| '{organisation,handler,channel}';
    at_once boolean := true;
    wanted bigint := (asked->>'limit')::bigint;
    level integer;
    begins text;
    few boolean;
    page record;
begin
    if asked ? 'text' or asked ? 'address' then
        return query select * from ticket_search(of_city, asked, fresh);
        return;
    end if;
    if by_urgency and not open then
        at_once := ticket_line_estimate(source, range || ' and ' || conditions) < 5000;
    end if;
    for level in select n from generate_series(1, case when at_once then 1 else 4 end) as n
                 order by case when backwards then -n else n end loop
        begins := range;
        if at_once and asked ? 'after' then
            begins := begins || format(case when by_urgency then ' and (l.urgency %s %s or l.urgency = %2$s and %3$s)' else ' and %3$s' end,
                                       case when backwards then '<' else '>' end, after_urgency, from_here);
        elsif not at_once then
            continue when after_urgency <> level and (after_urgency > level) <> backwards;
            begins := begins || ' and l.urgency = ' || level || case when level = after_urgency then ' and ' || from_here else '' end;
        end if;
        few := open or (at_once and by_urgency) or ticket_line_estimate(source, begins || ' and ' || conditions) < 5000;
        page := ticket_list_page(of_city, source, conditions, fresh_conditions, begins, sorted, way,
                                 case when at_once and by_urgency then case when backwards then 'desc' else 'asc' end end,
                                 few, open or (leads and not few), fresh, wanted);
        return query
        select found.number, concat_ws('.', asked->>'sort', case when by_urgency then found.level else 0 end,
                                       floor(extract(epoch from found.at) * 1000000)::bigint, found.number)
        from unnest(page.tickets, page.at, page.levels) as found (number, at, level);
        wanted := wanted - coalesce(cardinality(page.tickets), 0);
        exit when wanted <= 0;
    end loop;
end $$;
create or replace function ticket_line_among(conditions text, source text, tickets bigint[]) returns bigint[] language plpgsql stable as $$
declare
    kept bigint[];
begin
    execute format('select array(select l.ticket_id from %s l where %s and l.ticket_id = any (%L))', source, conditions, tickets)
    into kept;
    return kept;
end $$;
create or replace function ticket_search(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    conditions text := ticket_line_conditions(of_city, asked);
    filtered boolean := conditions <> ticket_line_conditions(of_city, '{}');
    likes text[] := text_likes(text_plain(asked->>'text'));
    address_likes text[] := text_likes(text_plain(asked->>'address'));
    sought text[] := text_sought(text_plain(concat_ws(' ', asked->>'text', asked->>'address')));
    wanted bigint := (asked->>'limit')::bigint;
    before bigint := coalesce((asked->'after'->>'ticket')::bigint, 9223372036854775807);
    kept bigint[] := '{}';
    waiting bigint[] := '{}';
    newest bigint;
begin
    if filtered and ticket_line_estimate(conditions) < 20000 then
        execute format('select array(select l.ticket_id from ticket_line l join ticket_text t using (city_id, ticket_id)
                        where %s and l.ticket_id < %s and l.ticket_id <> all (%L) and text_holds(t.said, %L, %L)
                        order by l.ticket_id desc limit %s)', conditions, before, fresh, likes, address_likes, wanted) into kept;
    else
        newest := before;
        loop
            newest := (select max(t.ticket_id) from ticket_text t where t.city_id = of_city and t.ticket_id < newest);
            if newest is not null then
                waiting := waiting || array(
                    select t.ticket_id from ticket_text t
                    where t.city_id = of_city and text_holds(t.said, likes, address_likes) and t.ticket_id < before
                      and t.ticket_id <> all (fresh)
                      and text_entries(text_grams(t.said, 1), t.city_id, text_stretch(t.ticket_id))
                          @> text_entries(sought, of_city, text_stretch(newest)));
                newest := text_stretch(newest) << 16;
            end if;
            if newest is null or cardinality(waiting) >= 500 or not filtered then
                kept := kept || case when filtered then ticket_line_among(conditions, 'ticket_line', waiting) else waiting end;
                waiting := '{}';
            end if;
            exit when newest is null or cardinality(kept) >= wanted;
        end loop;
    end if;
    kept := kept || ticket_line_among(conditions, format('ticket_line_now(%s, %L)', of_city, fresh), array(
        select t.ticket_id from ticket_text_now(of_city, fresh) as t
        where text_holds(t.said, likes, address_likes) and t.ticket_id < before));
    if asked->>'text' ~ '^[0-9]{1,15}$' and not asked ? 'address' and (asked->>'text')::bigint < before then
        kept := kept || ticket_line_among(conditions, 'ticket_line', array[(asked->>'text')::bigint]);
    end if;
    return query select distinct number, 'number.0.0.' || number from unnest(kept) as number order by number desc limit wanted;
end $$;
alter function ticket_search(integer, jsonb, bigint[]) set plan_cache_mode = 'force_custom_plan';
alter function ticket_search(integer, jsonb, bigint[]) reset max_parallel_workers_per_gather;
alter function ticket_list(integer, jsonb, bigint[]) reset max_parallel_workers_per_gather;
commit;
