-- The ledgers of a ticket's clocks, entry by entry. $1 city, $2 ticket, $3 clock or null
select e.clock_id, k.name, o.code, e.change, e.at, e.limit_kind, e.limit_ms, e.pack_version, e.organisation_id,
       c.due_at, c.stopped_at, now()
from clock c
join clock_entry e on e.city_id = c.city_id and e.ticket_id = c.ticket_id and e.clock_id = c.clock_id
join lifecycle_clock k on k.clock = c.kind
left join organisation o on o.city_id = c.city_id and o.organisation_id = c.organisation_id
where c.city_id = $1 and c.ticket_id = $2 and ($3::integer is null or c.clock_id = $3::integer)
order by e.clock_id, e.entry
