-- A block of ticket numbers for this worker (the sequence counts in blocks of 1024): the first of them.
select nextval('ticket_number')
