# The same matter twice: the later ticket goes on as the earlier one, and its reporter hears that one's answer.
story "同一处垃圾，好几个人报"
city manual

resident submits city.garbage at west.bridge as A
neighbour submits city.garbage at west.bridge as B
neighbour submits city.garbage at west.bridge as C
neighbour submits city.garbage at west.bridge as D
neighbour submits city.garbage at west.bridge as E
refused missing_field reason: operator merges B into A
refused move_refused into telling "earlier": operator merges A into B because "反了"
refused move_refused into: operator merges B into B because "自己"
operator merges B into A because "同一处"
B is merged
B has merged_into A
operator accepts C
refused not_allowed actor: operator merges C into A because "同一处"
dispatcher merges C into A because "同一处"
dispatcher dispatches D
dispatcher merges D into A because "同一处"
D is merged
tasks of D are lead:cancelled:urban
handling clock of D is stopped
dispatcher dispatches E
urban.handler signs E
refused not_allowed actor: dispatcher merges E into A because "同一处"
supervisor merges E into A because "同一处"
refused move_refused into: operator merges A into B because "并案的不收"
dispatcher dispatches A
urban.handler signs A
urban.handler handles A saying "已清运"
supervisor verifies A
supervisor closes A saying "已清运"
timeline of A is received joined joined joined joined dispatched signed handled verified closed
timeline of B is received merged answered
timeline of E is received dispatched signed merged answered
neighbour submits city.garbage at west.bridge as F
refused move_refused into telling "still open": operator merges F into A because "已办结"

# What was merged into a ticket that is merged itself hears the answer of the one that is left.
resident submits city.garbage at west.bridge as G
neighbour submits city.garbage at west.bridge as H
neighbour submits city.garbage at west.bridge as I
operator merges I into H because "同一处"
operator merges H into G because "同一处"
dispatcher dispatches G
urban.handler signs G
urban.handler handles G saying "已清运"
supervisor verifies G
supervisor closes G saying "已清运"
timeline of H is received joined merged answered
timeline of I is received merged answered

# Earlier is who was received earlier, whatever the numbers say.
resident submits city.garbage at west.bridge as J
importer submits city.garbage at west.bridge by 12345 as K on -1d
refused move_refused into telling "earlier": operator merges K into J because "原系统的更早"
operator merges J into K because "原系统的更早"
