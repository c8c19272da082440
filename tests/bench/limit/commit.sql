\set n :n + 1
insert into bench_commit values (:n, '小区北面的工地每天夜里十一点以后还在浇筑混凝土');
