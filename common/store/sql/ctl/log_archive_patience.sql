-- For how many milliseconds the statements of this session may take. $1
select set_config('statement_timeout', $1, false)
