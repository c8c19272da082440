-- The tickets that count for something in a period, by the log or by what is kept: with an event on a day of it, a limit
-- that ends in it, or an entry; but for those of which events are archived. $1 city, $2 last position, $3 first and $4 last day, since 1970-01-01
with period as (
    select (date '1970-01-01' + $3::integer)::timestamp at time zone timezone as first,
           (date '1970-01-01' + $4::integer + 1)::timestamp at time zone timezone as until
    from city
    where city_id = $1
)
select ticket_id
from (
    select ticket_id from event
    where city_id = $1 and pos <= $2 and ticket_id <> 0 and (kind <= 100 or kind = 103)
      and at >= (select first from period) and at < (select until from period)
    union
    select ticket_id from event
    where city_id = $1 and pos <= $2 and ticket_id <> 0 and (kind <= 100 or kind = 103)
      and due_at >= (select first from period) and due_at < (select until from period)
    union
    select ticket_id from counted
    where city_id = $1 and day between date '1970-01-01' + $3::integer and date '1970-01-01' + $4::integer
) as candidate
where not exists (select from log_archive_ticket t join log_archived a using (city_id, first_pos)
                  where t.city_id = $1 and t.ticket_id = candidate.ticket_id)
order by ticket_id
