-- A page of tickets as tables hold them: a stretch of numbers is looked at, so that a page costs the same however few
-- of them are asked for. $1 city, $2 what: tickets, open-data or open311; $3 first and $4 last day of their receipt or
-- null; $5 state, $6 organisation, $7 area (and what is below), $8 category (and what is below) or null; $9 after;
-- $10 position up to which tickets were received, or null: the newest; $11 numbers to be looked at; may be published:
-- $12 titles, $13 descriptions, $14 addresses
with recursive head as materialized (
    select coalesce(max(pos), 0) as pos from event where city_id = $1
), bound as materialized (
    select coalesce($10::bigint, pos) as upto from head
), zone as materialized (
    select timezone, ($3::text::date)::timestamp at time zone timezone as first,
           ($4::text::date + 1)::timestamp at time zone timezone as past
    from city where city_id = $1
), areas as (
    select $7::integer as area_id where $7::integer is not null
    union
    select a.area_id from area a join areas b on a.city_id = $1 and a.parent_id = b.area_id
), categories as (
    select $8::integer as category_id where $8::integer is not null
    union
    select g.category_id from category g join categories b on g.city_id = $1 and g.parent_id = b.category_id
), stretch as materialized (
    select c.ticket_id from complaint c where c.city_id = $1 and c.ticket_id > $9::bigint
    order by c.ticket_id limit $11::bigint
), chosen as materialized (
    select t.*, seen.pos, seen.updated_at, seen.closed_at, lead.due_at, s.name as state_name, s.name_zh, s.ended,
           coalesce(lead.stopped_at, now()) > lead.due_at as late,
           h.code as channel_code, h.name as channel_name, g.code as category_code, g.name as category_name,
           o.code as organisation_code, o.name as organisation_name, a.code as area_code, a.name as area_name,
           -- a building is few people: its estate is told
           coalesce(up.code, a.code) as open_area_code, coalesce(up.name, a.name) as open_area_name
    from stretch
    cross join zone
    cross join bound
    cross join lateral (select * from ticket v where v.city_id = $1 and v.ticket_id = stretch.ticket_id) as t
    join lifecycle_state s on s.state = t.state
    cross join lateral (
        select max(e.pos) as pos, max(e.at) as updated_at, max(e.at) filter (where e.kind = 7) as closed_at,
               min(e.pos) filter (where e.kind = 1) as received_pos
        from event e where e.city_id = $1 and e.ticket_id = stretch.ticket_id) as seen
    left join lateral (
        select c.due_at, c.stopped_at from clock c
        where c.city_id = $1 and c.ticket_id = stretch.ticket_id and c.task_id = t.task_id and c.kind = 1
        order by c.clock_id desc limit 1) as lead on true
    left join channel h on h.city_id = $1 and h.channel_id = t.channel_id
    left join category g on g.city_id = $1 and g.category_id = t.category_id
    left join organisation o on o.city_id = $1 and o.organisation_id = t.organisation_id
    left join area a on a.city_id = $1 and a.area_id = t.area_id
    left join area up on a.kind = 'building' and up.city_id = $1 and up.area_id = a.parent_id
    where seen.received_pos <= bound.upto
      and (zone.first is null or t.received_at >= zone.first) and (zone.past is null or t.received_at < zone.past)
      and ($5::integer is null or t.state = $5) and ($6::integer is null or t.organisation_id = $6)
      and ($7::integer is null or t.area_id in (select area_id from areas))
      and ($8::integer is null or t.category_id in (select category_id from categories))
      and ($2 = 'tickets' or s.name <> 'voided')
)
select json_build_object(
    'rows', coalesce((select json_agg(case $2
        when 'tickets' then json_build_object(
            'ticket', t.ticket_id, 'state', t.state_name, 'state_name', t.name_zh, 'urgency', t.urgency,
            'channel', t.channel_name, 'category', t.category_code, 'category_name', t.category_name,
            'area', t.area_code, 'area_name', t.area_name, 'organisation', t.organisation_code,
            'organisation_name', t.organisation_name, 'title', t.title, 'description', t.description,
            'address', t.address, 'latitude', t.latitude, 'longitude', t.longitude,
            'received', instant_message(t.received_at), 'due', instant_message(t.due_at), 'late', t.late,
            'closed', case when t.ended then instant_message(t.closed_at) end,
            'updated', instant_message(t.updated_at), 'urges', t.urges, 'returns', t.returns, 'version', t.version,
            'position', t.pos)
        when 'open-data' then json_build_object(
            'ticket', t.ticket_id, 'state', t.state_name, 'state_name', t.name_zh, 'category', t.category_code,
            'category_name', t.category_name, 'area', t.open_area_code, 'area_name', t.open_area_name,
            'organisation_name', t.organisation_name,
            'received_day', (t.received_at at time zone z.timezone)::date,
            'due_day', (t.due_at at time zone z.timezone)::date,
            'closed_day', case when t.ended then (t.closed_at at time zone z.timezone)::date end, 'late', t.late,
            'latitude', round(t.latitude::numeric, 3), 'longitude', round(t.longitude::numeric, 3),
            'title', case when $12::boolean then t.title end,
            'description', case when $13::boolean then t.description end,
            'address', case when $14::boolean then t.address end, 'position', t.pos)
        else json_build_object(
            'service_request_id', t.ticket_id, 'status', case when t.ended then 'closed' else 'open' end,
            'status_notes', t.name_zh, 'service_name', t.category_name, 'service_code', t.category_code,
            'description', case when $13::boolean then coalesce(nullif(t.description, ''), t.title)
                                when $12::boolean then t.title end,
            'agency_responsible', t.organisation_name, 'requested_datetime', instant_message(t.received_at),
            'updated_datetime', instant_message(t.updated_at), 'expected_datetime', instant_message(t.due_at),
            'address', case when $14::boolean then t.address end, 'address_id', t.open_area_code,
            'lat', round(t.latitude::numeric, 3), 'long', round(t.longitude::numeric, 3), 'position', t.pos) end
        order by t.ticket_id) from chosen t cross join zone z), '[]'),
    'upto', (select upto from bound),
    'head', (select pos from head),
    'next', (select max(ticket_id) from stretch having count(*) = $11::bigint))::text
