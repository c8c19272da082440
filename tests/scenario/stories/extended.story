# More time: asked for before it is due, granted by another person; at most twice, each at most the first limit.
story "配件要从外地发"
city manual

resident submits property.lift at west.bridge as T
dispatcher dispatches T
housing.handler signs T
T is limited to 1h
refused missing_field reason: housing.handler asks_extension T for 30m
refused out_of_range extension: housing.handler asks_extension T for soon because "配件未到"
refused move_refused extension telling "at most the first limit": housing.handler asks_extension T for 2h because "配件未到"
refused move_refused actor: west.handler asks_extension T for 30m because "不是我们的"
refused move_refused telling "must have been asked for": dispatcher grants_extension T
housing.handler asks_extension T for 1h because "配件未到"
extension_decision clock of T is running
refused move_refused: housing.handler asks_extension T for 10m because "再要"
dispatcher refuses_extension T because "可以先用备件"
extension_decision clock of T is stopped
T is limited to 1h
housing.handler asks_extension T for 1h because "备件不合"
dispatcher grants_extension T
T is limited to 2h
handling clock of T lasts 2h
ledger of handling of T is started limited
refused move_refused extension: housing.handler asks_extension T for 90m because "首次期限只有一小时"
housing.handler asks_extension T for 1h because "厂家再延"
supervisor grants_extension T
handling clock of T lasts 3h
refused move_refused telling "at most as often": housing.handler asks_extension T for 1m because "第三次"
housing.handler handles T saying "已换"
T is on_time

resident submits property.cleaning at west.bridge as U
dispatcher dispatches U
foreman signs U
foreman asks_extension U for 1d because "自己问"
refused move_refused actor: foreman grants_extension U
refused move_refused actor: foreman refuses_extension U because "自己批"
west.head gives U to west.handler
U is assigned
refused move_refused telling "before it is due": west.handler asks_extension U for 1d because "已有一个待批"
dispatcher refuses_extension U because "不批"
west.handler asks_extension U for 1d because "缺人"
dispatcher grants_extension U
U is limited to 3d
west.handler asks_extension U for 1d because "下雨"
supervisor refuses_extension U because "可以室内"
U is assigned
