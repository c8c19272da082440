-- For whom this transaction reads from now on: see viewer() in the schema. Empty: for the installation itself.
select set_config('steward.viewer', $1, true)
