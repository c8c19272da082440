-- For this transaction: a statement is planned once and by key, and that plan is kept. For a statement whose planning takes
-- longer than its execution and which only touches rows by key, whatever it is asked (store.h: by_index).
select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
       set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
       set_config('enable_bitmapscan', 'off', true), set_config('random_page_cost', '0.05', true)
