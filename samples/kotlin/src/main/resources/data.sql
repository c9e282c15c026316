insert into pet values ('Rex', 'mary', 12, 3), ('Tom', 'john', null, 0);
