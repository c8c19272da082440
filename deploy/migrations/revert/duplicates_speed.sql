-- Revert steward:duplicates_speed from pg
begin;
set local search_path = steward;
call viewer_limit('similar_ticket', 'viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas()))');
drop index area_parent;
drop index similar_ticket_cell;
create index similar_ticket_cell on similar_ticket (city_id, cell, received_at)
    include (ticket_id, category_id, latitude, longitude) where cell is not null;
commit;
