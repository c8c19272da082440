-- The same questions in twos, newest first, asked of the tables that are the truth: ms of the middle one of 21.
\set ON_ERROR_STOP on
create function pg_temp.plain(of_city integer, asked jsonb) returns numeric language plpgsql as $$
declare
    began timestamptz := clock_timestamp();
begin
    execute 'select t.ticket_id from ticket t
             left join task k on k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id
             join organisation o on o.city_id = t.city_id and o.organisation_id = t.organisation_id
             join category c on c.city_id = t.city_id and c.category_id = t.category_id
             join channel h on h.city_id = t.city_id and h.channel_id = t.channel_id
             join lifecycle_state s on s.state = t.state
             where t.city_id = $1 and ($2->>''organisation'' is null or o.code = $2->>''organisation'')
               and ($2->>''category'' is null or c.code = $2->>''category'') and ($2->>''channel'' is null or h.code = $2->>''channel'')
               and ($2->>''urgency'' is null or t.urgency = ($2->>''urgency'')::integer) and ($2->>''state'' is null or s.name = $2->>''state'')
             order by t.received_at desc, t.ticket_id desc limit 50' using of_city, asked;
    return round(extract(epoch from clock_timestamp() - began) * 1000, 1);
end $$;
select percentile_disc(0.5) within group (order by pg_temp.plain(city_id, asked))
from (select asked from list_question
      where of_group = 'first' and asked->>'sort' = 'received'
        and (select count(*) from jsonb_object_keys(asked) as k where k in ('organisation', 'category', 'channel', 'urgency', 'state')) = 2
      order by md5(asked::text) limit 21) as q
join city on city.code = :'city';
