select pgq.insert_event('bench', 'submit', '@BODY@');
