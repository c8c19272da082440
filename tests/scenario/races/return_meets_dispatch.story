# The department returns it in the moment in which the centre moves it on.
story "退单撞上改派"
city manual

resident submits city.garbage at west.bridge as T
dispatcher dispatches T
hold T
first: urban.handler returns T because "不是我们的"
second: dispatcher transfers T to west.company because "派错"
release
first is done
second is refused move_refused telling "is returned: transfer is not possible"
T is returned
T has returns 1

resident submits city.garbage at west.bridge as U
dispatcher dispatches U
hold U
first: dispatcher transfers U to west.company because "派错"
second: urban.handler returns U because "不是我们的"
release
first is done
second is refused move_refused actor telling "held by west.company: return is refused: only the organisation that holds the task"
U has returns 0
tasks of U are lead:moved:urban lead:open:west.company

# Returned: one hands it out again, the other sends it back.
hold T
first: dispatcher dispatches T to west.company
second: supervisor refuses_return T because "就是城管的"
release
first is done
second is refused move_refused telling "is dispatched, held by west.company: refuse_return is not possible"
tasks of T are lead:returned:urban lead:open:west.company
