# The task moves to an organisation that was called in: it is its own then, and helps itself no more.
story "协办变主办"
city manual

resident submits city.garbage at west.bridge as T
dispatcher dispatches T with housing,west.company
housing.handler reports_in T
dispatcher transfers T to housing because "本就是它的"
tasks of T are lead:moved:urban co:released:housing co:open:west.company lead:open:housing
west.handler contributes T saying "已清扫"
housing.handler signs T
housing.handler handles T saying "已清运"
T is handled
