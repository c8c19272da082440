-- Figures are held against the log for as long as it takes, and by few pages of tables that hold years: their BRIN indexes
-- are better than the planner thinks. For this transaction only.
select set_config('statement_timeout', '0', true), set_config('enable_seqscan', 'off', true)
