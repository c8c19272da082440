# Another system's ticket comes in with its own times.
story "历史工单"
city manual

importer submits city.noise at west.bridge by 12345 as T on -10d
importer dispatches T to urban on -9d due -7d
T is late
importer signs T on -8d
importer handles T saying "原系统：已处理" on -6d
importer verifies T on -6d
importer closes T saying "原系统：已答复" on -5d
importer follows_up T reached unsolved unsatisfied on -4d
T is late
within 20s alerts of T are handling:overdue
refused not_allowed at: operator submits city.noise at west.bridge as X on -1d
importer submits city.noise at west.bridge by 12345 as U on -10d
importer accepts U on -10d
importer dispatches U to urban on -9d unlimited
importer signs U on -8d
U has 0 alerts

importer submits city.noise at west.bridge by 12345 as V
refused out_of_range at: importer accepts V on 1h
refused not_allowed due: dispatcher dispatches V to urban due 1h
refused not_allowed no_limit: dispatcher dispatches V to urban unlimited
V is received

# No alert before the rest of its life is known.
importer submits city.noise at west.bridge by 12345 as W on -10d
importer dispatches W to urban on -9d due -8d alert_after 1h
W is late
after 1s W has 0 alerts
refused not_allowed alert_after: dispatcher dispatches V to urban alert_after 1h
refused out_of_range no_limit: importer dispatches V to urban due -1h unlimited
