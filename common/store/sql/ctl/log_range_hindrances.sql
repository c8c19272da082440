-- Why a range of the log cannot be archived: a row for each reason. $1 city, $2 first and $3 last position, $4 for how many
-- milliseconds its tickets must have been ended. The range is read once; behind it, only the events of tickets that were
-- moved since.
with touched as materialized (
    select ticket_id, max(version) filter (where kind < 100) as version, max(at) filter (where kind < 100) as at
    from event where city_id = $1 and pos between $2 and $3 and ticket_id <> 0
    group by ticket_id
), stands as materialized (
    select t.ticket_id, s.ended,
           exists (select from clock c
                   where c.city_id = $1 and c.ticket_id = t.ticket_id and c.next_at is not null) as armed,
           case when t.version = coalesce(p.version, 1) then t.at
                else (select max(e.at) from event e
                      where e.city_id = $1 and e.ticket_id = t.ticket_id and e.kind < 100) end
               > now() - $4 * interval '1 ms' as fresh
    from touched t
    left join progress p on p.city_id = $1 and p.ticket_id = t.ticket_id
    join lifecycle_state s on s.state = coalesce(p.state, 1)
), reason as (
    select 1 as rank, format('consumer %s has read the log up to position %s only', consumer, pos) as text
    from cursor
    where city_id = $1 and pos < $3
    union all
    select 2, format('%s tickets have not ended: %s', count(*), array_to_string((array_agg(ticket_id order by ticket_id))[1:5], ', '))
    from stands where not ended having count(*) > 0
    union all
    select 3, format('%s ended tickets have a clock that still runs: %s', count(*), array_to_string((array_agg(ticket_id order by ticket_id))[1:5], ', '))
    from stands where ended and armed having count(*) > 0
    union all
    select 4, format('%s tickets ended a short time ago and could move again: %s', count(*), array_to_string((array_agg(ticket_id order by ticket_id))[1:5], ', '))
    from stands where ended and fresh having count(*) > 0
    union all
    select 5, format('%s deliveries that tell of its events are not done', count(*))
    from delivery where city_id = $1 and pos between $2 and $3 and state in (1, 2) having count(*) > 0
)
select text from reason order by rank, text
