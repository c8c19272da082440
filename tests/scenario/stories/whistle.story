# 吹哨报到: the street leads, departments are called; each reports in and has a task of its own; the lead ends last.
story "下穿通道积水，街道吹哨"
city full

resident submits flood at west.bridge as T
within 10s T is dispatched
T is held by street.west
tasks of T are lead:open:street.west co:open:urban co:open:west.company
sign_in clock of T is limited to 30m
refused move_refused actor: partner reports_in T
refused move_refused group telling "must not be on the ticket already": dispatcher calls_in T with urban because "再叫一次"
refused missing_field reason: dispatcher calls_in T with housing
refused out_of_range group telling "names 'housing' twice": dispatcher calls_in T with housing,volunteers,housing because "要水泵"
dispatcher calls_in T with housing,volunteers because "要水泵"
urban.handler reports_in T
refused move_refused actor: urban.handler reports_in T
housing.handler contributes T saying "水泵已送到"
refused move_refused organisation: dispatcher releases T to alliance because "没有叫它"
dispatcher releases T to volunteers because "人够了"
tasks of T are lead:open:street.west co:signed:urban co:open:west.company co:done:housing co:released:volunteers
street.handler signs T
street.handler calls_in T with alliance because "要沙袋"
partner reports_in T
partner contributes T saying "沙袋已堆" photos_before p1 photos_after p2
refused move_refused telling "when its co-handlers are done or released": street.handler handles T saying "水退了"
urban.handler contributes T saying "已封路"
refused move_refused actor: urban.handler contributes T saying "再报一次"
refused not_allowed actor: street.handler releases T to west.company because "不归牵头的管"
dispatcher releases T to west.company because "不需要"
street.handler handles T saying "水退了"
refused move_refused organisation: dispatcher rates_help T to west.company stars 3
refused out_of_range stars: dispatcher rates_help T to housing stars 6
dispatcher rates_help T to housing stars 5
refused move_refused organisation telling "not rated yet": dispatcher rates_help T to housing stars 1
refused move_refused organisation: urban.handler rates_help T to alliance stars 5
street.handler rates_help T to alliance stars 4
task 4 of T has rating 5
task 6 of T has rating 4
grid.west verifies T
refused move_refused organisation: west.handler rates_help T to urban stars 1
street.handler rates_help T to urban stars 3
operator closes T saying "已排水"
tasks of T are lead:done:street.west co:done:urban co:released:west.company co:done:housing co:released:volunteers co:done:alliance
timeline of T is received dispatched called_in reported_in contributed released signed called_in reported_in contributed contributed released handled help_rated help_rated verified help_rated closed
