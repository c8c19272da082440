-- Deploy steward:lists_viewers to pg
-- requires: lists_in_place
-- Who sees a ticket of a page, and how much of it, is asked once a ticket, not once for each row of each table that the
-- ticket is made of; few tickets by urgency are sorted once and not looked for urgency by urgency; ended ones are found in
-- their part of the table, where indexes alone answer.

begin;
set local search_path = steward, public;

-- A ticket as lists show it (ticket.list, ticket.show): its due time and handler are the lead task's.
create function ticket_brief_of(t ticket, handler text, due_at timestamptz, stopped_at timestamptz) returns jsonb
language sql stable parallel safe as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'ticket', t.ticket_id,
        'state', (select name from lifecycle_state where state = t.state),
        'version', t.version,
        'channel', (select code from channel where city_id = t.city_id and channel_id = t.channel_id),
        'category', (select code from category where city_id = t.city_id and category_id = t.category_id),
        'area', (select code from area where city_id = t.city_id and area_id = t.area_id),
        'organisation', (select code from organisation where city_id = t.city_id and organisation_id = t.organisation_id),
        'handler', handler,
        'urgency', t.urgency,
        'standard', t.standard,
        'merged_into', nullif(t.merged_into, 0),
        'title', t.title,
        'received', instant_message(t.received_at),
        'due', instant_message(due_at),
        'late', coalesce(stopped_at, now()) > due_at))
$$;

create or replace function ticket_brief(t ticket) returns jsonb language sql stable parallel safe as $$
    select ticket_brief_of(t, (select p.code from task k join person p on p.city_id = k.city_id and p.person_id = k.handler_id
                               where k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id),
                           lead.due_at, lead.stopped_at)
    from (select 1) as one
    left join lateral (
        select c.due_at, c.stopped_at from clock c
        where c.city_id = t.city_id and c.ticket_id = t.ticket_id and c.task_id = t.task_id and c.kind = 1
        order by c.clock_id desc
        limit 1
    ) as lead on true
$$;

-- Those of the tickets that are seen by who sees everything, these organisations, these areas, or this person: as the
-- policies of complaint, task and clock have it, so that who sees only their own task is not told another's handler and due
-- time. One plan for all tickets of a page.
create function ticket_briefs_of(of_city integer, tickets bigint[], everything boolean, organisations integer[], areas integer[], person integer)
returns table (ticket_id bigint, brief jsonb) language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    return query
    select t.ticket_id, ticket_brief_of(t, case when whole.seen or own.seen then p.code end,
                                        case when whole.seen or own.seen or t.task_id = 0 then lead.due_at end, lead.stopped_at)
    from unnest(tickets) as asked (number)
    join complaint c on c.city_id = of_city and c.ticket_id = asked.number
    join ticket t on t.city_id = of_city and t.ticket_id = asked.number
    cross join lateral (select everything or c.area_id = any (areas) or t.area_id = any (areas) as seen) as whole
    left join task k on k.city_id = of_city and k.ticket_id = asked.number and k.task_id = t.task_id
    cross join lateral (select coalesce(k.organisation_id = any (organisations), false) as seen) as own
    left join person p on p.city_id = of_city and p.person_id = k.handler_id
    left join lateral (
        select l.due_at, l.stopped_at from clock l
        where l.city_id = of_city and l.ticket_id = asked.number and l.task_id = t.task_id and l.kind = 1
        order by l.clock_id desc
        limit 1
    ) as lead on true
    where whole.seen or own.seen or c.reporter_id = person
       or exists (select from task o where o.city_id = of_city and o.ticket_id = asked.number and o.organisation_id = any (organisations));
end $$;

-- With the owner's rights, or the policies would ask again for each row.
create function viewer_briefs(of_city integer, tickets bigint[]) returns table (ticket_id bigint, brief jsonb)
language sql stable security definer set search_path = steward as $$
    select * from ticket_briefs_of(of_city, tickets, viewer_all(), viewer_organisations(), viewer_areas(), viewer_person())
    where viewer_city() = of_city
$$;
revoke execute on function viewer_briefs(integer, bigint[]) from public;
grant execute on function viewer_briefs(integer, bigint[]) to steward_viewer;

-- Tickets as lists show them, to whom this transaction reads for.
create function ticket_briefs(of_city integer, tickets bigint[]) returns table (ticket_id bigint, brief jsonb) language plpgsql stable as $$
begin
    if viewer_unset() then
        return query select * from ticket_briefs_of(of_city, tickets, true, '{}', '{}', 0);
    else
        return query select * from viewer_briefs(of_city, tickets);
    end if;
end $$;

drop function ticket_list_page(integer, text, text, text, text, boolean, boolean, bigint[], bigint);

-- About how many tickets of the table, or of a part of it, there are, as the planner thinks.
create function ticket_line_estimate(source text, conditions text) returns bigint language plpgsql as $$
declare
    plan jsonb;
begin
    execute format('explain (format json) select from %s l where %s', source, conditions) into plan;
    return (plan->0->'Plan'->>'Plan Rows')::bigint;
end $$;

-- The tickets of a page in order of `sorted`, a column, or first in order of urgency where `by_level` says which way: their
-- numbers, when that was, how urgent they are. `source` is the table or the part of it that has them, `range` is what is asked
-- of that column and of the city, `conditions` is all else; of fresh tickets it is also asked that they belong to that part. Unless few are expected the first 20,000 in the order are looked through. Where that does not
-- fill the page, all that fit are found by the indexes of the filters: in order where one of them `leads` there, else all of
-- them are sorted.
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

grant select on ticket_line_open, ticket_line_ended to steward_report;

commit;
