# Where the city leaves it to people, the operator accepts and the dispatcher hands out.
story "夜间施工噪音"
city manual

operator submits city.noise at east.lake.garden by 12345 as T
after 1s T is received
operator accepts T
T is accepted
dispatcher dispatches T
T is held by urban
T is limited to 4h
urban.handler signs T
urban.handler handles T saying "已责令停工"
supervisor verifies T
supervisor closes T saying "已停工"
supervisor follows_up T unreached
timeline of T is received accepted dispatched signed handled verified closed followed_up
