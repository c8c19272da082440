-- What the server says of itself, as far as Steward relies on it.
select current_setting('server_version'),
       current_setting('server_version_num')::integer,
       pg_encoding_to_char(encoding),
       datctype,
       current_setting('fsync')::boolean,
       current_setting('full_page_writes')::boolean,
       current_setting('synchronous_commit') <> 'off',
       clock_timestamp()
from pg_database
where datname = current_database()
