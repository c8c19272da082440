# Not ours: refused at once, or on a second look, with a word on who is responsible.
story "外地车牌违章"
city full

resident submits unrouted at west.bridge as A
refused missing_field answer: operator rejects A because "不属本市"
refused missing_field reason: operator rejects A saying "请向当地交警反映"
operator rejects A because "不属本市" saying "请向当地交警反映"
A is rejected
refused move_refused: operator accepts A
timeline of A is received rejected

resident submits unrouted at west.bridge as B
dispatcher accepts B
refused not_allowed actor: operator rejects B because "不属本市" saying "请向当地交警反映"
dispatcher rejects B because "不属本市" saying "请向当地交警反映"
B is rejected
timeline of B is received accepted rejected
