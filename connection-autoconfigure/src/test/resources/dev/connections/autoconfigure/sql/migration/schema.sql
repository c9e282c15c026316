create table scripted (id int);
