-- Deploy steward:lists_first to pg
-- requires: lists_moved
-- How many tickets fit is told by the first 5,000 in the order and no longer by statistics, which know little of what goes
-- together and made lists of two frequent filters that hardly meet be looked for twice. Open tickets are found by codes as
-- ended ones are; no index is for the order of urgency any more, but one for moves of what was received long ago. What has not
-- been taken in yet is added once, where a page is made.

begin;
set local search_path = steward, public;

drop function ticket_list_page(integer, text, text, text, text, text, text, text, text, text, bigint[], bigint);
drop function ticket_list_places(text, boolean, list_page);
drop function ticket_list_walked(integer, text, text, text, text, text, text, bigint[], bigint, bigint);
drop function ticket_list_sorted(integer, text, text, text, text, text, text, bigint[], bigint, bigint);
drop function period_parts(date, date); -- has had no reader since sums are packed
alter type list_page drop attribute looked_at;
create temp table line_before on commit drop as select * from ticket_line;
drop table ticket_line_open, ticket_line_ended;
drop function line_codes(integer, smallint, smallint, integer, integer, integer, integer, integer);

-- -- What a ticket lies in -------------------------------------------------------------------------------------

-- Areas and categories with all above them, as codes: as lines have it. An area above which there is none is the whole city, and
-- no filter.
create table line_tree (
    city_id integer not null,
    kind    smallint not null,
    id      integer not null,
    above   bigint[] not null,
    primary key (city_id, kind, id)
);
comment on table line_tree is 'What lies in what, as lines of tickets have it: kept by tally when it comes to a new version of the pack';
comment on column line_tree.kind is '5 area, 6 category (line_code)';
comment on column line_tree.above is 'Codes of it and of all above it';

create function line_tree_now(of_city integer) returns setof line_tree language sql stable as $$
    with recursive node as (
        select 5::smallint as kind, area_id as id, parent_id from area where city_id = of_city
        union all
        select 6::smallint, category_id, parent_id from category where city_id = of_city
    ), above as (
        select kind, id, id as upper, parent_id, 1 as height from node
        union all
        select below.kind, below.id, node.id, node.parent_id, below.height + 1
        from above as below join node on node.kind = below.kind and node.id = below.parent_id
    )
    select of_city, kind, id, coalesce(array_agg(line_code(of_city, kind, upper) order by height)
                                       filter (where kind = 6 or parent_id is not null), '{}')
    from above
    group by kind, id
$$;

alter table ticket_line add column within bigint[] not null default '{}';
comment on column ticket_line.within is 'Codes of its area and category and of all above them (line_tree)';

create or replace function ticket_line_now(of_city integer, tickets bigint[]) returns setof ticket_line language sql stable as $$
    select t.city_id, t.ticket_id, state.ended, t.state, t.urgency, t.organisation_id, coalesce(k.handler_id, 0), t.area_id,
           t.category_id, t.channel_id, t.received_at, case when moved.version = t.version then moved.at
                else coalesce(ticket_archived_at(t.city_id, t.ticket_id), moved.at, t.received_at) end,
           case when not state.ended and lead.stopped_at is null and not lead.paused then lead.due_at end,
           array(select viewer_key(0, task.organisation_id) from task
                 where task.city_id = t.city_id and task.ticket_id = t.ticket_id
                 union
                 select unnest(array[viewer_key(1, c.area_id), viewer_key(1, t.area_id), viewer_key(2, c.reporter_id)])
                 order by 1),
           coalesce((select above from line_tree where city_id = t.city_id and kind = 5 and id = t.area_id), '{}') ||
           coalesce((select above from line_tree where city_id = t.city_id and kind = 6 and id = t.category_id), '{}')
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

-- The tree of the city as it is now, and the lines of all tickets that lie elsewhere than before.
create function line_tree_take(of_city integer) returns void language plpgsql
set enable_seqscan = on set enable_hashjoin = on as $$
declare
    others line_tree[] := array(select now from line_tree_now(of_city) as now
                                except select kept from line_tree as kept where city_id = of_city);
begin
    insert into line_tree select * from unnest(others) on conflict (city_id, kind, id) do update set above = excluded.above;
    update ticket_line l set within = area.above || category.above
    from line_tree area, line_tree category
    where l.city_id = of_city
      and (l.area_id in (select id from unnest(others) where kind = 5) or l.category_id in (select id from unnest(others) where kind = 6))
      and area.city_id = of_city and area.kind = 5 and area.id = l.area_id
      and category.city_id = of_city and category.kind = 6 and category.id = l.category_id;
end $$;

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
    if exists (select from event where city_id = of_city and pos > since and pos <= upto and kind = 110) then -- a pack was loaded
        perform line_tree_take(of_city);
    end if;
    touched := array(select distinct ticket_id from event
                     where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0 order by ticket_id);
    lines := array(select line from ticket_line_now(of_city, touched) as line);
    clocks := array(select line from clock_line_now(of_city, touched) as line);
    -- one that ends, or is opened again, moves to the other part of the table
    update ticket_line l
    set (ended, state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, received_at, updated_at, due_at, seen, within)
      = (n.ended, n.state, n.urgency, n.organisation_id, n.handler_id, n.area_id, n.category_id, n.channel_id, n.received_at,
         n.updated_at, n.due_at, n.seen, n.within)
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

grant select on line_tree to steward_report;
grant select, insert, update on line_tree to steward_tally;

-- All lines are written anew, and their indexes made after: much shorter than to change each.
insert into line_tree select tree.* from city cross join lateral line_tree_now(city_id) as tree;
analyze line_tree;
create table ticket_line_open partition of ticket_line for values in (false)
    with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create table ticket_line_ended partition of ticket_line for values in (true)
    with (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02);
grant select on ticket_line_open, ticket_line_ended to steward_report;
insert into ticket_line
select l.*, coalesce(area.above, '{}') || coalesce(category.above, '{}')
from line_before l
left join line_tree area on area.city_id = l.city_id and area.kind = 5 and area.id = l.area_id
left join line_tree category on category.city_id = l.city_id and category.kind = 6 and category.id = l.category_id;

-- -- What lists are found by -----------------------------------------------------------------------------------

-- Names its schema: an index is built, and a copy of the database is read and brought in, without a search path.
create function line_codes(of_city integer, state smallint, urgency smallint, organisation integer, handler integer, channel integer)
returns bigint[] language sql immutable parallel safe as $$
    select array[steward.line_code(of_city, 1, state), steward.line_code(of_city, 2, urgency),
                 steward.line_code(of_city, 3, organisation), steward.line_code(of_city, 4, handler),
                 steward.line_code(of_city, 7, channel)]
$$;
create index ticket_line_open_received on ticket_line_open (city_id, received_at, ticket_id);
create index ticket_line_open_updated on ticket_line_open (city_id, updated_at, ticket_id);
create index ticket_line_open_due on ticket_line_open (city_id, due_at, ticket_id) where due_at is not null;
create index ticket_line_open_codes on ticket_line_open using gin
    (line_codes(city_id, state, urgency, organisation_id, handler_id, channel_id), within, seen) with (gin_pending_list_limit = 512);
create index ticket_line_ended_received on ticket_line_ended (city_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, updated_at, seen);
create index ticket_line_ended_updated on ticket_line_ended (city_id, updated_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, received_at, seen);
create index ticket_line_ended_codes on ticket_line_ended using gin
    (line_codes(city_id, state, urgency, organisation_id, handler_id, channel_id), within, seen) with (gin_pending_list_limit = 512);
create index ticket_line_ended_days on ticket_line_ended (city_id, ((updated_at at time zone 'UTC')::date), received_at);
-- For searches, which still ask how many tickets other filters leave: who holds what and of which kind hangs together.
create statistics ticket_line_ended_kinds (mcv) on city_id, organisation_id, category_id from ticket_line_ended;
comment on type list_page is 'Tickets in the order of a list, when that was of each, and how urgent they are';

-- Whether one of the keys is among those by whom a ticket is seen (viewer_keys), as a condition. With many keys (all that is
-- below an area) each of the few that a ticket has is looked up among them, where && would compare each with each.
create function ticket_line_seen(keys integer[]) returns text language sql immutable as $$
    select case when cardinality(keys) <= 8 then format('l.seen && %L', keys)
                else format('(l.seen[1] = any (%1$L) or l.seen[2] = any (%1$L) or l.seen[3] = any (%1$L) or l.seen[4] = any (%1$L) '
                            'or cardinality(l.seen) > 4 and l.seen && %1$L)', keys) end
$$;

-- The conditions of ticket_line_conditions as they are asked of codes, of the one part of the table or of the other.
create or replace function ticket_line_coded(of_city integer, asked jsonb) returns text language plpgsql stable as $$
declare
    single bigint[] := array(
        select line_code(of_city, kind, (asked->>name)::integer)
        from (values (1, 'state'), (2, 'urgency'), (3, 'organisation'), (4, 'handler'), (7, 'channel')) as single (kind, name)
        where asked ? name);
    within bigint[] := array(
        select line_code(of_city, kind, (asked->>name)::integer)
        from (values (5, 'area'), (6, 'category')) as above (kind, name)
        where asked ? name);
begin
    return concat_ws(' and ', ticket_line_conditions(of_city, asked - '{ended,state,urgency,organisation,handler,area,category,channel}'::text[]),
        case when single <> '{}' then
            format('line_codes(l.city_id, l.state, l.urgency, l.organisation_id, l.handler_id, l.channel_id) @> %L', single) end,
        case when within <> '{}' then format('l.within @> %L', within) end);
end $$;

-- How many are looked through at most where there are so many: as long as sorting as many as then fit.
create function ticket_list_upto(in_range bigint) returns bigint language sql immutable as
'select greatest(20000, (24 * sqrt(in_range))::bigint)';

-- What is in a range of a part of the table, in the order of a column.
create function ticket_list_in_order(source text, range text, sorted text, way text) returns text language sql immutable as $$
    select format('select * from %1$s l where %2$s order by l.%3$s %4$s, l.ticket_id %4$s', source, range, sorted, way)
$$;

-- The same of ended tickets in a range that has an end of received_at, the last move first: day by day, and of each what was
-- received by then, for all the others may be millions.
create function ticket_list_by_days(of_city integer, range text) returns text language sql stable as $$
    select format('select l.* from (select (max(updated_at) at time zone ''UTC'')::date as last, (min(updated_at) at time zone ''UTC'')::date as first
                                    from ticket_line_ended where city_id = %1$s) as moved
                   cross join lateral generate_series(0, last - first) as back
                   cross join lateral (select * from ticket_line_ended l
                                       where %2$s and (l.updated_at at time zone ''UTC'')::date = last - back
                                       order by l.updated_at desc, l.ticket_id desc) as l', of_city, range)
$$;

-- Of what is between `skipped` and `upto` in an order those that fit, `most` at most.
create function ticket_list_looked(in_order text, looked text, sorted text, way text, skipped bigint, upto bigint, most bigint)
returns list_page language plpgsql stable as $$
declare
    page list_page;
begin
    execute format('select array_agg(l.ticket_id), array_agg(l.at), array_agg(l.level)
                    from (select l.ticket_id, l.%1$s as at, l.urgency as level from (%2$s offset %3$s limit %4$s) as l
                          where %5$s order by l.%1$s %6$s, l.ticket_id %6$s limit %7$s) as l',
                   sorted, in_order, skipped, upto - skipped, looked, way, most)
    into page;
    return page;
end $$;

-- All that fit are found and sorted, first by urgency where `by_level` says which way. `offset 0`, or the planner would look
-- through all in the order where it expects many.
create function ticket_list_sorted(source text, conditions text, sorted text, way text, by_level text, most bigint)
returns list_page language plpgsql stable as $$
declare
    page list_page;
begin
    execute format('select array_agg(l.ticket_id), array_agg(l.at), array_agg(l.level)
                    from (select * from (select l.ticket_id, l.%1$s as at, l.urgency as level from %2$s l where %3$s offset 0) as l
                          order by %4$sat %5$s, ticket_id %5$s limit %6$s) as l',
                   sorted, source, conditions, coalesce('level ' || by_level || ', ', ''), way, most)
    into page;
    return page;
end $$;

-- A page of a part of the table in the order of a column: `range` is what is asked of the order and of the city, `looked` all
-- else as each ticket that is looked at is asked it, `coded` the same as an index of codes finds it. The `first` in the order
-- tell how many fit.
create function ticket_list_page(source text, in_order text, range text, looked text, coded text, sorted text, way text,
                                 first bigint, upto bigint, most bigint) returns list_page language plpgsql stable as $$
declare
    page list_page := ticket_list_looked(in_order, looked, sorted, way, 0, first, most);
    rest list_page;
    fit bigint := coalesce(cardinality(page.tickets), 0);
begin
    if fit = most then
        return page;
    end if;
    if first < upto and fit * upto >= most * first then
        rest := ticket_list_looked(in_order, looked, sorted, way, first, upto, most - fit);
        if cardinality(rest.tickets) = most - fit then
            return (page.tickets || rest.tickets, page.at || rest.at, page.levels || rest.levels)::list_page;
        end if;
    end if;
    return ticket_list_sorted(source, range || ' and ' || coded, sorted, way, null, most);
end $$;

-- The first of several pages with the place of each ticket, for `after`.
create function ticket_list_places(sort text, backwards boolean, pages list_page[], most bigint) returns table (ticket_id bigint, place text)
language sql immutable as $$
    select number, concat_ws('.', sort, level, floor(extract(epoch from found.at) * 1000000)::bigint, number)
    from (select number, found.at, case when sort = 'urgency' then found.level else 0 end as level, backwards or sort = 'urgency' as newest_first
          from unnest(pages) as page
          cross join lateral unnest(page.tickets, page.at, page.levels) as found (number, at, level)) as found
    order by case when backwards then -level else level end,
             case when newest_first then -extract(epoch from found.at) else extract(epoch from found.at) end,
             case when newest_first then -number else number end
    limit most
$$;

-- What comes after the page before, as a condition that begins with "and"; by urgency, `in_level`: of the same urgency.
create function ticket_list_after(asked jsonb, in_level boolean) returns text language sql immutable as $$
    select case when not asked ? 'after' then ''
                when asked->>'sort' <> 'urgency' or in_level then ' and ' || beyond
                else format(' and (l.urgency %s %s or l.urgency = %2$s and %3$s)', case when (asked->>'descending')::boolean then '<' else '>' end,
                            (asked->'after'->>'urgency')::integer, beyond) end
    from (select format('(l.%s, l.ticket_id) %s (%L, %s)', case asked->>'sort' when 'urgency' then 'received_at' else (asked->>'sort') || '_at' end,
                        case when (asked->>'descending')::boolean or asked->>'sort' = 'urgency' then '<' else '>' end,
                        instant_of((asked->'after'->>'at')::bigint), asked->'after'->>'ticket') as beyond) as last
$$;

-- Pages of a part of the table that together have the first that are asked for. By urgency: the newest first of each; where few
-- of all fit they are sorted, else each urgency is a list by itself.
create function ticket_list_part(of_city integer, source text, asked jsonb, new_ones text) returns list_page[] language plpgsql stable as $$
declare
    by_urgency boolean := asked->>'sort' = 'urgency';
    backwards boolean := (asked->>'descending')::boolean;
    sorted text := case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end;
    way text := case when backwards or by_urgency then 'desc' else 'asc' end;
    of_range text[] := case sorted when 'received_at' then '{received_from,received_to}'
                                   when 'updated_at' then '{updated_from,updated_to}' else '{due_before}' end;
    range text := ticket_line_conditions(of_city, (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(asked)
                                                   where key = any (of_range)))
        -- no ticket was moved before it was received, but for clocks that differ
        || case when sorted = 'received_at' and asked ? 'updated_to'
                then format(' and l.received_at < %L', instant_of((asked->>'updated_to')::bigint) + interval '1 day')
                when sorted = 'updated_at' and asked ? 'received_from'
                then format(' and l.updated_at >= %L', instant_of((asked->>'received_from')::bigint) - interval '1 day')
                when sorted = 'due_at' then ' and l.due_at is not null' else '' end;
    -- what part of the table it is and that no ended ticket is overdue is not asked of each, or no index alone would answer
    rest jsonb := asked - of_range - 'ended' - case source when 'ticket_line_ended' then 'overdue' else '' end;
    looked text := concat_ws(' and ', ticket_line_conditions(of_city, rest - 'viewer'),
                             case when asked ? 'viewer' then ticket_line_seen(viewer_keys(of_city, asked->'viewer')) end) || new_ones;
    coded text := ticket_line_coded(of_city, rest) || new_ones;
    from_here text := ticket_list_after(asked, true);
    after_urgency integer := (asked->'after'->>'urgency')::integer;
    wanted bigint := (asked->>'limit')::bigint;
    in_range bigint := ticket_line_estimate(source, range);
    -- where moves had to be over by a time, those of the last that were received before are not over yet
    first bigint := case when sorted = 'received_at' and asked ? 'updated_to' then ticket_list_upto(in_range) else 5000 end;
    pages list_page[] := '{}';
    level integer;
begin
    if sorted = 'updated_at' and backwards and asked ? 'received_to' and source = 'ticket_line_ended' then
        return array[ticket_list_page(source, ticket_list_by_days(of_city, range || from_here || format(' and l.received_at < %L', instant_of((asked->>'received_to')::bigint))),
                                      range || from_here, looked, coded, sorted, way, first, 3 * first, wanted)];
    elsif not by_urgency then
        return array[ticket_list_page(source, ticket_list_in_order(source, range || from_here, sorted, way), range || from_here, looked, coded, sorted, way, first,
                                      ticket_list_upto(in_range), wanted)];
    elsif coalesce(cardinality((ticket_list_looked(ticket_list_in_order(source, range, sorted, way), looked, sorted, way, 0, first, first)).tickets), 0)
          * in_range < first * 5000 then
        return array[ticket_list_sorted(source, range || ticket_list_after(asked, false) || ' and ' || coded, sorted, way, case when backwards then 'desc' else 'asc' end, wanted)];
    end if;
    for level in select n from generate_series(1, 4) as n
                 where n = coalesce((asked->>'urgency')::integer, n) and (after_urgency is null or n = after_urgency or (n > after_urgency) <> backwards)
                 order by case when backwards then -n else n end loop
        declare
            from_level text := range || case when level = after_urgency then from_here else '' end;
            page list_page := ticket_list_page(source, ticket_list_in_order(source, from_level, sorted, way), from_level, looked || ' and l.urgency = ' || level,
                                               ticket_line_coded(of_city, rest || jsonb_build_object('urgency', level)) || new_ones, sorted, way, first,
                                               ticket_list_upto(in_range), wanted);
        begin
            pages := pages || page;
            wanted := wanted - coalesce(cardinality(page.tickets), 0);
        end;
        exit when wanted <= 0;
    end loop;
    return pages;
end $$;

-- A page of tickets with the place of each, for `after`: of open ones, of ended ones, and of `fresh` ones, which are not taken in
-- yet. What words are sought in is in order of the number.
create or replace function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    -- open tickets are few, and so are those that fall due
    open_only boolean := asked->>'sort' = 'due' or coalesce(asked->>'ended' = 'false', false) or asked ? 'due_before' or coalesce(asked->>'overdue' = 'true', false);
    ended_only boolean := coalesce(asked->>'ended' = 'true', false);
    new_ones text := case when cardinality(fresh) > 0 then format(' and l.ticket_id <> all (%L)', fresh) else '' end;
    by_urgency boolean := asked->>'sort' = 'urgency';
    backwards boolean := (asked->>'descending')::boolean;
    wanted bigint := (asked->>'limit')::bigint;
    pages list_page[] := '{}';
begin
    if asked ? 'text' or asked ? 'address' then
        return query select * from ticket_search(of_city, asked, fresh);
        return;
    end if;
    if not ended_only then
        pages := pages || ticket_list_part(of_city, 'ticket_line_open', asked, new_ones);
    end if;
    if not open_only then
        pages := pages || ticket_list_part(of_city, 'ticket_line_ended', asked, new_ones);
    end if;
    if cardinality(fresh) > 0 then
        pages := pages || ticket_list_sorted(format('ticket_line_now(%s, %L)', of_city, fresh), ticket_line_conditions(of_city, asked) || ticket_list_after(asked, false),
                                             case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end, case when backwards or by_urgency then 'desc' else 'asc' end,
                                             case when by_urgency then case when backwards then 'desc' else 'asc' end end, wanted);
    end if;
    return query select * from ticket_list_places(asked->>'sort', backwards, pages, wanted);
end $$;
alter function ticket_list(integer, jsonb, bigint[]) set max_parallel_workers_per_gather = 0;

-- -- Searching -------------------------------------------------------------------------------------------------

-- How many tickets with the words are held to the other conditions for one page.
create function text_looked_most() returns bigint language sql immutable as 'select 10000::bigint';

-- Tickets whose words are sought, newest number first. Where the other conditions leave few tickets their words are looked
-- at. Else what the index of words finds, stretch by stretch from the newest number on, is held to them; when more has been
-- found so than the conditions leave, their words are looked at after all. Where many have been looked at the page ends, full
-- or not; a last row without a ticket tells from where it goes on.
create or replace function ticket_search(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    few constant bigint := 1000;
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
    goes_on bigint; -- below this number nothing has been looked at
    stretch bigint := text_stretch((select max(t.ticket_id) from ticket_text t where t.city_id = of_city and t.ticket_id < before));
begin
    loop
        if left_by_filters < greatest(few, looked_at) then
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
        if filtered and looked_at >= text_looked_most() and stretch >= 0 then
            kept := kept || ticket_line_among(conditions, 'ticket_line', waiting);
            goes_on := (stretch + 1) << 16;
            exit;
        end if;
    end loop;
    kept := array(select number from unnest(kept) as number where number <> all (fresh)) ||
            ticket_line_among(conditions, format('ticket_line_now(%s, %L)', of_city, fresh), array(
                select t.ticket_id from ticket_text_now(of_city, fresh) as t
                where text_holds(t.said, likes, address_likes) and t.ticket_id < before));
    if asked->>'text' ~ '^[0-9]{1,15}$' and not asked ? 'address' and (asked->>'text')::bigint < before then
        kept := kept || ticket_line_among(conditions, 'ticket_line', array[(asked->>'text')::bigint]);
    end if;
    kept := array(select distinct number from unnest(kept) as number where goes_on is null or number >= goes_on order by number desc limit wanted);
    return query select number, 'number.0.0.' || number from unnest(kept) with ordinality as of (number, n) order by n;
    if goes_on is not null and cardinality(kept) < wanted then
        return query select null::bigint, 'number.0.0.' || goes_on;
    end if;
end $$;
alter function ticket_search(integer, jsonb, bigint[]) set max_parallel_workers_per_gather = 0;

commit;
