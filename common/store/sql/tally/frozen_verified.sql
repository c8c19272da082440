-- What the verification of a frozen period has found. $1 city, $2 its number, $3 how many differences
update frozen set verified_at = clock_timestamp(), differences = $3 where city_id = $1 and freeze_id = $2
