-- The newest version of a city's pack: events are told by the words that held when they were read, not by older ones.
select pack_version from city where city_id = $1
