create table finding (patient bigint not null, finding varchar(80) not null);
insert into finding (patient, finding) values (1, 'fit as a fiddle'), (2, 'overweight');
