-- The newest change of the schema.
select change
from sqitch.changes
where project = 'steward'
order by committed_at desc, planned_at desc
limit 1
