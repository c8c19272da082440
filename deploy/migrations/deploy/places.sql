-- Deploy steward:places to pg
-- requires: spine
-- Where areas are: a code on a QR plate, and a shape on the map, so that a place or a plate says the area.

begin;
create extension if not exists postgis schema public; -- by a superuser, unless it is there already
set local search_path = steward, public;

alter table area add column qr text collate "C";
-- deferred, for a pack may swap two plates
alter table area add constraint area_qr unique (city_id, qr) deferrable initially deferred;
comment on column area.qr is 'What the QR plate of the area says, in the newest pack; null where it has none';

create table area_shape (
    city_id integer not null,
    area_id integer not null,
    depth   smallint not null,
    extent  double precision not null,
    shape   geometry (MultiPolygon, 4326) not null,
    primary key (city_id, area_id),
    foreign key (city_id, area_id) references area
);
create index area_shape_place on area_shape using gist (shape);
comment on table area_shape is 'grids.geojson of the newest pack: the areas that have a shape';
comment on column area_shape.depth is 'How far below the root of the tree of areas: the deepest that covers a place is taken';
comment on column area_shape.extent is 'Square metres: of two that are as deep, the smaller is taken';

grant select on area_shape to steward_intake, steward_dispatch, steward_report;

commit;
