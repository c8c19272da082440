-- Deploy steward:duplicates_speed to pg
-- requires: viewer_role
-- Near-duplicates are found with less work: neighbours are judged by the index alone, also by their area, and who sees
-- areas is asked that first.

begin;
set local search_path = steward;

drop index similar_ticket_cell;
create index similar_ticket_cell on similar_ticket (city_id, cell, received_at)
    include (ticket_id, area_id, category_id, latitude, longitude) where cell is not null;
create index area_parent on area (city_id, parent_id, area_id);

-- The area of a row here never changes, and is the one that the complaint came in with.
call viewer_limit('similar_ticket', 'area_id = any ((select viewer_areas())::integer[])
    or viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas()))');

commit;
