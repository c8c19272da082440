-- Deploy steward:lists_first to pg
-- requires: lists_moved
-- How many tickets fit is told by the first 5,000 in the order and no longer by statistics, which know little of what goes
-- together and made lists of two frequent filters that hardly meet be looked for twice. What has not been taken in yet is
-- added once, where a page is made. By whom a ticket is seen is looked up, and not compared with every key of who asks.

begin;
set local search_path = steward, public;

drop function ticket_list_page(integer, text, text, text, text, text, text, text, text, text, bigint[], bigint);
drop function ticket_list_places(text, boolean, list_page);
drop function ticket_list_walked(integer, text, text, text, text, text, text, bigint[], bigint, bigint);
drop function ticket_list_sorted(integer, text, text, text, text, text, text, bigint[], bigint, bigint);
drop function period_parts(date, date); -- has had no reader since sums are packed
alter type list_page drop attribute looked_at;
comment on type list_page is 'Tickets in the order of a list, when that was of each, and how urgent they are';

-- Whether one of the keys is among those by whom a ticket is seen (viewer_keys), as a condition. With many keys (all that is
-- below an area) each of the few that a ticket has is looked up among them, where && would compare each with each.
create function ticket_line_seen(keys integer[]) returns text language sql immutable as $$
    select case when cardinality(keys) <= 8 then format('l.seen && %L', keys)
                else format('(l.seen[1] = any (%1$L) or l.seen[2] = any (%1$L) or l.seen[3] = any (%1$L) or l.seen[4] = any (%1$L) '
                            'or cardinality(l.seen) > 4 and l.seen && %1$L)', keys) end
$$;

-- Of what is between `skipped` and `upto` in the order those that fit, `most` at most. `range` is what is asked of the order
-- and of the city, `conditions` all else.
create function ticket_list_looked(source text, range text, conditions text, sorted text, way text, skipped bigint, upto bigint, most bigint)
returns list_page language plpgsql stable as $$
declare
    page list_page;
begin
    execute format('select array_agg(l.ticket_id), array_agg(l.at), array_agg(l.level)
                    from (select l.ticket_id, l.%1$s as at, l.urgency as level
                          from (select * from %2$s l where %3$s order by l.%1$s %4$s, l.ticket_id %4$s offset %5$s limit %6$s) as l
                          where %7$s order by l.%1$s %4$s, l.ticket_id %4$s limit %8$s) as l',
                   sorted, source, range, way, skipped, coalesce((upto - skipped)::text, 'all'), conditions, most)
    into page;
    return page;
end $$;

-- All that fit are found and sorted, first by urgency where `by_level` says which way: of each source that has conditions.
create function ticket_list_sorted(sources text[], conditions text[], sorted text, way text, by_level text, most bigint)
returns list_page language plpgsql stable as $$
declare
    page list_page;
    first text := format('order by %sat %s, ticket_id %2$s limit %s', coalesce('level ' || by_level || ', ', ''), way, most);
    parts text := (select string_agg(format('(select l.ticket_id, l.%s as at, l.urgency as level from %s l where %s %s)', sorted, source, fit, first),
                                     ' union all ')
                   from unnest(sources, conditions) as part (source, fit) where fit is not null);
begin
    execute format('select array_agg(p.ticket_id), array_agg(p.at), array_agg(p.level) from (select * from (%s) as part %s) as p', parts, first)
    into page;
    return page;
end $$;

-- A page of what is asked in the order of a column. `open` and `ended` are all conditions as each part of the table is asked
-- them, null where it is not; `looked` those beside the range as they are asked of each ticket that is looked at.
create function ticket_list_page(source text, range text, looked text, open text, ended text, sorted text, way text, most bigint)
returns list_page language plpgsql stable as $$
declare
    first constant bigint := 5000;
    page list_page := ticket_list_looked(source, range, looked, sorted, way, 0, first, most);
    rest list_page;
    fit bigint := coalesce(cardinality(page.tickets), 0);
    in_range bigint;
    upto bigint;
begin
    if fit = most then
        return page;
    end if;
    in_range := ticket_line_estimate(source, range);
    upto := greatest(20000, 24 * sqrt(in_range));
    if in_range <= upto or fit * upto >= most * first then
        rest := ticket_list_looked(source, range, looked, sorted, way, first, case when in_range > upto then upto end, most - fit);
        if in_range <= upto or cardinality(rest.tickets) = most - fit then
            return (page.tickets || rest.tickets, page.at || rest.at, page.levels || rest.levels)::list_page;
        end if;
    end if;
    return ticket_list_sorted('{ticket_line_open,ticket_line_ended}', array[open, ended], sorted, way, null, most);
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

-- A page of tickets with the place of each, for `after`. By urgency: the newest first of each; where few of the newest 5,000
-- fit all are sorted, else each urgency is a list by itself. What words are sought in is in order of the number.
create or replace function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    by_urgency boolean := asked->>'sort' = 'urgency';
    backwards boolean := (asked->>'descending')::boolean;
    sorted text := case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end;
    way text := case when backwards or by_urgency then 'desc' else 'asc' end;
    -- open tickets are few, and so are those that fall due
    open_only boolean := sorted = 'due_at' or coalesce(asked->>'ended' = 'false', false) or asked ? 'due_before' or coalesce(asked->>'overdue' = 'true', false);
    ended_only boolean := not open_only and coalesce(asked->>'ended' = 'true', false);
    source text := case when open_only then 'ticket_line_open' when ended_only then 'ticket_line_ended' else 'ticket_line' end;
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
    rest jsonb := asked - of_range - case when ended_only then 'ended' else '' end;
    new_ones text := case when cardinality(fresh) > 0 then format(' and l.ticket_id <> all (%L)', fresh) else '' end;
    looked text := concat_ws(' and ', ticket_line_conditions(of_city, rest - 'viewer'),
                             case when asked ? 'viewer' then ticket_line_seen(viewer_keys(of_city, asked->'viewer')) end) || new_ones;
    open text := case when not ended_only then ' and ' || ticket_line_conditions(of_city, rest) || new_ones end;
    ended text := case when not open_only then ' and ' || ticket_line_coded(of_city, rest) || new_ones end;
    after_urgency integer := (asked->'after'->>'urgency')::integer;
    from_here text := case when asked ? 'after' then format(' and (l.%s, l.ticket_id) %s (%L, %s)', sorted, case way when 'desc' then '<' else '>' end,
                                      instant_of((asked->'after'->>'at')::bigint), asked->'after'->>'ticket') else '' end;
    after_here text := case when by_urgency and asked ? 'after' then format(' and (l.urgency %s %s or l.urgency = %2$s%3$s)',
                                case when backwards then '<' else '>' end, after_urgency, from_here) else from_here end;
    by_level text := case when by_urgency then case when backwards then 'desc' else 'asc' end end;
    wanted bigint := (asked->>'limit')::bigint;
    first constant bigint := 5000;
    pages list_page[] := '{}';
    found bigint := 0;
    level integer;
begin
    if asked ? 'text' or asked ? 'address' then
        return query select * from ticket_search(of_city, asked, fresh);
        return;
    end if;
    if not by_urgency then
        pages := array[ticket_list_page(source, range || from_here, looked, range || from_here || open, range || from_here || ended, sorted, way, wanted)];
    elsif coalesce(cardinality((ticket_list_looked(source, range, looked, sorted, way, 0, first, first)).tickets), 0)
          * ticket_line_estimate(source, range) < first * first then
        pages := array[ticket_list_sorted('{ticket_line_open,ticket_line_ended}', array[range || after_here || open, range || after_here || ended],
                                          sorted, way, by_level, wanted)];
    else
        for level in select n from generate_series(1, 4) as n
                     where n = coalesce((asked->>'urgency')::integer, n) and (after_urgency is null or n = after_urgency or (n > after_urgency) <> backwards)
                     order by case when backwards then -n else n end loop
            declare
                of_level text := range || ' and l.urgency = ' || level || case when level = after_urgency then from_here else '' end;
                with_level jsonb := rest || jsonb_build_object('urgency', level);
                page list_page := ticket_list_page(source, of_level, looked, of_level || open,
                                                   of_level || case when not open_only then ' and ' || ticket_line_coded(of_city, with_level) || new_ones end,
                                                   sorted, way, wanted - found);
            begin
                pages := pages || page;
                found := found + coalesce(cardinality(page.tickets), 0);
            end;
            exit when found >= wanted;
        end loop;
    end if;
    if cardinality(fresh) > 0 then
        pages := pages || ticket_list_sorted(array[format('ticket_line_now(%s, %L)', of_city, fresh)],
                                             array[range || after_here || ' and ' || ticket_line_conditions(of_city, rest)
                                                   || case when ended_only then ' and l.ended' when open_only then ' and not l.ended' else '' end],
                                             sorted, way, by_level, wanted);
    end if;
    return query select * from ticket_list_places(asked->>'sort', backwards, pages, wanted);
end $$;
alter function ticket_list(integer, jsonb, bigint[]) set max_parallel_workers_per_gather = 0;

commit;
