-- Who reports again and again: how many tickets, and the first of them; nothing of who it is.
-- $1 city, $2 first day, $3 last day, $4 limit
with found as materialized (
    select * from repeat_reporters($1, $2::date, $3::date, 3)
)
select jsonb_build_object(
    'from', $2::date, 'to', $3::date,
    'rows', coalesce((
        select jsonb_agg(jsonb_build_object('key', ticket_id::text, 'ticket', ticket_id, 'tickets', tickets)
                         order by tickets desc, ticket_id)
        from (select * from found order by tickets desc, ticket_id limit $4::bigint) f), '[]'),
    'total', (select jsonb_build_object('found', count(*), 'tickets', coalesce(sum(tickets), 0)) from found),
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0))::text
