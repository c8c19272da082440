# 催办: the reporter or the centre reminds who holds it, so often and so seldom as the pack allows.
story "怎么还没人来"
city manual

resident submits city.garbage at west.bridge as T
refused missing_field reason: resident urges T
refused move_refused actor telling "only its reporter": neighbour urges T because "我也急"
resident urges T because "两天了"
refused move_refused telling "as lately": resident urges T because "又催"
operator accepts T
after 1100ms dispatcher urges T because "领导问"
T has urges 2
after 1100ms T is accepted
refused move_refused telling "as often": dispatcher urges T because "第三次"

resident submits city.garbage at west.bridge as U
dispatcher dispatches U
operator urges U because "没人签收"
urban.head signs U
after 1100ms supervisor urges U because "没人动"
timeline of U is received dispatched urged signed urged

resident submits city.garbage at west.bridge as V
dispatcher dispatches V
urban.head signs V
urban.head gives V to urban.handler
resident urges V because "没人动"
urban.handler handles V saying "已清"
after 1100ms resident urges V because "没清"
timeline of V is received dispatched signed given urged handled urged

grid.west submits city.garbage at west.bridge as W
dispatcher dispatches W
urban.handler returns W because "不是我们的"
grid.west urges W because "没人管"
W is returned
