-- Who has opened a delivery first, and when: after notice_open, as a statement of its own, so that it sees what another
-- transaction did meanwhile. $1 city, $2 delivery
select d.recipient, d.opened_at, p.code
from delivery d
left join person p on p.city_id = d.city_id and p.person_id = d.opened_by
where d.city_id = $1 and d.delivery_id = $2
