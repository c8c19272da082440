# Not satisfied: a new task with a new clock for the same organisation; the first result stays on record.
story "修了又坏"
city manual

resident submits property.cleaning at west.bridge as T
dispatcher dispatches T
west.handler signs T
west.handler handles T saying "已扫"
grid.west verifies T
operator closes T saying "已扫"
refused missing_field reason: resident reopens T
refused move_refused actor telling "only its reporter": neighbour reopens T because "不关我事"
resident reopens T because "第二天又脏"
T is dispatched
T is held by west.company
tasks of T are lead:done:west.company lead:open:west.company
task 1 of T has result "已扫"
ledger of handling of T is started
follow_up clock of T is stopped
west.handler signs T
west.handler handles T saying "改为每天扫"
grid.west verifies T
operator closes T saying "已改"
operator follows_up T reached unsolved unsatisfied
supervisor reopens T because "回访不满意"
T is dispatched
tasks of T are lead:done:west.company lead:done:west.company lead:open:west.company
timeline of T is received dispatched signed handled verified closed reopened signed handled verified closed followed_up reopened

importer submits fee at west.bridge by 12345 as U on -30d
importer dispatches U to housing on -29d
importer signs U on -28d
importer handles U saying "已退费" on -27d
importer verifies U on -26d
importer closes U saying "已退费" on -25d
refused move_refused telling "within the pack's days": operator reopens U because "太晚了"

# The new clock has the limit of the rule, as the first one had.
resident submits property.lift at west.bridge as V
dispatcher dispatches V
V is limited to 1h
housing.handler signs V
housing.handler handles V saying "已修复"
supervisor verifies V
operator closes V saying "已修复"
resident reopens V because "又停了"
V is limited to 1h

# Who lives there is no other reporter than who walks there or speaks for the building.
grid.west submits city.garbage at west.bridge by grid as W
dispatcher dispatches W
urban.handler signs W
urban.handler handles W saying "已清运"
supervisor verifies W
operator closes W saying "已清运"
refused move_refused actor: grid.bridge reopens W because "不是我报的"
grid.west reopens W because "还剩一半"
W is dispatched

head submits property.cleaning at east.lake.garden as X
dispatcher dispatches X
east.handler signs X
east.handler handles X saying "已扫"
supervisor verifies X
operator closes X saying "已扫"
refused move_refused actor telling "the reporter may rate it once": grid.east rates X stars 1
head rates X stars 4 saying "还行"
refused move_refused: head rates X stars 5
operator follows_up X unreached
grid.east submits property.cleaning at east.lake.garden by grid as Y
dispatcher dispatches Y
east.handler signs Y
east.handler handles Y saying "已扫"
supervisor verifies Y
operator closes Y saying "已扫"
operator follows_up Y reached solved satisfied
grid.east rates Y stars 5
head submits property.cleaning at east.lake.garden as Z
dispatcher dispatches Z
east.handler signs Z
east.handler handles Z saying "已扫"
supervisor verifies Z
operator closes Z saying "已扫"
operator follows_up Z reached unsolved unsatisfied
head reopens Z because "又脏了"
