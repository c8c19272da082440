-- The tickets of a page as they are now. $1 city, $2 the page, as ticket_list_find says it
with page as materialized (
    select ticket, updated, n
    from rows from (jsonb_to_recordset($2::jsonb->'tickets') as (ticket bigint, updated bigint)) with ordinality
        as of (ticket, updated, n)
)
select jsonb_strip_nulls(jsonb_build_object(
    'tickets', coalesce((
        select jsonb_agg(shown.brief || jsonb_build_object('updated', page.updated) order by page.n)
        from page join ticket_briefs($1::integer, array(select ticket from page)) as shown on shown.ticket_id = page.ticket), '[]'),
    'next', $2::jsonb->'next', 'position', $2::jsonb->'position', 'head', $2::jsonb->'head'))::text
