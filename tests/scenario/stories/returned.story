# Not theirs: handed back before or shortly after sign-off, at most twice; then a supervisor decides, and that is final.
story "路灯不亮，几家推诿"
city full

resident submits city.garbage at west.bridge as T
within 10s T is dispatched
refused move_refused actor: west.handler returns T because "不是我们的"
refused unknown_organisation suggested: urban.handler returns T because "不是我们的" suggesting nobody
refused missing_field reason: urban.handler returns T
urban.handler returns T because "不属城管" suggesting west.company
T is returned
T has returns 1
event returned of T has suggested west.company
handling clock of T is stopped
return_decision clock of T is running
refused move_refused telling "is returned": operator closes T saying "不能办结"
refused not_allowed actor: dispatcher rejects T because "不能由派遣员了结" saying "不归我们"
dispatcher dispatches T to west.company
T is held by west.company
return_decision clock of T is stopped
west.handler signs T
west.handler returns T because "属市政设施"
T is returned
refused move_refused telling "a supervisor must decide for good": supervisor dispatches T to housing
refused move_refused: dispatcher refuses_return T because "次数已满"
refused not_allowed actor: dispatcher decides T to housing because "要督办员"
refused missing_field organisation: supervisor decides T because "没说给谁"
supervisor decides T to housing because "首办责任"
T is dispatched
T is held by housing
refused move_refused telling "never after a final decision": housing.handler returns T because "第三次"
housing.handler signs T
refused move_refused: housing.handler returns T because "第三次"
T is in_progress
refused move_refused actor telling "after a final decision by a supervisor": dispatcher transfers T to urban because "派错"

# Final it stays when it is opened again.
housing.handler handles T saying "已修"
supervisor verifies T
operator closes T saying "已修"
resident reopens T because "又不亮"
T is held by housing
T has returns 2
refused move_refused telling "never after a final decision": housing.handler returns T because "还是不归我们"
refused move_refused actor: dispatcher transfers T to urban because "派错"
supervisor transfers T to urban because "职责已调整"
T is held by urban
timeline of T is received dispatched returned dispatched signed returned decided signed handled verified closed reopened transferred

resident submits city.garbage at west.bridge as U
within 10s U is dispatched
urban.handler signs U
urban.handler returns U because "不在辖区"
dispatcher refuses_return U because "就在辖区"
U is dispatched
U is held by urban
tasks of U are lead:open:urban
ledger of handling of U is started stopped run_on
handling clock of U lasts 1d
sign clock of U is running
urban.handler returns U because "真不是"
supervisor rejects U because "不在本市" saying "请向邻县反映"
U is rejected
return_decision clock of U is stopped

# Supervised while departments pass it to each other: when nobody of ours is responsible, that ends as well.
resident submits city.garbage at west.bridge as V
within 10s V is dispatched
urban.handler returns V because "不在辖区"
dispatcher refuses_return V because "就在辖区"
clocks of V are handling:running sign:stopped return_decision:stopped sign:running
urban.handler returns V because "真不在"
supervisor supervises V because "两家推诿"
supervisor rejects V because "不在本市" saying "请向邻县反映"
clocks of V are handling:stopped sign:stopped return_decision:stopped sign:stopped return_decision:stopped supervision:stopped
