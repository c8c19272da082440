-- A check of the whole log takes as long as it takes: for this transaction only.
select set_config('statement_timeout', '0', true)
