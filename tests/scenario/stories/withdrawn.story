# The reporter may take it back until there is a result.
story "问题自行解决了"
city full

resident submits unrouted at west.bridge as A
refused move_refused actor telling "only its reporter, or an operator": neighbour withdraws A because "不关我事"
resident withdraws A because "已解决"
A is withdrawn

resident submits unrouted at west.bridge as B
operator accepts B
operator withdraws B because "来电撤诉"
B is withdrawn

head submits property.cleaning at east.lake.garden as C
within 10s C is dispatched
refused move_refused actor: resident withdraws C because "不是我报的"
head withdraws C because "已解决"
C is withdrawn

grid.west submits property.cleaning at west.bridge by grid as D
within 10s D is dispatched
west.handler signs D
refused move_refused actor telling "allowed: handle": grid.bridge withdraws D because "不是我报的"
grid.west withdraws D because "已解决"
D is withdrawn

resident submits property.cleaning at west.bridge as E
within 10s E is dispatched
west.handler signs E
west.handler handles E saying "已清扫"
refused move_refused: resident withdraws E because "太晚"
E is handled
