-- For whom this transaction reads from now on, and so as which role: see viewer() in the schema. Empty: for the
-- installation itself.
select set_config('steward.viewer', $1, true),
       set_config('role', case $1 when '' then 'steward_report' else 'steward_viewer' end, true)
