select pg_sleep(3); create table slow (id int);
