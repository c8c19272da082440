-- For how many milliseconds statements of this session wait for a lock. $1
select set_config('lock_timeout', $1, false)
