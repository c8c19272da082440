-- Channels over which something is still to be sent, also those that have gone from the pack.
select distinct city_id, channel
from delivery
where city_id = any ($1::integer[]) and state in (1, 2)
