-- A consumer that is new to a city begins at its first event.
insert into cursor (consumer, city_id, pos) values ($1, $2, 0)
on conflict do nothing
