-- Revert steward:moves from pg
-- There is no way back to a lifecycle with fewer states while tickets are in them.
do $$ begin raise exception 'steward:moves cannot be reverted: restore a backup from before it'; end $$;
