# The reporter is asked until they are reached, so often as the pack allows; they rate it once.
story "回访和评价"
city manual

resident submits fee at west.bridge as T
dispatcher dispatches T
housing.handler signs T
housing.handler handles T saying "已退费"
supervisor verifies T
operator closes T saying "已退费"
follow_up clock of T is running
refused out_of_range reached: operator follows_up T unreached solved
refused out_of_range unsolved: operator follows_up T reached solved still "不知为何"
refused not_allowed actor: dispatcher follows_up T reached solved satisfied
operator follows_up T unreached
T is followed_up
follow_up clock of T is stopped
operator follows_up T reached truthful unsolved still "只退了一半" unsatisfied
event followed_up of T has solved no
event followed_up of T has unsolved "只退了一半"
refused move_refused telling "reached already": supervisor follows_up T reached
refused move_refused actor telling "the reporter may rate it once": neighbour rates T stars 1
refused out_of_range stars: resident rates T stars 0
resident rates T stars 2 saying "一半"
refused move_refused: resident rates T stars 5
event rated of T has comment "一半"

resident submits fee at west.bridge as U
dispatcher dispatches U
housing.handler signs U
housing.handler handles U saying "已退费"
supervisor verifies U
operator closes U saying "已退费"
operator rates U stars 4 saying "来电评价"
operator follows_up U unreached
operator follows_up U unreached
refused move_refused telling "as often": operator follows_up U reached solved
timeline of U is received dispatched signed handled verified closed rated followed_up followed_up
