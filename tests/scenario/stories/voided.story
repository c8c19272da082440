# Struck out: by the command centre before it is handed out, later only by a supervisor; with a reason always.
story "误报"
city full

resident submits unrouted at west.bridge as A
refused missing_field reason: operator voids A
operator voids A because "重复测试"
A is voided

resident submits unrouted at west.bridge as B
operator accepts B
refused not_allowed actor: operator voids B because "误报"
supervisor voids B because "误报"
B is voided

resident submits property.cleaning at west.bridge as C
within 10s C is dispatched
refused not_allowed actor: dispatcher voids C because "误报"
supervisor voids C because "误报"
C is voided

resident submits property.cleaning at west.bridge as D
within 10s D is dispatched
west.handler signs D
supervisor voids D because "误报"
D is voided
refused move_refused: west.handler handles D saying "晚了"
timeline of D is received dispatched signed voided
