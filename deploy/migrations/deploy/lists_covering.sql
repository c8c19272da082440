-- Deploy steward:lists_covering to pg
-- requires: lists_plans
-- Ended tickets that fit two filters are found in the index of one alone: looking at the rows, which lie all over the table,
-- took most of the time.

begin;
set local search_path = steward, public;

drop index ticket_line_ended_received;
create index ticket_line_ended_received on ticket_line_ended (city_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, updated_at);
drop index ticket_line_ended_updated;
create index ticket_line_ended_updated on ticket_line_ended (city_id, updated_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, received_at);
drop index ticket_line_ended_state;
create index ticket_line_ended_state on ticket_line_ended (city_id, state, received_at, ticket_id)
    include (urgency, organisation_id, handler_id, area_id, category_id, channel_id, updated_at);
drop index ticket_line_ended_urgency;
create index ticket_line_ended_urgency on ticket_line_ended (city_id, urgency, received_at, ticket_id)
    include (state, organisation_id, handler_id, area_id, category_id, channel_id, updated_at);
drop index ticket_line_ended_organisation;
create index ticket_line_ended_organisation on ticket_line_ended (city_id, organisation_id, received_at, ticket_id)
    include (state, urgency, handler_id, area_id, category_id, channel_id, updated_at);
drop index ticket_line_ended_handler;
create index ticket_line_ended_handler on ticket_line_ended (city_id, handler_id, received_at, ticket_id)
    include (state, urgency, organisation_id, area_id, category_id, channel_id, updated_at) where handler_id <> 0;
drop index ticket_line_ended_area;
create index ticket_line_ended_area on ticket_line_ended (city_id, area_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, category_id, channel_id, updated_at);
drop index ticket_line_ended_category;
create index ticket_line_ended_category on ticket_line_ended (city_id, category_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, channel_id, updated_at);
drop index ticket_line_ended_channel;
create index ticket_line_ended_channel on ticket_line_ended (city_id, channel_id, received_at, ticket_id)
    include (state, urgency, organisation_id, handler_id, area_id, category_id, updated_at);
-- only then is an index believed
alter table ticket_line_ended set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02);

commit;
