-- What time it is, by the clock that decides: asked after every lock, so that nothing locked can have happened later.
select clock_timestamp()
