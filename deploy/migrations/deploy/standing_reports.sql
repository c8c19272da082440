-- Deploy steward:standing_reports to pg
-- requires: hotspots
-- Standing reports (docs/standing-reports.md): what was said of a period, kept as it was said.

begin;
set local search_path = steward;

create table standing_report (
    city_id   integer not null references city,
    name      text collate "C" not null,
    first_day date not null,
    last_day  date not null check (last_day >= first_day),
    title     text not null,
    pos       bigint not null,
    made_at   timestamptz not null default now(),
    channel   text collate "C" not null default '',
    roles     integer not null default 0,
    told_at   timestamptz,
    summary   text not null,
    answer    jsonb not null,
    primary key (city_id, name, first_day)
);
create index standing_report_untold on standing_report (city_id) where channel <> '' and told_at is null;
comment on table standing_report is 'A report of a period as it was made, once: its key';
comment on column standing_report.pos is 'Position of the log at which it was counted: its numbers can be opened at it';
comment on column standing_report.channel is 'Over which its summary is told; empty: nobody is told';
comment on column standing_report.roles is 'Who is told: sum of 1 << role; 0: the channel itself';
comment on column standing_report.told_at is 'When that was handed to the deliveries';

grant select, insert on standing_report to steward_tally;
grant select on standing_report to steward_report, steward_notify;
grant update (told_at) on standing_report to steward_notify;

commit;
