-- Revert steward:lists_viewers from pg
begin;
set local search_path = steward, public;
revoke select on ticket_line_open, ticket_line_ended from steward_report;
drop function ticket_list_page(integer, text, text, text, text, text, text, text, boolean, boolean, bigint[], bigint);
drop function ticket_line_estimate(text, text);
drop function ticket_briefs(integer, bigint[]);
drop function viewer_briefs(integer, bigint[]);
drop function ticket_briefs_of(integer, bigint[], boolean, integer[], integer[], integer);
create or replace function ticket_brief(t ticket) returns jsonb language sql stable parallel safe as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'ticket', t.ticket_id,
        'state', (select name from lifecycle_state where state = t.state),
        'version', t.version,
        'channel', (select code from channel where city_id = t.city_id and channel_id = t.channel_id),
        'category', (select code from category where city_id = t.city_id and category_id = t.category_id),
        'area', (select code from area where city_id = t.city_id and area_id = t.area_id),
        'organisation', (select code from organisation where city_id = t.city_id and organisation_id = t.organisation_id),
        'handler', (select p.code from task k join person p on p.city_id = k.city_id and p.person_id = k.handler_id
                    where k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id),
        'urgency', t.urgency,
        'standard', t.standard,
        'merged_into', nullif(t.merged_into, 0),
        'title', t.title,
        'received', instant_message(t.received_at),
        'due', instant_message(lead.due_at),
        'late', coalesce(lead.stopped_at, now()) > lead.due_at))
    from (select 1) as one
    left join lateral (
        select c.due_at, c.stopped_at from clock c
        where c.city_id = t.city_id and c.ticket_id = t.ticket_id and c.task_id = t.task_id and c.kind = 1
        order by c.clock_id desc
        limit 1
    ) as lead on true
$$;
drop function ticket_brief_of(ticket, text, timestamptz, timestamptz);
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
    leads boolean := sorted = 'received_at' and asked ?| '{organisation,handler,channel}';
    wanted bigint := (asked->>'limit')::bigint;
    after_urgency integer := case when asked ? 'after' then (asked->'after'->>'urgency')::integer end;
    level integer;
    of_level text := '';
    begins text;
    few boolean;
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
        begins := range || of_level || case when asked ? 'after' and (not by_urgency or level = after_urgency) then from_here else '' end;
        few := open or ticket_line_estimate(begins || ' and ' || conditions) < 5000;
        page := ticket_list_page(of_city, conditions, begins, sorted, way, few, open or (leads and not few), fresh, wanted);
        return query
        select found.number, concat_ws('.', asked->>'sort', case when by_urgency then level else 0 end,
                                       floor(extract(epoch from found.at) * 1000000)::bigint, found.number)
        from unnest(page.tickets, page.at) as found (number, at);
        wanted := wanted - coalesce(cardinality(page.tickets), 0);
        exit when wanted <= 0;
    end loop;
end $$;
commit;
