-- Revert steward:lists_pages from pg
begin;
set local search_path = steward, public;
drop function ticket_list(integer, jsonb, bigint[]);
drop function ticket_list_page(integer, text, text, text, text, boolean, boolean, bigint[], bigint);
create or replace function area_below(of_city integer, of_area integer) returns integer[] language sql stable as $$
    with recursive below as (
        select of_area as area_id
        union
        select a.area_id from area a join below b on a.city_id = of_city and a.parent_id = b.area_id
    )
    select array_agg(area_id order by area_id) from below
$$;

create or replace function category_below(of_city integer, of_category integer) returns integer[] language sql stable as $$
    with recursive below as (
        select of_category as category_id
        union
        select c.category_id from category c join below b on c.city_id = of_city and c.parent_id = b.category_id
    )
    select array_agg(category_id order by category_id) from below
$$;

create or replace function viewer_keys(of_city integer, viewer jsonb) returns integer[] language sql stable as $$
    select array(select viewer_key(0, id::integer) from jsonb_array_elements_text(viewer->'organisations') as id
                 union
                 select viewer_key(1, below) from jsonb_array_elements_text(viewer->'areas') as id
                 cross join lateral unnest(area_below(of_city, id::integer)) as below
                 union
                 select viewer_key(2, (viewer->>'person')::integer))
$$;

create or replace function ticket_line_conditions(of_city integer, asked jsonb) returns text language sql stable as $$
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
$$;

create function ticket_list_page(of_city integer, conditions text, sorted text, way text, from_here text, fresh bigint[],
                                 most bigint) returns text language plpgsql immutable as $$
declare
    page text := 'select l.ticket_id, l.' || sorted || ' as at from %s l where ' || conditions || from_here || '%s order by l.'
                 || sorted || ' ' || way || ', l.ticket_id ' || way || ' limit ' || most;
begin
    if cardinality(fresh) = 0 then
        return format(page, 'ticket_line', '');
    end if;
    return format('select * from ((%s) union all (%s)) as part order by at %s, ticket_id %s limit %s',
                  format(page, 'ticket_line', format(' and l.ticket_id <> all (%L)', fresh)),
                  format(page, format('ticket_line_now(%s, %L)', of_city, fresh), ''), way, way, most);
end $$;

create function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    conditions text := ticket_line_conditions(of_city, asked);
    by_urgency boolean := asked->>'sort' = 'urgency';
    sorted text := case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end;
    backwards boolean := (asked->>'descending')::boolean;
    way text := case when backwards or by_urgency then 'desc' else 'asc' end;
    from_here text := coalesce(format(' and (l.%s, l.ticket_id) %s (%L, %s)', sorted, case way when 'desc' then '<' else '>' end,
                                      instant_of((asked->'after'->>'at')::bigint), asked->'after'->>'ticket'), '');
    wanted bigint := (asked->>'limit')::bigint;
    of_urgency text := '';
    level integer;
    found_now bigint;
begin
    if asked ? 'text' or asked ? 'address' then
        return query select * from ticket_search(of_city, asked, fresh);
        return;
    end if;
    if not asked ? 'after' then
        from_here := '';
    end if;
    for level in select n from generate_series(1, case when by_urgency then 4 else 1 end) as n
                 order by case when backwards then -n else n end loop
        if by_urgency then
            of_urgency := ' and l.urgency = ' || level;
            continue when asked ? 'after' and (level < (asked->'after'->>'urgency')::integer) <> backwards
                          and level <> (asked->'after'->>'urgency')::integer;
        end if;
        return query execute format('select p.ticket_id, concat_ws(''.'', %L, %s, floor(extract(epoch from p.at) * 1000000)::bigint, p.ticket_id) from (%s) as p',
                                    asked->>'sort', case when by_urgency then level else 0 end,
                                    ticket_list_page(of_city, conditions || of_urgency, sorted, way,
                                        case when by_urgency and level is distinct from (asked->'after'->>'urgency')::integer then '' else from_here end,
                                        fresh, wanted));
        get diagnostics found_now = row_count;
        wanted := wanted - found_now;
        exit when wanted <= 0;
    end loop;
end $$;
commit;
