-- When something is to be sent over each of these channels, but for the messages that are under way ($3), and what time
-- it is.
select channels.ordinal, earliest.next_at, clock_timestamp()
from unnest($1::integer[], $2::text[]) with ordinality as channels (city_id, channel, ordinal)
cross join lateral (
    select d.next_at
    from delivery d
    where d.city_id = channels.city_id and d.channel = channels.channel and d.state in (1, 2)
      and (d.batch is null or d.batch <> all ($3::bigint[]))
    order by d.next_at
    limit 1
) as earliest
