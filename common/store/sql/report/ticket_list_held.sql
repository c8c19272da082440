-- Tickets, newest first, of a viewer who sees only those on which an organisation of theirs has a task: from the tasks,
-- for among all complaints one would look for them long. The policies say the same once more.
-- $1 city, $2 state or null, $3 organisation or null, $4 category or null, $5 before or null, $6 limit
select jsonb_build_object('tickets', coalesce(jsonb_agg(brief.message order by brief.ticket_id desc), '[]'))::text
from (
    select t.ticket_id, ticket_brief(t) as message
    from (select ticket_id from viewer_ticket() as each (ticket_id) order by ticket_id desc) as held
    join ticket t on t.city_id = $1 and t.ticket_id = held.ticket_id
    where ($2::bigint is null or t.state = $2)
      and ($3::bigint is null or t.organisation_id = $3)
      and ($4::bigint is null or t.category_id = $4)
      and ($5::bigint is null or held.ticket_id < $5)
    order by held.ticket_id desc
    limit $6
) as brief
