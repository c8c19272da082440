-- Revert steward:lists_first from pg
begin;
set local search_path = steward, public;
drop function ticket_list_part(integer, text, jsonb, text);
drop function ticket_list_after(jsonb, boolean);
drop function ticket_list_places(text, boolean, list_page[], bigint);
drop function ticket_list_page(text, text, text, text, text, text, text, bigint, bigint, bigint);
drop function ticket_list_sorted(text, text, text, text, text, bigint);
drop function ticket_list_looked(text, text, text, text, bigint, bigint, bigint);
drop function ticket_list_by_days(integer, text);
drop function ticket_list_in_order(text, text, text, text);
drop function ticket_list_upto(bigint);
drop function ticket_line_seen(integer[]);
drop function text_looked_most();
drop index ticket_line_open_codes, ticket_line_ended_codes, ticket_line_ended_days;
drop function line_codes(integer, smallint, smallint, integer, integer, integer);
drop function line_tree_take(integer);
drop function line_tree_now(integer);
alter table ticket_line drop column within;
drop table line_tree;
alter type list_page add attribute looked_at bigint;

create or replace function ticket_line_now(of_city integer, tickets bigint[]) returns setof ticket_line language sql stable as $$
    select t.city_id, t.ticket_id, state.ended, t.state, t.urgency, t.organisation_id, coalesce(k.handler_id, 0), t.area_id,
           t.category_id, t.channel_id, t.received_at, case when moved.version = t.version then moved.at
                else coalesce(ticket_archived_at(t.city_id, t.ticket_id), moved.at, t.received_at) end,
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
        select e.at, e.version from event e
        where e.city_id = t.city_id and e.ticket_id = t.ticket_id and e.kind < 100
        order by e.pos + 0 desc -- not by the index of positions
        limit 1
    ) as moved on true
$$;

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

create function line_codes(of_city integer, state smallint, urgency smallint, organisation integer, handler integer, area integer,
                           category integer, channel integer) returns bigint[] language sql immutable parallel safe as $$
    select array[steward.line_code(of_city, 1, state), steward.line_code(of_city, 2, urgency),
                 steward.line_code(of_city, 3, organisation), steward.line_code(of_city, 4, handler),
                 steward.line_code(of_city, 5, area), steward.line_code(of_city, 6, category),
                 steward.line_code(of_city, 7, channel)]
$$;
create index ticket_line_ended_codes on ticket_line_ended using gin
    (line_codes(city_id, state, urgency, organisation_id, handler_id, area_id, category_id, channel_id), seen)
    with (gin_pending_list_limit = 512);
create index ticket_line_open_organisation on ticket_line_open (city_id, organisation_id, received_at, ticket_id);
create index ticket_line_open_handler on ticket_line_open (city_id, handler_id, received_at, ticket_id) where handler_id <> 0;
create index ticket_line_open_area on ticket_line_open (city_id, area_id, received_at, ticket_id);
create index ticket_line_open_seen on ticket_line_open using gin (seen) with (fastupdate = off);
create index ticket_line_ended_urgency on ticket_line_ended (city_id, urgency, received_at, ticket_id)
    include (state, organisation_id, handler_id, area_id, category_id, channel_id, updated_at, seen);

create or replace function ticket_line_coded(of_city integer, asked jsonb) returns text language plpgsql stable as $$
declare
    codes constant text := 'line_codes(l.city_id, l.state, l.urgency, l.organisation_id, l.handler_id, l.area_id, l.category_id, l.channel_id)';
    every bigint[] := array(
        select line_code(of_city, kind, (asked->>name)::integer)
        from (values (1, 'state'), (2, 'urgency'), (3, 'organisation'), (4, 'handler'), (7, 'channel')) as single (kind, name)
        where asked ? name);
begin
    return concat_ws(' and ', ticket_line_conditions(of_city, asked - '{ended,overdue,state,urgency,organisation,handler,area,category,channel}'::text[]),
        case when every <> '{}' then format('%s @> %L', codes, every) end,
        case when asked ? 'area' then format('%s && %L', codes, array(
            select line_code(of_city, 5, below) from unnest(area_below(of_city, (asked->>'area')::integer)) as below)) end,
        case when asked ? 'category' then format('%s && %L', codes, array(
            select line_code(of_city, 6, below) from unnest(category_below(of_city, (asked->>'category')::integer)) as below)) end);
end $$;

create function ticket_list_sorted(of_city integer, open_conditions text, ended_conditions text, fresh_conditions text, sorted text, way text,
                                   by_level text, fresh bigint[], most bigint, at_most bigint) returns list_page language plpgsql stable as $$
declare
    page list_page;
    columns text := format('select l.ticket_id, l.%s as at, l.urgency as level from ', sorted);
    known text := case when cardinality(fresh) > 0 then format(' and l.ticket_id <> all (%L)', fresh) else '' end;
    first text := format(' order by %sat %s, ticket_id %s limit %s', coalesce('level ' || by_level || ', ', ''), way, way, most);
    parts text[] := '{}';
begin
    if ended_conditions is not null then
        parts := parts || format('select * from ended%s', first);
    end if;
    if open_conditions is not null then
        parts := parts || format('%sticket_line_open l where %s%s%s', columns, open_conditions, known, first);
    end if;
    if cardinality(fresh) > 0 then
        parts := parts || format('%sticket_line_now(%s, %L) l where %s%s', columns, of_city, fresh, fresh_conditions, first);
    end if;
    execute format('with ended as materialized (%sticket_line_ended l where %s limit %s)
                    select array_agg(p.ticket_id), array_agg(p.at), array_agg(p.level), (select count(*) from ended)
                    from (select * from (%s) as part%s) as p',
                   columns, coalesce(ended_conditions || known, 'false'), coalesce(at_most::text, 'all'),
                   '(' || array_to_string(parts, ') union all (') || ')', first)
    into page;
    return page;
end $$;

-- The first `at_most` in the order, or all, are looked through. `range` is what is asked of the order and of the city, `conditions` all else.
create function ticket_list_walked(of_city integer, source text, range text, conditions text, fresh_conditions text, sorted text, way text,
                                   fresh bigint[], most bigint, at_most bigint) returns list_page language plpgsql stable as $$
declare
    page list_page;
    columns text := format('select l.ticket_id, l.%s as at, l.urgency as level from ', sorted);
    known text := case when cardinality(fresh) > 0 then format(' and l.ticket_id <> all (%L)', fresh) else '' end;
    in_order text := format(' order by l.%s %s, l.ticket_id %s limit ', sorted, way, way);
    part text := format('(%s(select * from %s l where %s%s) as l where %s%s)', columns, source, range, in_order || coalesce(at_most::text, 'all'), conditions || known, in_order || most);
begin
    if cardinality(fresh) > 0 then
        part := part || format(' union all (%sticket_line_now(%s, %L) l where %s%s)', columns, of_city, fresh, fresh_conditions, in_order || most);
    end if;
    execute format('select array_agg(p.ticket_id), array_agg(p.at), array_agg(p.level)
                    from (select * from (%s) as part order by at %s, ticket_id %s limit %s) as p', part, way, way, most)
    into page.tickets, page.at, page.levels;
    return page;
end $$;

create function ticket_list_places(sort text, by_urgency boolean, page list_page) returns table (ticket_id bigint, place text)
language sql immutable as $$
    select number, concat_ws('.', sort, case when by_urgency then level else 0 end, floor(extract(epoch from at) * 1000000)::bigint, number)
    from unnest(page.tickets, page.at, page.levels) as found (number, at, level)
$$;

-- A page of what is asked, `range` of the order and of the city, `conditions` all else, `coded` the same of ended tickets. Where
-- few are expected they are sorted; were they many after all, or are many expected, the first in the order are looked
-- through; where that does not fill the page all that fit are sorted. Either takes about as long at most. looked_at -1: many are to be sorted by urgency.
create function ticket_list_page(of_city integer, source text, range text, of_level text, conditions text, coded text, also text,
                                 sorted text, way text, by_level text, fresh bigint[], most bigint) returns list_page
language plpgsql stable as $$
declare
    sorted_at_once constant bigint := 10000;
    page list_page;
    in_range bigint;
    few bigint;
    looked_through bigint;
    open_conditions text := case when source <> 'ticket_line_ended' then range || ' and ' || conditions end;
    ended_conditions text := case when source <> 'ticket_line_open' then range || ' and ' || coded end;
    fresh_conditions text := range || ' and ' || conditions || also;
begin
    if source = 'ticket_line_open' then
        return ticket_list_sorted(of_city, open_conditions, null, fresh_conditions, sorted, way, by_level, fresh, most, null);
    end if;
    in_range := ticket_line_estimate(source, range || of_level);
    few := 2 * sqrt(in_range); -- a row that is sorted costs ten of those that are looked through
    looked_through := greatest(20000, 12 * few);
    if in_range > looked_through and ticket_line_estimate(source, range || ' and ' || conditions) < few then
        page := ticket_list_sorted(of_city, open_conditions, ended_conditions, fresh_conditions, sorted, way, by_level, fresh, most, sorted_at_once);
        if page.looked_at < sorted_at_once then
            return page;
        end if;
    end if;
    if by_level is not null then
        return (null, null, null, -1)::list_page;
    end if;
    page := ticket_list_walked(of_city, source, range || of_level, conditions, fresh_conditions, sorted, way, fresh, most,
                               case when in_range > looked_through then looked_through end);
    if cardinality(page.tickets) = most or in_range <= looked_through then
        return page;
    end if;
    return ticket_list_sorted(of_city, open_conditions, ended_conditions, fresh_conditions, sorted, way, null, fresh, most, null);
end $$;

-- A page of tickets with the place of each, for `after`. By urgency: the newest first of each; few are sorted, else each
-- urgency is looked through by itself. What words are sought in is in order of the number.
create or replace function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    by_urgency boolean := asked->>'sort' = 'urgency';
    backwards boolean := (asked->>'descending')::boolean;
    sorted text := case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end;
    way text := case when backwards or by_urgency then 'desc' else 'asc' end;
    -- open tickets are few, and so are those that fall due
    open boolean := sorted = 'due_at' or coalesce(asked->>'ended' = 'false', false) or asked ? 'due_before' or coalesce(asked->>'overdue' = 'true', false);
    ended boolean := not open and coalesce(asked->>'ended' = 'true', false);
    source text := case when open then 'ticket_line_open' when ended then 'ticket_line_ended' else 'ticket_line' end;
    of_range text[] := case sorted when 'received_at' then '{received_from,received_to}'
                                   when 'updated_at' then '{updated_from,updated_to}' else '{due_before}' end;
    range text := ticket_line_conditions(of_city, (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(asked)
                                                   where key = any (of_range)))
        -- no ticket was moved before it was received, but for clocks that differ
        || case when sorted = 'received_at' and asked ? 'updated_to'
                then format(' and l.received_at < %L', instant_of((asked->>'updated_to')::bigint) + interval '1 day')
                when sorted = 'updated_at' and asked ? 'received_from'
                then format(' and l.updated_at >= %L', instant_of((asked->>'received_from')::bigint) - interval '1 day')
                else '' end;
    -- which part of the table it is need not be asked of each ticket, or no index alone would answer
    rest jsonb := asked - of_range - case when ended then 'ended' else '' end;
    also text := case when ended then ' and l.ended' when open then ' and not l.ended' else '' end;
    after_urgency integer := (asked->'after'->>'urgency')::integer;
    from_here text := case when asked ? 'after' then format(' and (l.%s, l.ticket_id) %s (%L, %s)', sorted, case way when 'desc' then '<' else '>' end,
                                      instant_of((asked->'after'->>'at')::bigint), asked->'after'->>'ticket') else '' end;
    after_here text := case when by_urgency and asked ? 'after' then format(' and (l.urgency %s %s or l.urgency = %2$s%3$s)',
                                case when backwards then '<' else '>' end, after_urgency, from_here) else from_here end;
    wanted bigint := (asked->>'limit')::bigint;
    page list_page;
    level integer;
begin
    if asked ? 'text' or asked ? 'address' then
        return query select * from ticket_search(of_city, asked, fresh);
        return;
    end if;
    page := ticket_list_page(of_city, source, range || after_here, '', ticket_line_conditions(of_city, rest), ticket_line_coded(of_city, rest),
                             also, sorted, way, case when by_urgency then case when backwards then 'desc' else 'asc' end end, fresh, wanted);
    if page.looked_at is distinct from -1 then
        return query select * from ticket_list_places(asked->>'sort', by_urgency, page);
        return;
    end if;
    for level in select n from generate_series(1, 4) as n
                 where n = coalesce((asked->>'urgency')::integer, n) and (after_urgency is null or n = after_urgency or (n > after_urgency) <> backwards)
                 order by case when backwards then -n else n end loop
        rest := rest || jsonb_build_object('urgency', level);
        page := ticket_list_page(of_city, source, range || case when level = after_urgency then from_here else '' end, ' and l.urgency = ' || level, ticket_line_conditions(of_city, rest),
                                 ticket_line_coded(of_city, rest), also, sorted, way, null, fresh, wanted);
        return query select * from ticket_list_places(asked->>'sort', by_urgency, page);
        wanted := wanted - coalesce(cardinality(page.tickets), 0);
        exit when wanted <= 0;
    end loop;
end $$;

create or replace function ticket_search(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    few constant bigint := 1000;
    many constant bigint := 50000;
    open_only boolean := coalesce(asked->>'ended' = 'false', false) or asked ? 'due_before' or coalesce(asked->>'overdue' = 'true', false);
    conditions text := ticket_line_conditions(of_city, asked);
    coded text := case when open_only then 'false' else ticket_line_coded(of_city, asked) end;
    filtered boolean := conditions <> ticket_line_conditions(of_city, '{}');
    likes text[] := text_likes(text_plain(asked->>'text'));
    address_likes text[] := text_likes(text_plain(asked->>'address'));
    sought text[] := text_sought(text_plain(concat_ws(' ', asked->>'text', asked->>'address')));
    wanted bigint := (asked->>'limit')::bigint;
    before bigint := coalesce((asked->'after'->>'ticket')::bigint, 9223372036854775807);
    left_by_filters bigint := case when filtered then ticket_line_estimate('ticket_line', conditions) end;
    kept bigint[] := '{}';
    waiting bigint[] := '{}';
    found bigint[];
    looked_at bigint := 0;
    stretch bigint := text_stretch((select max(t.ticket_id) from ticket_text t where t.city_id = of_city and t.ticket_id < before));
begin
    loop
        if left_by_filters < greatest(few, least(looked_at, many)) then
            kept := kept || ticket_line_among(conditions, 'ticket_line', waiting)
                         || ticket_text_among(conditions, coded, least(before, (stretch + 1) << 16), likes, address_likes, wanted);
            exit;
        end if;
        exit when stretch is null or stretch < 0;
        found := ticket_text_found(of_city, stretch, sought, likes, address_likes);
        looked_at := looked_at + cardinality(found);
        waiting := waiting || array(select number from unnest(found) as number where number < before);
        stretch := stretch - 1;
        if cardinality(waiting) >= 500 or not filtered or stretch < 0 then
            kept := kept || case when filtered then ticket_line_among(conditions, 'ticket_line', waiting) else waiting end;
            waiting := '{}';
        end if;
        exit when cardinality(kept) >= wanted + cardinality(fresh);
    end loop;
    kept := array(select number from unnest(kept) as number where number <> all (fresh)) ||
            ticket_line_among(conditions, format('ticket_line_now(%s, %L)', of_city, fresh), array(
                select t.ticket_id from ticket_text_now(of_city, fresh) as t
                where text_holds(t.said, likes, address_likes) and t.ticket_id < before));
    if asked->>'text' ~ '^[0-9]{1,15}$' and not asked ? 'address' and (asked->>'text')::bigint < before then
        kept := kept || ticket_line_among(conditions, 'ticket_line', array[(asked->>'text')::bigint]);
    end if;
    return query select distinct number, 'number.0.0.' || number from unnest(kept) as number order by number desc limit wanted;
end $$;
alter function ticket_search(integer, jsonb, bigint[]) set max_parallel_workers_per_gather = 0;
alter function ticket_list(integer, jsonb, bigint[]) set max_parallel_workers_per_gather = 0;

create function period_parts(first_day date, last_day date)
returns table (part_grain smallint, part_first date, part_last date)
language sql immutable parallel safe rows 3 as $$
    with whole as (
        select (date_trunc('month', first_day::timestamp + interval '1 month - 1 day'))::date as first,
               (date_trunc('month', last_day::timestamp + interval '1 day'))::date as after_last
    )
    select 2::smallint, first, after_last - 1 from whole where first < after_last
    union all
    select 1::smallint, first_day, least(first - 1, last_day) from whole where first_day < first
    union all
    select 1::smallint, after_last, last_day from whole where after_last <= last_day and after_last >= first
$$;

commit;
