-- The tickets of a page as they are now. $1 city, $2 the page, as ticket_list_find says it
select jsonb_strip_nulls(jsonb_build_object(
    'tickets', coalesce((
        select jsonb_agg(ticket_brief(t) || jsonb_build_object('updated', of.updated) order by of.n)
        from rows from (jsonb_to_recordset($2::jsonb->'tickets') as (ticket bigint, updated bigint)) with ordinality
            as of (ticket_id, updated, n)
        join ticket t on t.city_id = $1::integer and t.ticket_id = of.ticket_id), '[]'),
    'next', $2::jsonb->'next', 'position', $2::jsonb->'position', 'head', $2::jsonb->'head'))::text
