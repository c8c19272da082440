-- For tests: a row of sums (common/figures/packed.h) with other numbers in some of its cells, or in all of them (null).
-- `sums` says which: {"closed": 3}.
create or replace function steward.rollup_with(kept bytea, of integer[], sums jsonb) returns bytea
language plpgsql set search_path = steward as $$
declare
    cell    record;
    whole   bytea := '\x01';
    columns bytea;
    before  integer := -1;
    last    integer;
begin
    for cell in
        select b, array_agg(number order by number) as numbers, array_agg(value order by number) as numbered
        from (
            select k.b, c.number, coalesce(case when k.b = any (coalesce(of, array[k.b])) then (sums->>c.name)::bigint end,
                                           (select value from rollup_cells(kept) r where r.b = k.b and r.name = c.name), 0) as value
            from (select b from rollup_cells(kept) union select unnest(of)) as k cross join figure_column c
        ) as every
        where value <> 0
        group by b
        order by b
    loop
        columns := '';
        last := -1;
        for i in 1 .. array_length(cell.numbers, 1) loop
            columns := columns || varint(cell.numbers[i] - last) || varint(cell.numbered[i] << 1 # (cell.numbered[i] >> 63));
            last := cell.numbers[i];
        end loop;
        whole := whole || varint(cell.b - before) || varint(length(columns)) || columns;
        before := cell.b;
    end loop;
    return whole;
end $$;

create or replace function steward.varint(number bigint) returns bytea language plpgsql as $$
declare
    bytes bytea := '';
begin
    while number > 127 loop
        bytes := bytes || set_byte('\x00', 0, (number & 127 | 128)::integer);
        number := number >> 7;
    end loop;
    return bytes || set_byte('\x00', 0, number::integer);
end $$;
