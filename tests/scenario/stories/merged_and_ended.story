# What others were merged into is not taken back by its reporter; however it ends, they are told.
story "并案之后主单不办了"
city manual

resident submits city.garbage at west.bridge as A
neighbour submits city.garbage at west.bridge as B
operator merges B into A because "同一处"
refused move_refused telling "their reporters wait for its answer": resident withdraws A because "我不急了"
operator rejects A because "不在本市" saying "请向邻县反映"
timeline of A is received joined rejected
timeline of B is received merged answered

resident submits city.garbage at west.bridge as C
neighbour submits city.garbage at west.bridge as D
operator merges D into C because "同一处"
dispatcher dispatches C
urban.handler signs C
refused move_refused telling "wait for its answer": resident withdraws C because "我不急了"
supervisor voids C because "是演练"
timeline of D is received merged answered
tasks of C are lead:cancelled:urban

resident submits city.garbage at west.bridge as E
resident withdraws E because "已解决"
E is withdrawn
