-- The next stretch of a city's tickets, if nobody else is at it: how far it reaches (null: all are done), the version, and
-- those that have clocks which run by an older calendar; one row at least. $1 city, $2 version, $3 numbers of tickets,
-- $4 tickets at most
with mine as materialized (
    select version, ticket_id from recount where city_id = $1 and version = $2 for update skip locked
), last as materialized (
    select max(ticket_id) as ticket_id from clock where city_id = $1
), found as materialized (
    select distinct c.ticket_id
    from mine
    cross join lateral (
        select ticket_id from clock
        where city_id = $1 and ticket_id > mine.ticket_id and ticket_id <= mine.ticket_id + $3
          and stopped_at is null and limit_kind <> 1 and pack_version <> $2
        order by ticket_id
        limit $4 * 4
    ) as c
    order by c.ticket_id
    limit $4
), reach as (
    select mine.version,
           case when mine.ticket_id >= coalesce((select ticket_id from last), 0) then null
                when (select count(*) from found) = $4 then (select max(ticket_id) from found)
                else mine.ticket_id + $3 end as upto
    from mine
)
select reach.upto, reach.version, found.ticket_id
from reach
left join found on true
order by found.ticket_id
