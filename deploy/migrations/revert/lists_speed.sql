-- Revert steward:lists_speed from pg
begin;
set local search_path = steward, public;
create or replace function text_grams(said text, shortest integer) returns text[] language sql immutable parallel safe cost 5000 as $$
    select coalesce(array_agg(distinct gram), '{}')
    from (select character, lead(character) over (order by n) as next
          from unnest(string_to_array(said, null)) with ordinality as each (character, n)) as pair
    cross join lateral (values (1, character), (2, character || next)) as grams (length, gram)
    where length >= shortest and character not in (' ', E'\n') and gram is not null
      and (length = 1 or next not in (' ', E'\n'))
$$;
commit;
