# Roles hold in an area: a grid worker of another one may not; who stands in for somebody may what they may.
story "不是这个网格的"
city manual

resident submits property.cleaning at west.bridge as T
dispatcher dispatches T
refused move_refused actor: east.handler signs T
substitute signs T
task 1 of T has handler substitute
substitute handles T saying "代为处理"
refused not_allowed actor telling "in charge of its area: yours is another": grid.east verifies T
grid.west verifies T
T is verified

# What somebody has reported is theirs, wherever it is, but whoever decides in another area does not decide on it.
grid.east submits city.garbage at west.bridge by grid as U
grid.east withdraws U because "看错了"
U is withdrawn
refused move_refused telling "allowed: nothing": auditor reopens U because "不该"

desk.east submits city.garbage at west.bridge as V
refused not_allowed actor telling "yours is another": desk.east accepts V
refused not_allowed actor: desk.east dispatches V
refused not_allowed actor: desk.east voids V because "不归我管"
desk.east urges V because "没人管"
desk.east withdraws V because "看错了"

# What waits for somebody in person who is away is done by their deputy, who is no other person then.
resident submits property.cleaning at west.bridge.g1 as W
operator asks_check W of grid.away because "位置不清"
refused move_refused actor telling "or their deputy": grid.west answers_check W holding saying "不是我"
refused not_allowed actor: patrol answers_check W holding saying "早就不代了"
grid.substitute answers_check W holding saying "在东门"
dispatcher dispatches W
west.head signs W
west.head gives W to away
refused move_refused actor telling "or their deputy": west.handler handles W saying "不是给我的"
substitute hands_back W because "先还回去"
west.head gives W to away
substitute handles W saying "代为处理"
task 2 of W has handler substitute
west.head confirms W
task 2 of W has handler substitute
