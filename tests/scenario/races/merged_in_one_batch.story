# Of two tickets that are moved together, only the reporters of the one that is closed are told of its answer.
story "同批办理，各自答复"
city manual

resident submits city.garbage at west.bridge as S
neighbour submits city.garbage at west.bridge as T
operator merges T into S because "同一处"
dispatcher dispatches S
resident submits city.garbage at west.bridge as U
neighbour submits city.garbage at west.bridge as V
operator merges V into U because "同一处"
dispatcher dispatches U
urban.handler signs U
urban.handler handles U saying "已清运"
supervisor verifies U
resident submits city.noise at west.bridge as W

# The worker waits for W while the two others arrive: they are its next batch.
hold W
first: operator accepts W
second behind first: urban.handler signs S
third behind first: operator closes U saying "已清运"
release
first is done
second is done
third is done
timeline of T is received merged
timeline of V is received merged answered
