-- What a heat map is limited to: areas (0) and categories (1), with all below. $1 city, $2 area or null, $3 category or null
select 0, unnest(area_below($1, $2)) where $2::integer is not null
union all
select 1, unnest(category_below($1, $3)) where $3::integer is not null
