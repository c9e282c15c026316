create table pets (name varchar(20)); insert into pets values ('rex');
