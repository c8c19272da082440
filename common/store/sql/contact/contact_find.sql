-- The newest tickets with a telephone number, and where they belong. $1 city, $2 its blind index, in an array of one
select c.ticket_id, t.area_id, t.category_id, t.channel_id
from contact c
join complaint t on t.city_id = c.city_id and t.ticket_id = c.ticket_id
where c.city_id = $1 and c.phone_index = ($2::bytea[])[1]
order by c.ticket_id desc
limit 100
