create table pet (name varchar(40) primary key, owner_name varchar(40) not null, weight integer, toys integer not null);
