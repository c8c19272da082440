-- Dead letters are sent again: whole messages, under the keys that they had.
with again as (
    update delivery d
    set state = 2, attempts = 0, next_at = clock_timestamp(), done_at = null
    where d.city_id = $1 and d.state = 4 and ($3::text is null or d.channel = $3)
      and ($2::bigint is null
           or d.batch = (select o.batch from delivery o where o.city_id = $1 and o.delivery_id = $2))
    returning 1
)
select count(*) from again
