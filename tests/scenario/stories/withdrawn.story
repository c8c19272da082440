# The reporter may take it back until there is a result.
story "问题自行解决了"
city full

resident submits unrouted at west.bridge as A
resident withdraws A because "已解决"
A is withdrawn

resident submits unrouted at west.bridge as B
operator accepts B
operator withdraws B because "来电撤诉"
B is withdrawn

head submits property.cleaning at east.lake.garden as C
within 10s C is dispatched
head withdraws C because "已解决"
C is withdrawn

grid.west submits property.cleaning at west.bridge by grid as D
within 10s D is dispatched
west.handler signs D
grid.west withdraws D because "已解决"
D is withdrawn

resident submits property.cleaning at west.bridge as E
within 10s E is dispatched
west.handler signs E
west.handler handles E saying "已清扫"
refused move_refused: resident withdraws E because "太晚"
E is handled
