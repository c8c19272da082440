-- How many entries there are in a period, at most: the sum of what they count for, without what is only told of
-- something that is counted with it; of long periods by whole months. $1 city, $2 first day, $3 last day, both since 1970-01-01
select coalesce(sum(coalesce(received, 0) + coalesce(accepted, 0) + coalesce(dispatched, 0) + coalesce(signed, 0)
                    + coalesce(handled, 0) + coalesce(verified, 0) + coalesce(closed, 0) + coalesce(due, 0)
                    + coalesce(due_closed, 0) + coalesce(followed_up, 0) + coalesce(rejected, 0) + coalesce(returned, 0)
                    + coalesce(reworked, 0) + coalesce(reopened, 0) + coalesce(extended, 0) + coalesce(suspended, 0)
                    + coalesce(merged, 0) + coalesce(voided, 0) + coalesce(withdrawn, 0) + coalesce(urged, 0)
                    + coalesce(supervised, 0) + coalesce(transferred, 0) + coalesce(escalated, 0) + coalesce(appealed, 0)
                    + coalesce(rated, 0) + coalesce(called_in, 0) + coalesce(overdue, 0) + coalesce(came, 0)
                    + coalesce(went, 0) + coalesce(overdue_came, 0) + coalesce(overdue_went, 0)
                    + coalesce(stayed, 0)), 0)::bigint
from rollup
where city_id = $1 and cuboid in (16, 45) and level = 0
  and grain = case when $3::integer - $2::integer > 62 then 2 else 1 end
  and day between case when $3::integer - $2::integer > 62
                       then date_trunc('month', (date '1970-01-01' + $2::integer)::timestamp)::date
                       else date '1970-01-01' + $2::integer end
              and date '1970-01-01' + $3::integer
