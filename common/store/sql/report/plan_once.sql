-- For this transaction: a statement is planned once a session, whatever it is asked. For statements that only touch rows by key,
-- or whose functions make the plans that matter themselves.
select set_config('plan_cache_mode', 'force_generic_plan', true)
