# Help while the task is with a handler of the department, and while its head has still to confirm the result.
story "部门内部也能吹哨"
city manual

resident submits city.garbage at west.bridge as T
dispatcher dispatches T with housing
urban.head signs T
dispatcher releases T to housing because "不需要"
urban.head gives T to urban.handler
urban.handler calls_in T with west.company,volunteers,alliance,housing because "缺车"
west.handler reports_in T
west.handler contributes T saying "车已到"
dispatcher releases T to volunteers because "人够了"
urban.handler handles T saying "已清运"
refused move_refused telling "co-handlers": urban.head confirms T
partner reports_in T
partner contributes T saying "路已冲洗"
dispatcher releases T to housing because "不需要"
urban.head confirms T
supervisor verifies T
operator closes T saying "已清运"
urban.handler rates_help T to west.company stars 5
task 3 of T has rating 5
refused move_refused organisation: urban.handler rates_help T to volunteers stars 5
timeline of T is received dispatched signed released given called_in reported_in contributed released handled reported_in contributed released confirmed verified closed help_rated

# Called in twice, rated twice: each time for the help that is not rated yet.
resident submits city.garbage at west.bridge as U
dispatcher dispatches U
dispatcher calls_in U with housing because "要车"
housing.handler contributes U saying "一车"
urban.head signs U
urban.head calls_in U with housing because "再要车"
housing.handler contributes U saying "两车"
urban.head handles U saying "已清运"
urban.head rates_help U to housing stars 5
refused move_refused organisation: urban.head rates_help U to housing stars 4
dispatcher rates_help U to housing stars 2
task 2 of U has rating 2
task 3 of U has rating 5
