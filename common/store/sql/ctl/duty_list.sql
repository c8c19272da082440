-- Who of the city has checked in or out last when, and where; in the order of their codes.
select person.code, duty.on_duty, duty.at, duty.latitude::text, duty.longitude::text
from duty
join person on person.city_id = duty.city_id and person.person_id = duty.person_id
where duty.city_id = $1
order by person.code
