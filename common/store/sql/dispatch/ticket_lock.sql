-- Locks tickets, in the order that every writer locks them in. `lateral`, so that no plan can read them but by their
-- key, one after another. What they are now is for the next statement: this one sees what was before it waited.
select count(*)
from (
    select t.ticket_id
    from (
        select distinct city_id, ticket_id
        from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, ticket_id)
        order by city_id, ticket_id
    ) as asked
    cross join lateral (
        select ticket_id from complaint
        where complaint.city_id = asked.city_id and complaint.ticket_id = asked.ticket_id
        for update
    ) as t
) as locked
