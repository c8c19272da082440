-- Deploy steward:lists_speed to pg
-- requires: lists
-- Words are taken in with a third of the processor time.

begin;
set local search_path = steward, public;

-- The same entries as before; of those that come twice the index makes one.
create or replace function text_grams(said text, shortest integer) returns text[]
language sql immutable parallel safe cost 5000 as $$
    select array(select character || next
                 from unnest(string_to_array(said, null), (string_to_array(said, null))[2:]) as pair (character, next)
                 where character not in (' ', E'\n') and next not in (' ', E'\n'))
           || case when shortest = 1 then array_remove(array_remove(string_to_array(said, null), ' '), E'\n') else '{}' end
$$;

commit;
