-- Of :questions questions how many are answered otherwise than by all lines that fit, sorted: their page of 50 and the next.
\set ON_ERROR_STOP on
set search_path = steward, public;
create function pg_temp.plain(of_city integer, asked jsonb, skipped integer) returns text[] language plpgsql stable as $$
declare
    way text := case when (asked->>'descending')::boolean then 'desc' else 'asc' end;
    in_order text := case asked->>'sort' when 'urgency' then format('l.urgency %s, l.received_at desc, l.ticket_id desc', way)
                                         else format('l.%s_at %2$s, l.ticket_id %2$s', asked->>'sort', way) end;
    page text[];
begin
    execute format('select array(select l.ticket_id::text from ticket_line l where %s order by %s limit 50 offset %s)',
                   ticket_line_conditions(of_city, asked), in_order, skipped) into page;
    return page;
end $$;
-- The page, and where the next one begins.
create function pg_temp.page(of_city integer, asked jsonb, out page text[], out next text) strict language plpgsql stable as $$
begin
    select array_agg(ticket_id::text order by n), max(place) filter (where n = 50) into page, next
    from ticket_list(of_city, asked || '{"limit": 50}', '{}') with ordinality as f (ticket_id, place, n);
end $$;
create function pg_temp.after(place text) returns jsonb strict language sql immutable as $$
    select jsonb_build_object('after', jsonb_build_object('urgency', part[2]::bigint, 'at', part[3]::bigint, 'ticket', part[4]::bigint))
    from string_to_array(place, '.') as part
$$;
select count(*) filter (where coalesce(first.page, '{}') <> pg_temp.plain(city_id, inner_asked, 0)
                           or (first.next is not null and coalesce(second.page, '{}') <> pg_temp.plain(city_id, inner_asked, 50)))
from (select inner_asked from list_question where inner_asked is not null order by md5(inner_asked::text) limit :questions) as q
join city on city.code = :'city'
cross join lateral pg_temp.page(city_id, inner_asked) as first
cross join lateral pg_temp.page(city_id, inner_asked || pg_temp.after(first.next)) as second; -- of nothing where there is no next
