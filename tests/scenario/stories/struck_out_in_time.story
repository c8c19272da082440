# What is struck out, withdrawn or returned in time raises nothing.
story "停表后不提醒"
city full

resident submits test.soon at west.bridge as A
resident submits test.soon at west.bridge as B
resident submits test.soon at west.bridge as C
within 10s A is dispatched
supervisor voids A because "误报"
within 10s B is dispatched
resident withdraws B because "已解决"
within 10s C is dispatched
west.handler returns C because "不是我们的"
after 5s A has 0 alerts
B has 0 alerts
C has 0 alerts
